import { isDataColumn, MOST_SORT_KEYS, type COLUMNS, type DataColumn, type SortKey } from '../src/core/list-view.ts';

/** A column of a list, besides what every row begins and ends with. */
export type Column = (typeof COLUMNS)[number] | DataColumn;

const FIRST: readonly string[] = ['customer', 'segment'];
const LAST: readonly string[] = ['owner', 'workbin'];

/** The columns in the order in which rows have them; those of a place only where the list holds several places. */
export function orderColumns(columns: readonly string[], isWide: boolean): readonly Column[] {
  const named = (names: readonly string[]) => names.filter((name) => columns.includes(name));
  return [...named(FIRST), ...columns.filter(isDataColumn), ...(isWide ? named(LAST) : [])] as readonly Column[];
}

/** How wide a list must be, in px, for each of so many columns to have a place of its own. */
export function widthOfTable(columns: number, compact: boolean): number {
  return compact ? 260 + 100 * columns : 400 + 140 * columns;
}

/** The tracks of such a list: the mark, the medium, the subject, these columns, the age. */
export function formatTracks(columns: number): string {
  return `8px 16px minmax(0, 2.6fr) ${'minmax(0, 1fr) '.repeat(columns)}92px`;
}

/**
 * How a list is sorted after a click on the head of `by`: by that alone, turned round where it came first already. With `more` it
 * becomes a further key, or is turned round where it is one.
 */
export function turnSort(sort: readonly SortKey[], by: SortKey['by'], more: boolean): readonly SortKey[] {
  const place = sort.findIndex((key) => key.by === by);
  const turned = { by, descending: sort[place]?.descending === false };
  if (!more) return [place === 0 ? turned : { by, descending: false }];
  if (place >= 0) return sort.map((key, at) => (at === place ? turned : key));
  return [...sort.slice(0, MOST_SORT_KEYS - 1), { by, descending: false }];
}
