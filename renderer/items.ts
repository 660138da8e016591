import { limitsOf, readAge, type Age, type AgeLimits } from '../src/core/ageing.ts';
import type { ItemView } from '../src/core/contract.ts';
import type { Settings } from '../src/core/settings.ts';
import type { WorkbinKey } from '../src/core/workbin.ts';

/** Sorts newest first by received time; what has none comes last. No two rows are equal, so the same rows always come in the same order. */
export function compareNewestFirst(a: ItemView, b: ItemView): number {
  return (b.receivedAt ?? -Infinity) - (a.receivedAt ?? -Infinity) || compare(a.id, b.id) || compare(a.workbin, b.workbin);
}

// -Infinity less -Infinity is NaN, which `||` passes over as it does 0.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many items of each age lie in a workbin. */
export type Ages = Readonly<Record<Age, number>>;

/** The settings that say from when on something is old. */
export type AgeSettings = Pick<Settings, 'ageLimits' | 'ageLimitsByWorkbin'>;

/** The ages of all items, by workbin, each by the limits of its workbin. */
export function countAges(items: readonly ItemView[], settings: AgeSettings, now: number): ReadonlyMap<WorkbinKey, Ages> {
  const counted = new Map<WorkbinKey, { readonly limits: AgeLimits; readonly ages: Record<Age, number> }>();
  for (const { workbin, receivedAt } of items) {
    let one = counted.get(workbin);
    if (one === undefined)
      counted.set(workbin, (one = { limits: limitsOf(workbin, settings), ages: { fresh: 0, old: 0, 'too-old': 0 } }));
    one.ages[readAge(receivedAt, one.limits, now)] += 1;
  }
  return new Map([...counted].map(([workbin, { ages }]) => [workbin, ages]));
}
