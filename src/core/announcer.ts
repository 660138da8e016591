import type { Alert, Decision } from './alert.ts';
import { formatArrival, formatArrivals, formatOffer, NAMED, type AlertText, type FormatTime } from './alert-text.ts';
import type { Translate } from './language.ts';
import { admit, CALM, settle, type Pacing } from './pacing.ts';
import type { Item } from './resource.ts';
import type { Route } from './route.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** What the announcer makes of what it is given. */
export interface AnnouncerEvents {
  alert(alert: Alert): void;
  withdraw(id: string, reason: string): void;
  decision(decision: Decision): void;
}

/** One item that has newly come to lie in a workbin. */
export interface Arrival {
  readonly workbin: Workbin;
  readonly item: Item;
}

/**
 * Turns arrivals that are to be announced into few alerts, and takes alerts back. Up to three within two seconds come one
 * by one, more as one summary for each workbin. Told the time, it keeps no clock.
 */
export interface Announcer {
  /** An arrival that happened just now. */
  arrived(arrival: Arrival, now: number): void;
  /** What a comparison found in one workbin: one alert, without sound. */
  foundLater(arrivals: readonly Arrival[]): void;
  /** It left, or its workbin is no longer watched. */
  left(workbin: WorkbinKey, id: InteractionId, reason?: string): void;
  /** The person has seen it in the window. */
  seen(workbin: WorkbinKey, id: InteractionId): void;
  offered(item: Item, state: string, event: 'workitem-status' | 'interaction-offered'): void;
  /** What was offered has been taken, or the offer was taken back. */
  offerEnded(id: InteractionId, reason: string): void;
  /** An alert that stands for no arrival; gives its id. */
  plain(kind: Alert['kind'], text: AlertText, opens: Route | null, replaces: string | null): string;
  /** When `flush` is due, ms since the epoch; null while nothing is gathered. */
  dueAt(): number | null;
  /** Announces what was gathered. */
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
}

/** An alert on the screen. It lives on, under a new id, when it is brought up to date. */
interface Shown {
  id: string;
  /** What it stands for and is still there, by workbin and interaction. */
  readonly standsFor: Map<string, Item>;
}

/** How many alerts are remembered as shown; the desktop keeps fewer. */
const REMEMBERED = 500;

