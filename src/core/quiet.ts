import type { FormatTime } from './alert-text.ts';
import type { Settings } from './settings.ts';

/** Hours of the week in which alerts are held, by the clock of this computer's time zone. */
export interface QuietHours {
  /** On which days they begin: 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight at which they begin, 0 to 1439. */
  readonly from: number;
  /** Minutes after midnight at which they end, 0 to 1439; of the next day where that is not after `from`. */
  readonly until: number;
}

/** Why alerts are held now, and until when at least (ms since the epoch); null where nobody can say. */
export interface Quiet {
  readonly why: 'paused' | 'quiet-hours' | 'do-not-disturb';
  readonly until: number | null;
}

/** How far ahead the end is looked for, so that a week of nothing but quiet hours comes to one: ms, and quiets after one another. */
const FARTHEST = 8 * 86_400_000;
const LINKS = 100;

/**
 * Whether and why alerts are held at `now`; null when they are not. Of several quiets it is the one that ends last; where one
 * passes into the next, the end is that of the last.
 */
export function decideQuiet(
  settings: Pick<Settings, 'pausedUntil' | 'quietHours'>,
  isDoNotDisturb: boolean,
  now: number,
): Quiet | null {
  const first = quietAt(settings, now);
  if (isDoNotDisturb && first === null) return { why: 'do-not-disturb', until: null };
  if (first === null) return null;
  let { until } = first;
  for (let link = 0; link < LINKS && until - now < FARTHEST; link++) {
    const next = quietAt(settings, until);
    if (next === null || next.until <= until) break;
    until = next.until;
  }
  return { why: first.why, until };
}

/** In words that follow "held: ", e.g. `quiet hours until 08:00`. */
export function formatQuiet({ why, until }: Quiet, formatTime: FormatTime): string {
  const end = until === null ? '' : ` until ${formatTime(until)}`;
  switch (why) {
    case 'paused':
      return `alerts are paused${end}`;
    case 'quiet-hours':
      return `quiet hours${end}`;
    case 'do-not-disturb':
      return 'this computer asks not to be disturbed';
  }
}

function quietAt(
  { pausedUntil, quietHours }: Pick<Settings, 'pausedUntil' | 'quietHours'>,
  at: number,
): { readonly why: 'paused' | 'quiet-hours'; readonly until: number } | null {
  if (quietHours.length === 0 && pausedUntil <= at) return null;
  // Those that began yesterday may still last.
  const end = Math.max(...quietHours.flatMap((hours) => [endOf(hours, at, -1), endOf(hours, at, 0)]), 0);
  if (Math.max(end, pausedUntil) <= at) return null;
  return pausedUntil >= end ? { why: 'paused', until: pausedUntil } : { why: 'quiet-hours', until: end };
}

/**
 * When the quiet hours that began so many days from today end, if they have begun by `at`; 0 where there are none. Beginning and end
 * are found by the calendar, not by adding hours: a night on which the clocks change has 11 or 13 hours between 20:00 and 08:00.
 * A time that is left out that night is taken an hour later, one that comes twice is its first.
 */
function endOf({ days, from, until }: QuietHours, at: number, offset: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + offset);
  if (!days.includes(day.getDay())) return 0;
  const instant = (later: number, minutes: number): number =>
    new Date(day.getFullYear(), day.getMonth(), day.getDate() + later, 0, minutes).getTime();
  return instant(0, from) <= at ? instant(until > from ? 0 : 1, until) : 0;
}
