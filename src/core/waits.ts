import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** An arrival that waits for the first reading of another workbin, in which the same item was announced in an earlier run. */
export interface Wait {
  /** The workbin that is to be read. */
  readonly unread: WorkbinKey;
  readonly workbin: Workbin;
  readonly id: InteractionId;
  /** Since when it waits, ms since the epoch. */
  readonly since: number;
}

/** The arrivals that wait so; none for long, since that workbin may never be read: then they are held. Told the time, it keeps no clock. */
export interface Waits {
  add(wait: Wait): void;
  /** When the next has waited for long enough, ms since the epoch; null where none waits. */
  dueAt(): number | null;
  /** Those that waited for this workbin. */
  read(workbin: WorkbinKey): readonly Wait[];
  /** Those that were to wait until then at the longest, and those whose workbin is not going to be read. */
  release(now: number, until: number): readonly Wait[];
  /** Gives up an arrival in this workbin; false where it did not wait. */
  drop(workbin: WorkbinKey, id: InteractionId): boolean;
}

/** For how long an arrival waits, in ms. */
const LONGEST = 10_000;

/** Nothing waits yet. `mayBeRead` tells whether a workbin is still going to be read. */
export function createWaits(mayBeRead: (workbin: WorkbinKey) => boolean): Waits {
  let waits: readonly Wait[] = [];

  function take(wanted: (wait: Wait) => boolean): readonly Wait[] {
    const taken = waits.filter(wanted);
    if (taken.length > 0) waits = waits.filter((wait) => !taken.includes(wait));
    return taken;
  }

  return {
    add: (wait) => void (waits = [...waits, wait]),
    dueAt: () => (waits.length === 0 ? null : Math.min(...waits.map(({ since }) => since)) + LONGEST),
    read: (workbin) => take(({ unread }) => unread === workbin),
    // A clock that was set back must not make anything wait for longer.
    release: (now, until) => take(({ unread, since }) => since + LONGEST <= until || since > now || !mayBeRead(unread)),
    drop: (workbin, id) => take((wait) => wait.workbin.key === workbin && wait.id === id).length > 0,
  };
}