/** An announcer that tells what it decides at once. */
export function createAnnouncer({ createId, formatTime, announcedIn, t }: AnnouncerOptions, tell: AnnouncerEvents): Announcer {
  let pacing: Pacing = CALM;
  let gathered = new Map<string, Arrival>();
  const shown = new Map<string, Shown>();
  const alertOf = new Map<string, Shown>();
  /** The summaries of the flood that is going on, by workbin. */
  const summaries = new Map<WorkbinKey, Shown>();

  /** Tells of an alert that adds these items to what is on the screen, or comes new. */
  function raise(
    alert: Pick<Alert, 'kind' | 'count' | 'opens' | 'workbin' | 'silent'>,
    text: AlertText,
    onScreen: Shown | undefined,
    added: readonly Item[],
  ): Shown {
    const replaces = onScreen?.id ?? null;
    const on = onScreen ?? { id: '', standsFor: new Map<string, Item>() };
    if (replaces !== null) shown.delete(replaces);
    on.id = createId();
    shown.set(on.id, on);
    for (const item of added) {
      const key = keyOf(alert.workbin, item.id);
      on.standsFor.set(key, item);
      alertOf.set(key, on);
    }
    for (const [oldest, { standsFor }] of shown) {
      if (shown.size <= REMEMBERED) break;
      shown.delete(oldest);
      for (const key of standsFor.keys()) if (alertOf.get(key)?.id === oldest) alertOf.delete(key);
    }
    const interactions = Array.from(on.standsFor.values(), ({ id }) => id);
    tell.alert({ id: on.id, ...alert, interactions, replaces, ...text });
    return on;
  }

  function single({ workbin, item }: Arrival, silent: boolean): void {
    const opens = { view: 'item', workbin: workbin.key, interactionId: item.id } as const;
    const alert = { kind: 'item-added', count: 1, opens, workbin: workbin.key, silent } as const;
    const { id } = raise(alert, formatArrival(item, workbin, formatTime, t), undefined, [item]);
    decide({ workbin, item }, 'alerted', id, 'it arrived in a watched workbin');
  }

  function summary(together: readonly Arrival[], silent: boolean): void {
    const arrivals = together.filter(isFirst);
    const [first] = arrivals;
    if (!first) return;
    const { workbin } = first;
    const earlier = silent ? undefined : summaries.get(workbin.key);
    const onScreen = earlier && shown.has(earlier.id) ? earlier : undefined;
    if (arrivals.length === 1 && !onScreen) return single(first, silent);
    const added = arrivals.map(({ item }) => item);
    const total = (onScreen?.standsFor.size ?? 0) + added.length;
    const named = [...firstOf(onScreen?.standsFor.values() ?? [], NAMED), ...added.slice(0, NAMED)];
    const opens = { view: 'list', workbin: workbin.key } as const;
    const alert = { kind: 'items-added', count: added.length, opens, workbin: workbin.key, silent } as const;
    const on = raise(alert, formatArrivals(named, total, workbin, silent, t), onScreen, added);
    if (!silent) summaries.set(workbin.key, on);
    const why = silent ? 'it arrived while this app was not watching' : 'many arrived at once';
    for (const arrival of arrivals) decide(arrival, 'grouped', on.id, why);
  }

  /** False, and decided so, for what was announced in another workbin while it was gathered here. */
  function isFirst(arrival: Arrival): boolean {
    const elsewhere = announcedIn(arrival.item.id, arrival.workbin.key);
    if (elsewhere !== null) decide(arrival, 'silenced', null, `already announced in ${elsewhere}`);
    return elsewhere === null;
  }

  function decide({ workbin, item }: Arrival, outcome: Decision['outcome'], alertId: string | null, reason: string): void {
    tell.decision({ event: 'item-added', subject: item.id, workbin: workbin.key, outcome, alertId, reason });
  }

  /** It no longer needs an alert: one that is due is not raised any more, and one on the screen is taken back. */
  function end(workbin: WorkbinKey, id: InteractionId, instead: string, reason: string): void {
    const key = keyOf(workbin, id);
    const waiting = gathered.get(key);
    gathered.delete(key);
    if (waiting) decide(waiting, 'silenced', null, instead);
    withdraw(key, reason);
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
      if (admitted.alone) single(arrival, false);
      else gathered.set(keyOf(arrival.workbin.key, arrival.item.id), arrival);
    },
    foundLater: (arrivals) => summary(arrivals, true),
    left: (workbin, id, reason = 'the item was removed') => end(workbin, id, 'it left again before its alert was due', reason),
    seen: (workbin, id) => end(workbin, id, 'it was opened before its alert was due', 'it was opened'),
    offered(item, state, event) {
      const opens = { view: 'item', workbin: null, interactionId: item.id } as const;
      const alert = { kind: event, count: 0, opens, workbin: null, silent: false } as const;
      // It may have been told before in another state, as Invited and then Ringing.
      const before = alertOf.get(keyOf(null, item.id));
      const { id } = raise(alert, formatOffer(item, t), before && shown.has(before.id) ? before : undefined, [item]);
      tell.decision({
        event,
        subject: item.id,
        workbin: null,
        outcome: 'alerted',
        alertId: id,
        reason: `it is offered to you (${state})`,
      });
    },
    offerEnded: (id, reason) => withdraw(keyOf(null, id), reason),
    plain(kind, text, opens, replaces) {
      const before = replaces === null ? undefined : shown.get(replaces);
      return raise({ kind, count: 0, opens, workbin: null, silent: false }, text, before, []).id;
    },
    dueAt: () => pacing.gatherUntil,
    flush(now) {
      const arrivals = gathered.values();
      pacing = settle(pacing, gathered.size, now);
      gathered = new Map();
      const byWorkbin = new Map<WorkbinKey, Arrival[]>();
      for (const arrival of arrivals) {
        const together = byWorkbin.get(arrival.workbin.key);
        if (together) together.push(arrival);
        else byWorkbin.set(arrival.workbin.key, [arrival]);
      }
      for (const together of byWorkbin.values()) summary(together, false);
      if (pacing.gatherUntil === null) summaries.clear();
    },
  };
}

function firstOf<Value>(values: Iterable<Value>, most: number): readonly Value[] {
  const first: Value[] = [];
  for (const value of values) {
    if (first.length >= most) break;
    first.push(value);
  }
  return first;
}

function keyOf(workbin: WorkbinKey | null, id: InteractionId): string {
  return `${workbin ?? ''} ${id}`;
}
