import { t } from './language.svelte.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Lengths that people choose for how long something may wait, in minutes. */
const WAITS: readonly number[] = [5, 10, 15, 20, 30, 45]
  .concat([1, 2, 3, 4, 6, 8, 12, 16, 24].map((hours) => hours * HOUR))
  .concat([2, 3, 5, 7, 14].map((days) => days * DAY));

/** A length in words, in the largest unit that it is a whole number of: `45 minutes`, `4 hours`, `2 days`. */
export function formatDuration(minutes: number): string {
  if (minutes > DAY && minutes % DAY === 0) return t.count(minutes / DAY, '{count} day', '{count} days');
  if (minutes >= HOUR && minutes % HOUR === 0) return t.count(minutes / HOUR, '{count} hour', '{count} hours');
  return t.count(minutes, '{count} minute', '{count} minutes');
}

/** What can be chosen for how long something may wait: never, or a length between the two (exclusive), and what is chosen now. */
export function offerWaits(
  chosen: number,
  above = 0,
  below = Infinity,
): readonly { readonly value: number; readonly label: string }[] {
  const lengths = WAITS.filter((minutes) => minutes > above && minutes < below);
  const all = chosen === 0 || lengths.includes(chosen) ? lengths : [...lengths, chosen].toSorted((one, other) => one - other);
  return [{ value: 0, label: t('never') }, ...all.map((value) => ({ value, label: formatDuration(value) }))];
}
