import { describeItemState } from '../src/core/happening-text.ts';
import type { ItemDetails, ItemView, Service } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { formatMedia } from '../src/core/media.ts';
import { explain } from '../src/core/reasons.ts';
import { describeService } from '../src/core/backend.ts';
import type { OptionalTopic } from '../src/core/settings.ts';
import { t } from './language.svelte.ts';
import type { IconName } from './parts/icon-paths.ts';

const MEDIA_ICONS: Readonly<Record<string, IconName>> = {
  email: 'email',
  chat: 'chat',
  workitem: 'workitem',
  openmedia: 'openmedia',
  facebook: 'facebook',
  facebooksession: 'facebook',
  tweet: 'tweet',
};

/** The media that GWS knows. */
export const MEDIA: readonly string[] = Object.keys(MEDIA_ICONS);

/** Word and icon for a medium; one that we do not know keeps the server's name. */
export function readMedia(media: string): { readonly label: string; readonly icon: IconName } {
  const icon = Object.hasOwn(MEDIA_ICONS, media) ? MEDIA_ICONS[media] : undefined;
  return { label: formatMedia(media, t), icon: icon ?? 'generic' };
}

/** The medium and the way it goes: `Email, inbound`. */
export function formatKind({ media, direction }: Pick<ItemDetails, 'media' | 'direction'>): string {
  const kind = formatMedia(media, t);
  switch (direction?.toLowerCase()) {
    case undefined:
      return kind;
    case 'inbound':
      return t('{media}, inbound', { media: kind });
    case 'outbound':
      return t('{media}, outbound', { media: kind });
    default:
      return `${kind}, ${direction ?? ''}`;
  }
}

/** The subject, or words for its absence. */
export function formatSubject(subject: string | null): string {
  return subject === null || subject.trim() === '' ? t('No subject') : subject;
}

/** The customer's name, or words for its absence. */
export function formatCustomer(item: Pick<ItemView, 'customer'>): string {
  return item.customer === null || item.customer.trim() === '' ? t('Unknown customer') : item.customer;
}

/** Two letters that stand for a name where there is no room for it: `Fo`, `CE`. */
export function formatShortName(name: string): string {
  const words = name.split(/[\s/_–-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first = [], second = []] = words.map((word) => [...word]);
  return name.length <= 3 ? name : second[0] === undefined ? first.slice(0, 2).join('') : `${first[0] ?? ''}${second[0]}`;
}

/** `12`, `1,532`. */
export function formatNumber(count: number): string {
  return t.number(count);
}

/** How many wait, and how many of them are new: `16 items, 3 new`. */
export function formatCounts(count: number, fresh: number): string {
  const waiting = t.count(count, '{count} item', '{count} items');
  return fresh > 0 ? `${waiting}${t(', ')}${t.count(fresh, '{count} new', '{count} new')}` : waiting;
}

/** An interaction's state in words; one that we do not know as the server names it. */
export function formatItemState(item: Pick<ItemDetails, 'state' | 'workbin'>): string {
  return describeItemState(item, t);
}

/** A service behind the server in words that mean something to an agent. */
export function readService(service: Service): { readonly name: string; readonly does: string; readonly state: string } {
  return describeService(service, t);
}

const TOPICS: Readonly<Record<OptionalTopic, string>> = {
  devices: phrase('Your devices'),
  calls: phrase('Calls'),
  chats: phrase('Chats'),
  emails: phrase('Emails'),
  facebook: phrase('Facebook posts'),
  facebooksession: phrase('Facebook chats'),
  'im-sessions': phrase('Messages from colleagues'),
  openmedia: phrase('Open media'),
  twitter: phrase('Tweets'),
};

/** What people call an optional topic. */
export function formatTopic(topic: OptionalTopic): string {
  return t(TOPICS[topic]);
}

/** A reason in the window's language, with a capital first letter and without a full stop. */
export function formatReason(reason: string): string {
  return capitalised(explain(reason, t));
}

/** With a capital first letter and without a full stop. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\.$/, '');
}
