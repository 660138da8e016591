import type { ItemView, WorkbinView } from './contract.ts';
import type { Item } from './resource.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** One item as it lies in one workbin. */
export interface Entry {
  readonly workbin: WorkbinKey;
  readonly item: Item;
  /** When it became known, ms since the epoch; null when it was there at the first look. */
  readonly arrivedAt: number | null;
  readonly unread: boolean;
  /** Whether an alert told of this stay. */
  readonly announced: boolean;
  readonly leftAt: number | null;
}

/** How one reading of a workbin differs from what was known. */
export interface Difference {
  readonly arrived: readonly Item[];
  readonly stayed: readonly Item[];
  readonly left: readonly InteractionId[];
}

/** What is known of the contents of all workbins. Mutable, for one owner: the notifier. */
export interface Inbox {
  /** Null until the workbin was read. */
  count(workbin: WorkbinKey): number | null;
  get(workbin: WorkbinKey, id: InteractionId): Entry | null;
  ids(workbin: WorkbinKey): ReadonlySet<InteractionId> | null;
  put(entry: Entry): void;
  /** Marks the workbin as read, with nothing in it so far. */
  open(workbin: WorkbinKey): void;
  /** Takes an item out; it stays readable for a while. Null when it was not there. */
  remove(workbin: WorkbinKey, id: InteractionId, now: number): Entry | null;
  /** Drops a workbin that is no longer watched. */
  drop(workbin: WorkbinKey): void;
  /** Every workbin in which this interaction lies now. */
  whereIs(id: InteractionId): readonly Entry[];
  /** An item that left, if it is still remembered. */
  gone(workbin: WorkbinKey | null, id: InteractionId): Entry | null;
  /** All rows, newest first by their received time. */
  rows(): readonly ItemView[];
  tally(workbin: WorkbinKey): Pick<WorkbinView, 'count' | 'unread' | 'oldestAt'>;
}

/** How many items that left are remembered, for a page that is still open or an alert clicked late. */
const REMEMBERED = 200;

/** An inbox in which no workbin was read yet. */
export function createInbox(): Inbox {
  const bins = new Map<WorkbinKey, Map<InteractionId, Entry>>();
  const places = new Map<InteractionId, Set<WorkbinKey>>();
  const left = new Map<string, Entry>();

  function unplace(workbin: WorkbinKey, id: InteractionId): void {
    const set = places.get(id);
    set?.delete(workbin);
    if (set?.size === 0) places.delete(id);
  }

  return {
    count: (workbin) => bins.get(workbin)?.size ?? null,
    get: (workbin, id) => bins.get(workbin)?.get(id) ?? null,
    ids: (workbin) => {
      const bin = bins.get(workbin);
      return bin ? new Set(bin.keys()) : null;
    },
    put(entry) {
      this.open(entry.workbin);
      bins.get(entry.workbin)?.set(entry.item.id, entry);
      const set = places.get(entry.item.id);
      if (set) set.add(entry.workbin);
      else places.set(entry.item.id, new Set([entry.workbin]));
      left.delete(`${entry.workbin} ${entry.item.id}`);
    },
    open(workbin) {
      if (!bins.has(workbin)) bins.set(workbin, new Map());
    },
    remove(workbin, id, now) {
      const entry = bins.get(workbin)?.get(id);
      if (!entry) return null;
      bins.get(workbin)?.delete(id);
      unplace(workbin, id);
      left.set(`${workbin} ${id}`, { ...entry, unread: false, leftAt: now });
      for (const oldest of left.keys()) {
        if (left.size <= REMEMBERED) break;
        left.delete(oldest);
      }
      return entry;
    },
    drop(workbin) {
      for (const id of bins.get(workbin)?.keys() ?? []) unplace(workbin, id);
      bins.delete(workbin);
    },
    whereIs: (id) => [...(places.get(id) ?? [])].flatMap((workbin) => bins.get(workbin)?.get(id) ?? []),
    gone(workbin, id) {
      if (workbin !== null) return left.get(`${workbin} ${id}`) ?? null;
      return [...left.values()].findLast((entry) => entry.item.id === id) ?? null;
    },
    rows: () =>
      [...bins.values()]
        .flatMap((bin) => [...bin.values()].map(formatRow))
        .sort((one, other) => (other.receivedAt ?? 0) - (one.receivedAt ?? 0)),
    tally(workbin) {
      const bin = bins.get(workbin);
      if (!bin) return { count: null, unread: 0, oldestAt: null };
      let unread = 0;
      let oldestAt: number | null = null;
      for (const { item, unread: isUnread } of bin.values()) {
        if (isUnread) unread += 1;
        if (item.receivedAt !== null && (oldestAt === null || item.receivedAt < oldestAt)) oldestAt = item.receivedAt;
      }
      return { count: bin.size, unread, oldestAt };
    },
  };
}

/** The row of the list that shows this entry. */
export function formatRow({ workbin, item, unread }: Entry): ItemView {
  const { id, media, subject, customer, receivedAt } = item;
  return { workbin, id, media, subject, customer, receivedAt, unread };
}

/** What changed between what was known and what was read. An id that is listed twice counts once. */
export function compareContents(known: ReadonlySet<InteractionId>, read: readonly Item[]): Difference {
  const items = new Map(read.map((item) => [item.id, item]));
  const all = [...items.values()];
  return {
    arrived: all.filter((item) => !known.has(item.id)),
    stayed: all.filter((item) => known.has(item.id)),
    left: [...known].filter((id) => !items.has(id)),
  };
}
