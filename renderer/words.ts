import type { ItemDetails, ItemView, Service } from '../src/core/contract.ts';
import { formatMedia } from '../src/core/media.ts';
import type { OptionalTopic } from '../src/core/settings.ts';
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

/** Word and icon for a medium; one that we do not know keeps the server's name. */
export function readMedia(media: string): { readonly label: string; readonly icon: IconName } {
  const icon = Object.hasOwn(MEDIA_ICONS, media) ? MEDIA_ICONS[media] : undefined;
  return { label: formatMedia(media), icon: icon ?? 'generic' };
}

/** The subject, or words for its absence. */
export function formatSubject(subject: string | null): string {
  return subject === null || subject.trim() === '' ? 'No subject' : subject;
}

/** The customer's name, or words for its absence. */
export function formatCustomer(item: Pick<ItemView, 'customer'>): string {
  return item.customer === null || item.customer.trim() === '' ? 'Unknown customer' : item.customer;
}

/** Two letters that stand for a name where there is no room for it: `Fo`, `CE`. */
export function formatShortName(name: string): string {
  const words = name.split(/[\s/_–-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first = [], second = []] = words.map((word) => [...word]);
  return name.length <= 3 ? name : second[0] === undefined ? first.slice(0, 2).join('') : `${first[0] ?? ''}${second[0]}`;
}

/** `12`, `1,532`. */
export function formatNumber(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `1 item`, `1,532 items`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

const ITEM_STATES: Readonly<Record<string, string>> = {
  InWorkbin: 'Waits in a workbin',
  Invited: 'Offered to someone',
  Processing: 'Being worked on',
  Completed: 'Done',
  Revoked: 'Offer taken back',
  New: 'New',
  InProcess: 'Being worked on',
  Pending: 'Waits',
  Stopped: 'Done',
};

/** An interaction's state in words; one that we do not know as the server names it. */
export function formatItemState({ state, workbin }: Pick<ItemDetails, 'state' | 'workbin'>): string {
  if (state === null) return '';
  // What lies in no workbin is known only because it was offered to the person.
  if (state === 'Invited' && workbin === null) return 'Offered to you';
  return (Object.hasOwn(ITEM_STATES, state) ? ITEM_STATES[state] : undefined) ?? state;
}

const SERVICES: Readonly<Record<string, { readonly name: string; readonly does: string }>> = {
  MultiMediaState: { name: 'Interaction Server', does: 'Workbins depend on it' },
  MultiMediaContent: { name: 'Universal Contact Server', does: 'Email text, contacts and history' },
  Voice: { name: 'Voice', does: 'Calls; workbins do without it' },
  Provisioning: { name: 'Configuration', does: 'Names of agents, groups and workbins' },
  Reporting: { name: 'Reporting', does: 'Statistics; workbins do without it' },
  Chat: { name: 'Chat', does: 'Chats with customers' },
};

const SERVICE_STATES: Readonly<Record<string, string>> = {
  Active: 'Running',
  Inactive: 'Not running',
  ReadOnly: 'Read only',
  Unknown: 'Not known',
};

/** A service behind the server in words that mean something to an agent. */
export function readService(service: Service): { readonly name: string; readonly does: string; readonly state: string } {
  const known = Object.hasOwn(SERVICES, service.type) ? SERVICES[service.type] : undefined;
  const state = Object.hasOwn(SERVICE_STATES, service.state) ? SERVICE_STATES[service.state] : undefined;
  return { name: known?.name ?? service.type, does: known?.does ?? '', state: state ?? service.state };
}

const TOPICS: Readonly<Record<OptionalTopic, string>> = {
  devices: 'Your devices',
  calls: 'Calls',
  chats: 'Chats',
  emails: 'Emails',
  facebook: 'Facebook posts',
  facebooksession: 'Facebook chats',
  'im-sessions': 'Messages from colleagues',
  openmedia: 'Open media',
  twitter: 'Tweets',
};

/** What people call an optional topic. */
export function formatTopic(topic: OptionalTopic): string {
  return TOPICS[topic];
}

/** With a capital first letter and without a full stop. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\.$/, '');
}
