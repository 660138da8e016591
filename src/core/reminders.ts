import { limitsOf, nextAgeAt, readAge, type Age } from './ageing.ts';
import type { Announcer, Arrival, Reminder } from './announcer.ts';
import type { FormatTime } from './alert-text.ts';
import type { Level } from './bins.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Entry, Inbox } from './inbox.ts';
import type { Translate } from './language.ts';
import type { Quiet } from './quiet.ts';
import { formatAged, formatAgedEverywhere, formatUnseen, formatWoken } from './reminder-text.ts';
import { firstRepeat, nextRepeat, putOff } from './repeats.ts';
import { loudest, USUAL_MANNER, type AlertManner } from './rule.ts';
import { describeArrival } from './rule-subject.ts';
import { decideByRules } from './rules.ts';
import type { Settings } from './settings.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** What time alone brings: the digest of what was held, what has aged, what was put aside, and what was not opened. */
export interface Reminders {
  /** When `look` is due, ms since the epoch; null where nothing waits for its time. */
  dueAt(): number | null;
  /** Tells all that is due. */
  look(now: number): void;
  /** Something has changed that everything depends on: the settings, or which workbins were read. */
  reconsider(): void;
  /** An item that is in the inbox from now on. */
  expect(entry: Entry, now: number): void;
  /** The alert of this item is to come again until it is opened. */
  repeat(workbin: WorkbinKey, id: InteractionId, manner: AlertManner, now: number): void;
  /** The person has seen this: its alert comes again in no workbin. */
  seen(id: InteractionId): void;
  /** Puts an item aside until then, or takes it back; one that has gone meanwhile is left alone. */
  snooze(workbin: WorkbinKey, id: InteractionId, until: number | null): void;
  /** Something new is known of an item: if it was put aside, it comes back. */
  stir(entry: Entry, now: number): void;
}

/** What reminders are made with. */
export interface RemindersOptions {
  readonly inbox: Inbox;
  readonly announcer: Pick<Announcer, 'digest' | 'remind' | 'seen'>;
  readonly settings: () => Pick<
    Settings,
    'mutedWorkbins' | 'rules' | 'ageLimits' | 'ageLimitsByWorkbin' | 'ageAlerts' | 'digestEvery'
  >;
  readonly quiet: (now: number) => Quiet | null;
  readonly formatTime: FormatTime;
  readonly t: Translate;
  readonly workbinOf: (key: WorkbinKey) => Workbin | null;
  /** Which workbins were read, so that nothing is told of that has gone. */
  readonly level: () => Level;
  readonly elsewhere: Elsewhere;
  /** Takes what is known of an item from now on, for the inbox and the ledger. */
  readonly keep: (entry: Entry) => void;
}

const MINUTE = 60_000;
/** How long what can be told waits for workbins that were not read yet, so that one alert tells of all. */
const TOGETHER = MINUTE;
/** Of up to so many workbins, or items that come again, each has a reminder of its own. */
const FEW = 3;
/** Whether the computer asks not to be disturbed has to be asked for. */
const ASK_AGAIN = 30_000;

