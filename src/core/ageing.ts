import type { Settings } from './settings.ts';
import type { WorkbinKey } from './workbin.ts';

/** For how long something may wait, in minutes; 0 for as long as it likes. */
export interface AgeLimits {
  /** From then on it is getting old. */
  readonly warnAfter: number;
  /** From then on it is too old. */
  readonly breachAfter: number;
}

/** How long something waits, as the eye is told: shape and colour follow it. */
export type Age = 'fresh' | 'old' | 'too-old';

/** The limits of a workbin: its own, else those of all. */
export function limitsOf(
  workbin: WorkbinKey,
  { ageLimits, ageLimitsByWorkbin }: Pick<Settings, 'ageLimits' | 'ageLimitsByWorkbin'>,
): AgeLimits {
  return ageLimitsByWorkbin[workbin] ?? ageLimits;
}

/** The age at `now` of what waits since then (ms since the epoch); what has no time counts as fresh. */
export function readAge(since: number | null, { warnAfter, breachAfter }: AgeLimits, now: number): Age {
  const waited = since === null ? 0 : (now - since) / MINUTE;
  if (breachAfter > 0 && waited >= breachAfter) return 'too-old';
  return warnAfter > 0 && waited >= warnAfter ? 'old' : 'fresh';
}

/** When it gets older than it is at `now`; null when it never does. */
export function nextAgeAt(since: number | null, { warnAfter, breachAfter }: AgeLimits, now: number): number | null {
  if (since === null) return null;
  const next = Math.min(reachedAt(since, warnAfter, now), reachedAt(since, breachAfter, now));
  return next === Infinity ? null : next;
}

/** When a limit of so many minutes is reached; never where there is none, or where it was reached by `now`. */
function reachedAt(since: number, after: number, now: number): number {
  const at = since + after * MINUTE;
  return after > 0 && at > now ? at : Infinity;
}

const MINUTE = 60_000;
