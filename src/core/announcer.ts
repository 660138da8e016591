import type { Alert, Announcement, Decision } from './alert.ts';
import { formatArrival, formatArrivals, formatOffer, formatStatus, type AlertText, type FormatTime } from './alert-text.ts';
import { ENGLISH, type Translate } from './language.ts';
import { formatDigest, formatUnseenOffer } from './reminder-text.ts';
import type { AskedOffer } from './offer-repeats.ts';
import { loudest, USUAL_MANNER, type AlertManner } from './rule.ts';
import { admit, CALM, gatheredUntil, postpone, settle, type Pacing } from './pacing.ts';
import type { Item } from './resource.ts';
import type { Route } from './route.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** What the announcer makes of what it is given. */
export interface AnnouncerEvents {
  alert(alert: Alert): void;
  withdraw(id: string, reason: string): void;
  /** `how` it was to be announced. */
  decision(decision: Decision, how?: Announcement): void;
}

/** One item that has newly come to lie in a workbin. */
export interface Arrival {
  readonly workbin: Workbin;
  readonly item: Item;
  /** How it is to be announced, where that is not as usual. */
  readonly how?: Announcement;
}

/** A new state of a workitem, or of anything else that is offered to the person. */
export interface Offered {
  readonly item: Item;
  readonly state: string;
  readonly event: 'workitem-status' | 'interaction-offered';
  /** Whether it waits to be taken in this state. */
  readonly isOffer: boolean;
  readonly how: Announcement;
}

/** Something that is told anew of items that wait: it is no arrival, and counts none. */
export interface Reminder {
  readonly occasion: NonNullable<Alert['occasion']>;
  /** What it is about: those of one topic become one alert. */
  readonly topic: string;
  readonly waiting: readonly Arrival[];
  /** The words for these and all others of the topic that are on the screen. */
  readonly text: (items: readonly Item[]) => AlertText;
  readonly manner: AlertManner;
  /** Shown without sound. */
  readonly isCatchUp: boolean;
}

/**
 * Turns arrivals that are to be announced into few alerts, and takes alerts back. Up to three within two seconds come one
 * by one, more as one summary for each workbin. Told the time, it keeps no clock.
 */
export interface Announcer {
  /** An arrival that happened just now. */
  arrived(arrival: Arrival, now: number): void;
  /** What a comparison found in one workbin: one alert, without sound. */
  foundLater(arrivals: readonly Arrival[], now: number): void;
  /** What was held and still waits: one alert for all of it, which they are counted in without another decision. */
  digest(arrivals: readonly Arrival[], isCatchUp: boolean, now: number): void;
  /** What waits for long, or again: one alert, in the place of an earlier one on the screen with the same topic. */
  remind(reminder: Reminder, now: number): void;
  /** It left, or its workbin is no longer watched. */
  left(workbin: WorkbinKey, id: InteractionId, reason?: string): void;
  /** The person has seen it in the window. */
  seen(workbin: WorkbinKey, id: InteractionId): void;
  /** A state that is to be announced. */
  offered(offered: Offered, now: number): void;
  /** What was announced so and is in the same state still, but was not opened: in the place of its alert on the screen. */
  offeredAgain(offer: AskedOffer, manner: AlertManner, isCatchUp: boolean, now: number): void;
  /** What was offered has been taken, or the offer was taken back. */
  offerEnded(id: InteractionId, reason: string): void;
  /** An alert that stands for no arrival; gives its id. */
  plain(kind: Alert['kind'], text: AlertText, opens: Route | null, replaces: string | null, now: number): string;
  /** An alert has come out: what is gathered meanwhile follows two seconds later at the earliest, however long that took. */
  told(id: string, now: number): void;
  /** When `flush` is due, ms since the epoch; null while nothing is gathered, or a summary has yet to come out. */
  dueAt(now: number): number | null;
  /** Whether an alert was told whose decisions were not all told yet; `flush` is due at once then. */
  isDeciding(): boolean;
  /** Tells what is outstanding of such decisions: on this interaction, or all for null. Before anything else becomes of them. */
  complete(id: InteractionId | null): void;
  /**
   * Announces what was gathered in one workbin, or tells some of the decisions that the last alert stands for; what is left is due at
   * once then, so that others have their turn between.
   */
  flush(now: number): void;
}

/** What alerts are made with. */
export interface AnnouncerOptions {
  readonly createId: () => string;
  readonly formatTime: FormatTime;
  /** What alerts are said in; English unless told. */
  readonly t?: Translate;
  /** The name of another workbin in which the interaction was announced and still lies; null where there is none. */
  readonly announcedIn: (id: InteractionId, besides: WorkbinKey) => string | null;
  /** How many decisions of one summary are told in one go. */
  readonly slice: number;
}

