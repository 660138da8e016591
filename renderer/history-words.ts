import type { HistoryRow } from '../src/core/contract.ts';
import { describeHappening } from '../src/core/happening-text.ts';
import type { HistoryEntry, HistoryKind } from '../src/core/history.ts';
import { phrase } from '../src/core/language.ts';
import { explain } from '../src/core/reasons.ts';
import { t } from './language.svelte.ts';
import type { IconName } from './parts/icon-paths.ts';
import { formatMoment } from './time.ts';

/** Kinds that people look for by their own names, in the order in which they are offered. */
export const KIND_NAMES: readonly (readonly [kind: HistoryKind, name: string])[] = [
  ['arrived', phrase('Arrivals')],
  ['left', phrase('What left')],
  ['opened', phrase('What you opened')],
  ['offered', phrase('Offers')],
  ['status', phrase('Status of workitems')],
  ['aged', phrase('What waited too long')],
  ['error', phrase('Errors')],
  ['connection', phrase('Connection')],
  ['app', phrase('Start and end')],
];

type Happened = Pick<HistoryEntry, 'kind' | 'state' | 'outcome' | 'reason'> & Pick<HistoryRow, 'workbin'>;

/** What happened, in a word or two. */
export function formatHappening(happened: Happened): string {
  return describeHappening(happened, t);
}

/** What became of it, with the reason where that says more than the rule; empty where nothing was decided. */
export function formatOutcome(happened: Happened, now: number): string {
  const { kind, outcome, reason } = happened;
  const why = reason === null ? null : formatReason(reason, now);
  switch (outcome) {
    case 'alerted':
      return t('Announced');
    case 'grouped':
      return t('Announced with others');
    case 'held':
      return why === null ? t('Held') : t('Held: {why}', { why });
    case 'silenced':
      return why === null ? t('Not announced') : t('Not announced: {why}', { why });
    case null:
      return why === null || kind === 'opened' || why === formatHappening(happened) ? '' : why;
  }
}

/** A reason in the person's language, with moments by their own clock. */
export function formatReason(reason: string, now: number): string {
  return explain(reason, t).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (moment) => formatMoment(Date.parse(moment), now));
}

/** A picture for what happened. */
export function readHappeningIcon({ kind, state, outcome }: Happened): IconName {
  switch (kind) {
    case 'arrived':
    case 'offered':
    case 'status':
      return outcome === 'silenced' ? 'bell-off' : outcome === 'held' ? 'clock' : 'bell';
    case 'left':
      return 'left';
    case 'opened':
      return 'eye';
    case 'aged':
      return 'clock';
    case 'error':
      return 'warning';
    case 'connection':
      return state === 'offline' || state === 'signed-out' ? 'warning' : 'link';
    case 'app':
    case 'away':
    case 'back':
      return 'info';
  }
}
