import type { Alert, Decision } from '../../src/core/alert.ts';
import { createAnnouncer } from '../../src/core/announcer.ts';
import { createArrivals, type ItemSource } from '../../src/core/arrivals.ts';
import { createElsewhere } from '../../src/core/elsewhere.ts';
import { createInbox, type Entry } from '../../src/core/inbox.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { createMemoryLedger, type LedgerChange } from '../../src/core/ledger.ts';
import { createOwnActions } from '../../src/core/own-actions.ts';
import { decideQuiet } from '../../src/core/quiet.ts';
import { createReminders } from '../../src/core/reminders.ts';
import { asksForOwnActions } from '../../src/core/rules.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import type { InteractionId, Workbin, WorkbinKey } from '../../src/core/workbin.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

export const A = makeWorkbin('a');
export const B = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing' });
export const BINS = [A, B];
const NOBODY = { userId: null, employeeId: null, agentGroup: null, placeGroup: null };

/** Everything between the feed and the desktop, in one run of the app, with a ledger that may outlast it. */
export function startRun(ledger = createMemoryLedger(), changed: Partial<Settings> = {}, start = START) {
  const told: string[] = [];
  const alerts: Alert[] = [];
  const decisions: Decision[] = [];
  const changes: LedgerChange[] = [];
  /** The workitems that are with the person. */
  const mine = new Set<InteractionId>();
  let settings: Settings = { ...DEFAULT_SETTINGS, ...changed };
  /** The workbins of which it is not certain any more what they hold. */
  const lost = new Set<WorkbinKey>();
  /** The workbins that cannot be read. */
  const failed = new Set<WorkbinKey>();
  let isDoNotDisturb = false;
  let now = start;
  const inbox = createInbox();
  const write = (change: LedgerChange): void => {
    changes.push(change);
    ledger.write([change]);
  };
  const elsewhere = createElsewhere(inbox, ledger, (key) => BINS.find((one) => one.key === key) ?? null);
  const keep = (entry: Entry): void => {
    inbox.put(entry);
    arrivals.remember(entry);
  };
  const announcer = createAnnouncer(
    { slice: 150, createId: () => `alert-${alerts.length + 1}`, formatTime: String, announcedIn: elsewhere.announcedIn },
    {
      alert(alert) {
        alerts.push(alert);
        announcer.told(alert.id, now);
      },
      withdraw: (id) => void told.push(`withdraw ${id}`),
      decision(decision, how) {
        // As the notifier does: what was announced is remembered with its decision.
        const entry = decision.workbin && inbox.get(decision.workbin, decision.subject);
        if (entry) keep({ ...entry, announced: decision.alertId !== null, isUndecided: false });
        if (entry && how && decision.alertId !== null) reminders.repeat(entry.workbin, entry.item.id, how.manner, now);
        decisions.push(decision);
      },
    },
  );
  const own = createOwnActions({
    isWithPerson: (id) => mine.has(id),
    isAllOne: () => settings.ownActionAlerts && !asksForOwnActions(settings.rules),
  });
  const quiet = (at: number) => decideQuiet(settings, isDoNotDisturb, at);
  const deciding = { announcer, inbox, elsewhere, settings: () => settings, quiet, formatTime: formatClock };
  const reminders = createReminders({
    ...deciding,
    t: ENGLISH,
    workbinOf: (key) => BINS.find((one) => one.key === key) ?? null,
    level() {
      const read = BINS.map(({ key }) => key).filter((key) => inbox.count(key) !== null && !lost.has(key));
      return { isAll: read.length === BINS.length, workbins: new Set(read) };
    },
    keep,
  });
  const arrivals = createArrivals(
    { ...deciding, ledger, own, mayBeRead: (key) => !failed.has(key) && BINS.some((one) => one.key === key) },
    {
      item: (change, workbin, item, source: ItemSource) => void told.push(`${change} ${workbin.id}/${item.id} ${source}`),
      decision: (decision) => void decisions.push(decision),
      ledger: write,
      known: (entry) => reminders.expect(entry, now),
      changed: (entry) => reminders.stir(entry, now),
    },
  );

  /** What happens at once, and what comes of it. */
  const happen = (run: () => void): void => {
    run();
    if ((reminders.dueAt() ?? Infinity) <= now) reminders.look(now);
  };
  const next = (): number =>
    Math.min(announcer.dueAt(now) ?? Infinity, arrivals.dueAt() ?? Infinity, reminders.dueAt() ?? Infinity);
  return {
    told,
    alerts,
    decisions,
    changes,
    inbox,
    ledger,
    announcer,
    now: () => now,
    outcomes: () => decisions.map(({ subject, workbin, outcome }) => `${workbin === A.key ? 'a' : 'b'}/${subject} ${outcome}`),
    contents: (workbin: Workbin, ...list: (string | readonly [string, object])[]) =>
      happen(() => {
        const items = list.map((one) => (typeof one === 'string' ? makeItem(one) : makeItem(one[0], { ...one[1] })));
        arrivals.contents(workbin, items, new Set(), now);
        lost.delete(workbin.key);
        reminders.reconsider();
      }),
    add: (workbin: Workbin, id: string, raw = {}) =>
      happen(() =>
        arrivals.change(workbin, { kind: 'item-added', workbinId: workbin.id, owner: NOBODY, item: makeItem(id, raw) }, now),
      ),
    remove: (workbin: Workbin, id: string) =>
      happen(() =>
        arrivals.change(workbin, { kind: 'item-removed', workbinId: workbin.id, owner: NOBODY, item: makeItem(id) }, now),
      ),
    pass(ms: number) {
      const end = now + ms;
      for (let due = next(); due <= end; due = next()) {
        now = Math.max(now, due);
        arrivals.release(now);
        if ((announcer.dueAt(now) ?? Infinity) <= now) announcer.flush(now);
        happen(() => undefined);
      }
      now = end;
    },
    change: (more: Partial<Settings>) =>
      happen(() => {
        settings = { ...settings, ...more };
        reminders.reconsider();
      }),
    disturb: (may: boolean) => void (isDoNotDisturb = !may),
    /** Sets the clock on the wall, without letting time pass. */
    setClock: (by: number) => void (now += by),
    snooze: (workbin: Workbin, id: string, until: number | null) =>
      happen(() => {
        arrivals.seen(workbin.key, idOf(id), 'it was put aside before its alert was due');
        reminders.snooze(workbin.key, idOf(id), until);
      }),
    /** As while there is no connection. */
    lose: (workbin: Workbin) => void lost.add(workbin.key),
    fail(workbin: Workbin) {
      failed.add(workbin.key);
      arrivals.release(now);
    },
    open(workbin: Workbin, id: string) {
      reminders.seen(idOf(id));
      arrivals.seen(workbin.key, idOf(id), 'it was opened before its alert was due');
      announcer.seen(workbin.key, idOf(id));
      const entry = inbox.get(workbin.key, idOf(id));
      if (entry) keep({ ...entry, unread: false, heldUntil: undefined });
    },
    take: (id: string) => void mine.add(idOf(id)),
    park(id: string) {
      mine.delete(idOf(id));
      arrivals.parked(idOf(id), now);
    },
    stop: () => arrivals.release(now, Infinity),
    unwatch: (workbin: Workbin) => arrivals.unwatch(workbin),
  };
}

function formatClock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
