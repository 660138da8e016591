import type { HistoryKind } from '../core/history.ts';

/** Follows whether somebody looks at the window. */
export interface Looks {
  look(isLooking: boolean): void;
  /** Notes where things stand; nothing is noted after that. */
  stop(): void;
}

/** How long nobody must have looked for it to count as an absence, in ms. */
const ABSENT_AFTER = 5 * 60_000;

/** Notes `away` with the time of the last look once an absence has lasted for five minutes, and `back` when it ends. */
export function createLooks(now: () => number, note: (kind: Extract<HistoryKind, 'away' | 'back'>, at: number) => void): Looks {
  let isLooking = false;
  /** The last look that is not noted yet. */
  let lookedAt: number | null = null;
  let isAbsent = true;
  let timer: NodeJS.Timeout | undefined;

  function leave(): void {
    clearTimeout(timer);
    if (lookedAt === null) return;
    note('away', lookedAt);
    lookedAt = null;
    isAbsent = true;
  }

  return {
    look(next) {
      if (next === isLooking) return;
      isLooking = next;
      clearTimeout(timer);
      if (!next) {
        lookedAt = now();
        timer = setTimeout(leave, ABSENT_AFTER);
        return;
      }
      // No timer rings while the computer sleeps.
      if (lookedAt !== null && now() - lookedAt >= ABSENT_AFTER) leave();
      if (isAbsent) note('back', now());
      isAbsent = false;
      lookedAt = null;
    },
    stop() {
      if (isLooking) lookedAt = now();
      leave();
    },
  };
}
