import type { Alert, Decision } from './core/alert.ts';
import { formatPlain, formatWorkbin, type FormatTime } from './core/alert-text.ts';
import { createAnnouncer } from './core/announcer.ts';
import { createArrivals, type ItemFacts, type ItemSource } from './core/arrivals.ts';
import { createBins, type BinState, type Level } from './core/bins.ts';
import type { Connection } from './core/connection.ts';
import { SILENCE, type Standing } from './core/connection-view.ts';
import type { ItemDetails, ItemView, Service, Snapshot } from './core/contract.ts';
import type { Directory } from './core/directory.ts';
import type { FeedEvents } from './core/feed-events.ts';
import { createInbox, formatRow, type Entry } from './core/inbox.ts';
import { fillDetails, isBare } from './core/interaction-content.ts';
import { ENGLISH, type Translate } from './core/language.ts';
import { dataKeysOf } from './core/list-view.ts';
import type { Ledger } from './core/ledger.ts';
import { createOfferDecisions, type WorkitemChange } from './core/offer-decisions.ts';
import { createOffers } from './core/offers.ts';
import { createOutbox } from './core/outbox.ts';
import { createOwnActions } from './core/own-actions.ts';
import { explain } from './core/reasons.ts';
import type { Account, Item } from './core/resource.ts';
import { decideQuiet } from './core/quiet.ts';
import { createReminders } from './core/reminders.ts';
import { asksForOwnActions } from './core/rules.ts';
import { createServiceAlerts } from './core/backend.ts';
import type { Settings } from './core/settings.ts';
import { createStandingRecord } from './core/standing.ts';
import { createTraffic, type TrafficView } from './core/traffic.ts';
import { formatMoment } from './core/time-text.ts';
import { matchesItem, readFacts } from './core/user-data.ts';
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
  workbin: BinState;
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
  /** Each item's id where all terms occur in it, null where they do not: one by one, so that the caller can pause between them. */
  search(terms: readonly string[]): Iterable<InteractionId | null>;
  traffic(): TrafficView;
  readItem(workbin: WorkbinKey | null, interactionId: InteractionId): ItemDetails | null;
  /** The same, asking the server's history where next to nothing is known. For a person's click: it is a request. */
  lookUpItem(workbin: WorkbinKey | null, interactionId: InteractionId): Promise<ItemDetails | null>;
  markRead(workbin: WorkbinKey, interactionId: InteractionId | null): void;
  /** Puts an item aside until then (ms since the epoch), or takes it back. */
  snooze(workbin: WorkbinKey, interactionId: InteractionId, until: number | null): void;
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
  /** Whether the computer asks not to be disturbed; alerts are held as long as it does. */
  readonly isDoNotDisturb?: () => boolean;
  readonly log: (line: string) => void;
}

/** How long an end may take, in ms. */
const STOP_WITHIN = 2500;
/** What is due later is asked for again by then: no timer of Node's can be longer than 25 days. */
const LONGEST_TIMER = 86_400_000;

