const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const whole = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The time of day, `14:02`. */
function formatClock(at: number): string {
  return clock.format(at);
}

/** Everything about a moment, for a tooltip: `Tuesday 3 March 2026 at 16:20:05`. */
export function formatAbsolute(at: number): string {
  return whole.format(at);
}

/** A moment in the fewest words: `now`, `4 min`, `2 h`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`, `3 Mar 2024`. */
export function formatAge(at: number, now: number): string {
  const waited = now - at;
  if (waited < MINUTE) return 'now';
  if (waited < HOUR) return `${Math.floor(waited / MINUTE)} min`;
  const days = daysBetween(at, now);
  // Just after midnight "3 h" says more than "yesterday 22:10".
  if (days === 0 || waited < 6 * HOUR) return `${Math.floor(waited / HOUR)} h`;
  return formatDay(at, now, days);
}

/** The same without the time of day, where there is no room for it: `yesterday`, `Mon`. */
export function formatShortAge(at: number, now: number): string {
  return formatAge(at, now).replace(/ \d\d:\d\d$/, '');
}

/** A moment by the clock, with its day where that is not today: `14:02`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`. */
export function formatMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return formatClock(at);
  if (days === -1) return `tomorrow ${formatClock(at)}`;
  return days < 0 ? `${date.format(at)}, ${formatClock(at)}` : formatDay(at, now, days);
}

/** How long ago or how far ahead, in one unit: `just now`, `4 min ago`, `2 h ago`, `3 days ago`, `in 20 s`. */
export function formatAgo(at: number, now: number): string {
  const passed = now - at;
  if (passed < 0) return `in ${formatSpan(-passed)}`;
  return passed < MINUTE ? 'just now' : `${formatSpan(passed)} ago`;
}

/** A length of time in one unit, rounded down: `20 s`, `4 min`, `2 h`, `3 days`. */
function formatSpan(length: number): string {
  if (length < MINUTE) return `${Math.ceil(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return `${Math.floor(length / HOUR)} h`;
  const days = Math.floor(length / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

function formatDay(at: number, now: number, days: number): string {
  if (days === 1) return `yesterday ${formatClock(at)}`;
  if (days < 7) return `${weekday.format(at)} ${formatClock(at)}`;
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? date.format(at) : dateOfYear.format(at);
}

/** Calendar days from `at` to `now`, so that a change to summer time does not move an item by a day. */
function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
