import { phrase } from './language.ts';

const MINUTE = 60_000;

/** A length for which alerts can be paused, or an item put aside. */
export interface Pause {
  /** `15 minutes`, `1 hour`, `until tomorrow 6:00`. */
  readonly name: string;
  /** When a pause that begins at `now` ends (ms since the epoch); a time of day is meant in the time zone of the machine. */
  until(now: Date): number;
}

/** The pauses that people can choose, in the window and in the tray, shortest first. */
export const PAUSES: readonly Pause[] = [
  { name: phrase('15 minutes'), until: (now) => now.getTime() + 15 * MINUTE },
  { name: phrase('1 hour'), until: (now) => now.getTime() + 60 * MINUTE },
  // Early enough for any shift of the next day.
  { name: phrase('until tomorrow 6:00'), until: (now) => nextMorning(now, 6) },
];

/** This hour of the next day. By the calendar, not by hours: the day that summer time begins has 23 of them. */
export function nextMorning(now: Date, hour: number): number {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(hour, 0, 0, 0);
}
