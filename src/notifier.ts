import type { Alert, Decision } from './core/alert.ts';
import { formatPlain, formatWorkbin, type FormatTime } from './core/alert-text.ts';
import { createAnnouncer } from './core/announcer.ts';
import { createArrivals, type ItemFacts, type ItemSource } from './core/arrivals.ts';
import type { Connection } from './core/connection.ts';
import { SILENCE, type Standing } from './core/connection-view.ts';
import { formatOwner, type ItemDetails, type ItemView, type Service, type Snapshot, type Watch } from './core/contract.ts';
import type { Directory } from './core/directory.ts';
import type { FeedEvents } from './core/feed-events.ts';
import { createInbox, formatRow, type Entry } from './core/inbox.ts';
import { fillDetails, isBare } from './core/interaction-content.ts';
import { ENGLISH, type Translate } from './core/language.ts';
import type { Ledger } from './core/ledger.ts';
import { createOfferDecisions, type WorkitemChange } from './core/offer-decisions.ts';
import { createOffers } from './core/offers.ts';
import { createOutbox } from './core/outbox.ts';
import { createOwnActions } from './core/own-actions.ts';
import { explain } from './core/reasons.ts';
import type { Account, Item } from './core/resource.ts';
import type { Settings } from './core/settings.ts';
import { createStandingRecord } from './core/standing.ts';
import { createTraffic, type TrafficView } from './core/traffic.ts';
import { readFacts } from './core/user-data.ts';
import { isChosen, type WatchChoice } from './core/watch-plan.ts';
import type { InteractionId, Workbin, WorkbinKey } from './core/workbin.ts';

/** What the notifier needs of a feed. */
export interface Feed {
  readonly directory: Directory;
  start(tell: FeedEvents): void;
  stop(): Promise<void>;
  choose(choice: WatchChoice & Pick<Settings, 'topics'>): void;
  retry(key: WorkbinKey | null): void;
  readHistory(id: InteractionId): Promise<Item | null>;
  wake(): void;
}

/**
 * What the notifier tells its host. A host gets ready what it makes of it, and lets it out of the process at `recorded`: as
 * little as possible lies between the ledger and what a person or script sees, should the process be killed just then.
 */
export interface NotifierEvents {
  /** Something that `view` shows has changed. Comes at once and often; a host that draws thins it out. */
  changed: undefined;
  /** A row came, changed or went: `row` tells how it is. */
  row: { readonly workbin: WorkbinKey; readonly id: InteractionId };
  /** All that was told since the last time is in the ledger. */
  recorded: undefined;
  /** To be shown as a notification of the desktop. */
  alert: Alert & { /** The workbin that a click opens. */ readonly at: Workbin | null };
  /** To be taken back from the screen and the notification centre. */
  withdraw: { readonly id: string; readonly reason: string };
  connection: Standing;
  service: Service;
  workbin: { readonly workbin: Workbin; readonly watch: Watch; readonly count: number | null; readonly reason: string | null };
  item: {
    readonly change: 'added' | 'removed';
    readonly workbin: Workbin;
    readonly item: ItemFacts;
    readonly source: ItemSource;
  };
  workitem: WorkitemChange;
  decision: Decision & { readonly at: Workbin | null };
}

/** The part of a window's snapshot that comes from the session. */
export type NotifierView = Pick<Snapshot, 'account' | 'connection' | 'services' | 'workbins'>;

/** The program less its host: one account, watched from `start` to `stop`. */
export interface Notifier {
  start(): void;
  /** Disconnects and writes what is pending. Resolves within 3 s, whatever the server does. */
  stop(): Promise<void>;
  view(): NotifierView;
  /** All rows, in no order. What comes or goes while they are read may be among them or not. */
  rows(): Iterable<ItemView>;
  row(workbin: WorkbinKey, id: InteractionId): ItemView | null;
  /** The rows received last, newest first. */
  newest(count: number): readonly ItemView[];
  traffic(): TrafficView;
  readItem(workbin: WorkbinKey | null, interactionId: InteractionId): ItemDetails | null;
  /** The same, asking the server's history where next to nothing is known. For a person's click: it is a request. */
  lookUpItem(workbin: WorkbinKey | null, interactionId: InteractionId): Promise<ItemDetails | null>;
  markRead(workbin: WorkbinKey, interactionId: InteractionId | null): void;
  changeSettings(settings: Settings): void;
  /** Tries again at once: the connection, or one workbin alone. */
  retry(workbin: WorkbinKey | null): void;
  /** Who and what may be watched. */
  readonly directory: Directory;
  /** The machine woke or the network changed: look afresh whatever the session seems to be. */
  wake(): void;
  on<Name extends keyof NotifierEvents>(name: Name, listener: (event: NotifierEvents[Name]) => void): () => void;
}

