import type { Arrival } from './announcer.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/**
 * Tells what the person did in another program from what others did: an arrival is the person's own where GWS says within
 * two seconds, before it or after, that the person's workitem went into a workbin. Told the time, it keeps no clock.
 * @see GWS 8.5.2 API, AddInteractionToWorkbin: the agent's topic then reports the workitem as `InWorkbin`
 */
export interface OwnActions {
  /** The person's workitem went into a workbin just now; gives the arrivals that waited for this word. */
  parked(id: InteractionId, now: number): readonly Arrival[];
  isOwn(id: InteractionId, now: number): boolean;
  /** Keeps an arrival for as long as that word may still come; false where there is no reason to wait for one. */
  keep(arrival: Arrival, now: number): boolean;
  /** When the next arrival has been kept for long enough, ms since the epoch; null where none is kept. */
  dueAt(): number | null;
  /** Those that were to be kept until then at the longest. */
  release(until: number): readonly Arrival[];
  /** Gives up one that has left again; false where it was not kept. */
  drop(workbin: WorkbinKey, id: InteractionId): boolean;
}

/** How far apart the two reports of one action may be, in ms. */
const TOGETHER = 2000;

/** What own actions are told by. */
export interface OwnActionsOptions {
  /** Whether the person has this workitem, so that it may be the person who parks it. */
  readonly isWithPerson: (id: InteractionId) => boolean;
  /** Whether it makes no difference, so that nothing needs to wait. */
  readonly isAllOne: () => boolean;
}

/** Nothing has been parked yet. */
export function createOwnActions({ isWithPerson, isAllOne }: OwnActionsOptions): OwnActions {
  const parkedAt = new Map<InteractionId, number>();
  const kept = new Map<Arrival, number>();

  const isRecent = (at: number, now: number): boolean => now - at <= TOGETHER && now >= at;

  function take(wanted: (arrival: Arrival, until: number) => boolean): readonly Arrival[] {
    const taken = [...kept].filter(([arrival, until]) => wanted(arrival, until)).map(([arrival]) => arrival);
    for (const arrival of taken) kept.delete(arrival);
    return taken;
  }

  return {
    parked(id, now) {
      for (const [old, at] of parkedAt) if (!isRecent(at, now)) parkedAt.delete(old);
      parkedAt.set(id, now);
      return take(({ item }) => item.id === id);
    },
    isOwn(id, now) {
      const at = parkedAt.get(id);
      return at !== undefined && isRecent(at, now);
    },
    keep(arrival, now) {
      const { id } = arrival.item;
      const isOpen = isWithPerson(id) && !isAllOne() && !isRecent(parkedAt.get(id) ?? -Infinity, now);
      if (isOpen) kept.set(arrival, now + TOGETHER);
      return isOpen;
    },
    dueAt: () => (kept.size === 0 ? null : Math.min(...kept.values())),
    release: (until) => take((_arrival, end) => end <= until),
    drop: (workbin, id) => take((arrival) => arrival.workbin.key === workbin && arrival.item.id === id).length > 0,
  };
}
