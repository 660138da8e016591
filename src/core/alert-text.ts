import { formatOwner } from './contract.ts';
import { closeIsolates, ENGLISH, isolate, type Translate } from './language.ts';
import { formatMedia } from './media.ts';
import type { Item } from './resource.ts';
import type { Workbin } from './workbin.ts';

/** The words of an alert, and the same with less in them. @see `decideAlertText` */
export interface AlertText {
  readonly title: string;
  readonly body: string;
  /** Without the customer. */
  readonly subjectOnly: { readonly title: string; readonly body: string };
  /** Without anything of a customer's. */
  readonly discreet: { readonly title: string; readonly body: string };
}

/** A time of day, or a date where it is not today's. */
export type FormatTime = (at: number) => string;

const LONGEST = 250;
/** How many items a summary names. */
const NAMED = 3;

/** The name of a workbin, with its owner where that is not the person signed in: `Escalations (Billing)`. */
export function formatWorkbin(workbin: Workbin, ownerLabel = formatOwner(workbin.owner)): string {
  return ownerLabel === '' ? workbin.name : `${workbin.name} (${ownerLabel})`;
}

/** One arrival. */
export function formatArrival(item: Item, workbin: Workbin, formatTime: FormatTime, t: Translate = ENGLISH): AlertText {
  const title = t('{media} in {workbin}', { media: formatMedia(item.media, t), workbin: clean(formatWorkbin(workbin)) });
  const received = item.receivedAt === null ? null : t('received {time}', { time: formatTime(item.receivedAt) });
  const subject = [nameItem(item, t), received];
  return text(t, title, [nameItem(item, t), quote(item.customer, t), received], [received ?? t('An item has arrived')], subject);
}

/** Several arrivals in one workbin; `total` counts those of the alert that this one replaces as well. */
export function formatArrivals(
  items: readonly Item[],
  total: number,
  workbin: Workbin,
  whileAway: boolean,
  t: Translate = ENGLISH,
): AlertText {
  const name = clean(formatWorkbin(workbin));
  const title = t.count(total, '{count} new in {workbin}', '{count} new in {workbin}', { workbin: name });
  const subjects = items.slice(0, NAMED).map((item) => nameItem(item, t));
  const more = total - subjects.length;
  const away = whileAway ? t('Arrived while away') : null;
  const others = more > 0 ? t.count(more, '{count} more', '{count} more') : null;
  return text(t, title, [away, ...subjects, others], [away ?? t('Several items have arrived')]);
}

/** Items that wait, under a title that says what there is to say of them. */
export function formatWaiting(title: string, items: readonly Item[], formatTime: FormatTime, t: Translate): AlertText {
  const [item, ...others] = items;
  if (item && others.length === 0) {
    const received = item.receivedAt === null ? null : t('received {time}', { time: formatTime(item.receivedAt) });
    const subject = [nameItem(item, t), received];
    return text(t, title, [nameItem(item, t), quote(item.customer, t), received], [received ?? t('It still waits')], subject);
  }
  const subjects = items.slice(0, NAMED).map((one) => nameItem(one, t));
  const more = items.length - subjects.length;
  return text(t, title, [...subjects, more > 0 ? t.count(more, '{count} more', '{count} more') : null], [t('They still wait')]);
}

/** A new state of a workitem, announced because a rule says so. */
export function formatStatus(item: Item, state: string, t: Translate): AlertText {
  const title = t('{media} is now {state}', { media: formatMedia(item.media, t), state: clean(state) });
  return text(t, title, [nameItem(item, t), quote(item.customer, t)], [t('Its state has changed')], [nameItem(item, t)]);
}

/** Something offered to the person: a workitem, a chat, a call. */
export function formatOffer(item: Item, t: Translate = ENGLISH): AlertText {
  const title = t('{media} offered to you', { media: formatMedia(item.media, t) });
  const waits = t('It waits for you to take it');
  const subject = quote(item.subject, t);
  const known = join([subject, quote(item.customer, t)], t);
  return text(t, title, [known === '' ? waits : known], [waits], [subject === '' ? waits : subject]);
}

/** A text of our own making, the same however little may be shown. */
export function formatPlain(title: string, body: string, t: Translate = ENGLISH): AlertText {
  return text(t, title, [body], [body]);
}

/** The subject, or the medium where there is none that can be seen. */
function nameItem(item: Item, t: Translate): string {
  return quote(item.subject, t) || formatMedia(item.media, t);
}

/** What a customer wrote, fit to stand within a text of ours; empty where there is nothing that can be seen. */
function quote(written: string | null, t: Translate): string {
  const plain = clean(written ?? '');
  return plain === '' ? '' : isolate(plain, t.speech());
}

function text(
  t: Translate,
  title: string,
  body: readonly (string | null)[],
  discreet: readonly string[],
  subjectOnly: readonly (string | null)[] = body,
): AlertText {
  const told = cleanSentence(title, t);
  return {
    title: told,
    body: join(body, t),
    subjectOnly: { title: told, body: join(subjectOnly, t) },
    discreet: { title: told, body: join(discreet, t) },
  };
}

function join(parts: readonly (string | null)[], t: Translate): string {
  return cleanSentence(parts.filter((part) => part !== null && part !== '').join(' · '), t);
}

/** Text from outside, without control, bidi and zero-width characters, on one line, at most 250 characters. */
export function clean(value: string): string {
  return shorten(onOneLine(value, /[\p{Cf}\p{Cs}]/gu));
}

/** The same of a sentence of ours. Where it is written from right to left, it keeps what sets apart the texts from outside in it. */
export function cleanSentence(value: string, t: Translate): string {
  if (t.speech().direction === 'ltr') return clean(value);
  return shorten(onOneLine(value, /(?![\u2068\u2069])[\p{Cf}\p{Cs}]/gu));
}

function onOneLine(value: string, unwanted: RegExp): string {
  return value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(unwanted, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function shorten(plain: string): string {
  // By code point, so that no character is cut in half; one has two units at most.
  const characters = [...plain.slice(0, 2 * LONGEST + 1)];
  return closeIsolates(characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : plain);
}
