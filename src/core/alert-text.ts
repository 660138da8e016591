import { formatOwner } from './contract.ts';
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
const WAITS = 'It waits for you to take it';
/** How many items a summary names. */
export const NAMED = 3;

/** The name of a workbin, with its owner where that is not the person signed in: `Escalations (Billing)`. */
export function formatWorkbin(workbin: Workbin, ownerLabel = formatOwner(workbin.owner)): string {
  return ownerLabel === '' ? workbin.name : `${workbin.name} (${ownerLabel})`;
}

/** One arrival. */
export function formatArrival(item: Item, workbin: Workbin, formatTime: FormatTime): AlertText {
  const title = `${formatMedia(item.media)} in ${formatWorkbin(workbin)}`;
  const received = item.receivedAt === null ? null : `received ${formatTime(item.receivedAt)}`;
  const subject = [nameItem(item), received];
  return text(title, [nameItem(item), item.customer, received], [received ?? 'An item has arrived'], subject);
}

/** Several arrivals in one workbin; `total` counts those of the alert that this one replaces as well. */
export function formatArrivals(items: readonly Item[], total: number, workbin: Workbin, whileAway: boolean): AlertText {
  const title = `${total} new in ${formatWorkbin(workbin)}`;
  const subjects = items.slice(0, NAMED).map(nameItem);
  const more = total - subjects.length;
  const away = whileAway ? 'Arrived while away' : null;
  return text(title, [away, ...subjects, more > 0 ? `${more} more` : null], [away ?? 'Several items have arrived']);
}

/** Something offered to the person: a workitem, a chat, a call. */
export function formatOffer(item: Item): AlertText {
  const title = `${formatMedia(item.media)} offered to you`;
  const known = join([item.subject, item.customer]);
  return text(title, [known === '' ? WAITS : known], [WAITS], [join([item.subject]) || WAITS]);
}

/** A text of our own making, the same however little may be shown. */
export function formatPlain(title: string, body: string): AlertText {
  return text(title, [body], [body]);
}

/** The subject, or the medium where there is none that can be seen. */
function nameItem(item: Item): string {
  return clean(item.subject ?? '') || formatMedia(item.media);
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
