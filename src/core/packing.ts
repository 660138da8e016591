import type { StartTimer } from './alarm.ts';
import type { Entry } from './inbox.ts';
import { Raw, type Press } from './raw.ts';

/** Packs what the server sent of items that stay, when there is time for it: most of what an item takes is looked at by nobody. */
export interface Packing {
  /** So many items came; `together` where they were read at once, and nothing like them will follow soon. */
  came(count: number, together: boolean): void;
  stop(): void;
}

/** What is packed, and what tells that there is time for it. */
export interface PackingOptions {
  readonly press: Press;
  readonly entries: () => Iterable<Entry>;
  readonly startTimer: StartTimer;
}

/** So many are packed together: enough to have much in common, few enough to be opened for one of them in no time. */
const TOGETHER = 32;
/** How many have to come before any is packed: fewer of the usual 1.5 kB take less than two MB as they are. */
const WORTHWHILE = 1024;
/** Items that came one by one are packed after this time, those that were read at once after that, in ms. */
const CALM = 5000;
const SOON = 50;
/** More than these within `CALM` are a flood, which is left to pass, unless too many have gathered. */
const FLOOD = 500;
const MOST = 20_000;
/** How many items are looked at in one go, and how many packs are made: a ms of work. */
const STEP = 1000;
const PACKS = 3;

/** Nothing has come yet. */
export function createPacking({ press, entries, startTimer }: PackingOptions): Packing {
  /** Those that came since the last packing began, and when it was last seen how many. */
  let waiting = 0;
  let seen = 0;
  let cancel: (() => void) | null = null;
  let isPacking = false;

  function look(): void {
    cancel = null;
    const isFlood = waiting - seen > FLOOD && waiting < MOST;
    seen = waiting;
    if (isFlood) return wait(CALM);
    begin();
  }

  function wait(delay: number): void {
    cancel?.();
    cancel = startTimer(look, delay);
  }

  function begin(): void {
    waiting = 0;
    seen = 0;
    isPacking = true;
    go(entries()[Symbol.iterator](), []);
  }

  function go(rest: Iterator<Entry>, found: readonly Raw[]): void {
    let raws = [...found];
    let packs = 0;
    for (let looked = 0; looked < STEP && packs < PACKS; looked++) {
      const next = rest.next();
      if (next.done) return end(raws);
      const { raw } = next.value.item;
      if (!raw.isPacked) raws.push(raw);
      if (raws.length < TOGETHER) continue;
      Raw.pack(raws, press);
      packs += 1;
      raws = [];
    }
    cancel = startTimer(() => go(rest, raws), 0);
  }

  function end(raws: readonly Raw[]): void {
    if (raws.length === TOGETHER) Raw.pack(raws, press);
    isPacking = false;
    cancel = null;
    if (waiting >= WORTHWHILE) wait(SOON);
  }

  return {
    came(count, together) {
      waiting += count;
      if (isPacking || waiting < WORTHWHILE) return;
      if (!together && cancel) return;
      seen = waiting;
      wait(together ? SOON : CALM);
    },
    stop: () => cancel?.(),
  };
}
