import type { Age } from '../src/core/ageing.ts';
import type { ItemView, WorkbinView } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { DATA, isDataColumn, type COLUMNS, type Grouping, type SortField, type SortKey } from '../src/core/list-view.ts';
import { ownerName, type Owner, type WorkbinKey } from '../src/core/workbin.ts';
import { t } from './language.svelte.ts';
import type { FilterName, Filters } from './search.ts';
import { groupRows, oneSection, type Group, type Section } from './sections.ts';
import { readMedia } from './words.ts';

const SORT_LABELS: Readonly<Record<SortField, string>> = {
  age: phrase('Age'),
  subject: phrase('Subject'),
  customer: phrase('Customer'),
  media: phrase('Kind'),
  workbin: phrase('Workbin'),
  owner: phrase('Owner'),
  segment: phrase('Segment'),
  unread: phrase('New first'),
};

/** What people call what a list is sorted by, a key of the user data as it is written. */
export function formatSort(by: SortKey['by']): string {
  return isDataColumn(by) ? by.slice(DATA.length) : t(SORT_LABELS[by]);
}

/** What people call a way to gather rows. */
export const GROUP_LABELS: Readonly<Record<Grouping, string>> = {
  none: phrase('Nothing'),
  workbin: phrase('Workbin'),
  owner: phrase('Owner'),
  media: phrase('Kind'),
  age: phrase('Age'),
};

/** What people call a column. */
export const COLUMN_LABELS: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  customer: phrase('Customer'),
  workbin: phrase('Workbin'),
  owner: phrase('Owner'),
  segment: phrase('Segment'),
};

/** What people call an age. */
export const AGE_LABELS: Readonly<Record<Age, string>> = {
  fresh: phrase('Fresh'),
  old: phrase('Getting old'),
  'too-old': phrase('Too old'),
};

/** What people call those whose workbins these are. */
export const OWNER_LABELS: Readonly<Record<Owner['kind'], string>> = {
  me: phrase('Mine'),
  agentGroup: phrase('Groups'),
  placeGroup: phrase('Place groups'),
  user: phrase('Colleagues'),
};

/** A filter that is set, in words: `Email`, `Too old`, `New`. */
export function formatFilter(name: FilterName, filters: Filters, workbins: ReadonlyMap<WorkbinKey, WorkbinView>): string {
  switch (name) {
    case 'media':
      return readMedia(filters.media ?? '').label;
    case 'workbin':
      return filters.workbin === null ? '' : (workbins.get(filters.workbin)?.name ?? t('Workbin'));
    case 'owner':
      return filters.owner === null ? '' : t(OWNER_LABELS[filters.owner]);
    case 'age':
      return filters.age === null ? '' : t(AGE_LABELS[filters.age]);
    case 'unread':
      return t('New');
    case 'segment':
      return filters.segment ?? '';
  }
}

const AGE_RANKS: Readonly<Record<Age, number>> = { 'too-old': 0, old: 1, fresh: 2 };
const OWNER_RANKS: Readonly<Record<Owner['kind'], number>> = { me: 0, agentGroup: 1, placeGroup: 2, user: 3 };

/** What gathering looks at besides the rows; each is asked for only where it decides. */
interface Around {
  readonly workbins: ReadonlyMap<WorkbinKey, WorkbinView>;
  readonly ageOf: (row: ItemView) => Age;
}

/** The rows gathered as a person chose. The oldest first among ages, one's own first among owners, else as the list has it. */
export function arrange(
  rows: readonly ItemView[],
  grouping: Grouping,
  closed: ReadonlySet<string>,
  around: Around,
): readonly Section[] {
  if (grouping === 'none') return oneSection(rows);
  return groupRows(rows, readGroups(grouping, around), closed);
}

/** Which group a row belongs to. Each group is made once: there may be a hundred thousand rows of few groups. */
function readGroups(grouping: Exclude<Grouping, 'none'>, around: Around): (row: ItemView) => Group {
  if (grouping === 'media') {
    const groupOf = remember((media: string): Group => ({ group: media, title: readMedia(media).label, rank: 0 }));
    return ({ media }) => groupOf(media);
  }
  if (grouping === 'age') {
    const { ageOf } = around;
    const groupOf = remember((age: Age): Group => ({ group: age, title: t(AGE_LABELS[age]), rank: AGE_RANKS[age] }));
    return (row) => groupOf(ageOf(row));
  }
  const { workbins } = around;
  const make = grouping === 'workbin' ? groupOfWorkbin : groupOfOwner;
  const groupOf = remember((workbin: WorkbinKey) => make(workbin, workbins.get(workbin)));
  return ({ workbin }) => groupOf(workbin);
}

function groupOfWorkbin(workbin: WorkbinKey, place: WorkbinView | undefined): Group {
  const title = place === undefined ? t('Workbin') : [place.name, place.ownerLabel].filter((word) => word !== '').join(' – ');
  return { group: workbin, title, rank: 0 };
}

function groupOfOwner(_workbin: WorkbinKey, place: WorkbinView | undefined): Group {
  if (place === undefined) return { group: '', title: t('Workbin'), rank: 9 };
  const { owner, ownerLabel } = place;
  const title = owner.kind === 'me' ? t('Mine') : ownerLabel;
  return { group: `${owner.kind} ${ownerName(owner)}`, title, rank: OWNER_RANKS[owner.kind] };
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
