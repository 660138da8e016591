import type { ItemView, WorkbinView } from './contract.ts';
import type { LedgerMark } from './ledger.ts';
import type { Item } from './resource.ts';
import { pickUserData } from './user-data.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** One item as it lies in one workbin. `announced`: an alert told of this stay. */
export interface Entry extends Omit<LedgerMark, 'media'> {
  readonly workbin: WorkbinKey;
  readonly item: Item;
  /** When it became known, ms since the epoch; null when it was there at the first look. */
  readonly arrivedAt: number | null;
  readonly leftAt: number | null;
  /** It has arrived and was not decided on yet: until then a restart must find it anew. */
  readonly isUndecided?: boolean;
}

/** An item that comes to lie in a workbin. */
export function createEntry(
  workbin: WorkbinKey,
  item: Item,
  mark: Omit<LedgerMark, 'media'>,
  arrivedAt: number | null,
  isUndecided: boolean,
): Entry {
  const { announced, unread, heldUntil, aged, snoozedUntil, cameAt, repeats } = mark;
  // Written out, all members always in this order: to spread objects into one another takes several times as long, and what reads
  // entries of one shape is faster.
  return {
    workbin,
    item,
    arrivedAt,
    leftAt: null,
    announced,
    unread,
    heldUntil,
    aged,
    snoozedUntil,
    cameAt,
    repeats,
    isUndecided,
  } satisfies Record<keyof Entry, unknown>;
}

/** The entry of an item that lies there once its arrival was decided on, and announced or not. */
export function decidedEntry(entry: Entry, announced: boolean): Entry {
  const { unread, heldUntil, aged, snoozedUntil, cameAt, repeats } = entry;
  const mark = { announced, unread, heldUntil, aged, snoozedUntil, cameAt, repeats };
  return createEntry(entry.workbin, entry.item, mark, entry.arrivedAt, false);
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
  /** The rows received last, newest first. */
  newest(count: number): readonly ItemView[];
  /** Every item, workbin by workbin; they may change while they are read. */
  entries(): Iterable<Entry>;
  /** Those whose alerts are held for a digest, in the order in which they came. */
  held(): readonly Entry[];
  /** Those that were put aside. */
  snoozed(): readonly Entry[];
  /** Those whose alerts come again. */
  repeating(): readonly Entry[];
  tally(workbin: WorkbinKey): Pick<WorkbinView, 'count' | 'unread' | 'unseen' | 'lookedAt' | 'oldestAt'>;
  /** The person had its list before them at this time, ms since the epoch. */
  look(workbin: WorkbinKey, at: number): void;
}

/** What is counted of a workbin as it changes, since looking at every item for every snapshot takes long. */
interface Tally {
  unread: number;
  unseen: number;
  oldestAt: number | null;
  /** False after the oldest went: `oldestAt` is looked for when it is asked for. */
  isOldestKnown: boolean;
}

/** How many items that left are remembered, for a page that is still open or an alert clicked late. */
const REMEMBERED = 200;

/** Called with each item that came, changed or went. */
type Touched = (workbin: WorkbinKey, id: InteractionId) => void;

