import type { FormatTime } from './core/alert-text.ts';
import { createAlarm, type StartTimer } from './core/alarm.ts';
import type { Decision } from './core/alert.ts';
import { createAnnouncer } from './core/announcer.ts';
import { createArrivals } from './core/arrivals.ts';
import { createBins, type Level } from './core/bins.ts';
import type { Directory } from './core/directory.ts';
import type { FeedEvents } from './core/feed-events.ts';
import { createElsewhere } from './core/elsewhere.ts';
import { createInbox, decidedEntry, type Entry } from './core/inbox.ts';
import { createItemPages, type ItemPages } from './core/item-pages.ts';
import { ENGLISH, type Translate } from './core/language.ts';
import type { Ledger } from './core/ledger.ts';
import { createListeners, type Listeners } from './core/listeners.ts';
import type { NotifierEvents } from './core/notifier-events.ts';
import { createOfferDecisions } from './core/offer-decisions.ts';
import { createOffers } from './core/offers.ts';
import { createOutbox } from './core/outbox.ts';
import { createOwnActions } from './core/own-actions.ts';
import { createPacking } from './core/packing.ts';
import type { Press } from './core/raw.ts';
import type { Item } from './core/resource.ts';
import { decideQuiet } from './core/quiet.ts';
import { createReminders } from './core/reminders.ts';
import { asksForOwnActions } from './core/rules.ts';
import { createSessionRecord, type SessionView } from './core/session-record.ts';
import type { Settings } from './core/settings.ts';
import { createTraffic, type TrafficView } from './core/traffic.ts';
import { formatMoment } from './core/time-text.ts';
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

/** The program less its host: one account, watched from `start` to `stop`. */
export interface Notifier extends ItemPages {
  start(): void;
  /** Disconnects and writes what is pending. Resolves within 3 s, whatever the server does. */
  stop(): Promise<void>;
  /** The part of a window's snapshot that comes from the session. */
  view(): SessionView;
  traffic(): TrafficView;
  /** The person has opened an item, or read all of a workbin for null. */
  markRead(workbin: WorkbinKey, interactionId: InteractionId | null): void;
  /** The person has opened the page of what is offered, which lies in no workbin. */
  offerOpened(interactionId: InteractionId): void;
  /** The person has the list of this workbin before them: what came until now is new to them no more. */
  look(workbin: WorkbinKey): void;
  /** Puts an item aside until then (ms since the epoch), or takes it back. */
  snooze(workbin: WorkbinKey, interactionId: InteractionId, until: number | null): void;
  changeSettings(settings: Settings): void;
  /** Tries again at once: the connection, or one workbin alone. */
  retry(workbin: WorkbinKey | null): void;
  /** Who and what may be watched. */
  readonly directory: Directory;
  /** The machine woke or the network changed: look afresh whatever the session seems to be. */
  wake(): void;
  readonly on: Listeners<NotifierEvents>['on'];
}

/** What one account is watched with. */
export interface NotifierOptions {
  readonly feed: Feed;
  readonly ledger: Ledger;
  readonly settings: Settings;
  /** Packs what is kept of items and seldom looked at; left out, that stays as it came. */
  readonly press?: Press;
  readonly server: string;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Gives an id that was never given before, over restarts too. */
  readonly createId: () => string;
  readonly formatTime: FormatTime;
  /** What alerts are said in; English unless told. */
  readonly t?: Translate;
  /** What reasons are written in, for the record and for scripts; English as people here write it unless told. */
  readonly english?: Translate;
  /** Whether the computer asks not to be disturbed; alerts are held as long as it does. */
  readonly isDoNotDisturb?: () => boolean;
  /** How much is decided and told in one go; as much as takes some 3 ms unless told. */
  readonly slice?: number;
  readonly log: (line: string) => void;
}

/** How much is decided and told in one go, so that a flood does not hold up everything else: some 3 ms of work. */
const SLICE = 150;
/** How long an end may take, in ms. */
const STOP_WITHIN = 2500;

