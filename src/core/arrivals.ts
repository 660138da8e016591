import { readAge, limitsOf } from './ageing.ts';
import { decideArrival, type Announcement, type Decision } from './alert.ts';
import { formatWorkbin, type FormatTime } from './alert-text.ts';
import type { Announcer, Arrival } from './announcer.ts';
import { nextDigestAt } from './digest.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { ItemChange } from './feed-events.ts';
import { compareContents, createEntry, type Entry, type Inbox } from './inbox.ts';
import type { Ledger, LedgerChange, LedgerMark } from './ledger.ts';
import type { OwnActions } from './own-actions.ts';
import type { Quiet } from './quiet.ts';
import type { Item } from './resource.ts';
import { describeArrival } from './rule-subject.ts';
import { decideByRules } from './rules.ts';
import type { Settings } from './settings.ts';
import { createWaits, type Wait } from './waits.ts';
import { readOwner, type InteractionId, type Workbin, type WorkbinKey } from './workbin.ts';

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
  /** An item lies there from now on. */
  known(entry: Entry): void;
  /** Something else is said of an item than before. */
  changed(entry: Entry): void;
}

/** What arrivals are decided with. */
export interface ArrivalsOptions {
  readonly inbox: Inbox;
  readonly ledger: Pick<Ledger, 'recall' | 'lookedAt'>;
  readonly announcer: Pick<Announcer, 'arrived' | 'foundLater' | 'left' | 'complete'>;
  readonly settings: () => Pick<
    Settings,
    'mutedWorkbins' | 'rules' | 'digestEvery' | 'ageLimits' | 'ageLimitsByWorkbin' | 'ownActionAlerts'
  >;
  /** Whether and why alerts are held. */
  readonly quiet: (now: number) => Quiet | null;
  readonly formatTime: FormatTime;
  readonly elsewhere: Elsewhere;
  readonly own: OwnActions;
  /** Whether a workbin is watched and has not failed, so that its first reading can be waited for. */
  readonly mayBeRead: (workbin: WorkbinKey) => boolean;
}

/** Brings the inbox in step with what the feed tells, and decides on each arrival once. Told the time, it keeps no clock. */
export interface Arrivals {
  /** All that it holds now; what was `heard` of meanwhile happened just now, the rest at some time before. */
  contents(workbin: Workbin, items: readonly Item[], heard: ReadonlySet<InteractionId>, now: number): void;
  change(workbin: Workbin, change: ItemChange, now: number): void;
  /** The person's own workitem went into a workbin just now. */
  parked(id: InteractionId, now: number): void;
  /** When `release` is due, ms since the epoch; null where nothing is undecided. */
  dueAt(): number | null;
  /** Decides on what has waited until `until`, or now, for a word that the person did it or for the reading of a workbin. */
  release(now: number, until?: number): void;
  /** The person has seen this, or put it aside: where it is undecided, it needs no alert for this reason. */
  seen(workbin: WorkbinKey, id: InteractionId, reason: string): void;
  /** Drops a workbin that is no longer watched. */
  unwatch(workbin: Workbin): void;
  /** Notes in the ledger what is known of an item. */
  remember(entry: Entry): void;
}