/** An inbox in which no workbin was read yet. */
export function createInbox(touched: Touched = () => undefined): Inbox {
  const bins = new Map<WorkbinKey, Map<InteractionId, Entry>>();
  const tallies = new Map<WorkbinKey, Tally>();
  /** Nearly every interaction lies in one workbin alone, for which a list would take more room than its item. */
  const places = new Map<InteractionId, WorkbinKey | readonly WorkbinKey[]>();
  const left = new Map<string, Entry>();
  /** Places of entries that are held, of those put aside, and of those whose alerts come again: there are few, and they are asked for often. */
  const held = new Map<string, readonly [WorkbinKey, InteractionId]>();
  const snoozed = new Map<string, readonly [WorkbinKey, InteractionId]>();
  const repeating = new Map<string, readonly [WorkbinKey, InteractionId]>();

  function mark({ workbin, item, heldUntil, snoozedUntil, repeats }: Entry): void {
    const isMarked = heldUntil !== undefined || snoozedUntil !== undefined || repeats !== undefined;
    if (!isMarked && held.size + snoozed.size + repeating.size === 0) return;
    const marks = [heldUntil, snoozedUntil, repeats];
    const place = [workbin, item.id] as const;
    const name = place.join(' ');
    for (const [index, marked] of [held, snoozed, repeating].entries()) {
      if (marks[index] === undefined) marked.delete(name);
      else if (!marked.has(name)) marked.set(name, place);
    }
  }

  const find = (marked: typeof held): readonly Entry[] =>
    [...marked.values()].flatMap(([workbin, id]) => bins.get(workbin)?.get(id) ?? []);

  function addPlace(workbin: WorkbinKey, id: InteractionId): void {
    const before = placesOf(id);
    if (before.length === 0) places.set(id, workbin);
    else if (!before.includes(workbin)) places.set(id, [...before, workbin]);
  }

  function unplace(workbin: WorkbinKey, id: InteractionId): void {
    const others = placesOf(id).filter((place) => place !== workbin);
    for (const marked of [held, snoozed, repeating]) marked.delete(`${workbin} ${id}`);
    if (others.length === 0) places.delete(id);
    else places.set(id, others);
  }

  function placesOf(id: InteractionId): readonly WorkbinKey[] {
    const place = places.get(id);
    return place === undefined ? [] : typeof place === 'string' ? [place] : place;
  }

  const looks = new Map<WorkbinKey, number>();

  /** Whether it came after the last look at its workbin and was not opened either. */
  function isUnseen({ workbin, unread, cameAt }: Entry): boolean {
    return unread && cameAt !== undefined && cameAt > (looks.get(workbin) ?? -Infinity);
  }

  /** Takes what came in place of what was there into the tally of the workbin. */
  function count(workbin: WorkbinKey, before: Entry | undefined, after: Entry | undefined): void {
    if (before && after && isCountedAlike(before, after)) return;
    const tally = tallies.get(workbin) ?? { unread: 0, unseen: 0, oldestAt: null, isOldestKnown: true };
    tallies.set(workbin, tally);
    tally.unread += Number(after?.unread ?? false) - Number(before?.unread ?? false);
    tally.unseen += Number(after !== undefined && isUnseen(after)) - Number(before !== undefined && isUnseen(before));
    const gone = before?.item.receivedAt ?? null;
    const come = after?.item.receivedAt ?? null;
    if (gone !== null && gone === tally.oldestAt && come !== gone) tally.isOldestKnown = false;
    if (come !== null && (tally.oldestAt === null || come < tally.oldestAt)) tally.oldestAt = come;
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
      const { workbin } = entry;
      const { id } = entry.item;
      const bin = bins.get(workbin);
      const before = bin?.get(id);
      count(workbin, before, entry);
      bin?.set(id, entry);
      touched(workbin, id);
      if (before === undefined) {
        addPlace(workbin, id);
        left.delete(`${workbin} ${id}`);
      }
      mark(entry);
    },
    open(workbin) {
      if (!bins.has(workbin)) bins.set(workbin, new Map());
    },
    remove(workbin, id, now) {
      const entry = bins.get(workbin)?.get(id);
      if (!entry) return null;
      bins.get(workbin)?.delete(id);
      count(workbin, entry, undefined);
      touched(workbin, id);
      unplace(workbin, id);
      left.set(`${workbin} ${id}`, { ...entry, unread: false, leftAt: now });
      for (const oldest of left.keys()) {
        if (left.size <= REMEMBERED) break;
        left.delete(oldest);
      }
      return entry;
    },
    drop(workbin) {
      const ids = [...(bins.get(workbin)?.keys() ?? [])];
      bins.delete(workbin);
      tallies.delete(workbin);
      looks.delete(workbin);
      for (const id of ids) {
        unplace(workbin, id);
        touched(workbin, id);
      }
    },
    whereIs(id) {
      const place = places.get(id);
      // Asked of every arrival, of which nearly none lies anywhere else.
      if (typeof place === 'string') {
        const entry = bins.get(place)?.get(id);
        return entry ? [entry] : [];
      }
      return (place ?? []).flatMap((workbin) => bins.get(workbin)?.get(id) ?? []);
    },
    gone(workbin, id) {
      if (workbin !== null) return left.get(`${workbin} ${id}`) ?? null;
      return [...left.values()].findLast((entry) => entry.item.id === id) ?? null;
    },
    newest(most) {
      const newest: Entry[] = [];
      for (const bin of bins.values())
        for (const entry of bin.values()) {
          const last = newest[most - 1];
          if (last && readTime(entry) <= readTime(last)) continue;
          const at = newest.findLastIndex((one) => readTime(one) >= readTime(entry)) + 1;
          newest.splice(at, 0, entry);
          newest.length = Math.min(newest.length, most);
        }
      return newest.map((entry) => formatRow(entry));
    },
    *entries() {
      for (const bin of bins.values()) yield* bin.values();
    },
    held: () => find(held),
    snoozed: () => find(snoozed),
    repeating: () => find(repeating),
    tally(workbin) {
      const bin = bins.get(workbin);
      const lookedAt = looks.get(workbin) ?? null;
      if (!bin) return { count: null, unread: 0, unseen: 0, lookedAt, oldestAt: null };
      const tally = tallies.get(workbin);
      if (!tally) return { count: bin.size, unread: 0, unseen: 0, lookedAt, oldestAt: null };
      if (!tally.isOldestKnown) {
        tally.oldestAt = null;
        for (const { item } of bin.values())
          if (item.receivedAt !== null && (tally.oldestAt === null || item.receivedAt < tally.oldestAt))
            tally.oldestAt = item.receivedAt;
        tally.isOldestKnown = true;
      }
      return { count: bin.size, unread: tally.unread, unseen: tally.unseen, lookedAt, oldestAt: tally.oldestAt };
    },
    look(workbin, at) {
      const before = looks.get(workbin) ?? -Infinity;
      looks.set(workbin, at);
      const tally = tallies.get(workbin);
      // The clock may have been put back since the last look, or since something came.
      if (tally === undefined || (tally.unseen === 0 && at >= before)) return;
      tally.unseen = [...(bins.get(workbin)?.values() ?? [])].filter(isUnseen).length;
    },
  };
}

function isCountedAlike(one: Entry, other: Entry): boolean {
  return one.unread === other.unread && one.cameAt === other.cameAt && one.item.receivedAt === other.item.receivedAt;
}

function readTime({ item }: Entry): number {
  return item.receivedAt ?? -Infinity;
}

/** The row of the list that shows this entry, with these keys of its user data. */
export function formatRow({ workbin, item, unread, snoozedUntil }: Entry, dataKeys: readonly string[] = []): ItemView {
  const { id, media, subject, customer, receivedAt } = item;
  const data = pickUserData(item, dataKeys);
  return { workbin, id, media, subject, customer, receivedAt, unread, snoozedUntil: snoozedUntil ?? null, ...(data && { data }) };
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
