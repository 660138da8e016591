import { DATA, DEFAULT_LIST_VIEW, SEGMENT, type SortKey } from '../src/core/list-view.ts';
import type { ItemView, WorkbinView } from '../src/core/contract.ts';
import { ownerName, type WorkbinKey } from '../src/core/workbin.ts';
import { compareNewestFirst } from './items.ts';

/** An order of rows. No two rows are equal in it, so the same rows always come in the same order. */
export interface Order {
  /** The same for orders that sort alike. */
  readonly id: string;
  readonly compare: (a: ItemView, b: ItemView) => number;
}

/** The newest first. */
export const NEWEST_FIRST: Order = { id: 'newest', compare: compareNewestFirst };

type Workbins = ReadonlyMap<WorkbinKey, Pick<WorkbinView, 'name' | 'owner' | 'ownerLabel'>>;

/** The order of these keys, by the alphabet of `locale`. What has no value comes last, whichever way it is sorted. */
export function createOrder(sort: readonly SortKey[], workbins: Workbins, locale: string): Order {
  if (isDefault(sort)) return NEWEST_FIRST;
  const { compare: compareText } = new Intl.Collator(locale);
  const ranks = rankWorkbins(workbins, compareText);
  const compares = sort.map(({ by, descending }) => compareBy(by, descending, ranks, compareText));
  return {
    id: JSON.stringify([sort, locale, [...workbins].map(([key, { name, ownerLabel }]) => [key, name, ownerLabel])]),
    compare(a, b) {
      for (const compare of compares) {
        const result = compare(a, b);
        if (result !== 0) return result;
      }
      return compareNewestFirst(a, b);
    },
  };
}

function isDefault(sort: readonly SortKey[]): boolean {
  return JSON.stringify(sort) === JSON.stringify(DEFAULT_LIST_VIEW.sort);
}

interface Ranks {
  readonly names: ReadonlyMap<WorkbinKey, number>;
  readonly owners: ReadonlyMap<WorkbinKey, number>;
}

type CompareText = (a: string, b: string) => number;

function compareBy(by: SortKey['by'], descending: boolean, { names, owners }: Ranks, compareText: CompareText): Order['compare'] {
  const sign = descending ? -1 : 1;
  const numbers = (read: (row: ItemView) => number | null): Order['compare'] => {
    return (a, b) => compareValues(read(a), read(b), (one, other) => sign * (one - other));
  };
  const texts = (read: (row: ItemView) => string | null): Order['compare'] => {
    return (a, b) => compareValues(read(a), read(b), (one, other) => sign * compareText(one, other));
  };
  switch (by) {
    case 'age':
      // The younger first, as ages are numbers of minutes.
      return numbers(({ receivedAt }) => (receivedAt === null ? null : -receivedAt));
    case 'unread':
      return numbers(({ unread }) => Number(!unread));
    case 'workbin':
      return numbers(({ workbin }) => names.get(workbin) ?? null);
    case 'owner':
      return numbers(({ workbin }) => owners.get(workbin) ?? null);
    case 'subject':
      return texts(({ subject }) => subject);
    case 'customer':
      return texts(({ customer }) => customer);
    case 'media':
      return texts(({ media }) => media);
    case 'segment':
      return texts(({ data }) => data?.[SEGMENT] ?? null);
    default:
      return texts(({ data }) => data?.[by.slice(DATA.length)] ?? null);
  }
}

function compareValues<Value>(a: Value | null, b: Value | null, compare: (a: Value, b: Value) => number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(a, b);
}

/** The workbins by the alphabet, once, so that rows compare numbers. Those of one name are equal; one's own come before those of others. */
function rankWorkbins(workbins: Workbins, compareText: CompareText): Ranks {
  const labels = [...workbins].map(([key, { name, owner, ownerLabel }]) => ({
    key,
    name,
    owner: ownerLabel || ownerName(owner),
  }));
  const rank = (read: (label: (typeof labels)[number]) => string) => {
    const sorted = [...new Set(labels.map(read))].sort(compareText);
    const places = new Map(sorted.map((text, place) => [text, place]));
    return new Map(labels.map((label) => [label.key, places.get(read(label)) ?? 0]));
  };
  return { names: rank(({ name }) => name), owners: rank(({ owner }) => owner) };
}