/** Reminders of what lies in this inbox. */
export function createReminders(options: RemindersOptions): Reminders {
  const { inbox, announcer, settings, quiet, formatTime, t, workbinOf, level, elsewhere, keep } = options;
  /** When the next item gets older; and when ages were read last, since many may age minute by minute. */
  let ageAt = -Infinity;
  let agesReadAt = -Infinity;
  let lookAt = Infinity;
  /** Something has changed that everything depends on: `look` is due, whatever was planned. */
  let isStale = false;
  /** The workbins of which was told what had come about while nobody watched: from then on it is news. */
  const settled = new Set<WorkbinKey>();
  /** Since when some workbins were read and others were not; null where it is all or none. */
  let partSince: number | null = null;

  /** In which workbins something may be told now; null for all. Those that were read wait for the others, but not for long. */
  function readable(now: number): ReadonlySet<WorkbinKey> | null {
    const { isAll, workbins } = level();
    partSince = isAll || workbins.size === 0 ? null : Math.min(partSince ?? now, now);
    if (isAll) return null;
    return partSince !== null && partSince + TOGETHER <= now ? workbins : NOTHING;
  }

  /** The moment from which the age of an item counts. */
  const since = ({ item, arrivedAt }: Entry): number | null => item.receivedAt ?? arrivedAt;
  const limits = (workbin: WorkbinKey) => limitsOf(workbin, settings());

  function arrivalsOf(entries: readonly Entry[]): readonly Arrival[] {
    return entries.flatMap(({ workbin: key, item }) => {
      const workbin = workbinOf(key);
      return workbin ? [{ workbin, item }] : [];
    });
  }

  /** What is held and can be told of or dropped, as soon as it is due: whether it was told of elsewhere is known. */
  const decidable = (within: ReadonlySet<WorkbinKey> | null) =>
    inbox.held().filter(({ item, workbin }) => within?.has(workbin) !== false && elsewhere.mayBeAnnouncedIn(item.id) === null);

  function tellDigest(now: number, within: ReadonlySet<WorkbinKey> | null, isOverdue: boolean): void {
    // A clock that was set back must not hold anything for longer than a digest takes.
    const latest = now + settings().digestEvery * MINUTE;
    const told: Entry[] = [];
    for (const entry of decidable(within)) {
      const { heldUntil = 0, item, workbin } = entry;
      if (heldUntil > now && heldUntil <= latest) continue;
      const announced = elsewhere.announcedIn(item.id, workbin) === null && !settings().mutedWorkbins.includes(workbin);
      const manner = announced ? readManner(entry, now) : null;
      keep({ ...entry, heldUntil: undefined, announced, repeats: manner ? firstRepeat(manner, now) : undefined });
      if (announced) told.push(entry);
    }
    // What was held in an earlier run of the app has no time of arrival in this one.
    const isCatchUp = isOverdue || told.every(({ arrivedAt }) => arrivedAt === null);
    if (told.length > 0) announcer.digest(arrivalsOf(told), isCatchUp, now);
  }

  /** Whether it came about while nobody watched, before a start or in a sleep: that is told without sound. */
  const isLate = (workbin: WorkbinKey, isOverdue: boolean): boolean => isOverdue || !settled.has(workbin);

  /** Marks what has got older, and tells of it. */
  function tellAges(now: number, within: ReadonlySet<WorkbinKey> | null, isOverdue: boolean): void {
    const { mutedWorkbins, ageAlerts } = settings();
    const aged: { readonly entry: Entry; readonly age: Exclude<Age, 'fresh'> }[] = [];
    agesReadAt = now;
    ageAt = Infinity;
    for (const entry of inbox.entries()) {
      if (entry.snoozedUntil !== undefined || within?.has(entry.workbin) === false) continue;
      const age = readAge(since(entry), limits(entry.workbin), now);
      ageAt = Math.min(ageAt, nextAgeAt(since(entry), limits(entry.workbin), now) ?? Infinity);
      if (age !== 'fresh' && age !== entry.aged && entry.aged !== 'too-old') aged.push({ entry, age });
    }
    for (const { entry, age } of aged) keep({ ...entry, aged: age });
    const told = aged.filter(({ entry }) => ageAlerts && !mutedWorkbins.includes(entry.workbin));
    for (const isCatchUp of [true, false]) {
      const these = told.filter(({ entry }) => isLate(entry.workbin, isOverdue) === isCatchUp);
      for (const age of ['too-old', 'old'] as const) {
        const waiting = arrivalsOf(these.filter((one) => one.age === age).map(({ entry }) => entry));
        tellAge(age, waiting, isCatchUp, now);
      }
    }
  }

  function tellAge(age: Exclude<Age, 'fresh'>, waiting: readonly Arrival[], isCatchUp: boolean, now: number): void {
    const found = groupByWorkbin(waiting);
    const alike = { occasion: 'aged', manner: USUAL_MANNER, isCatchUp } as const;
    if (found.size > (isCatchUp ? 1 : FEW)) {
      const text = () => formatAgedEverywhere(waiting, age, t);
      announcer.remind({ ...alike, topic: `${age} everywhere ${now}`, waiting, text }, now);
      return;
    }
    for (const [workbin, together] of found) {
      const { warnAfter, breachAfter } = limits(workbin.key);
      const minutes = age === 'old' ? warnAfter : breachAfter;
      const text: Reminder['text'] = (items) => formatAged(items, workbin, minutes, formatTime, t);
      announcer.remind({ ...alike, topic: `${age} ${workbin.key}`, waiting: together, text }, now);
    }
  }

  /** Brings back what was put aside until now. */
  function wake(now: number, isOverdue: boolean): void {
    const due = inbox.snoozed().filter(({ snoozedUntil = 0 }) => snoozedUntil <= now);
    for (const entry of due) {
      keep({ ...entry, snoozedUntil: undefined, unread: true });
      // What has grown old meanwhile is told of by this.
      ageAt = Math.min(ageAt, now);
    }
    for (const [workbin, waiting] of groupByWorkbin(arrivalsOf(due))) {
      const text: Reminder['text'] = (items) => formatWoken(items, workbin, formatTime, t);
      const alike = { occasion: 'woken', manner: USUAL_MANNER, isCatchUp: isLate(workbin.key, isOverdue) } as const;
      announcer.remind({ ...alike, topic: `woken ${workbin.key}`, waiting, text }, now);
    }
  }

  /**
   * How the settings as they are now let its alert come again; null where they do not. What the person did in other programs is not
   * asked anew.
   */
  function readManner({ workbin: key, item, arrivedAt }: Entry, now: number): AlertManner | null {
    const { mutedWorkbins, rules } = settings();
    const workbin = workbinOf(key);
    if (!workbin || mutedWorkbins.includes(key)) return null;
    const manners = [false, true].flatMap((isOwn) => {
      const verdict = decideByRules(rules, describeArrival(workbin, item, isOwn, arrivedAt ?? now));
      return verdict.kind === 'matched' && verdict.rule.then.kind === 'alert' ? [verdict.rule.then] : [];
    });
    return manners.find(({ repeatEvery }) => repeatEvery > 0) ?? null;
  }

  /** What comes again and may be told of now: what has not been read lately may have gone. */
  function repeatable(): readonly Entry[] {
    const { workbins } = level();
    return inbox.repeating().filter(({ workbin }) => workbins.has(workbin));
  }

  function tellAgain(now: number, isQuiet: boolean, isOverdue: boolean): void {
    const due: Again[] = [];
    for (const entry of repeatable()) {
      const { repeats } = entry;
      if (!repeats || repeats.at > now) continue;
      const manner = entry.unread && entry.snoozedUntil === undefined ? readManner(entry, now) : null;
      const isHeld = isQuiet && manner?.evenWhenQuiet === false;
      keep({ ...entry, repeats: manner ? (isHeld ? putOff : nextRepeat)(repeats, manner, now) : undefined });
      if (manner && !isHeld) due.push({ entry, manner });
    }
    const groups = due.length > FEW ? [...new Set(due.map(({ entry }) => entry.workbin))] : null;
    const together = groups?.map((key) => due.filter(({ entry }) => entry.workbin === key)) ?? due.map((one) => [one]);
    for (const these of together) tellUnseen(these, isOverdue, now);
  }

  /** Tells of what lies in one workbin and was not opened yet. */
  function tellUnseen(these: readonly Again[], isOverdue: boolean, now: number): void {
    const waiting = arrivalsOf(these.map(({ entry }) => entry));
    const [first, ...others] = waiting;
    if (!first) return;
    const { workbin, item } = first;
    const topic = others.length > 0 ? `unseen ${workbin.key}` : `unseen ${workbin.key} ${item.id}`;
    const text: Reminder['text'] = (items) => formatUnseen(items, workbin, formatTime, t);
    const manner = loudest(these.map((one) => one.manner));
    announcer.remind({ occasion: 'unseen', topic, waiting, text, manner, isCatchUp: isLate(workbin.key, isOverdue) }, now);
  }

  /** When to look again, after all that is due at `now` was told. */
  function nextLook(now: number, isQuiet: Quiet | null, within: ReadonlySet<WorkbinKey> | null): number {
    const after = isQuiet === null ? now : (isQuiet.until ?? now + ASK_AGAIN);
    const least = (times: readonly number[]) => Math.min(...times.map((at) => Math.max(at, after)), Infinity);
    const held = least(decidable(within).map(({ heldUntil = 0 }) => heldUntil));
    const woken = least(inbox.snoozed().map(({ snoozedUntil = 0 }) => snoozedUntil));
    const again = Math.min(...repeatable().map(({ repeats }) => repeats?.at ?? Infinity));
    const aged = least([Math.max(ageAt, afterAges(now))]);
    // What was not read is looked at again when it is; what waits for it, when it has waited for long enough.
    const together = partSince === null || partSince + TOGETHER <= now ? Infinity : partSince + TOGETHER;
    return Math.max(Math.min(woken, again, together, held, within === NOTHING ? Infinity : aged), now + 1);
  }

  /** When ages are read again at the soonest; a clock that was set back must not put that off. */
  const afterAges = (now: number): number => Math.min(agesReadAt, now) + MINUTE;
  const lookBy = (at: number): void => void (lookAt = Math.min(lookAt, at));

  return {
    dueAt() {
      if (isStale) return -Infinity;
      return lookAt === Infinity ? null : lookAt;
    },
    look(now) {
      const isQuiet = quiet(now);
      const within = readable(now);
      // Nothing is looked at so late but after a sleep or a leap of the clock.
      const isOverdue = lookAt < now - MINUTE;
      isStale = false;
      if (isQuiet === null) {
        tellDigest(now, within, isOverdue);
        wake(now, isOverdue);
        if (within !== NOTHING && ageAt <= now) tellAges(now, within, isOverdue);
      }
      tellAgain(now, isQuiet !== null, isOverdue);
      if (isQuiet === null && within !== NOTHING) for (const key of level().workbins) settled.add(key);
      lookAt = nextLook(now, isQuiet, within);
    },
    reconsider() {
      ageAt = -Infinity;
      isStale = true;
    },
    expect(entry, now) {
      const at = nextAgeAt(since(entry), limits(entry.workbin), now);
      if (at !== null && at < ageAt) {
        ageAt = at;
        lookBy(Math.max(at, afterAges(now)));
      }
      if (entry.heldUntil !== undefined) lookBy(entry.heldUntil);
      if (entry.snoozedUntil !== undefined) lookBy(entry.snoozedUntil);
      if (entry.repeats) lookBy(entry.repeats.at);
    },
    repeat(workbin, id, manner, now) {
      const entry = inbox.get(workbin, id);
      const repeats = firstRepeat(manner, now);
      if (!entry || !repeats) return;
      keep({ ...entry, repeats });
      lookBy(repeats.at);
    },
    seen(id) {
      for (const entry of inbox.whereIs(id)) if (entry.repeats) keep({ ...entry, repeats: undefined });
    },
    snooze(workbin, id, until) {
      const entry = inbox.get(workbin, id);
      if (!entry) return;
      // Announces nothing any more of what is undecided yet, and decides so.
      announcer.seen(workbin, id);
      const seen = inbox.get(workbin, id) ?? entry;
      keep({ ...seen, snoozedUntil: until ?? undefined, heldUntil: undefined, unread: false, repeats: undefined });
      if (until !== null) lookBy(until);
    },
    stir(entry, now) {
      if (entry.snoozedUntil === undefined) return;
      keep({ ...entry, snoozedUntil: now });
      lookBy(now);
    },
  };
}

/** An item of which the alert comes again, and how. */
interface Again {
  readonly entry: Entry;
  readonly manner: AlertManner;
}

const NOTHING: ReadonlySet<WorkbinKey> = new Set();

function groupByWorkbin(arrivals: readonly Arrival[]): ReadonlyMap<Workbin, readonly Arrival[]> {
  const groups = new Map<WorkbinKey, Arrival[]>();
  for (const arrival of arrivals) {
    const group = groups.get(arrival.workbin.key);
    if (group) group.push(arrival);
    else groups.set(arrival.workbin.key, [arrival]);
  }
  return new Map([...groups.values()].flatMap((group) => (group[0] ? [[group[0].workbin, group] as const] : [])));
}
