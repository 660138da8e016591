import type { Age } from './ageing.ts';
import type { Arrival } from './announcer.ts';
import {
  cleanSentence,
  formatOffer,
  formatPlain,
  formatStatus,
  formatWaiting,
  formatWorkbin,
  type AlertText,
  type FormatTime,
} from './alert-text.ts';
import type { Translate } from './language.ts';
import { formatMedia } from './media.ts';
import type { Item } from './resource.ts';
import type { Workbin } from './workbin.ts';

/** Of how many workbins a summary gives the name. */
const NAMED = 3;

/** All that was held and still waits: how many in which workbin, and since when the oldest. Nothing of a customer's. */
export function formatDigest(held: readonly Arrival[], formatTime: FormatTime, t: Translate): AlertText {
  const title = t.count(held.length, '{count} arrived while alerts were held', '{count} arrived while alerts were held');
  const oldest = Math.min(...held.map(({ item }) => item.receivedAt ?? Infinity));
  const since = Number.isFinite(oldest) ? [t('the oldest received {time}', { time: formatTime(oldest) })] : [];
  return formatPlain(title, [...countByWorkbin(held, t), ...since].join(' · '), t);
}

/** Items of one workbin that have waited for longer than so many minutes. */
export function formatAged(
  items: readonly Item[],
  workbin: Workbin,
  minutes: number,
  formatTime: FormatTime,
  t: Translate,
): AlertText {
  const values = { time: formatMinutes(minutes, t), workbin: formatWorkbin(workbin) };
  const one = 'Waits longer than {time} in {workbin}';
  const title = t.count(items.length, one, '{count} wait longer than {time} in {workbin}', values);
  return formatWaiting(title, items, formatTime, t);
}

/** Items of several workbins that have waited for too long. Nothing of a customer's. */
export function formatAgedEverywhere(waiting: readonly Arrival[], age: Exclude<Age, 'fresh'>, t: Translate): AlertText {
  const count = waiting.length;
  const title =
    age === 'old'
      ? t.count(count, '{count} waits for long', '{count} wait for long')
      : t.count(count, '{count} waits for too long', '{count} wait for too long');
  return formatPlain(title, countByWorkbin(waiting, t).join(' · '), t);
}

/** Items of one workbin that the person has put aside until now, or that have changed since. */
export function formatWoken(items: readonly Item[], workbin: Workbin, formatTime: FormatTime, t: Translate): AlertText {
  const values = { workbin: formatWorkbin(workbin) };
  const title = t.count(items.length, 'Back from snooze in {workbin}', '{count} back from snooze in {workbin}', values);
  return formatWaiting(title, items, formatTime, t);
}

/** Items of one workbin that were announced and have not been opened since. */
export function formatUnseen(items: readonly Item[], workbin: Workbin, formatTime: FormatTime, t: Translate): AlertText {
  const values = { workbin: formatWorkbin(workbin) };
  const title = t.count(items.length, 'Still not opened in {workbin}', '{count} still not opened in {workbin}', values);
  return formatWaiting(title, items, formatTime, t);
}

/** Something offered that was announced and has not been opened since; a state where it is announced for its state. */
export function formatUnseenOffer(item: Item, state: string | null, t: Translate): AlertText {
  const { body, subjectOnly, discreet } = state === null ? formatOffer(item, t) : formatStatus(item, state, t);
  const title = cleanSentence(t('{media} still not opened', { media: formatMedia(item.media, t) }), t);
  return { title, body, subjectOnly: { ...subjectOnly, title }, discreet: { ...discreet, title } };
}

/** `45 min`, `4 h`, `1 h 30 min`, `2 days`. */
function formatMinutes(minutes: number, t: Translate): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const days = hours / 24;
  if (hours >= 48 && rest === 0 && Number.isInteger(days)) return t.count(days, '{count} day', '{count} days');
  const parts = [
    ...(hours > 0 ? [t('{count} h', { count: hours })] : []),
    ...(rest > 0 || hours === 0 ? [t('{count} min', { count: rest })] : []),
  ];
  return parts.join(' ');
}

/** How many lie where, most first. */
function countByWorkbin(arrivals: readonly Arrival[], t: Translate): readonly string[] {
  const counts = new Map<string, { readonly workbin: Workbin; count: number }>();
  for (const { workbin } of arrivals) {
    const counted = counts.get(workbin.key) ?? { workbin, count: 0 };
    counted.count += 1;
    counts.set(workbin.key, counted);
  }
  const sorted = [...counts.values()].sort((one, other) => other.count - one.count);
  const named = sorted.length > NAMED + 1 ? sorted.slice(0, NAMED) : sorted;
  const more = sorted.length - named.length;
  return [
    ...named.map(({ workbin, count }) => t('{count} in {workbin}', { count, workbin: formatWorkbin(workbin) })),
    ...(more > 0 ? [t.count(more, '{count} more workbin', '{count} more workbins')] : []),
  ];
}