/** Composes feed, inbox, decisions and ledger into the program that both hosts run. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { feed, ledger, now, log, t = ENGLISH, isDoNotDisturb = () => false } = options;
  let { settings } = options;
  const inbox = createInbox((workbin, id) => emit('row', { workbin, id }));
  const offers = createOffers();
  const traffic = createTraffic(now());
  const record = createStandingRecord(now());
  const serviceAlerts = createServiceAlerts();
  const listeners = new Map<keyof NotifierEvents, Set<(event: never) => void>>();
  const bins = createBins(inbox);

  let account: Account | null = null;
  let connection: Connection = { phase: 'connecting', attempt: 1, downSince: null };
  let isStandingDue = true;
  let listed = false;
  let aliveAt = now();
  let silence = SILENCE;
  let services: readonly Service[] = [];
  let impossibleAlert: string | null = null;
  let serviceAlert: string | null = null;
  let standingTimer: ReturnType<typeof setTimeout> | undefined;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let flushAt = Infinity;
  let remindTimer: ReturnType<typeof setTimeout> | undefined;
  let remindAt = Infinity;
  let levelBefore = '';
  let isStopped = false;
  let unreadable = 0;
  let stray = 0;

  function emit<Name extends keyof NotifierEvents>(name: Name, event: NotifierEvents[Name]): void {
    for (const listener of listeners.get(name) ?? []) (listener as (event: NotifierEvents[Name]) => void)(event);
  }

  const outbox = createOutbox({
    before() {
      for (const state of bins.takeChanged()) tell('workbin', state);
      if (isStandingDue) noteStanding();
      remind();
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
    return key === null ? null : bins.find(key);
  }

  /** The name of another watched workbin in which this interaction was announced and still lies. */
  function announcedIn(id: InteractionId, besides: WorkbinKey): string | null {
    const elsewhere = inbox.whereIs(id).find((entry) => entry.announced && entry.workbin !== besides);
    const workbin = elsewhere ? workbinOf(elsewhere.workbin) : null;
    return workbin && formatWorkbin(workbin);
  }

  const { createId, formatTime } = options;
  /** Reasons are kept in English, and said in other languages where they are shown. */
  const formatReasonTime: FormatTime = (at) => formatMoment(at, now(), ENGLISH);
  const quiet = (at: number) => decideQuiet(settings, isDoNotDisturb(), at);
  const level = (): Level => (listed ? bins.level() : { isAll: false, workbins: new Set() });
  const announcer = createAnnouncer(
    { createId, formatTime, announcedIn, t },
    {
      alert(alert) {
        // With an alert come the decisions that it stands for, and what the ledger keeps of them.
        outbox.mayDivide();
        tell('alert', { ...alert, at: workbinOf(alert.workbin) });
      },
      withdraw: (id, reason) => tell('withdraw', { id, reason }),
      decision(decision, how) {
        const entry = decision.workbin === null ? null : inbox.get(decision.workbin, decision.subject);
        if (entry) keep({ ...entry, announced: decision.alertId !== null, isUndecided: false });
        if (entry && how && decision.alertId !== null) reminders.repeat(entry.workbin, entry.item.id, how.manner, now());
        tell('decision', { ...decision, at: workbinOf(decision.workbin) });
      },
    },
  );
  function keep(entry: Entry): void {
    inbox.put(entry);
    arrivals.remember(entry);
  }

  const reminders = createReminders({
    inbox,
    announcer,
    settings: () => settings,
    quiet,
    formatTime,
    t,
    workbinOf,
    level,
    announcedIn,
    keep,
  });
  const own = createOwnActions({
    isWithPerson: offers.isWithPerson,
    isAllOne: () => settings.ownActionAlerts && !asksForOwnActions(settings.rules),
  });
  const deciding = { announcer, settings: () => settings, quiet, formatTime: formatReasonTime };
  const arrivals = createArrivals(
    { ...deciding, inbox, ledger, announcedIn, own, mayBeRead: bins.mayBeRead },
    {
      item(change, workbin, item, source) {
        if (source !== 'snapshot') traffic.note(workbin.key, change === 'added' ? 'came' : 'left', now());
        tell('item', { change, workbin, item, source });
      },
      decision: (decision) => tell('decision', { ...decision, at: workbinOf(decision.workbin) }),
      ledger: outbox.remember,
      known: (entry) => reminders.expect(entry, now()),
      changed: (entry) => reminders.stir(entry, now()),
    },
  );

  const offerDecisions = createOfferDecisions(
    { ...deciding, offers },
    {
      workitem(change) {
        const changed = inbox.snoozed().filter(({ item }) => item.id === change.workitem?.id);
        for (const entry of changed) reminders.stir(entry, now());
        tell('workitem', change);
      },
      decision: (decision) => tell('decision', { ...decision, at: null }),
      parked(id, at) {
        arrivals.parked(id, at);
        armFlush();
      },
    },
  );

  function noteStanding(): void {
    isStandingDue = false;
    const at = now();
    const watched = listed ? bins.watched() : null;
    const { standing, announce, dueAt } = record.update({ connection, watched, aliveAt, silence }, at);
    // What waited for its workbin to be read, or for all of them, may be due now.
    const { isAll, workbins } = level();
    const levelNow = [isAll, ...workbins].join(' ');
    if (levelNow !== levelBefore) reminders.reconsider();
    levelBefore = levelNow;
    if (standing) tell('connection', standing);
    if (announce !== null) announceStanding(announce);
    const service = serviceAlerts.update(services, connection.phase === 'open', at);
    if (service.announce !== null) announceService(service.announce);
    const next = Math.min(dueAt, service.dueAt);
    clearTimeout(standingTimer);
    if (Number.isFinite(next)) standingTimer = setTimeout(standingChanged, next - at);
  }

  function announceService(announce: 'down' | 'back'): void {
    const text =
      announce === 'down'
        ? formatPlain(t('The Interaction Server is not running'), t('What arrives in your workbins is not told until it is back'))
        : formatPlain(t('The Interaction Server is running again'), t('What arrived in your workbins meanwhile is told now'));
    const id = announcer.plain('service', text, { view: 'connection' }, serviceAlert, now());
    serviceAlert = announce === 'down' ? id : null;
  }

  function announceStanding(announce: 'impossible' | 'possible'): void {
    const { state, reason } = record.view(now());
    const lost = state === 'signed-out' ? t('Please sign in again') : t('Not watching your workbins');
    const text = formatPlain(announce === 'possible' ? t('Watching your workbins again') : lost, explain(reason, t));
    const id = announcer.plain('connection', text, { view: 'connection' }, impossibleAlert, now());
    impossibleAlert = announce === 'possible' ? null : id;
  }

  /** Tells what time alone has brought, and sees to it that this is asked for again when more is due. */
  function remind(): void {
    if ((reminders.dueAt() ?? Infinity) <= now()) reminders.look(now());
    const due = reminders.dueAt() ?? Infinity;
    if (due === remindAt || isStopped) return;
    clearTimeout(remindTimer);
    remindAt = due;
    if (due === Infinity) return;
    const ring = (): void => {
      remindAt = Infinity;
      changed();
    };
    remindTimer = setTimeout(ring, Math.min(Math.max(due - now(), 0), LONGEST_TIMER));
  }

  /** Decides and announces what is kept or gathered, when it is due. */
  function armFlush(): void {
    const due = Math.min(announcer.dueAt() ?? Infinity, arrivals.dueAt() ?? Infinity);
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
      if (!listed) bins.lose(aliveAt);
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
      standingChanged();
    },
    workbins(planned) {
      for (const workbin of bins.plan(planned)) {
        arrivals.unwatch(workbin);
        traffic.drop(workbin.key);
      }
      // What waited for a workbin that is not going to be read waits no longer.
      arrivals.release(now());
      armFlush();
      // One that is merely missing from the list stays in the ledger: the list may be wrong.
      for (const workbin of ledger.workbins())
        if (bins.isLeftOut(workbin) || !isChosen(workbin, settings)) outbox.remember({ kind: 'forgotten', workbin });
      listed = true;
      standingChanged();
    },
    watch(key, state) {
      bins.watch(key, state, now());
      if (state.watch === 'failed') {
        arrivals.release(now());
        armFlush();
      }
      standingChanged();
    },
    contents(key, items, heard) {
      const workbin = bins.find(key);
      if (!workbin) return;
      arrivals.contents(workbin, items, heard, now());
      bins.read(key, now());
      bins.touch(key);
      armFlush();
      changed();
    },
    change(key, change) {
      const workbin = bins.find(key);
      if (!workbin) return;
      arrivals.change(workbin, change, now());
      bins.touch(key);
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
      // After a sleep or a leap of the clock something may be due before its timer rings.
      if ((reminders.dueAt() ?? Infinity) <= aliveAt) changed();
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
      clearTimeout(remindTimer);
      isStopped = true;
      arrivals.release(now(), Infinity);
      do announcer.flush(now());
      while ((announcer.dueAt() ?? Infinity) <= now());
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
        workbins: bins.view(isConnected, aliveAt),
      };
    },
    *rows() {
      const keys = dataKeysOf(settings.lists);
      for (const entry of inbox.entries()) yield formatRow(entry, keys);
    },
    row(workbin, id) {
      const entry = inbox.get(workbin, id);
      return entry && formatRow(entry, dataKeysOf(settings.lists));
    },
    newest: (count) => inbox.newest(count),
    *search(terms) {
      for (const { item } of inbox.entries()) yield matchesItem(item, terms) ? item.id : null;
    },
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
        reminders.seen(one);
        // Read in one workbin, it needs no alert in another.
        for (const { workbin: place } of inbox.whereIs(one)) {
          arrivals.seen(place, one, 'it was opened before its alert was due');
          announcer.seen(place, one);
        }
        const entry = inbox.get(workbin, one);
        if (!entry?.unread) continue;
        keep({ ...entry, unread: false, heldUntil: undefined });
      }
      changed();
    },
    snooze(workbin, id, until) {
      arrivals.seen(workbin, id, 'it was put aside before its alert was due');
      reminders.snooze(workbin, id, until);
      changed();
    },
    changeSettings(next) {
      const before = settings;
      settings = next;
      reminders.reconsider();
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
