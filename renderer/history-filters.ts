import type { WorkbinView } from '../src/core/contract.ts';
import { OUTCOME_NAMES } from '../src/core/happening-text.ts';
import { EVERYTHING, type HistoryQuery } from '../src/core/history-query.ts';
import type { WorkbinKey } from '../src/core/workbin.ts';
import { OWNER_LABELS } from './arrange.ts';
import { KIND_NAMES } from './history-words.ts';
import { t } from './language.svelte.ts';
import { readMedia } from './words.ts';

/** One thing that the history is narrowed by, which a person can let go of. */
export type HistoryFilterName = 'kind' | 'outcome' | 'workbin' | 'media' | 'owner' | 'segment' | 'when';

const NAMES: readonly HistoryFilterName[] = ['kind', 'outcome', 'workbin', 'media', 'owner', 'segment', 'when'];

/** The filters that are set, in the order in which they stand on the page. */
export function activeHistoryFilters(query: HistoryQuery): readonly HistoryFilterName[] {
  return NAMES.filter((name) => (name === 'when' ? query.from !== null || query.to !== null : query[name] !== null));
}

/** The same query without one of them. */
export function loosenHistory(query: HistoryQuery, name: HistoryFilterName): HistoryQuery {
  return name === 'when' ? { ...query, from: null, to: null } : { ...query, [name]: EVERYTHING[name] };
}

/** A filter that is set, in words: `Arrivals`, `Billing`. */
export function formatHistoryFilter(
  name: HistoryFilterName,
  query: HistoryQuery,
  workbins: ReadonlyMap<WorkbinKey, Pick<WorkbinView, 'name'>>,
): string {
  switch (name) {
    case 'kind':
      return t(KIND_NAMES.find(([kind]) => kind === query.kind)?.[1] ?? '');
    case 'outcome':
      return t(OUTCOME_NAMES.find(([outcome]) => outcome === query.outcome)?.[1] ?? '');
    case 'workbin':
      return query.workbin === null ? '' : (workbins.get(query.workbin)?.name ?? t('Workbin'));
    case 'media':
      return readMedia(query.media ?? '').label;
    case 'owner':
      return query.owner === null ? '' : t(OWNER_LABELS[query.owner]);
    case 'segment':
      return query.segment ?? '';
    case 'when':
      return t('the chosen time');
  }
}
