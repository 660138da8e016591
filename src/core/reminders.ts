import { limitsOf, nextAgeAt, readAge, type Age } from './ageing.ts';
import type { Announcer, Arrival, Reminder } from './announcer.ts';
import type { FormatTime } from './alert-text.ts';
import type { Level } from './bins.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Entry, Inbox } from './inbox.ts';
import type { Translate } from './language.ts';
import type { Quiet } from './quiet.ts';
import { formatAged, formatAgedEverywhere, formatUnseen, formatWoken } from './reminder-text.ts';
import { createRepeats } from './repeats.ts';
import { USUAL_MANNER, type AlertManner } from './rule.ts';
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
/** Of up to so many workbins each has a reminder of its own. */
const FEW = 3;
/** Whether the computer asks not to be disturbed has to be asked for. */
const ASK_AGAIN = 30_000;

/** Reminders of what lies in this inbox. */
export function createReminders(options: RemindersOptions): Reminders {
  const { inbox, announcer, settings, quiet, formatTime, t, workbinOf, level, elsewhere, keep } = options;
  const repeats = createRepeats();
  /** When the next item gets older; and when ages were read last, since many may age minute by minute. */
  let ageAt = -Infinity;
  let agesReadAt = -Infinity;
  let lookAt = Infinity;
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

  function tellDigest(now: number, within: ReadonlySet<WorkbinKey> | null): void {
    // A clock that was set back must not hold anything for longer than a digest takes.
    const latest = now + settings().digestEvery * MINUTE;
    const told: Entry[] = [];
    for (const entry of decidable(within)) {
      const { heldUntil = 0, item, workbin } = entry;
      if (heldUntil > now && heldUntil <= latest) continue;
      const announced = elsewhere.announcedIn(item.id, workbin) === null && !settings().mutedWorkbins.includes(workbin);
      keep({ ...entry, heldUntil: undefined, announced });
      if (announced) told.push(entry);
    }
    // What was held in an earlier run of the app has no time of arrival in this one.
    const isCatchUp = told.every(({ arrivedAt }) => arrivedAt === null);
    if (told.length > 0) announcer.digest(arrivalsOf(told), isCatchUp, now);
  }

  /** Marks what has got older, and tells of it. */
  function tellAges(now: number, within: ReadonlySet<WorkbinKey> | null): void {
    const { mutedWorkbins, ageAlerts } = settings();
    const isFirst = agesReadAt === -Infinity;
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
    for (const age of ['too-old', 'old'] as const) {
      const waiting = arrivalsOf(told.filter((one) => one.age === age).map(({ entry }) => entry));
      tellAge(age, waiting, isFirst, now);
    }
  }

  function tellAge(age: Exclude<Age, 'fresh'>, waiting: readonly Arrival[], isFirst: boolean, now: number): void {
    const found = groupByWorkbin(waiting);
    if (found.size > (isFirst ? 1 : FEW)) {
      const text = () => formatAgedEverywhere(waiting, age, t);
      announcer.remind({ topic: `${age} everywhere ${now}`, waiting, text, manner: USUAL_MANNER, isCatchUp: isFirst }, now);
      return;
    }
    for (const [workbin, together] of found) {
      const { warnAfter, breachAfter } = limits(workbin.key);
      const minutes = age === 'old' ? warnAfter : breachAfter;
      const text: Reminder['text'] = (items) => formatAged(items, workbin, minutes, formatTime, t);
      const topic = `${age} ${workbin.key}`;
      announcer.remind({ topic, waiting: together, text, manner: USUAL_MANNER, isCatchUp: isFirst }, now);
    }
  }

  /** Brings back what was put aside until now. */
  function wake(now: number): void {
    const due = inbox.snoozed().filter(({ snoozedUntil = 0 }) => snoozedUntil <= now);
    for (const entry of due) {
      keep({ ...entry, snoozedUntil: undefined, unread: true });
      // What has grown old meanwhile is told of by this.
      ageAt = Math.min(ageAt, now);
    }
    for (const [workbin, waiting] of groupByWorkbin(arrivalsOf(due))) {
      const text: Reminder['text'] = (items) => formatWoken(items, workbin, formatTime, t);
      const topic = `woken ${workbin.key}`;
      announcer.remind({ topic, waiting, text, manner: USUAL_MANNER, isCatchUp: false }, now);
    }
  }

  /** Whether the settings as they are now still let its alert come again. What the person did in other programs is not asked anew. */
  function isToRepeat({ workbin: key, item, arrivedAt }: Entry, now: number): boolean {
    const { mutedWorkbins, rules } = settings();
    const workbin = workbinOf(key);
    if (!workbin || mutedWorkbins.includes(key)) return false;
    return [false, true].some((isOwn) => {
      const verdict = decideByRules(rules, describeArrival(workbin, item, isOwn, arrivedAt ?? now));
      return verdict.kind === 'matched' && verdict.rule.then.kind === 'alert' && verdict.rule.then.repeatEvery > 0;
    });
  }

  function tellAgain(now: number, isQuiet: boolean): void {
    const find = ({ workbin, id }: { readonly workbin: WorkbinKey; readonly id: InteractionId }): readonly Entry[] => {
      const entry = inbox.get(workbin, id);
      return entry?.unread && entry.snoozedUntil === undefined && isToRepeat(entry, now) ? [entry] : [];
    };
    const due = repeats.take(
      now,
      (one) => find(one).length > 0,
      ({ manner }) => isQuiet && !manner.evenWhenQuiet,
    );
    for (const one of due) {
      for (const arrival of arrivalsOf(find(one))) {
        const text: Reminder['text'] = (items) => formatUnseen(items, arrival.workbin, formatTime, t);
        const topic = `unseen ${one.workbin} ${one.id}`;
        announcer.remind({ topic, waiting: [arrival], text, manner: one.manner, isCatchUp: false }, now);
      }
    }
  }

  /** When to look again, after all that is due at `now` was told. */
  function nextLook(now: number, isQuiet: Quiet | null, within: ReadonlySet<WorkbinKey> | null): number {
    const after = isQuiet === null ? now : (isQuiet.until ?? now + ASK_AGAIN);
    const least = (times: readonly number[]) => Math.min(...times.map((at) => Math.max(at, after)), Infinity);
    const held = least(decidable(within).map(({ heldUntil = 0 }) => heldUntil));
    const woken = least(inbox.snoozed().map(({ snoozedUntil = 0 }) => snoozedUntil));
    const aged = least([Math.max(ageAt, agesReadAt + MINUTE)]);
    // What was not read is looked at again when it is; what waits for it, when it has waited for long enough.
    const together = partSince === null || partSince + TOGETHER <= now ? Infinity : partSince + TOGETHER;
    return Math.max(Math.min(woken, repeats.dueAt(), together, held, within === NOTHING ? Infinity : aged), now + 1);
  }

  const lookBy = (at: number): void => void (lookAt = Math.min(lookAt, at));

  return {
    dueAt: () => (lookAt === Infinity ? null : lookAt),
    look(now) {
      const isQuiet = quiet(now);
      const within = readable(now);
      if (isQuiet === null) {
        tellDigest(now, within);
        wake(now);
        if (within !== NOTHING && ageAt <= now) tellAges(now, within);
      }
      tellAgain(now, isQuiet !== null);
      lookAt = nextLook(now, isQuiet, within);
    },
    reconsider() {
      ageAt = -Infinity;
      lookAt = -Infinity;
    },
    expect(entry, now) {
      const at = nextAgeAt(since(entry), limits(entry.workbin), now);
      if (at !== null && at < ageAt) {
        ageAt = at;
        lookBy(Math.max(at, agesReadAt + MINUTE));
      }
      if (entry.heldUntil !== undefined) lookBy(entry.heldUntil);
      if (entry.snoozedUntil !== undefined) lookBy(entry.snoozedUntil);
    },
    repeat(workbin, id, manner, now) {
      if (manner.repeatEvery === 0) return;
      repeats.add({ workbin, id, manner }, now);
      lookBy(repeats.dueAt());
    },
    seen: (id) => repeats.drop(id),
    snooze(workbin, id, until) {
      const entry = inbox.get(workbin, id);
      if (!entry) return;
      // Announces nothing any more of what is undecided yet, and decides so.
      announcer.seen(workbin, id);
      const seen = inbox.get(workbin, id) ?? entry;
      keep({ ...seen, snoozedUntil: until ?? undefined, heldUntil: undefined, unread: false });
      if (until !== null) lookBy(until);
    },
    stir(entry, now) {
      if (entry.snoozedUntil === undefined) return;
      keep({ ...entry, snoozedUntil: now });
      lookBy(now);
    },
  };
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
