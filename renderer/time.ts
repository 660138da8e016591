import { daysBetween, formatDay, formatMoment } from '../src/core/time-text.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const wholeDate = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const wholeClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** Everything about a moment, for a tooltip: `Tuesday 3 March 2026 at 16:20:05`. */
export function formatAbsolute(at: number): string {
  return `${wholeDate.format(at)} at ${wholeClock.format(at)}`;
}

/** A moment in the fewest words: `now`, `4 min`, `2 h`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`, `3 Mar 2024`. */
export function formatAge(at: number, now: number): string {
  return formatWaited(at, now) ?? formatMoment(at, now);
}

/** The same without the time of day, where there is no room for it: `yesterday`, `Mon`. */
export function formatShortAge(at: number, now: number): string {
  return formatWaited(at, now) ?? formatDay(at, now);
}

/** How long ago or how far ahead, in one unit: `just now`, `4 min ago`, `2 h ago`, `3 days ago`, `in 20 s`. */
export function formatAgo(at: number, now: number): string {
  const passed = now - at;
  if (passed < 0) return `in ${formatSpan(-passed)}`;
  return passed < MINUTE ? 'just now' : `${formatSpan(passed)} ago`;
}

/** Minutes and hours while they are few; null where the day says more. */
function formatWaited(at: number, now: number): string | null {
  const waited = now - at;
  if (waited < MINUTE) return 'now';
  if (waited < HOUR) return `${Math.floor(waited / MINUTE)} min`;
  // Just after midnight "3 h" says more than "yesterday 22:10".
  return daysBetween(at, now) === 0 || waited < 6 * HOUR ? `${Math.floor(waited / HOUR)} h` : null;
}

/** A length of time in one unit, rounded down: `20 s`, `4 min`, `2 h`, `3 days`. */
function formatSpan(length: number): string {
  if (length < MINUTE) return `${Math.ceil(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return `${Math.floor(length / HOUR)} h`;
  const days = Math.floor(length / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}
