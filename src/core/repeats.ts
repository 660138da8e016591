import type { AlertManner } from './rule.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** An item whose alert is to come again. */
export interface Repeat {
  readonly workbin: WorkbinKey;
  readonly id: InteractionId;
  readonly manner: AlertManner;
}

/** The items whose alerts come again until somebody has seen them; a few times at most, and in this run of the app only. */
export interface Repeats {
  add(repeat: Repeat, now: number): void;
  /** The item was seen: its alert comes again nowhere. */
  drop(id: InteractionId): void;
  /** When the next is due, ms since the epoch; `Infinity` where none is. */
  dueAt(): number;
  /** Those that are due, each counted once more; `wanted` tells whether it still waits to be seen, and `isHeld` puts it off. */
  take(now: number, wanted: (repeat: Repeat) => boolean, isHeld: (repeat: Repeat) => boolean): readonly Repeat[];
}

const MINUTE = 60_000;
/** How often an alert comes again at most. */
const MOST = 10;

/** Nothing is to come again yet. */
export function createRepeats(): Repeats {
  const repeats = new Map<string, { readonly repeat: Repeat; readonly left: number; readonly at: number }>();
  return {
    add(repeat, now) {
      const at = now + repeat.manner.repeatEvery * MINUTE;
      repeats.set(`${repeat.workbin} ${repeat.id}`, { repeat, left: MOST, at });
    },
    drop(id) {
      for (const [name, { repeat }] of repeats) if (repeat.id === id) repeats.delete(name);
    },
    dueAt: () => Math.min(...[...repeats.values()].map(({ at }) => at)),
    take(now, wanted, isHeld) {
      const due: Repeat[] = [];
      for (const [name, { repeat, left, at }] of repeats) {
        if (at > now) continue;
        const held = isHeld(repeat);
        if (!wanted(repeat) || (left === 1 && !held)) repeats.delete(name);
        else repeats.set(name, { repeat, left: held ? left : left - 1, at: now + repeat.manner.repeatEvery * MINUTE });
        if (wanted(repeat) && !held) due.push(repeat);
      }
      return due;
    },
  };
}
