import * as core from '../src/core/time-text.ts';
import { t } from './language.svelte.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Everything about a moment, for a tooltip: `Tuesday 3 March 2026 at 16:20:05`. */
export function formatAbsolute(at: number): string {
  const day = t.date(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return t('{day} at {time}', { day, time: t.date(at, { timeStyle: 'medium' }) });
}

/** As `formatMoment` of the core, in the window's language: `14:02`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`. */
export function formatMoment(at: number, now: number): string {
  return core.formatMoment(at, now, t);
}

/** The day of a moment in full, for what stands below it: `Today`, `Yesterday`, `Monday 2 March`. */
export function formatDayHeading(at: number, now: number): string {
  const days = core.daysBetween(at, now);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return t.date(at, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** A moment in the fewest words: `now`, `4 min`, `2 h`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`, `3 Mar 2024`. */
export function formatAge(at: number, now: number): string {
  return formatWaited(at, now) ?? formatMoment(at, now);
}

/** The same without the time of day, where there is no room for it: `yesterday`, `Mon`. */
export function formatShortAge(at: number, now: number): string {
  return formatWaited(at, now) ?? core.formatDay(at, now, t);
}

/** How long ago or how far ahead, in one unit: `just now`, `4 min ago`, `2 h ago`, `3 days ago`, `in 20 s`. */
export function formatAgo(at: number, now: number): string {
  const passed = now - at;
  if (passed < 0) return formatAhead(-passed);
  if (passed < MINUTE) return t('just now');
  if (passed < HOUR) return t('{count} min ago', { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t('{count} h ago', { count: Math.floor(passed / HOUR) });
  return t.count(Math.floor(passed / DAY), '{count} day ago', '{count} days ago');
}

/** Minutes and hours while they are few; null where the day says more. */
function formatWaited(at: number, now: number): string | null {
  const waited = now - at;
  if (waited < MINUTE) return t('now');
  if (waited < HOUR) return t('{count} min', { count: Math.floor(waited / MINUTE) });
  // Just after midnight "3 h" says more than "yesterday 22:10".
  return core.daysBetween(at, now) === 0 || waited < 6 * HOUR ? t('{count} h', { count: Math.floor(waited / HOUR) }) : null;
}

/** The way to what is ahead: `in 20 s`, `in 4 min`, `in 2 h`, `in 3 days`. */
function formatAhead(length: number): string {
  if (length < MINUTE) return t('in {count} s', { count: Math.ceil(length / SECOND) });
  if (length < HOUR) return t('in {count} min', { count: Math.floor(length / MINUTE) });
  if (length < DAY) return t('in {count} h', { count: Math.floor(length / HOUR) });
  return t.count(Math.floor(length / DAY), 'in {count} day', 'in {count} days');
}
