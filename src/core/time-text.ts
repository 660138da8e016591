const DAY = 24 * 60 * 60 * 1000;

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
// The app speaks English, so its days and months do, whatever clock people are used to.
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The time of day as people here write it: `14:02`, or `2:02 PM` where the locale has twelve hours. */
export function formatClock(at: number): string {
  // A narrow no-break space before PM has no glyph in many fonts.
  return clock.format(at).replaceAll('\u202f', '\u00a0');
}

/**
 * A moment by the clock, with its day where that is not today: `14:02`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`,
 * `3 Mar 2024`, `tomorrow 06:00`, `5 Mar, 06:00`.
 */
export function formatMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return formatClock(at);
  if (days === -1) return `tomorrow ${formatClock(at)}`;
  if (days < -1) return `${date.format(at)}, ${formatClock(at)}`;
  const day = formatDay(at, now);
  return days < 7 ? `${day} ${formatClock(at)}` : day;
}

/** The day of a moment without its time: `today`, `yesterday`, `Mon`, `3 Mar`, `3 Mar 2024`. */
export function formatDay(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? date.format(at) : dateOfYear.format(at);
}

/** Calendar days from `at` to `now`, so that a change to summer time does not move an item by a day. */
export function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
