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
  /** Runs it soon, once others had their turn. */
  later(run: () => void): void;
}

/** How much is told in one go, so that a flood does not hold up everything else. */
const SLICE = 300;

/** An outbox with a turn for all that comes in one go, such as the messages of one reply. */
export function createOutbox({ before, write, after, later }: OutboxTurn): Outbox {
  let told: (() => void)[] = [];
  let changes: LedgerChange[] = [];
  let isDue = false;
  /** What is in the ledger and waits to be told. */
  let written: (() => void)[] = [];
  let next = 0;
  let isTelling = false;

  function due(): void {
    if (isDue) return;
    isDue = true;
    void Promise.resolve().then(turn);
  }

  function turn(): void {
    isDue = true;
    before();
    const now = told;
    const noted = changes;
    told = [];
    changes = [];
    isDue = false;
    if (noted.length > 0) write(noted);
    for (const run of now) written.push(run);
    if (!isTelling) tellSome(SLICE);
  }

  function tellSome(most: number): void {
    const end = Math.min(next + most, written.length);
    while (next < end) written[next++]?.();
    isTelling = next < written.length;
    if (isTelling) return later(() => tellSome(SLICE));
    written = [];
    next = 0;
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
    flush() {
      turn();
      tellSome(Infinity);
    },
  };
}
