import * as v from 'valibot';

/** What a list can be sorted by. */
export const SORT_FIELDS = ['age', 'subject', 'customer', 'media', 'workbin', 'owner', 'unread'] as const;

/** What the rows of a list can be gathered by. */
export const GROUPINGS = ['none', 'workbin', 'owner', 'media', 'age'] as const;

/** What a row can show of an item besides its subject and its age; any other column names a key of the user data. */
export const COLUMNS = ['customer', 'workbin', 'owner', 'segment'] as const;

/** A field that a list is sorted by. */
export type SortField = (typeof SORT_FIELDS)[number];

/** What the rows are gathered by. */
export type Grouping = (typeof GROUPINGS)[number];

/** One of several keys of a sort: the first decides, the next where it does not. */
export interface SortKey {
  readonly by: SortField;
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

/** The key of the user data that holds a customer's segment. */
export const SEGMENT = 'CustomerSegment';

/** Reads how a list is arranged. */
export const LIST_VIEW: v.GenericSchema<unknown, ListView> = v.object({
  sort: v.pipe(
    v.array(v.object({ by: v.picklist(SORT_FIELDS), descending: v.boolean() })),
    v.minLength(1),
    v.maxLength(MOST_SORT_KEYS),
  ),
  group: v.picklist(GROUPINGS),
  columns: v.pipe(
    v.array(v.union([v.picklist(COLUMNS), v.pipe(v.string(), v.startsWith(DATA), v.minLength(6), v.maxLength(105))])),
    v.maxLength(MOST_COLUMNS),
  ),
});

/** The keys of the user data that any list shows. */
export function dataKeysOf(lists: Readonly<Record<string, ListView>>): readonly string[] {
  const columns = Object.values(lists).flatMap((list) => list.columns);
  return [...new Set(columns.filter((column) => column.startsWith(DATA)).map((column) => column.slice(DATA.length)))].sort();
}
