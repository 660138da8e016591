import type { ConnectionState, ConnectionView, WorkbinView } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { explain } from '../src/core/reasons.ts';
import { formatMoment } from '../src/core/time-text.ts';
import { t } from './language.svelte.ts';
import { formatReason } from './words.ts';

/** Whether what is shown was true once but may not be now. */
export function isStale(connection: ConnectionView): boolean {
  return (connection.state === 'offline' || connection.state === 'connecting') && connection.freshAt !== null;
}

/** Whether no workbin at all is watched at this moment; before the first look each says for itself how far it has come. */
export function isAway(connection: ConnectionView): boolean {
  return connection.state === 'offline' || connection.state === 'signed-out' || isStale(connection);
}

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: phrase('Connecting'),
  live: phrase('Live'),
  degraded: phrase('Partly watching'),
  offline: phrase('Offline'),
  'signed-out': phrase('Signed out'),
};

/** The workbins whose watching failed for good: the session counts as live without them. */
export function findFailed(watched: readonly WorkbinView[]): readonly WorkbinView[] {
  return watched.filter(({ watch }) => watch === 'failed');
}

/** The state of the connection in few words: `Live`, `Live, except 1 workbin`. */
export function formatState(connection: ConnectionView, watched: readonly WorkbinView[]): string {
  const failed = findFailed(watched).length;
  if (connection.state !== 'live' || failed === 0) return t(STATES[connection.state]);
  if (failed === watched.length) return t('Connected, watching nothing');
  return t.count(failed, 'Live, except {count} workbin', 'Live, except {count} workbins');
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
  if (first === undefined) return formatReason(connection.reason) || t('Not everything is certain');
  if (second === undefined && first.reason)
    return t('Not watching {workbin}: {reason}', { workbin: first.name, reason: explain(first.reason, t) });
  if (second === undefined) return t('Not watching {workbin}', { workbin: first.name });
  const names = { first: first.name, second: second.name };
  if (more.length === 0) return t('Not watching {first} and {second}', names);
  return t.count(
    more.length,
    'Not watching {first}, {second} and {count} more',
    'Not watching {first}, {second} and {count} more',
    names,
  );
}

/** How the watching of a workbin stands, in words. What was last heard of it says nothing while we are away. */
export function formatWatch(workbin: WorkbinView, connection: ConnectionView): string {
  if (!workbin.watched) return t('Not watched, by your choice');
  if (isAway(connection)) return t('Not watching while offline');
  switch (workbin.watch) {
    case 'subscribed':
      return t('Watching');
    case 'pending':
      return workbin.reason ? t('Not certain yet: {reason}', { reason: explain(workbin.reason, t) }) : t('Not certain yet');
    case 'failed':
      return workbin.reason ? t('Not watching: {reason}', { reason: explain(workbin.reason, t) }) : t('Not watching');
    default:
      return workbin.watch satisfies never;
  }
}

/** The same with the time it speaks of: `Watching since 09:12`, `Not watching while offline. As of 11:02`. */
export function formatWatchSince(workbin: WorkbinView, connection: ConnectionView, now: number): string {
  const { watched, watch, watchedSince, staleSince, reason } = workbin;
  const words = formatWatch(workbin, connection);
  if (!watched) return words;
  if (watch === 'subscribed' && watchedSince !== null)
    return t('Watching since {time}', { time: formatMoment(watchedSince, now, t) });
  if (staleSince !== null) return t('{reason}. As of {time}', { reason: words, time: formatMoment(staleSince, now, t) });
  return watch === 'pending' && reason === null && !isAway(connection) ? t('Asking the server') : words;
}