/** An alert on the screen. It lives on, under a new id, when it is brought up to date. */
interface Shown {
  id: string;
  /** What it stands for and is still there, by workbin and interaction. */
  readonly standsFor: Map<string, Item>;
}

/** How many alerts are remembered as shown; the desktop keeps fewer. */
const REMEMBERED = 500;
/** How soon after one sound the next may come, in ms. */
const BETWEEN_SOUNDS = 2000;

/** An announcer that tells what it decides at once. */
export function createAnnouncer(
  { createId, formatTime, announcedIn, slice, t = ENGLISH }: AnnouncerOptions,
  tell: AnnouncerEvents,
): Announcer {
  let pacing: Pacing = CALM;
  const gathered = new Map<WorkbinKey, Map<InteractionId, Arrival>>();
  /** The workbins whose arrivals are being announced, of one at each flush. */
  let due: WorkbinKey[] = [];
  const shown = new Map<string, Shown>();
  const alertOf = new Map<string, Shown>();
  /** The summaries of the flood that is going on, by workbin. */
  const summaries = new Map<WorkbinKey, Shown>();
  /** The latest reminder of each topic. */
  const reminders = new Map<string, Shown>();
  /** Those of several arrivals that have not come out yet. */
  const untold = new Set<string>();
  /** Arrivals that the last alert stands for and that were not decided on yet. */
  let undecided: Undecided | null = null;
  let soundedAt = -Infinity;

  /** Tells of an alert that adds these items to what is on the screen, or comes new. */
  function raise(
    alert: Pick<Alert, 'kind' | 'occasion' | 'count' | 'opens' | 'workbin'> & {
      readonly isCatchUp: boolean;
      readonly manner: AlertManner;
    },
    text: (items: readonly Item[]) => AlertText,
    onScreen: Shown | undefined,
    added: readonly Place[],
    now: number,
  ): Shown {
    const { isCatchUp, manner, ...rest } = alert;
    const replaces = onScreen?.id ?? null;
    const on = onScreen ?? { id: '', standsFor: new Map<string, Item>() };
    if (replaces !== null) shown.delete(replaces);
    on.id = createId();
    shown.set(on.id, on);
    for (const { workbin, item } of added) {
      const key = keyOf(workbin, item.id);
      if (alertOf.get(key) !== on) withdraw(key, 'another alert tells of it now');
      on.standsFor.set(key, item);
      alertOf.set(key, on);
    }
    for (const [oldest, { standsFor }] of shown) {
      if (shown.size <= REMEMBERED) break;
      shown.delete(oldest);
      for (const key of standsFor.keys()) if (alertOf.get(key)?.id === oldest) alertOf.delete(key);
    }
    const items = [...on.standsFor.values()];
    const { sound, urgency } = manner;
    const silent = isCatchUp || sound === 'none' || Math.abs(now - soundedAt) < BETWEEN_SOUNDS;
    if (!silent) soundedAt = now;
    const interactions = items.map(({ id }) => id);
    if (alert.kind === 'items-added') untold.add(on.id);
    tell.alert({ id: on.id, ...rest, interactions, replaces, silent, manner: { sound, urgency }, ...text(items) });
    return on;
  }

  function single(arrival: Arrival, isCatchUp: boolean, now: number): void {
    const { workbin, item } = arrival;
    const opens = { view: 'item', workbin: workbin.key, interactionId: item.id } as const;
    const alert = { kind: 'item-added', count: 1, opens, workbin: workbin.key, isCatchUp, manner: mannerOf(arrival) } as const;
    const { id } = raise(alert, () => formatArrival(item, workbin, formatTime, t), undefined, [placeOf(arrival)], now);
    decide(arrival, 'alerted', id, 'it arrived in a watched workbin');
  }

  function summary(together: readonly Arrival[], isCatchUp: boolean, now: number): void {
    if (together.length === 0) return;
    decideSome(Infinity);
    const arrivals = together.filter(isFirst);
    const [first] = arrivals;
    if (!first) return;
    const { workbin } = first;
    const earlier = isCatchUp ? undefined : summaries.get(workbin.key);
    const onScreen = earlier && shown.has(earlier.id) ? earlier : undefined;
    if (arrivals.length === 1 && !onScreen) return single(first, isCatchUp, now);
    const opens = { view: 'list', workbin: workbin.key } as const;
    const manner = loudest(arrivals.map(mannerOf));
    // Of one flood the first summary sounds; those that bring it up to date do not.
    const isQuiet = isCatchUp || onScreen !== undefined;
    const alert = {
      kind: 'items-added',
      count: arrivals.length,
      opens,
      workbin: workbin.key,
      isCatchUp: isQuiet,
      manner,
    } as const;
    const text = (items: readonly Item[]) => formatArrivals(items, items.length, workbin, isCatchUp, t);
    const on = raise(alert, text, onScreen, arrivals.map(placeOf), now);
    if (!isCatchUp) summaries.set(workbin.key, on);
    const why = isCatchUp ? 'it arrived while this app was not watching' : 'many arrived at once';
    undecided = { waiting: new Map(arrivals.map((arrival) => [arrival.item.id, arrival])), alertId: on.id, why };
    // Of many the alert alone is as much as is done in one go.
    if (arrivals.length <= slice) decideSome(slice);
  }

  /** Goes on with what the last alert stands for. */
  function decideSome(most: number): void {
    let left = most;
    for (const id of undecided?.waiting.keys() ?? []) {
      if (left-- === 0) return;
      complete(id);
    }
  }

  /** Decides on this, where the last alert stands for it and it was not decided on. */
  function complete(id: InteractionId): void {
    const arrival = undecided?.waiting.get(id);
    if (!undecided || !arrival) return;
    const { waiting, alertId, why } = undecided;
    waiting.delete(id);
    if (waiting.size === 0) undecided = null;
    decide(arrival, 'grouped', alertId, why);
  }

  /** Tells of something offered, in the place of what was told of it before: in another state, as Invited and then Ringing. */
  function raiseOffer(
    item: Item,
    alert: Pick<Alert, 'kind' | 'occasion'> & { readonly isCatchUp: boolean; readonly manner: AlertManner },
    text: AlertText,
    now: number,
  ): string {
    const opens = { view: 'item', workbin: null, interactionId: item.id } as const;
    const before = alertOf.get(keyOf(null, item.id));
    const onScreen = before && shown.has(before.id) ? before : undefined;
    const place = { workbin: null, item };
    return raise({ ...alert, count: 0, opens, workbin: null }, () => text, onScreen, [place], now).id;
  }

  /** False, and decided so, for what was announced in another workbin while it was gathered here. */
  function isFirst(arrival: Arrival): boolean {
    const elsewhere = announcedIn(arrival.item.id, arrival.workbin.key);
    if (elsewhere !== null) decide(arrival, 'silenced', null, `already announced in ${elsewhere}`);
    return elsewhere === null;
  }

  function decide({ workbin, item, how }: Arrival, outcome: Decision['outcome'], alertId: string | null, said: string): void {
    const reason = how?.why && alertId !== null ? `${said}; ${how.why}` : said;
    tell.decision(
      { event: 'item-added', subject: item.id, workbin: workbin.key, outcome, alertId, reason, asked: how?.asked },
      how,
    );
  }

  /** It no longer needs an alert: one that is due is not raised any more, and one on the screen is taken back. */
  function end(workbin: WorkbinKey, id: InteractionId, instead: string, reason: string): void {
    complete(id);
    const waiting = gathered.get(workbin);
    const arrival = waiting?.get(id);
    waiting?.delete(id);
    if (waiting?.size === 0) gathered.delete(workbin);
    if (arrival) decide(arrival, 'silenced', null, instead);
    withdraw(keyOf(workbin, id), reason);
  }

  function gather(arrival: Arrival): void {
    const { workbin, item } = arrival;
    const waiting = gathered.get(workbin.key) ?? new Map<InteractionId, Arrival>();
    gathered.set(workbin.key, waiting.set(item.id, arrival));
  }

  function withdraw(key: string, reason: string): void {
    const alert = alertOf.get(key);
    alertOf.delete(key);
    if (!alert || !shown.has(alert.id)) return;
    alert.standsFor.delete(key);
    if (alert.standsFor.size > 0) return;
    shown.delete(alert.id);
    tell.withdraw(alert.id, reason);
  }

  return {
    arrived(arrival, now) {
      const admitted = admit(pacing, now);
      pacing = admitted.pacing;
      if (admitted.alone) single(arrival, false, now);
      else gather(arrival);
    },
    foundLater: (arrivals, now) => summary(arrivals, true, now),
    digest(arrivals, isCatchUp, now) {
      const only = onlyWorkbin(arrivals);
      const opens = { view: 'list', workbin: only?.key ?? null } as const;
      const count = arrivals.length;
      const alert = { kind: 'items-added', count, opens, workbin: only?.key ?? null, isCatchUp, manner: USUAL_MANNER } as const;
      raise(alert, () => formatDigest(arrivals, formatTime, t), undefined, arrivals.map(placeOf), now);
    },
    remind({ occasion, topic, waiting, text, manner, isCatchUp }, now) {
      const [first] = waiting;
      if (!first) return;
      const earlier = reminders.get(topic);
      const own = alertOf.get(keyOf(first.workbin.key, first.item.id));
      const isOfIt = waiting.length === 1 && own?.standsFor.size === 1;
      const onScreen = earlier && shown.has(earlier.id) ? earlier : isOfIt && shown.has(own.id) ? own : undefined;
      const only = onlyWorkbin(waiting);
      const isSingle = waiting.length === 1 && (onScreen === undefined || onScreen === own);
      const opens: Route = isSingle
        ? { view: 'item', workbin: first.workbin.key, interactionId: first.item.id }
        : { view: 'list', workbin: only?.key ?? null };
      const alert = { kind: 'item-aged', occasion, count: 0, opens, workbin: only?.key ?? null, isCatchUp, manner } as const;
      reminders.set(topic, raise(alert, text, onScreen, waiting.map(placeOf), now));
    },
    left: (workbin, id, reason = 'the item was removed') => end(workbin, id, 'it left again before its alert was due', reason),
    seen: (workbin, id) => end(workbin, id, 'it was opened before its alert was due', 'it was opened'),
    offered({ item, state, event, isOffer, how }, now) {
      const text = isOffer ? formatOffer(item, t) : formatStatus(item, state, t);
      const id = raiseOffer(item, { kind: event, isCatchUp: false, manner: how.manner }, text, now);
      const said = isOffer ? `it is offered to you (${state})` : `its state is now ${state.slice(0, 40)}`;
      const reason = how.why === null ? said : `${said}; ${how.why}`;
      tell.decision({ event, subject: item.id, workbin: null, outcome: 'alerted', alertId: id, reason, asked: how.asked });
    },
    offeredAgain({ asked: { item }, state, isOffer }, manner, isCatchUp, now) {
      const alert = { kind: 'item-aged', occasion: 'unseen', isCatchUp, manner } as const;
      raiseOffer(item, alert, formatUnseenOffer(item, isOffer ? null : state, t), now);
    },
    offerEnded: (id, reason) => withdraw(keyOf(null, id), reason),
    plain(kind, text, opens, replaces, now) {
      const before = replaces === null ? undefined : shown.get(replaces);
      const alert = { kind, count: 0, opens, workbin: null, isCatchUp: false, manner: USUAL_MANNER } as const;
      return raise(alert, () => text, before, [], now).id;
    },
    told(id, now) {
      if (untold.delete(id)) pacing = postpone(pacing, now);
    },
    dueAt(now) {
      if (undecided || due.length > 0) return -Infinity;
      return untold.size > 0 ? null : gatheredUntil(pacing, now);
    },
    isDeciding: () => undecided !== null,
    complete: (id) => (id === null ? decideSome(Infinity) : complete(id)),
    flush(now) {
      if (undecided) return decideSome(slice);
      if (due.length === 0) due = [...gathered.keys()];
      const workbin = due.shift();
      if (workbin !== undefined) {
        const together = [...(gathered.get(workbin)?.values() ?? [])];
        gathered.delete(workbin);
        summary(together, false, now);
      }
      // From the last workbin on, so that none waits for less than the others did before it.
      if (due.length === 0) pacing = settle(pacing, workbin === undefined ? 0 : 1, now);
      if (pacing.gatherUntil === null) summaries.clear();
    },
  };
}

/** What an alert stands for in its workbin and was not decided on yet; never empty. */
interface Undecided {
  readonly waiting: Map<InteractionId, Arrival>;
  readonly alertId: string;
  readonly why: string;
}

/** Where an item lies that an alert tells of. */
interface Place {
  readonly workbin: WorkbinKey | null;
  readonly item: Item;
}

function placeOf({ workbin, item }: Arrival): Place {
  return { workbin: workbin.key, item };
}

function mannerOf({ how }: Arrival): AlertManner {
  return how?.manner ?? USUAL_MANNER;
}

/** The workbin in which all of these lie; null where there are several. */
function onlyWorkbin([first, ...others]: readonly Arrival[]): Workbin | null {
  return first && others.every(({ workbin }) => workbin.key === first.workbin.key) ? first.workbin : null;
}

function keyOf(workbin: WorkbinKey | null, id: InteractionId): string {
  return `${workbin ?? ''} ${id}`;
}
