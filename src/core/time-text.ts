import type { Translate } from './language.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The time of day as people here write it: `14:02`, or `2:02 PM` where the locale has twelve hours. */
export function formatClock(at: number, t: Translate): string {
  return t.date(at, { timeStyle: 'short' });
}

/**
 * A moment by the clock, with its day where that is not today: `14:02`, `yesterday 16:20`, `Mon 16:20`, `3 Mar`,
 * `3 Mar 2024`, `tomorrow 06:00`, `5 Mar, 06:00`, `1 Jan 2030, 06:00`.
 */
export function formatMoment(at: number, now: number, t: Translate): string {
  const days = daysBetween(at, now);
  const time = formatClock(at, t);
  if (days === 0) return time;
  if (days === -1) return t('tomorrow {time}', { time });
  if (days < -1) return t('{day}, {time}', { day: formatDate(at, now, t), time });
  const day = formatDay(at, now, t);
  return days < 7 ? t('{day} {time}', { day, time }) : day;
}

/** The day of a moment without its time: `today`, `yesterday`, `Mon`, `3 Mar`, `3 Mar 2024`. */
export function formatDay(at: number, now: number, t: Translate): string {
  const days = daysBetween(at, now);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  if (days > 1 && days < 7) return t.date(at, { weekday: 'short' });
  return formatDate(at, now, t);
}

/** With its year where that is not this one. */
function formatDate(at: number, now: number, t: Translate): string {
  return t.date(at, new Date(at).getFullYear() === new Date(now).getFullYear() ? DATE : { ...DATE, year: 'numeric' });
}

const DATE = { day: 'numeric', month: 'short' } as const;

/** Calendar days from `at` to `now`, so that a change to summer time does not move an item by a day. */
export function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
