import type { LedgerChange } from './ledger.ts';

/** Holds back what is to be told until what it stands for is in the ledger. */
export interface Outbox {
  /** Tells a moment later, after everything that came before it. */
  tell(run: () => void): void;
  remember(change: LedgerChange): void;
  /** Makes sure that `before` and the ledger have their turn, though there is nothing to tell. */
  due(): void;
  /** Has it all written and told now. */
  flush(): void;
}

/** What happens at each turn, in this order: `before` may add to it, the ledger is written, things are told, then `after`. */
export interface OutboxTurn {
  before(): void;
  write(changes: readonly LedgerChange[]): void;
  after(): void;
}

/** An outbox with a turn for all that comes in one go, such as the messages of one reply. */
export function createOutbox({ before, write, after }: OutboxTurn): Outbox {
  let told: (() => void)[] = [];
  let changes: LedgerChange[] = [];
  let isDue = false;

  function due(): void {
    if (isDue) return;
    isDue = true;
    void Promise.resolve().then(flush);
  }

  function flush(): void {
    isDue = true;
    before();
    const now = told;
    const written = changes;
    told = [];
    changes = [];
    isDue = false;
    if (written.length > 0) write(written);
    for (const run of now) run();
    after();
  }

  return {
    tell(run) {
      told.push(run);
      due();
    },
    remember: (change) => {
      changes.push(change);
      due();
    },
    due,
    flush,
  };
}
