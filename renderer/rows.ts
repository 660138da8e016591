import type { ItemView, RowsChange, RowsText } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';
import { compareNewestFirst } from './items.ts';

/** Every row that the page knows. Brought up to date by what changes, so that a hundred thousand rows cost no more than one that came. */
export class Rows {
  readonly #bins = new Map<WorkbinKey, Map<InteractionId, ItemView>>();
  #sorted: readonly ItemView[] = [];

  /** Every row, newest first. Another array after each change. */
  get newestFirst(): readonly ItemView[] {
    return this.#sorted;
  }

  get(workbin: WorkbinKey, id: InteractionId): ItemView | null {
    return this.#bins.get(workbin)?.get(id) ?? null;
  }

  /** The row of this interaction in any workbin. */
  find(id: InteractionId): ItemView | null {
    for (const bin of this.#bins.values()) {
      const row = bin.get(id);
      if (row !== undefined) return row;
    }
    return null;
  }

  /** Takes in what changed; the rows that were not there before. */
  change(put: readonly ItemView[], gone: RowsChange['gone']): readonly ItemView[] {
    const replaced = new Set<ItemView>();
    const came: ItemView[] = [];
    const now = new Map<string, ItemView>();
    for (const row of put) {
      const before = this.#put(row);
      if (before === undefined) came.push(row);
      else replaced.add(before);
      now.set(`${row.workbin} ${row.id}`, row);
    }
    for (const { workbin, id } of gone) {
      const before = this.#bins.get(workbin)?.get(id);
      if (before === undefined) continue;
      this.#bins.get(workbin)?.delete(id);
      replaced.add(before);
      now.delete(`${workbin} ${id}`);
    }
    const added = [...now.values()].sort(compareNewestFirst);
    const kept = replaced.size === 0 ? this.#sorted : this.#sorted.filter((row) => !replaced.has(row));
    this.#sorted = merge(kept, added);
    return came;
  }

  /** Holds these and no others; the rows that were not there before. */
  replace(rows: readonly ItemView[]): readonly ItemView[] {
    const came = rows.filter(({ workbin, id }) => this.get(workbin, id) === null);
    this.#bins.clear();
    this.#sorted = [];
    this.change(rows, []);
    return came;
  }

  #put(row: ItemView): ItemView | undefined {
    const bin = this.#bins.get(row.workbin) ?? new Map<InteractionId, ItemView>();
    this.#bins.set(row.workbin, bin);
    const before = bin.get(row.id);
    bin.set(row.id, row);
    return before;
  }
}

/** Both, each of which is sorted newest first, as one. */
function merge(one: readonly ItemView[], other: readonly ItemView[]): readonly ItemView[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const merged: ItemView[] = [];
  let at = 0;
  for (const row of other) {
    for (let next = one[at]; next !== undefined && compareNewestFirst(next, row) <= 0; next = one[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(row);
  }
  while (at < one.length) merged.push(one[at++] as ItemView);
  return merged;
}

/** The rows that the host wrote down. */
export function readRows(text: RowsText): readonly ItemView[] {
  return JSON.parse(text) as readonly ItemView[];
}
