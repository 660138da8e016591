import { formatOwner } from './contract.ts';
import { ENGLISH, type Translate } from './language.ts';
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
  const title = t('{media} in {workbin}', { media: formatMedia(item.media, t), workbin: formatWorkbin(workbin) });
  const received = item.receivedAt === null ? null : t('received {time}', { time: formatTime(item.receivedAt) });
  const subject = [nameItem(item, t), received];
  return text(title, [nameItem(item, t), item.customer, received], [received ?? t('An item has arrived')], subject);
}

/** Several arrivals in one workbin; `total` counts those of the alert that this one replaces as well. */
export function formatArrivals(
  items: readonly Item[],
  total: number,
  workbin: Workbin,
  whileAway: boolean,
  t: Translate = ENGLISH,
): AlertText {
  const title = t.count(total, '{count} new in {workbin}', '{count} new in {workbin}', { workbin: formatWorkbin(workbin) });
  const subjects = items.slice(0, NAMED).map((item) => nameItem(item, t));
  const more = total - subjects.length;
  const away = whileAway ? t('Arrived while away') : null;
  const others = more > 0 ? t.count(more, '{count} more', '{count} more') : null;
  return text(title, [away, ...subjects, others], [away ?? t('Several items have arrived')]);
}

/** Items that wait, under a title that says what there is to say of them. */
export function formatWaiting(title: string, items: readonly Item[], formatTime: FormatTime, t: Translate): AlertText {
  const [item, ...others] = items;
  if (item && others.length === 0) {
    const received = item.receivedAt === null ? null : t('received {time}', { time: formatTime(item.receivedAt) });
    const subject = [nameItem(item, t), received];
    return text(title, [nameItem(item, t), item.customer, received], [received ?? t('It still waits')], subject);
  }
  const subjects = items.slice(0, NAMED).map((one) => nameItem(one, t));
  const more = items.length - subjects.length;
  return text(title, [...subjects, more > 0 ? t.count(more, '{count} more', '{count} more') : null], [t('They still wait')]);
}

/** A new state of a workitem, announced because a rule says so. */
export function formatStatus(item: Item, state: string, t: Translate): AlertText {
  const title = t('{media} is now {state}', { media: formatMedia(item.media, t), state });
  return text(title, [nameItem(item, t), item.customer], [t('Its state has changed')], [nameItem(item, t)]);
}

/** Something offered to the person: a workitem, a chat, a call. */
export function formatOffer(item: Item, t: Translate = ENGLISH): AlertText {
  const title = t('{media} offered to you', { media: formatMedia(item.media, t) });
  const waits = t('It waits for you to take it');
  const known = join([item.subject, item.customer]);
  return text(title, [known === '' ? waits : known], [waits], [join([item.subject]) || waits]);
}

/** A text of our own making, the same however little may be shown. */
export function formatPlain(title: string, body: string): AlertText {
  return text(title, [body], [body]);
}

/** The subject, or the medium where there is none that can be seen. */
function nameItem(item: Item, t: Translate): string {
  return clean(item.subject ?? '') || formatMedia(item.media, t);
}

function text(
  title: string,
  body: readonly (string | null)[],
  discreet: readonly string[],
  subjectOnly: readonly (string | null)[] = body,
): AlertText {
  const cleaned = clean(title);
  return {
    title: cleaned,
    body: join(body),
    subjectOnly: { title: cleaned, body: join(subjectOnly) },
    discreet: { title: cleaned, body: join(discreet) },
  };
}

function join(parts: readonly (string | null)[]): string {
  return clean(
    parts
      .map((part) => clean(part ?? ''))
      .filter((part) => part !== '')
      .join(' · '),
  );
}

/** Text without control, bidi and zero-width characters, on one line, at most 250 characters. */
export function clean(value: string): string {
  const plain = value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  // By code point, so that no character is cut in half.
  const characters = [...plain];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : plain;
}