/** What one account is watched with. */
export interface NotifierOptions {
  readonly feed: Feed;
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly server: string;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Gives an id that was never given before, over restarts too. */
  readonly createId: () => string;
  readonly formatTime: FormatTime;
  /** What alerts are said in; English unless told. */
  readonly t?: Translate;
  readonly log: (line: string) => void;
}

interface Bin {
  readonly workbin: Workbin;
  readonly watched: boolean;
  watch: Watch;
  reason: string | null;
  level: boolean;
  /** Since when it has been certain; null while it is not. */
  sureSince: number | null;
  /** The last moment at which its contents were known to be as shown. */
  knownAt: number | null;
  told: string;
}

const UNSURE = { watch: 'pending', reason: null, level: false, sureSince: null, knownAt: null } as const;
/** How long an end may take, in ms. */
const STOP_WITHIN = 2500;

/** Composes feed, inbox, decisions and ledger into the program that both hosts run. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { feed, ledger, now, log, t = ENGLISH } = options;
  let { settings } = options;
  const inbox = createInbox((workbin, id) => emit('row', { workbin, id }));
  const offers = createOffers();
  const traffic = createTraffic(now());
  const record = createStandingRecord(now());
  const listeners = new Map<keyof NotifierEvents, Set<(event: never) => void>>();
  const bins = new Map<WorkbinKey, Bin>();
  /** Those of which something may have changed since they were last told of. */
  const touched = new Set<Bin>();

  let account: Account | null = null;
  let connection: Connection = { phase: 'connecting', attempt: 1, downSince: null };
  let isStandingDue = true;
  let listed = false;
  let aliveAt = now();
  let silence = SILENCE;
  let services: readonly Service[] = [];
  let impossibleAlert: string | null = null;
  let standingTimer: ReturnType<typeof setTimeout> | undefined;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let flushAt = Infinity;
  let unreadable = 0;
  let stray = 0;

  function emit<Name extends keyof NotifierEvents>(name: Name, event: NotifierEvents[Name]): void {
    for (const listener of listeners.get(name) ?? []) (listener as (event: NotifierEvents[Name]) => void)(event);
  }

  const outbox = createOutbox({
    before() {
      for (const bin of touched) noteBin(bin);
      touched.clear();
      if (isStandingDue) noteStanding();
    },
    write(changes) {
      if (changes.length > 0) ledger.write(changes);
      emit('recorded', undefined);
    },
    after: () => emit('changed', undefined),
    later: (run) => void setTimeout(run, 0),
  });
  const changed = outbox.due;

  function standingChanged(): void {
    isStandingDue = true;
    changed();
  }

  function tell<Name extends keyof NotifierEvents>(name: Name, event: NotifierEvents[Name]): void {
    outbox.tell(() => emit(name, event));
  }

  function workbinOf(key: WorkbinKey | null): Workbin | null {
    return key === null ? null : (bins.get(key)?.workbin ?? null);
  }

  /** The name of another watched workbin in which this interaction was announced and still lies. */
  function announcedIn(id: InteractionId, besides: WorkbinKey): string | null {
    const elsewhere = inbox.whereIs(id).find((entry) => entry.announced && entry.workbin !== besides);
    const workbin = elsewhere ? workbinOf(elsewhere.workbin) : null;
    return workbin && formatWorkbin(workbin);
  }

  const { createId, formatTime } = options;
  const announcer = createAnnouncer(
    { createId, formatTime, announcedIn, t },
    {
      alert(alert) {
        // With an alert come the decisions that it stands for, and what the ledger keeps of them.
        outbox.mayDivide();
        tell('alert', { ...alert, at: workbinOf(alert.workbin) });
      },
      withdraw: (id, reason) => tell('withdraw', { id, reason }),
      decision(decision) {
        const entry = decision.workbin === null ? null : inbox.get(decision.workbin, decision.subject);
        const decided = entry && { ...entry, announced: decision.alertId !== null };
        if (decided) inbox.put(decided);
        if (decided) arrivals.remember(decided);
        tell('decision', { ...decision, at: workbinOf(decision.workbin) });
      },
    },
  );
  const own = createOwnActions({ isWithPerson: offers.isWithPerson, areAlerted: () => settings.ownActionAlerts });
  const arrivals = createArrivals(
    { inbox, ledger, announcer, settings: () => settings, announcedIn, own },
    {
      item(change, workbin, item, source) {
        if (source !== 'snapshot') traffic.note(workbin.key, change === 'added' ? 'came' : 'left', now());
        tell('item', { change, workbin, item, source });
      },
      decision: (decision) => tell('decision', { ...decision, at: workbinOf(decision.workbin) }),
      ledger: outbox.remember,
    },
  );

  const offerDecisions = createOfferDecisions(
    { offers, announcer, settings: () => settings },
    {
      workitem: (change) => tell('workitem', change),
      decision: (decision) => tell('decision', { ...decision, at: null }),
      parked(id, at) {
        arrivals.parked(id, at);
        armFlush();
      },
    },
  );

  function noteBin(bin: Bin): void {
    if (!bin.watched) return;
    const { workbin, watch, reason } = bin;
    const count = inbox.count(workbin.key);
    const state = `${watch} ${count} ${reason}`;
    if (state === bin.told) return;
    bin.told = state;
    tell('workbin', { workbin, watch, count, reason });
  }

  function noteSureness(bin: Bin, isSure: boolean, at: number): void {
    if (isSure) bin.sureSince ??= at;
    else if (bin.sureSince !== null) Object.assign(bin, { sureSince: null, knownAt: Math.max(at, bin.sureSince) });
  }

  function noteStanding(): void {
    isStandingDue = false;
    const at = now();
    const watched = [...bins.values()].filter((bin) => bin.watched).map((bin) => ({ ...bin, name: formatWorkbin(bin.workbin) }));
    const { standing, announce, dueAt } = record.update({ connection, watched: listed ? watched : null, aliveAt, silence }, at);
    if (standing) tell('connection', standing);
    if (announce !== null) announceStanding(announce);
    clearTimeout(standingTimer);
    if (Number.isFinite(dueAt)) standingTimer = setTimeout(standingChanged, dueAt - at);
  }

  function announceStanding(announce: 'impossible' | 'possible'): void {
    const { state, reason } = record.view(now());
    const lost = state === 'signed-out' ? t('Please sign in again') : t('Not watching your workbins');
    const text = formatPlain(announce === 'possible' ? t('Watching your workbins again') : lost, explain(reason, t));
    const id = announcer.plain('connection', text, { view: 'connection' }, impossibleAlert);
    impossibleAlert = announce === 'possible' ? null : id;
  }

  /** Decides and announces what is kept or gathered, when it is due. */
  function armFlush(): void {
    const due = Math.min(announcer.dueAt() ?? Infinity, own.dueAt() ?? Infinity);
    if (due >= flushAt) return;
    clearTimeout(flushTimer);
    flushAt = due;
    flushTimer = setTimeout(flush, Math.max(due - now(), 0));
  }

  function flush(): void {
    flushAt = Infinity;
    const at = now();
    arrivals.release(at);
    if ((announcer.dueAt() ?? Infinity) <= at) announcer.flush(at);
    armFlush();
    changed();
  }

  const events: FeedEvents = {
    connection(next) {
      connection = next;
      if (next.phase !== 'open' && next.phase !== 'interrupted') listed = false;
      if (next.phase === 'open') aliveAt = now();
      // What is told of after a session has ended was certain until its last sign of life.
      if (!listed) for (const bin of bins.values()) noteSureness(bin, false, aliveAt);
      standingChanged();
    },
    account(next) {
      account = next;
      changed();
    },
    services(next) {
      const before = new Map(services.map((service) => [service.type, service.state]));
      services = next;
      for (const service of next) if (before.get(service.type) !== service.state) tell('service', service);
    },
    workbins(planned) {
      const before = new Map(bins);
      bins.clear();
      for (const { workbin, watched } of planned) {
        const old = before.get(workbin.key);
        const kept = watched && old?.watched ? old : { ...UNSURE, told: '' };
        bins.set(workbin.key, { ...kept, workbin, watched });
      }
      for (const [key, { workbin }] of before) {
        if (bins.get(key)?.watched) continue;
        arrivals.unwatch(workbin);
        traffic.drop(key);
      }
      // One that is merely missing from the list stays in the ledger: the list may be wrong.
      for (const workbin of ledger.workbins())
        if (bins.get(workbin)?.watched === false || !isChosen(workbin, settings)) outbox.remember({ kind: 'forgotten', workbin });
      for (const bin of bins.values()) touched.add(bin);
      listed = true;
      standingChanged();
    },
    watch(key, state) {
      const bin = bins.get(key);
      if (!bin) return;
      Object.assign(bin, state);
      noteSureness(bin, state.watch === 'subscribed' && state.level, now());
      touched.add(bin);
      standingChanged();
    },
    contents(key, items, heard) {
      const bin = bins.get(key);
      if (!bin) return;
      arrivals.contents(bin.workbin, items, heard, now());
      bin.knownAt = now();
      touched.add(bin);
      armFlush();
      changed();
    },
    change(key, change) {
      const bin = bins.get(key);
      if (!bin) return;
      arrivals.change(bin.workbin, change, now());
      touched.add(bin);
      armFlush();
      changed();
    },
    workitems: (workitems) => offerDecisions.workitems(workitems, now()),
    message(message) {
      if (message.kind === 'workitem') return offerDecisions.workitem(message, now());
      if (message.kind === 'offer') return offerDecisions.offer(message, now());
      unreadable += 1;
      log(`unreadable message ${unreadable}: ${message.why}`);
    },
    stray() {
      stray += 1;
      if (stray % 100 === 1) log(`messages about workbins that are not watched: ${stray}`);
    },
    alive(quiet) {
      aliveAt = now();
      silence = quiet;
      if (record.view(aliveAt).state === 'offline') standingChanged();
    },
  };

  function describe(entry: Entry): ItemDetails {
    const alsoIn = inbox
      .whereIs(entry.item.id)
      .map((other) => other.workbin)
      .filter((key) => key !== entry.workbin);
    return { ...formatRow(entry), ...readFacts(entry.item), arrivedAt: entry.arrivedAt, leftAt: entry.leftAt, alsoIn };
  }

  function readItem(workbin: WorkbinKey | null, id: InteractionId): ItemDetails | null {
    const entry = (workbin === null ? inbox.whereIs(id)[0] : inbox.get(workbin, id)) ?? inbox.gone(workbin, id);
    if (entry) return describe(entry);
    const offer = offers.get(id);
    return offer && { ...readFacts(offer.item), ...offer.row, arrivedAt: null, leftAt: null, alsoIn: [] };
  }

  return {
    start: () => feed.start(events),
    async stop() {
      clearTimeout(flushTimer);
      arrivals.release(now(), Infinity);
      announcer.flush(now());
      outbox.flush();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN)));
      await Promise.race([feed.stop(), late]);
      clearTimeout(timer);
      clearTimeout(flushTimer);
      clearTimeout(standingTimer);
      outbox.flush();
      clearTimeout(standingTimer);
    },
    view() {
      const standing = record.view(now());
      const isConnected = standing.state !== 'offline' && standing.state !== 'signed-out';
      return {
        account: account && { server: options.server, userName: account.userName, fullName: account.fullName },
        connection: { ...standing, retryAt: connection.phase === 'waiting' ? connection.retryAt : null },
        services,
        workbins: [...bins.values()].map(({ workbin, watched, watch, reason, sureSince, knownAt }) => ({
          ...workbin,
          ownerLabel: formatOwner(workbin.owner),
          watched,
          watch,
          reason,
          watchedSince: isConnected ? sureSince : null,
          staleSince: sureSince === null ? knownAt : isConnected ? null : Math.max(aliveAt, sureSince),
          ...inbox.tally(workbin.key),
        })),
      };
    },
    rows: () => inbox.rows(),
    row(workbin, id) {
      const entry = inbox.get(workbin, id);
      return entry && formatRow(entry);
    },
    newest: (count) => inbox.newest(count),
    traffic: () => traffic.view(now()),
    readItem,
    async lookUpItem(workbin, id) {
      const known = readItem(workbin, id);
      const found = known === null || isBare(known) ? await feed.readHistory(id) : null;
      return found ? fillDetails(known, found) : known;
    },
    markRead(workbin, id) {
      const ids = id === null ? (inbox.ids(workbin) ?? []) : [id];
      for (const one of ids) {
        // Read in one workbin, it needs no alert in another.
        for (const { workbin: place } of inbox.whereIs(one)) announcer.seen(place, one);
        const entry = inbox.get(workbin, one);
        if (!entry?.unread) continue;
        const read = { ...entry, unread: false };
        inbox.put(read);
        arrivals.remember(read);
      }
      changed();
    },
    changeSettings(next) {
      const before = settings;
      settings = next;
      const chosen = ({ unwatchedWorkbins, agentGroups, placeGroups, watchedUsers, topics }: Settings) =>
        JSON.stringify([unwatchedWorkbins, agentGroups, placeGroups, watchedUsers, topics]);
      if (chosen(before) !== chosen(next)) feed.choose(next);
      changed();
    },
    retry: (workbin) => feed.retry(workbin),
    directory: feed.directory,
    wake: () => feed.wake(),
    on(name, added) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(added);
      return () => void set.delete(added);
    },
  };
}
