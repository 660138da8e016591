import { decideArrival, type Decision } from './alert.ts';
import type { Announcer, Arrival } from './announcer.ts';
import type { ItemChange } from './feed-events.ts';
import { compareContents, type Entry, type Inbox } from './inbox.ts';
import type { Ledger, LedgerChange } from './ledger.ts';
import type { OwnActions } from './own-actions.ts';
import type { Item } from './resource.ts';
import type { Settings } from './settings.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** A row as it is told to scripts; what is not known of an item that left while nobody watched is null. */
export type ItemFacts = Pick<Item, 'id' | 'media' | 'subject' | 'customer' | 'receivedAt'>;

/** How it became known that an item is there or gone: at the first look, by an event, by a comparison. */
export type ItemSource = 'snapshot' | 'event' | 'resync';

/** What comes of what the feed tells. */
export interface ArrivalEvents {
  item(change: 'added' | 'removed', workbin: Workbin, item: ItemFacts, source: ItemSource): void;
  decision(decision: Decision): void;
  /** To be in the ledger before what is told leaves the process. */
  ledger(change: LedgerChange): void;
}

/** What arrivals are decided with. */
export interface ArrivalsOptions {
  readonly inbox: Inbox;
  readonly ledger: Pick<Ledger, 'recall' | 'workbins'>;
  readonly announcer: Pick<Announcer, 'arrived' | 'foundLater' | 'left'>;
  readonly settings: () => Pick<Settings, 'mutedWorkbins' | 'pausedUntil'>;
  readonly announcedIn: (id: InteractionId, besides: WorkbinKey) => string | null;
  readonly own: OwnActions;
}

/** Brings the inbox in step with what the feed tells, and decides on each arrival once. Told the time, it keeps no clock. */
export interface Arrivals {
  /** All that it holds now; what was `heard` of meanwhile happened just now, the rest at some time before. */
  contents(workbin: Workbin, items: readonly Item[], heard: ReadonlySet<InteractionId>, now: number): void;
  change(workbin: Workbin, change: ItemChange, now: number): void;
  /** The person's own workitem went into a workbin just now. */
  parked(id: InteractionId, now: number): void;
  /** Decides on what has waited until `until`, or now, for a word that the person did it. */
  release(now: number, until?: number): void;
  /** Drops a workbin that is no longer watched. */
  unwatch(workbin: Workbin): void;
  /** Notes in the ledger what is known of an item. */
  remember(entry: Entry): void;
}

