import * as v from 'valibot';

/** What a list can be sorted by, besides the user data. */
export const SORT_FIELDS = ['age', 'subject', 'customer', 'media', 'workbin', 'owner', 'segment', 'unread'] as const;

/** What the rows of a list can be gathered by. */
export const GROUPINGS = ['none', 'workbin', 'owner', 'media', 'age'] as const;

/** What a row can show of an item besides its subject and its age; any other column names a key of the user data. */
export const COLUMNS = ['customer', 'workbin', 'owner', 'segment'] as const;

/** A field that a list is sorted by. */
export type SortField = (typeof SORT_FIELDS)[number];

/** A column with a key of the user data. */
export type DataColumn = `data:${string}`;

/** What the rows are gathered by. */
export type Grouping = (typeof GROUPINGS)[number];

/** One of several keys of a sort: the first decides, the next where it does not. */
export interface SortKey {
  readonly by: SortField | DataColumn;
  /** Z before A; of ages the longest waiting first. */
  readonly descending: boolean;
}

/** How a person arranged one list. */
export interface ListView {
  readonly sort: readonly SortKey[];
  readonly group: Grouping;
  /** Names of `COLUMNS`, or `data:` and a key of the user data. */
  readonly columns: readonly string[];
}

/** The newest first, in one piece, each with its customer and, where there are several, its workbin and whose that is. */
export const DEFAULT_LIST_VIEW: ListView = {
  sort: [{ by: 'age', descending: false }],
  group: 'none',
  columns: ['customer', 'owner', 'workbin'],
};

/** How many keys a sort may have, and how many columns a row. */
export const MOST_SORT_KEYS = 3;

/** How many columns a row may have. */
export const MOST_COLUMNS = 6;

/** What stands before a key of the user data among the columns. */
export const DATA = 'data:';

/** Whether this names a key of the user data. */
export function isDataColumn(column: string): column is DataColumn {
  return column.startsWith(DATA);
}

/** The key of the user data that holds a customer's segment. */
export const SEGMENT = 'CustomerSegment';

const dataColumn = v.pipe(v.string(), v.startsWith(DATA), v.minLength(6), v.maxLength(105)) as v.GenericSchema<
  unknown,
  DataColumn
>;

/** Reads how a list is arranged. */
export const LIST_VIEW: v.GenericSchema<unknown, ListView> = v.object({
  sort: v.pipe(
    v.array(v.object({ by: v.union([v.picklist(SORT_FIELDS), dataColumn]), descending: v.boolean() })),
    v.minLength(1),
    v.maxLength(MOST_SORT_KEYS),
  ),
  group: v.picklist(GROUPINGS),
  columns: v.pipe(v.array(v.union([v.picklist(COLUMNS), dataColumn])), v.maxLength(MOST_COLUMNS)),
});

/** The keys of the user data that any list shows or is sorted by. */
export function dataKeysOf(lists: Readonly<Record<string, ListView>>): readonly string[] {
  const columns = Object.values(lists).flatMap((list) => [...list.columns, ...list.sort.map(({ by }) => by)]);
  return [...new Set(columns.filter(isDataColumn).map((column) => column.slice(DATA.length)))].sort();
}
