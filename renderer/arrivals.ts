import type { ItemView, Snapshot } from '../src/core/contract.ts';
import { t } from './language.svelte.ts';
import { formatSubject } from './words.ts';

/** An item that came, and the name of the workbin it came to. */
export interface Arrival {
  readonly item: ItemView;
  readonly workbin: string;
}

/** The unread ones of the rows that came since `before`; none when that showed nothing that was known to be true. */
export function findArrivals(before: Snapshot | null, came: readonly ItemView[]): readonly Arrival[] {
  if (before === null || before.connection.freshAt === null) return [];
  const names = new Map(before.workbins.map(({ key, name }) => [key, name]));
  return came.filter(({ unread }) => unread).map((item) => ({ item, workbin: names.get(item.workbin) ?? t('a workbin') }));
}

/** One sentence for all of `arrivals`: `New in Billing: Refund`, `3 new: 2 in Billing, 1 in Claims`. */
export function formatArrivals(arrivals: readonly Arrival[]): string {
  const [first] = arrivals;
  if (first === undefined) return '';
  if (arrivals.length === 1)
    return t('New in {workbin}: {subject}', { workbin: first.workbin, subject: formatSubject(first.item.subject) });
  const counts = new Map<string, number>();
  for (const { workbin } of arrivals) counts.set(workbin, (counts.get(workbin) ?? 0) + 1);
  const places = [...counts].map(([workbin, count]) => t('{count} in {workbin}', { count, workbin })).join(t(', '));
  return t.count(arrivals.length, '{count} new: {places}', '{count} new: {places}', { places });
}
