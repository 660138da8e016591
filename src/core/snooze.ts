import { phrase } from './language.ts';
import { nextMorning, type Pause } from './pause.ts';

const HOUR = 3_600_000;

/** For how long an item can be put aside, shortest first. */
export const SNOOZES: readonly Pause[] = [
  { name: phrase('15 minutes'), until: (now) => now.getTime() + HOUR / 4 },
  { name: phrase('1 hour'), until: (now) => now.getTime() + HOUR },
  { name: phrase('3 hours'), until: (now) => now.getTime() + 3 * HOUR },
  { name: phrase('until tomorrow 8:00'), until: (now) => nextMorning(now, 8) },
];
