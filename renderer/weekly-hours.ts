import type { QuietHours } from '../src/core/quiet.ts';
import { t } from './language.svelte.ts';

/** The days of the week in the order of the calendar, Monday first; 0 is Sunday. */
export const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 0];

/** What somebody most likely wants who adds quiet hours: the evenings and nights of the working week. */
export const USUAL_QUIET: QuietHours = { days: [1, 2, 3, 4, 5], from: 18 * 60, until: 8 * 60 };

// A week that begins on a Sunday.
const dayAt = (day: number) => new Date(2024, 8, 1 + day).getTime();

/** The name of a day: `Monday`, `Mon`. */
export function formatWeekday(day: number, length: 'long' | 'short'): string {
  return t.date(dayAt(day), { weekday: length });
}

/** Minutes after midnight as a field for a time of day has them: `18:00`. */
export function formatMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes after midnight of what such a field holds; null where it holds nothing. */
export function readMinutes(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** The hours in words: `Mon, Tue and Wed, 18:00 to 08:00 the next day`. */
export function formatHours({ days, from, until }: QuietHours): string {
  const at = (minutes: number) => t.date(new Date(2024, 8, 1, 0, minutes).getTime(), { timeStyle: 'short' });
  const values = {
    days: t.list(WEEK.filter((day) => days.includes(day)).map((day) => formatWeekday(day, 'short'))),
    from: at(from),
    until: at(until),
  };
  return until > from ? t('{days}, {from} to {until}', values) : t('{days}, {from} to {until} the next day', values);
}