/** Arrivals into this inbox. */
export function createArrivals(
  { inbox, ledger, announcer, settings, quiet, formatTime, elsewhere, own, mayBeRead }: ArrivalsOptions,
  tell: ArrivalEvents,
): Arrivals {
  function remember(entry: Entry): void {
    if (entry.isUndecided) return;
    const { workbin, item, announced, unread, heldUntil, aged, snoozedUntil, repeats } = entry;
    const cameAt = unread ? entry.cameAt : undefined;
    const mark: Required<LedgerMark> = { media: item.media, announced, unread, heldUntil, aged, snoozedUntil, cameAt, repeats };
    tell.ledger({ kind: 'known', workbin, id: item.id, mark });
  }

  function put(entry: Entry): void {
    inbox.put(entry);
    tell.known(entry);
  }

  /** What is old already when it becomes known needs no reminder of that. */
  function readAged(workbin: WorkbinKey, { receivedAt }: Item, now: number): Entry['aged'] {
    const age = readAge(receivedAt, limitsOf(workbin, settings()), now);
    return age === 'fresh' ? undefined : age;
  }

  const waits = createWaits(mayBeRead);

  /** Takes an arrival in and decides on it; how it is to be announced, if it is. */
  function takeIn(workbin: Workbin, item: Item, source: ItemSource, now: number): Announcement | null {
    const unread = elsewhere.mayBeAnnouncedIn(item.id);
    const mark = { unread: true, announced: false, cameAt: now, aged: readAged(workbin.key, item, now) };
    put(createEntry(workbin.key, item, mark, now, true));
    tell.item('added', workbin, item, source);
    if (unread && mayBeRead(unread.key)) waits.add({ unread: unread.key, workbin, id: item.id, since: now });
    else if (source !== 'event' || !own.keep({ workbin, item }, now)) return decide(workbin, item, now, unread);
    return null;
  }

  /** Decides on an arrival; `unread` is where it may have been announced before. */
  function decide(
    workbin: Workbin,
    item: Item,
    now: number,
    unread: Workbin | null = elsewhere.mayBeAnnouncedIn(item.id),
  ): Announcement | null {
    const { key } = workbin;
    const { rules, mutedWorkbins, digestEvery, ownActionAlerts } = settings();
    const isOwn = own.isOwn(item.id, now);
    const asked = describeArrival(workbin, item, isOwn, now);
    // An alert may have named it already in another workbin.
    announcer.complete(item.id);
    const decision = decideArrival({
      workbin: key,
      mutedWorkbins,
      verdict: decideByRules(rules, asked),
      quiet: quiet(now),
      digestAt: () => nextDigestAt(now, digestEvery),
      now,
      formatTime,
      announcedIn: elsewhere.announcedIn(item.id, key),
      mayBeAnnouncedIn: unread && formatWorkbin(unread),
      isOwn: isOwn && !ownActionAlerts,
    });
    // What is announced is remembered with its decision.
    if (decision.kind === 'announce') return { manner: decision.manner, why: decision.why, asked };
    const entry = inbox.get(key, item.id);
    const decided = entry && { ...entry, ...(decision.kind === 'hold' && { heldUntil: decision.until }), isUndecided: false };
    if (decided) put(decided);
    if (decided) remember(decided);
    const outcome = decision.kind === 'hold' ? 'held' : 'silenced';
    tell.decision({ event: 'item-added', subject: item.id, workbin: key, outcome, alertId: null, reason: decision.why, asked });
    return null;
  }

  /** Decides on what was kept for a word that the person did it. */
  function decideKept(kept: readonly Arrival[], now: number): void {
    for (const arrival of kept) {
      const how = decide(arrival.workbin, arrival.item, now);
      if (how) announcer.arrived({ ...arrival, how }, now);
    }
  }

  /** Decides on what waited for the first reading of another workbin: one alert for each workbin. */
  function decideWaiting(waited: readonly Wait[], now: number): void {
    for (const key of new Set(waited.map(({ workbin }) => workbin.key))) {
      const together = waited.filter(({ workbin }) => workbin.key === key);
      const found = together.flatMap(({ workbin, id }): readonly Arrival[] => {
        const item = inbox.get(key, id)?.item;
        const how = item && decide(workbin, item, now);
        return how ? [{ workbin, item, how }] : [];
      });
      announcer.foundLater(found, now);
    }
  }

  /** Decides on an arrival that nothing has decided on yet; false where it is no such. */
  function giveUp({ workbin, item, arrivedAt }: Entry, reason: string): boolean {
    const { id } = item;
    const isKept = own.drop(workbin, id);
    if (!waits.drop(workbin, id) && !isKept) return false;
    const at = arrivedAt ?? 0;
    const asked = describeArrival({ key: workbin, owner: readOwner(workbin) }, item, own.isOwn(id, at), at);
    tell.decision({ event: 'item-added', subject: id, workbin, outcome: 'silenced', alertId: null, reason, asked });
    return true;
  }

  function takeOut(workbin: Workbin, id: InteractionId, source: ItemSource, now: number): void {
    announcer.complete(id);
    const entry = inbox.remove(workbin.key, id, now);
    if (!entry) return;
    tell.ledger({ kind: 'gone', workbin: workbin.key, id });
    tell.item('removed', workbin, entry.item, source);
    giveUp(entry, LEFT);
    announcer.left(workbin.key, id);
  }

  function announceFound(workbin: Workbin, items: readonly Item[], now: number): void {
    const announced = items.flatMap((item): readonly Arrival[] => {
      const how = takeIn(workbin, item, 'resync', now);
      return how ? [{ workbin, item, how }] : [];
    });
    announcer.foundLater(announced, now);
  }

  /** The first reading in this run: what was known when the app last ended tells arrivals from the rest. */
  function takeFirst(workbin: Workbin, items: readonly Item[], now: number): void {
    const { key } = workbin;
    const remembered = ledger.recall(key);
    inbox.open(key);
    const lookedAt = ledger.lookedAt(key);
    if (lookedAt !== null) inbox.look(key, lookedAt);
    if (remembered === null) tell.ledger({ kind: 'read', workbin: key });
    const { arrived, stayed, left } = compareContents(new Set(remembered?.keys()), items);
    for (const item of remembered === null ? arrived : stayed) {
      const mark = remembered?.get(item.id) ?? { ...FRESH, aged: readAged(key, item, now) };
      const entry = createEntry(key, item, mark, null, false);
      put(entry);
      if (remembered === null) remember(entry);
      tell.item('added', workbin, item, 'snapshot');
    }
    for (const id of left) {
      tell.ledger({ kind: 'gone', workbin: key, id });
      const media = remembered?.get(id)?.media ?? 'unknown';
      tell.item('removed', workbin, { id, media, subject: null, customer: null, receivedAt: null }, 'resync');
    }
    if (remembered !== null) announceFound(workbin, arrived, now);
    decideWaiting(waits.read(key), now);
  }

  function update(key: WorkbinKey, item: Item): boolean {
    const entry = inbox.get(key, item.id);
    if (!entry) return false;
    const updated = createEntry(key, item, entry, entry.arrivedAt, entry.isUndecided ?? false);
    inbox.put(updated);
    if (isOtherwise(entry.item, item)) tell.changed(updated);
    return true;
  }

  function happened(workbin: Workbin, item: Item, now: number): void {
    const how = takeIn(workbin, item, 'event', now);
    if (how) announcer.arrived({ workbin, item, how }, now);
  }

  return {
    remember,
    parked: (id, now) => decideKept(own.parked(id, now), now),
    dueAt() {
      const at = Math.min(own.dueAt() ?? Infinity, waits.dueAt() ?? Infinity);
      return at === Infinity ? null : at;
    },
    release(now, until = now) {
      decideKept(own.release(until), now);
      decideWaiting(waits.release(now, until), now);
    },
    seen(workbin, id, reason) {
      const entry = inbox.get(workbin, id);
      if (!entry || !giveUp(entry, reason)) return;
      const decided = { ...entry, isUndecided: false };
      put(decided);
      remember(decided);
    },
    unwatch(workbin) {
      for (const id of inbox.ids(workbin.key) ?? []) {
        const entry = inbox.get(workbin.key, id);
        if (entry) giveUp(entry, LEFT);
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
      for (const item of arrived.filter(({ id }) => heard.has(id))) happened(workbin, item, now);
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
      else if (!update(workbin.key, item)) happened(workbin, item, now);
    },
  };
}

const LEFT = 'it left again before its alert was due';

const FRESH: LedgerMark = { media: '', announced: false, unread: false };

/** Whether a person would see another item: messages of one item differ in what they leave out. */
function isOtherwise(before: Item, after: Item): boolean {
  return (
    before.subject !== after.subject ||
    before.customer !== after.customer ||
    before.receivedAt !== after.receivedAt ||
    before.state !== after.state
  );
}
