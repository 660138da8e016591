import type { ItemView, RowsChange, RowsText } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';
import { NEWEST_FIRST, type Order } from './order.ts';
import { toRow, type Row } from './search.ts';

/** Every row that the page knows. Brought up to date by what changes, so that a hundred thousand rows cost no more than one that came. */
export class Rows {
  readonly #bins = new Map<WorkbinKey, Map<InteractionId, Row>>();
  /** The newest first, and the order that was asked for last besides. */
  #orders: readonly { readonly order: Order; readonly rows: readonly Row[] }[] = [{ order: NEWEST_FIRST, rows: [] }];

  /** Every row in this order. Another array after each change, the same one until then. */
  sorted(order: Order): readonly Row[] {
    const known = this.#orders.find((one) => one.order.id === order.id);
    if (known !== undefined) return known.rows;
    const [first] = this.#orders;
    const rows = [...(first?.rows ?? [])].sort(order.compare);
    this.#orders = [...this.#orders.slice(0, 1), { order, rows }];
    return rows;
  }

  get(workbin: WorkbinKey, id: InteractionId): Row | null {
    return this.#bins.get(workbin)?.get(id) ?? null;
  }

  /** The row of this interaction in any workbin. */
  find(id: InteractionId): Row | null {
    for (const bin of this.#bins.values()) {
      const row = bin.get(id);
      if (row !== undefined) return row;
    }
    return null;
  }

  /** Takes in what changed; the rows that were not there before. */
  change(put: readonly Row[], gone: RowsChange['gone']): readonly Row[] {
    const replaced = new Set<Row>();
    const came: Row[] = [];
    const now = new Map<string, Row>();
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
    this.#orders = this.#orders.map(({ order, rows }) => ({ order, rows: splice(rows, replaced, added, order) }));
    return came;
  }

  /** Holds these and no others; the rows that were not there before. */
  replace(rows: readonly Row[]): readonly Row[] {
    const came = rows.filter(({ workbin, id }) => this.get(workbin, id) === null);
    this.#bins.clear();
    this.#orders = this.#orders.map(({ order }) => ({ order, rows: [] }));
    this.change(rows, []);
    return came;
  }

  #put(row: Row): Row | undefined {
    const bin = this.#bins.get(row.workbin) ?? new Map<InteractionId, Row>();
    this.#bins.set(row.workbin, bin);
    const before = bin.get(row.id);
    bin.set(row.id, row);
    return before;
  }
}

/** The rows in this order without `gone` and with `added`. All are there, or not, as they were told to be. */
function splice(rows: readonly Row[], gone: ReadonlySet<Row>, added: readonly Row[], { compare }: Order): readonly Row[] {
  if (gone.size + added.length > FEW) return merge(gone.size === 0 ? rows : rows.filter((row) => !gone.has(row)), added, compare);
  // Copying the list is quick, looking at each of a hundred thousand rows is not.
  const spliced = rows.slice();
  for (const row of gone) if (spliced[placeOf(spliced, row, compare)] === row) spliced.splice(placeOf(spliced, row, compare), 1);
  for (const row of added) spliced.splice(placeOf(spliced, row, compare), 0, row);
  return spliced;
}

/** How many rows are put into their places one by one. */
const FEW = 32;

/** The place of the first row that does not come before `row`. */
function placeOf(rows: readonly Row[], row: Row, compare: Order['compare']): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = rows[middle];
    if (other !== undefined && compare(other, row) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Both as one: `one` is in this order, `more` in none. */
function merge(one: readonly Row[], more: readonly Row[], compare: Order['compare']): readonly Row[] {
  const other = [...more].sort(compare);
  if (one.length === 0) return other;
  const merged: Row[] = [];
  let at = 0;
  for (const row of other) {
    for (let next = one[at]; next !== undefined && compare(next, row) <= 0; next = one[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(row);
  }
  for (let next = one[at]; next !== undefined; next = one[++at]) merged.push(next);
  return merged;
}

/** The rows that the host wrote down. Folded here, part by part, rather than all at the first key that is pressed. */
export function readRows(text: RowsText): readonly Row[] {
  return (JSON.parse(text) as readonly ItemView[]).map(toRow);
}
