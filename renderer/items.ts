import type { ItemView } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';

/** Names one row: the same interaction may lie in two workbins. */
export function rowKey(item: { readonly workbin: WorkbinKey; readonly id: InteractionId }): string {
  return `${item.workbin} ${item.id}`;
}

/** Sorts newest first by received time; what has none comes last. No two rows are equal, so the same rows always come in the same order. */
export function compareNewestFirst(a: ItemView, b: ItemView): number {
  return (b.receivedAt ?? -Infinity) - (a.receivedAt ?? -Infinity) || compare(a.id, b.id) || compare(a.workbin, b.workbin);
}

// -Infinity less -Infinity is NaN, which `||` passes over as it does 0.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How long something waits, as the eye is told: shape and colour follow it. */
export type Age = 'fresh' | 'old' | 'too-old';

const HOUR = 3_600_000;
/** From when an item is getting old, and from when it is too old, in ms. */
const OLD_AFTER = 4 * HOUR;
const TOO_OLD_AFTER = 24 * HOUR;

/** The age of what was received at `receivedAt`; what has no time counts as fresh. */
export function readAge(receivedAt: number | null, now: number): Age {
  const waited = receivedAt === null ? 0 : now - receivedAt;
  return waited >= TOO_OLD_AFTER ? 'too-old' : waited >= OLD_AFTER ? 'old' : 'fresh';
}

/** How many items of each age lie in a workbin. */
export type Ages = Readonly<Record<Age, number>>;

/** The ages of all items, by workbin. */
export function countAges(items: readonly ItemView[], now: number): ReadonlyMap<WorkbinKey, Ages> {
  const ages = new Map<WorkbinKey, Record<Age, number>>();
  for (const item of items) {
    const counted = ages.get(item.workbin) ?? { fresh: 0, old: 0, 'too-old': 0 };
    counted[readAge(item.receivedAt, now)] += 1;
    ages.set(item.workbin, counted);
  }
  return ages;
}
