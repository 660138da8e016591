import type { ConnectionState, ConnectionView, WorkbinView } from '../src/core/contract.ts';
import { formatMoment } from '../src/core/time-text.ts';
import { t } from './language.svelte.ts';
import { capitalised, formatCount } from './words.ts';

/** Whether what is shown was true once but may not be now. */
export function isStale(connection: ConnectionView): boolean {
  return (connection.state === 'offline' || connection.state === 'connecting') && connection.freshAt !== null;
}

/** Whether no workbin at all is watched at this moment; before the first look each says for itself how far it has come. */
export function isAway(connection: ConnectionView): boolean {
  return connection.state === 'offline' || connection.state === 'signed-out' || isStale(connection);
}

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  degraded: 'Partly watching',
  offline: 'Offline',
  'signed-out': 'Signed out',
};

/** The workbins whose watching failed for good: the session counts as live without them. */
export function findFailed(watched: readonly WorkbinView[]): readonly WorkbinView[] {
  return watched.filter(({ watch }) => watch === 'failed');
}

/** The state of the connection in few words: `Live`, `Live, except 1 workbin`. */
export function formatState(connection: ConnectionView, watched: readonly WorkbinView[]): string {
  const failed = findFailed(watched).length;
  if (connection.state !== 'live' || failed === 0) return STATES[connection.state];
  return failed === watched.length ? 'Connected, watching nothing' : `Live, except ${formatCount(failed, 'workbin')}`;
}

/** The state whose mark stands beside those words: what is live but for some workbins has the mark of `degraded`. */
export function readMark(connection: ConnectionView, watched: readonly WorkbinView[]): ConnectionState {
  const failed = findFailed(watched).length;
  if (connection.state !== 'live' || failed === 0) return connection.state;
  return failed === watched.length ? 'offline' : 'degraded';
}

/** What is not certain while we are connected: `Not watching Billing: the server refused`. */
export function formatUncertain(connection: ConnectionView, watched: readonly WorkbinView[]): string {
  const [first, second, ...more] = findFailed(watched);
  if (first === undefined) return capitalised(connection.reason) || 'Not everything is certain';
  if (second === undefined) return `Not watching ${first.name}${first.reason ? `: ${first.reason}` : ''}`;
  if (more.length === 0) return `Not watching ${first.name} and ${second.name}`;
  return `Not watching ${first.name}, ${second.name} and ${more.length} more`;
}

/** How the watching of a workbin stands, in words. What was last heard of it says nothing while we are away. */
export function formatWatch(workbin: WorkbinView, connection: ConnectionView): string {
  if (!workbin.watched) return 'Not watched, by your choice';
  if (isAway(connection)) return 'Not watching while offline';
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

/** The same with the time it speaks of: `Watching since 09:12`, `Not watching while offline. As of 11:02`. */
export function formatWatchSince(workbin: WorkbinView, connection: ConnectionView, now: number): string {
  const { watched, watch, watchedSince, staleSince, reason } = workbin;
  const words = formatWatch(workbin, connection);
  if (!watched) return words;
  if (watch === 'subscribed' && watchedSince !== null) return `${words} since ${formatMoment(watchedSince, now, t)}`;
  if (staleSince !== null) return `${words}. As of ${formatMoment(staleSince, now, t)}`;
  return watch === 'pending' && reason === null && !isAway(connection) ? 'Asking the server' : words;
}
