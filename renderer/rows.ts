import type { ItemView, RowsChange, RowsText } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';
import { NEWEST_FIRST, type Order } from './order.ts';
import { searchText } from './search.ts';

/** Every row that the page knows. Brought up to date by what changes, so that a hundred thousand rows cost no more than one that came. */
export class Rows {
  readonly #bins = new Map<WorkbinKey, Map<InteractionId, ItemView>>();
  /** The newest first, and the order that was asked for last besides. */
  #orders: readonly { readonly order: Order; readonly rows: readonly ItemView[] }[] = [{ order: NEWEST_FIRST, rows: [] }];

  /** Every row in this order. Another array after each change, the same one until then. */
  sorted(order: Order): readonly ItemView[] {
    const known = this.#orders.find((one) => one.order.id === order.id);
    if (known !== undefined) return known.rows;
    const [first] = this.#orders;
    const rows = [...(first?.rows ?? [])].sort(order.compare);
    this.#orders = [...this.#orders.slice(0, 1), { order, rows }];
    return rows;
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
    const added = [...now.values()];
    this.#orders = this.#orders.map(({ order, rows }) => {
      const kept = replaced.size === 0 ? rows : rows.filter((row) => !replaced.has(row));
      return { order, rows: merge(kept, [...added].sort(order.compare), order) };
    });
    return came;
  }

  /** Holds these and no others; the rows that were not there before. */
  replace(rows: readonly ItemView[]): readonly ItemView[] {
    const came = rows.filter(({ workbin, id }) => this.get(workbin, id) === null);
    this.#bins.clear();
    this.#orders = this.#orders.map(({ order }) => ({ order, rows: [] }));
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

/** Both, each of which is in this order, as one. */
function merge(one: readonly ItemView[], other: readonly ItemView[], { compare }: Order): readonly ItemView[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const merged: ItemView[] = [];
  let at = 0;
  for (const row of other) {
    for (let next = one[at]; next !== undefined && compare(next, row) <= 0; next = one[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(row);
  }
  while (at < one.length) merged.push(one[at++] as ItemView);
  return merged;
}

/** The rows that the host wrote down, ready to be searched. */
export function readRows(text: RowsText): readonly ItemView[] {
  const rows = JSON.parse(text) as readonly ItemView[];
  // Here, part by part, rather than all at the first key that is pressed.
  for (const row of rows) searchText(row);
  return rows;
}
