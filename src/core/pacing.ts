/** How close together alerts have come. Times are ms since the epoch. */
export interface Pacing {
  /** When the last single alerts were raised. */
  readonly singles: readonly number[];
  /** Arrivals are gathered until then; null while there are few. */
  readonly gatherUntil: number | null;
}

/** No alert yet. */
export const CALM: Pacing = { singles: [], gatherUntil: null };

const WINDOW = 2000;
const MOST_SINGLES = 3;

/** Whether an arrival is announced by itself at once, or gathered with others until `gatherUntil`. */
export function admit(pacing: Pacing, now: number): { readonly pacing: Pacing; readonly alone: boolean } {
  if (pacing.gatherUntil !== null) return { pacing, alone: false };
  const singles = pacing.singles.filter((at) => at > now - WINDOW && at <= now);
  if (singles.length < MOST_SINGLES) return { pacing: { singles: [...singles, now], gatherUntil: null }, alone: true };
  return { pacing: { singles, gatherUntil: now + WINDOW }, alone: false };
}

/** After what was gathered has been announced: a flood that goes on is gathered for another while. */
export function settle(pacing: Pacing, announced: number, now: number): Pacing {
  return announced > 0 ? { ...pacing, gatherUntil: now + WINDOW } : CALM;
}

/** A summary has come out only now: the next follows in a while from now. */
export function postpone(pacing: Pacing, now: number): Pacing {
  return pacing.gatherUntil === null ? pacing : { ...pacing, gatherUntil: Math.max(pacing.gatherUntil, now + WINDOW) };
}

/** Until when is gathered, as it looks at `now`: not for longer than a while, though the clock was set back. */
export function gatheredUntil({ gatherUntil }: Pacing, now: number): number | null {
  return gatherUntil !== null && gatherUntil > now + WINDOW ? now : gatherUntil;
}