const startTimer: StartTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Composes feed, inbox, decisions and ledger into the program that both hosts run. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { feed, ledger, press, now, log, t = ENGLISH, isDoNotDisturb = () => false, slice = SLICE } = options;
  let { settings } = options;
  const { emit, on } = createListeners<NotifierEvents>();
  const inbox = createInbox((workbin, id) => emit('row', { workbin, id }));
  const offers = createOffers();
  const traffic = createTraffic(now());
  const bins = createBins(inbox);
  const packing = press && createPacking({ press, entries: inbox.entries, startTimer });

  let isStandingDue = true;
  let levelBefore = '';
  let unreadable = 0;
  let stray = 0;

  const outbox = createOutbox({
    slice,
    // An alert and all that it stands for go on record at one moment, though making them takes several turns of the main loop.
    isUnfinished: () => announcer.isDeciding(),
    before() {
      for (const state of bins.takeChanged()) tell('workbin', state);
      if (isStandingDue) lookAtSession();
      remind();
    },
    write(changes) {
      if (changes.length > 0) ledger.write(changes);
      emit('recorded', undefined);
    },
    after: () => emit('changed', undefined),
    later: (run) => void setImmediate(run),
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

  function tellDecision({ event, subject, workbin, outcome, alertId, reason, asked }: Decision): void {
    tell('decision', { event, subject, workbin, outcome, alertId, reason, asked, at: workbinOf(workbin) });
  }

  const elsewhere = createElsewhere(inbox, ledger, (key) => (bins.isWatched(key) ? bins.find(key) : null));

  const { createId, formatTime, english = ENGLISH } = options;
  /** Reasons are kept in English, and said in other languages where they are shown. */
  const formatReasonTime: FormatTime = (at) => formatMoment(at, now(), english);
  const quiet = (at: number) => decideQuiet(settings, isDoNotDisturb(), at);
  const level = (): Level => (session.isListed() ? bins.level() : { isAll: false, workbins: new Set() });
  const announcer = createAnnouncer(
    { createId, formatTime, announcedIn: elsewhere.announcedIn, slice, t },
    {
      alert(alert) {
        // With an alert come the decisions that it stands for, and what the ledger keeps of them.
        outbox.mayDivide();
        const at = workbinOf(alert.workbin);
        outbox.tell(() => {
          try {
            emit('alert', { ...alert, at });
          } finally {
            announcer.told(alert.id, now());
            armFlush();
          }
        });
      },
      withdraw: (id, reason) => tell('withdraw', { id, reason }),
      decision(decision, how) {
        const entry = decision.workbin === null ? null : inbox.get(decision.workbin, decision.subject);
        if (entry) keep(decidedEntry(entry, decision.alertId !== null));
        if (entry && how && decision.alertId !== null) reminders.repeat(entry.workbin, entry.item.id, how.manner, now());
        tellDecision(decision);
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
    elsewhere,
    keep,
  });
  const own = createOwnActions({
    isWithPerson: offers.isWithPerson,
    isAllOne: () => settings.ownActionAlerts && !asksForOwnActions(settings.rules),
  });
  const deciding = { announcer, settings: () => settings, quiet, formatTime: formatReasonTime };
  const arrivals = createArrivals(
    { ...deciding, inbox, ledger, elsewhere, own, mayBeRead: bins.mayBeRead },
    {
      item(change, workbin, item, source) {
        if (source !== 'snapshot') traffic.note(workbin.key, change === 'added' ? 'came' : 'left', now());
        tell('item', { change, workbin, item, source });
      },
      decision: tellDecision,
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
      decision: tellDecision,
      parked(id, at) {
        arrivals.parked(id, at);
        armFlush();
      },
    },
  );

  const pages = createItemPages({ inbox, offers, settings: () => settings, readHistory: (id) => feed.readHistory(id) });
  const session = createSessionRecord(
    { server: options.server, bins, announcer, t, tell: (standing) => tell('connection', standing) },
    now(),
  );

  const standingAlarm = createAlarm(now, startTimer, standingChanged);
  const flushAlarm = createAlarm(now, startTimer, () => outbox.between(flush));
  const remindAlarm = createAlarm(now, startTimer, changed);

  function lookAtSession(): void {
    isStandingDue = false;
    // What waited for its workbin to be read, or for all of them, may be due now.
    const { isAll, workbins } = level();
    const levelNow = [isAll, ...workbins].join(' ');
    if (levelNow !== levelBefore) reminders.reconsider();
    levelBefore = levelNow;
    standingAlarm.set(session.look(now()));
  }

  const remindAt = (): number => Math.min(reminders.dueAt() ?? Infinity, offerDecisions.dueAt() ?? Infinity);

  /** Tells what time alone has brought, and sees to it that this is asked for again when more is due. */
  function remind(): void {
    for (const one of [reminders, offerDecisions]) if ((one.dueAt() ?? Infinity) <= now()) one.look(now());
    remindAlarm.set(remindAt());
  }

  /** Decides and announces what is kept or gathered, when it is due. */
  function armFlush(): void {
    flushAlarm.set(Math.min(announcer.dueAt(now()) ?? Infinity, arrivals.dueAt() ?? Infinity));
  }

  /** Decides, tells and writes all that is gathered, until nothing is, also of what came between two summaries. */
  function flushAll(): void {
    do {
      announcer.flush(now());
      outbox.flush();
    } while (announcer.dueAt(now()) !== null);
  }

  function flush(): void {
    const at = now();
    // A fault of ours in one decision must not keep the others, and all that is told, waiting for ever.
    try {
      arrivals.release(at);
      if ((announcer.dueAt(at) ?? Infinity) <= at) announcer.flush(at);
    } finally {
      armFlush();
      changed();
    }
  }

  const events: FeedEvents = {
    connection(next) {
      session.connection(next, now());
      standingChanged();
    },
    account(next) {
      session.account(next);
      changed();
    },
    services(next) {
      for (const service of session.services(next)) tell('service', service);
      standingChanged();
    },
    workbins(planned) {
      // While all of them are known by name.
      announcer.complete(null);
      const dropped = bins.plan(planned);
      for (const workbin of dropped) {
        arrivals.unwatch(workbin);
        traffic.drop(workbin.key);
      }
      // What waited for a workbin that is not going to be read waits no longer.
      arrivals.release(now());
      armFlush();
      reminders.reconsider();
      // One that is merely missing from the list stays in the ledger: the list may be wrong.
      for (const workbin of ledger.workbins())
        if (bins.isLeftOut(workbin) || !isChosen(workbin, settings)) outbox.remember({ kind: 'forgotten', workbin });
      session.listed();
      standingChanged();
      // What was decided on these goes on record now: one that is listed again will be compared with that.
      if (dropped.length > 0) {
        announcer.complete(null);
        outbox.flush();
      }
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
      // What was announced in it before is held no longer where it lies now.
      if (inbox.count(key) === null) reminders.reconsider();
      arrivals.contents(workbin, items, heard, now());
      bins.read(key, now());
      packing?.came(items.length, true);
      bins.touch(key);
      armFlush();
      changed();
    },
    change(key, change) {
      const workbin = bins.find(key);
      if (!workbin) return;
      arrivals.change(workbin, change, now());
      if (change.kind === 'item-added') packing?.came(1, false);
      bins.touch(key);
      armFlush();
      changed();
    },
    workitems(workitems) {
      offerDecisions.workitems(workitems, now());
      changed();
    },
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
    alive(silence) {
      const at = now();
      session.alive(silence, at);
      if (session.state() === 'offline') standingChanged();
      // After a sleep or a leap of the clock something may be due before its alarm rings.
      if (remindAt() <= at) changed();
    },
  };

  return {
    ...pages,
    start: () => feed.start(events),
    async stop() {
      remindAlarm.stop();
      packing?.stop();
      arrivals.release(now(), Infinity);
      flushAll();
      let endWait = (): void => undefined;
      const late = new Promise<void>((resolve) => (endWait = startTimer(resolve, STOP_WITHIN)));
      await Promise.race([feed.stop(), late]);
      endWait();
      flushAlarm.stop();
      standingAlarm.stop();
      flushAll();
    },
    view: () => session.view(now()),
    traffic: () => traffic.view(now()),
    markRead(workbin, id) {
      const ids = id === null ? (inbox.ids(workbin) ?? []) : [id];
      for (const one of ids) {
        announcer.complete(one);
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
    offerOpened(id) {
      offerDecisions.opened(id);
      changed();
    },
    look(workbin) {
      if (inbox.count(workbin) === null) return;
      const at = now();
      inbox.look(workbin, at);
      outbox.remember({ kind: 'looked', workbin, at });
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
    on,
  };
}
