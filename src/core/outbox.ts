import type { LedgerChange } from './ledger.ts';

/** Gathers what is to be told and what is to be remembered, so that both become final at one moment. */
export interface Outbox {
  /** Tells a moment later, after everything that came before it. */
  tell(run: () => void): void;
  remember(change: LedgerChange): void;
  /** What was told until now may be a turn of its own, if it is much: nothing that comes later belongs with it. */
  mayDivide(): void;
  /** Makes sure that `before` and the ledger have their turn, though there is nothing to tell. */
  due(): void;
  /** Has it all written and told now; not from within what is told. */
  flush(): void;
  /**
   * Runs this now; while much is being told, between two parts of that instead, since in one go with a part it would hold up everything else.
   * The same function runs once, however often it was asked for meanwhile.
   */
  between(run: () => void): void;
}

/**
 * What happens at each turn, in this order: what is little is told, `before` may add to it, the rest is told, `write` puts it on record,
 * then `after`. A part that was divided off has no `before` and `after` of its own. What is much is told some at a time, and written by itself.
 */
export interface OutboxTurn {
  /** How much is told in one go, so that a flood does not hold up everything else. */
  readonly slice: number;
  /** Whether something is being told of that is not all there yet: no turn begins until it is, and whoever completes it calls `due`. */
  isUnfinished(): boolean;
  before(): void;
  /** The one moment at which all of a turn is on record: told, but not let out of the process yet. */
  write(changes: readonly LedgerChange[]): void;
  after(): void;
  /** Runs it soon, once others had their turn. */
  later(run: () => void): void;
}

interface Turn {
  readonly tells: readonly (() => void)[];
  readonly changes: readonly LedgerChange[];
}

/** An outbox with a turn for all that comes in one go, such as some hundred messages of one reply. */
export function createOutbox({ slice, isUnfinished, before, write, after, later }: OutboxTurn): Outbox {
  let tells: (() => void)[] = [];
  let changes: LedgerChange[] = [];
  let isDue = false;
  const turns: Turn[] = [];
  /** How much of the first turn has been told. */
  let told = 0;
  let isTelling = false;
  /** What runs between two parts, one each time. */
  const others = new Set<() => void>();

  function due(): void {
    if (isDue) return;
    isDue = true;
    void Promise.resolve().then(turn);
  }

  function turn(): void {
    isDue = false;
    if (isUnfinished()) return;
    isDue = true;
    // A fault of ours in one of these must not keep the rest, and all that comes later, from being told and put on record.
    try {
      // What is little is told before anything else is looked at: a person waits for it.
      if (turns.length === 0 && tells.length <= slice) while (tells.length > 0) tells.shift()?.();
    } finally {
      try {
        before();
      } finally {
        isDue = false;
        divide();
        if (!isTelling) tellSome(slice);
      }
    }
  }

  function divide(): void {
    turns.push({ tells, changes });
    tells = [];
    changes = [];
  }

  function tellSome(most: number): void {
    let left = most;
    isTelling = true;
    // A fault in one of them must not keep the rest, and what others have to do, waiting for ever.
    try {
      for (let first = turns[0]; first; first = turns[0]) {
        const end = Math.min(told + left, first.tells.length);
        left -= end - told;
        while (told < end) first.tells[told++]?.();
        // As much as a part.
        const costOfWrite = first.tells.length > slice ? slice : 0;
        if (told < first.tells.length || left < costOfWrite) return;
        turns.shift();
        told = 0;
        left -= costOfWrite;
        write(first.changes);
      }
      isTelling = others.size > 0;
    } finally {
      if (isTelling) later(goOn);
    }
    after();
  }

  function goOn(): void {
    const [next] = others;
    if (!next) return tellSome(slice);
    others.delete(next);
    // Nor must they keep what is told waiting, however much they have to do.
    later(() => tellSome(slice));
    next();
  }

  return {
    tell(run) {
      tells.push(run);
      due();
    },
    remember: (change) => {
      changes.push(change);
      due();
    },
    mayDivide() {
      if (tells.length >= slice && !isUnfinished()) divide();
    },
    due,
    flush() {
      turn();
      tellSome(Infinity);
    },
    between(run) {
      if (isTelling) others.add(run);
      else run();
    },
  };
}
