import type { ItemView } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';

/** Rows under one heading; a list that is not grouped is one section without. */
export interface Section {
  /** Names the group; null for rows that are not grouped. */
  readonly group: string | null;
  readonly title: string;
  /** How many rows there are, though they may be folded away. */
  readonly size: number;
  readonly isOpen: boolean;
  /** The rows that are there: none of a section that is folded. */
  readonly items: readonly ItemView[];
}

/** What a row is gathered by. */
export interface Group {
  readonly group: string;
  readonly title: string;
  /** Groups come in this order, then in that of their first rows. */
  readonly rank: number;
}

/** A line of a list: the heading of a section, or one of its rows. */
export type Line = { readonly kind: 'group'; readonly section: Section } | { readonly kind: 'item'; readonly item: ItemView };

/** Names a line, whatever place it has: a group, or a row. */
export type LineKey = { readonly group: string } | { readonly workbin: WorkbinKey; readonly id: InteractionId };

/** Gathers rows, in their order, into a section for each `group`; groups come in the order of `rank`, then of their first row. */
export function groupRows(
  rows: readonly ItemView[],
  readGroup: (row: ItemView) => Group,
  closed: ReadonlySet<string>,
): readonly Section[] {
  const gathered = new Map<string, { readonly title: string; readonly rank: number; readonly items: ItemView[] }>();
  for (const row of rows) {
    const { group, title, rank } = readGroup(row);
    let one = gathered.get(group);
    if (one === undefined) gathered.set(group, (one = { title, rank, items: [] }));
    one.items.push(row);
  }
  return [...gathered]
    .sort(([, a], [, b]) => a.rank - b.rank)
    .map(([group, { title, items }]) => {
      const isOpen = !closed.has(group);
      return { group, title, size: items.length, isOpen, items: isOpen ? items : [] };
    });
}

/** Rows without groups. */
export function oneSection(rows: readonly ItemView[]): readonly Section[] {
  return [{ group: null, title: '', size: rows.length, isOpen: true, items: rows }];
}

/** The lines of sections by their places, without a list of all of them. */
export class Lines {
  readonly length: number;
  readonly #sections: readonly Section[];
  /** The place of the first line of each section. */
  readonly #starts: readonly number[];

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
    let length = 0;
    this.#starts = sections.map(({ group, items }) => {
      const start = length;
      length += items.length + Number(group !== null);
      return start;
    });
    this.length = length;
  }

  /** The line at this place; null where there is none. */
  at(place: number): Line | null {
    const index = this.#starts.findLastIndex((start) => start <= place);
    const section = this.#sections[index];
    if (section === undefined || place < 0) return null;
    const offset = place - (this.#starts[index] ?? 0) - Number(section.group !== null);
    if (offset < 0) return { kind: 'group', section };
    const item = section.items[offset];
    return item === undefined ? null : { kind: 'item', item };
  }

  /** The place of this line, found sooner the nearer it is to `near`; null when it is not there. */
  find(key: LineKey, near = 0): number | null {
    for (const [index, { group, items }] of this.#sections.entries()) {
      const start = this.#starts[index] ?? 0;
      if ('group' in key) {
        if (group === key.group) return start;
        continue;
      }
      const first = start + Number(group !== null);
      const offset = findAround(items, near - first, ({ id, workbin }) => id === key.id && workbin === key.workbin);
      if (offset >= 0) return first + offset;
    }
    return null;
  }

  /** Any row of this interaction. */
  findItem(workbin: WorkbinKey | null, id: InteractionId): ItemView | null {
    for (const { items } of this.#sections) {
      const item = items.find((one) => one.id === id && (workbin === null || one.workbin === workbin));
      if (item !== undefined) return item;
    }
    return null;
  }
}

/** As `findIndex`, looking from `near` to both sides; rows are named once, so that there is one at most. */
function findAround(items: readonly ItemView[], near: number, isIt: (item: ItemView) => boolean): number {
  let before = Math.min(Math.max(near, 0), items.length - 1);
  let after = before + 1;
  while (before >= 0 || after < items.length) {
    const earlier = before >= 0 ? items[before] : undefined;
    if (earlier !== undefined && isIt(earlier)) return before;
    const later = after < items.length ? items[after] : undefined;
    if (later !== undefined && isIt(later)) return after;
    before -= 1;
    after += 1;
  }
  return -1;
}

/** What names this line. */
export function keyOf(line: Line): LineKey {
  return line.kind === 'group' ? { group: line.section.group ?? '' } : { workbin: line.item.workbin, id: line.item.id };
}

/** Whether both name the same line. */
export function isSameLine(a: LineKey | null, b: LineKey | null): boolean {
  if (a === null || b === null) return a === b;
  if ('group' in a || 'group' in b) return 'group' in a && 'group' in b && a.group === b.group;
  return a.id === b.id && a.workbin === b.workbin;
}
