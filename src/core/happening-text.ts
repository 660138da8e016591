import type { ItemDetails } from './contract.ts';
import type { HistoryEntry, HistoryOutcome } from './history.ts';
import { phrase, type Translate } from './language.ts';

/** Outcomes by their names, in the order in which they are offered. */
export const OUTCOME_NAMES: readonly (readonly [outcome: HistoryOutcome, name: string])[] = [
  ['alerted', phrase('Announced')],
  ['grouped', phrase('Announced with others')],
  ['held', phrase('Held')],
  ['silenced', phrase('Not announced')],
];

const CONNECTION: Readonly<Record<string, string>> = {
  live: phrase('Watching'),
  degraded: phrase('Watching in part'),
  connecting: phrase('Connecting'),
  offline: phrase('Not watching'),
  'signed-out': phrase('Signed out'),
};

const ITEM_STATES: Readonly<Record<string, string>> = {
  InWorkbin: phrase('Waits in a workbin'),
  Invited: phrase('Offered to someone'),
  Processing: phrase('Being worked on'),
  Completed: phrase('Done'),
  Revoked: phrase('Offer taken back'),
  New: phrase('New'),
  InProcess: phrase('Being worked on'),
  Pending: phrase('Waits'),
  Stopped: phrase('Done'),
};

/** An interaction's state in words; one that we do not know as the server names it. */
export function describeItemState({ state, workbin }: Pick<ItemDetails, 'state' | 'workbin'>, t: Translate): string {
  if (state === null) return '';
  // What lies in no workbin is known only because it was offered to the person.
  if (state === 'Invited' && workbin === null) return t('Offered to you');
  const words = Object.hasOwn(ITEM_STATES, state) ? ITEM_STATES[state] : undefined;
  return words === undefined ? state : t(words);
}

/** What happened, in a word or two. */
export function describeHappening(
  { kind, state, reason, workbin }: Pick<HistoryEntry, 'kind' | 'state' | 'reason' | 'workbin'>,
  t: Translate,
): string {
  switch (kind) {
    case 'arrived':
      return t('Arrived');
    case 'left':
      return t('Left');
    case 'opened':
      return reason === 'in the browser' ? t('Opened in the browser') : t('Opened');
    case 'offered':
      return t('Offered to you');
    case 'status':
      return t('Status: {state}', { state: describeItemState({ state, workbin }, t) || t('not told') });
    case 'error':
      return t('The server told of an error');
    case 'aged':
      return t('Has waited too long');
    case 'connection':
      return t(CONNECTION[state ?? ''] ?? state ?? '');
    case 'app':
      return state === 'started' ? t('The app began to watch') : t('The app ended');
    case 'away':
      return t('You left');
    case 'back':
      return t('You came back');
  }
}
