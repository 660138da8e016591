import type { ConnectionState, ConnectionView, ItemView, Service, WorkbinView } from '../src/core/contract.ts';
import type { OptionalTopic } from '../src/core/settings.ts';
import type { IconName } from './parts/icon-paths.ts';

const MEDIA: Readonly<Record<string, { readonly label: string; readonly icon: IconName }>> = {
  email: { label: 'Email', icon: 'email' },
  chat: { label: 'Chat', icon: 'chat' },
  workitem: { label: 'Workitem', icon: 'workitem' },
  openmedia: { label: 'Open media', icon: 'openmedia' },
  facebook: { label: 'Facebook', icon: 'facebook' },
  facebooksession: { label: 'Facebook chat', icon: 'facebook' },
  tweet: { label: 'Tweet', icon: 'tweet' },
};

/** Word and icon for a medium; one that we do not know keeps the server's name. */
export function readMedia(media: string): { readonly label: string; readonly icon: IconName } {
  return Object.hasOwn(MEDIA, media) && MEDIA[media] ? MEDIA[media] : { label: media || 'Interaction', icon: 'generic' };
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

/** `1 item`, `12 items`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  degraded: 'Partly watching',
  offline: 'Offline',
  'signed-out': 'Signed out',
};

/** The state of the connection in one or two words. */
export function formatState(state: ConnectionState): string {
  return STATES[state];
}

/** Whether what is shown was true once but may not be now. */
export function isStale(connection: ConnectionView): boolean {
  return (connection.state === 'offline' || connection.state === 'connecting') && connection.freshAt !== null;
}

/** What is not certain while we are connected: `Not watching Billing: the server refused`. */
export function formatUncertain(connection: ConnectionView, watched: readonly WorkbinView[]): string {
  const failed = watched.filter(({ watch }) => watch === 'failed');
  const [first, second, ...more] = failed;
  if (first === undefined) return capitalised(connection.reason) || 'Not everything is certain';
  if (second === undefined) return `Not watching ${first.name}${first.reason ? `: ${first.reason}` : ''}`;
  if (more.length === 0) return `Not watching ${first.name} and ${second.name}`;
  return `Not watching ${first.name}, ${second.name} and ${more.length} more`;
}

const ITEM_STATES: Readonly<Record<string, string>> = {
  InWorkbin: 'Waits in a workbin',
  Invited: 'Offered to someone',
  Processing: 'Being worked on',
  Completed: 'Done',
  Revoked: 'Offer taken back',
};

/** A workitem's state in words; one that we do not know as the server names it. */
export function formatItemState(state: string): string {
  return (Object.hasOwn(ITEM_STATES, state) ? ITEM_STATES[state] : undefined) ?? state;
}

/** How the watching of a workbin stands, in words. */
export function formatWatch(workbin: WorkbinView): string {
  if (!workbin.watched) return 'Not watched, by your choice';
  switch (workbin.watch) {
    case 'subscribed':
      return 'Watching';
    case 'pending':
      return workbin.reason ? `Not certain yet: ${workbin.reason}` : 'Not certain yet';
    case 'failed':
      return workbin.reason ? `Not watching: ${workbin.reason}` : 'Not watching';
    default:
      return workbin.watch satisfies never;
  }
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