/** Arrivals into this inbox. */
export function createArrivals(
  { inbox, ledger, announcer, settings, announcedIn, own }: ArrivalsOptions,
  tell: ArrivalEvents,
): Arrivals {
  function remember({ workbin, item, announced, unread }: Entry): void {
    tell.ledger({ kind: 'known', workbin, id: item.id, mark: { media: item.media, announced, unread } });
  }

  /** Arrivals that wait for the first reading of a workbin in which the same item was announced before, by workbin and item. */
  const waiting = new Map<string, Workbin[]>();

  /** A workbin not read yet in this run, in which this item was announced in an earlier one. */
  function announcedBefore(id: InteractionId): WorkbinKey | null {
    const unread = ledger.workbins().find((key) => inbox.count(key) === null && ledger.recall(key)?.get(id)?.announced);
    return unread ?? null;
  }

  /** Takes an arrival in and decides on it; true where it is to be announced. */
  function takeIn(workbin: Workbin, item: Item, source: ItemSource, now: number): boolean {
    const open = announcedBefore(item.id);
    inbox.put({ workbin: workbin.key, item, arrivedAt: now, unread: true, announced: false, leftAt: null });
    tell.item('added', workbin, item, source);
    if (open === null) return source === 'event' && own.keep({ workbin, item }, now) ? false : decide(workbin, item, now);
    waiting.set(`${open} ${item.id}`, [...(waiting.get(`${open} ${item.id}`) ?? []), workbin]);
    return false;
  }

  function decide(workbin: Workbin, item: Item, now: number): boolean {
    const { key } = workbin;
    const isOwn = own.isOwn(item.id, now);
    const decision = decideArrival({ workbin: key, ...settings(), now, announcedIn: announcedIn(item.id, key), isOwn });
    // What is announced is remembered with its decision: until then a restart must find it anew.
    if (decision.kind === 'announce') return true;
    const entry = inbox.get(key, item.id);
    if (entry) remember(entry);
    const silenced = { outcome: 'silenced', alertId: null, reason: decision.why } as const;
    tell.decision({ event: 'item-added', subject: item.id, workbin: key, ...silenced });
    return false;
  }

  /** Decides on what was kept for a word that the person did it. */
  function decideKept(kept: readonly Arrival[], now: number): void {
    for (const arrival of kept) if (decide(arrival.workbin, arrival.item, now)) announcer.arrived(arrival, now);
  }

  /** Decides on what waited for the first reading of this workbin. */
  function release(read: WorkbinKey, id: InteractionId, now: number): void {
    const found = waiting.get(`${read} ${id}`) ?? [];
    waiting.delete(`${read} ${id}`);
    for (const workbin of found) {
      const entry = inbox.get(workbin.key, id);
      if (entry && decide(workbin, entry.item, now)) announcer.foundLater([{ workbin, item: entry.item }]);
    }
  }

  function stopWaiting(workbin: Workbin, id: InteractionId): void {
    const reason = 'it left again before its alert was due';
    const over = { event: 'item-added', subject: id, workbin: workbin.key, outcome: 'silenced', alertId: null, reason } as const;
    if (own.drop(workbin.key, id)) tell.decision(over);
    for (const [where, workbins] of waiting) {
      if (!where.endsWith(` ${id}`) || !workbins.includes(workbin)) continue;
      waiting.set(
        where,
        workbins.filter((one) => one !== workbin),
      );
      tell.decision(over);
    }
  }

  function takeOut(workbin: Workbin, id: InteractionId, source: ItemSource, now: number): void {
    const entry = inbox.remove(workbin.key, id, now);
    if (!entry) return;
    tell.ledger({ kind: 'gone', workbin: workbin.key, id });
    tell.item('removed', workbin, entry.item, source);
    stopWaiting(workbin, id);
    announcer.left(workbin.key, id);
  }

  function announceFound(workbin: Workbin, items: readonly Item[], now: number): void {
    const announced = items.filter((item) => takeIn(workbin, item, 'resync', now));
    announcer.foundLater(announced.map((item): Arrival => ({ workbin, item })));
  }

  /** The first reading in this run: what was known when the app last ended tells arrivals from the rest. */
  function takeFirst(workbin: Workbin, items: readonly Item[], now: number): void {
    const { key } = workbin;
    const remembered = ledger.recall(key);
    inbox.open(key);
    if (remembered === null) tell.ledger({ kind: 'read', workbin: key });
    const { arrived, stayed, left } = compareContents(new Set(remembered?.keys()), items);
    for (const item of remembered === null ? arrived : stayed) {
      const { unread = false, announced = false } = remembered?.get(item.id) ?? {};
      const entry = { workbin: key, item, arrivedAt: null, unread, announced, leftAt: null };
      inbox.put(entry);
      if (remembered === null) remember(entry);
      tell.item('added', workbin, item, 'snapshot');
    }
    for (const id of left) {
      tell.ledger({ kind: 'gone', workbin: key, id });
      const media = remembered?.get(id)?.media ?? 'unknown';
      tell.item('removed', workbin, { id, media, subject: null, customer: null, receivedAt: null }, 'resync');
    }
    if (remembered !== null) announceFound(workbin, arrived, now);
    for (const id of remembered?.keys() ?? []) release(key, id, now);
  }

  function update(key: WorkbinKey, item: Item): boolean {
    const entry = inbox.get(key, item.id);
    if (entry) inbox.put({ ...entry, item });
    return entry !== null;
  }

  return {
    remember,
    parked: (id, now) => decideKept(own.parked(id, now), now),
    release: (now, until = now) => decideKept(own.release(until), now),
    unwatch(workbin) {
      for (const id of inbox.ids(workbin.key) ?? []) {
        stopWaiting(workbin, id);
        announcer.left(workbin.key, id, 'the workbin is no longer watched');
      }
      inbox.drop(workbin.key);
    },
    contents(workbin, items, heard, now) {
      const known = inbox.ids(workbin.key);
      if (known === null) return takeFirst(workbin, items, now);
      const { arrived, stayed, left } = compareContents(known, items);
      for (const item of stayed) update(workbin.key, item);
      for (const id of left) takeOut(workbin, id, 'resync', now);
      for (const item of arrived.filter(({ id }) => heard.has(id)))
        if (takeIn(workbin, item, 'event', now)) announcer.arrived({ workbin, item }, now);
      announceFound(
        workbin,
        arrived.filter(({ id }) => !heard.has(id)),
        now,
      );
    },
    change(workbin, { kind, item }, now) {
      // Before the first reading everything is in the contents that are read next.
      if (inbox.count(workbin.key) === null) return;
      if (kind === 'item-removed') takeOut(workbin, item.id, 'event', now);
      else if (!update(workbin.key, item) && takeIn(workbin, item, 'event', now)) announcer.arrived({ workbin, item }, now);
    },
  };
}
