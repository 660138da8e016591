import type { Alert, Decision } from './alert.ts';
import { formatArrival, formatArrivals, formatOffer, type AlertText, type FormatTime } from './alert-text.ts';
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
  /** The name of another workbin in which the interaction was announced and still lies; null where there is none. */
  readonly announcedIn: (id: InteractionId, besides: WorkbinKey) => string | null;
}

interface Shown {
  readonly workbin: WorkbinKey | null;
  readonly standsFor: Set<string>;
}

/** How many alerts are remembered as shown; the desktop keeps fewer. */
const REMEMBERED = 500;

/** An announcer that tells what it decides at once. */
export function createAnnouncer({ createId, formatTime, announcedIn }: AnnouncerOptions, tell: AnnouncerEvents): Announcer {
  let pacing: Pacing = CALM;
  let gathered: Arrival[] = [];
  const shown = new Map<string, Shown>();
  const alertOf = new Map<string, string>();
  /** The summaries of the flood that is going on, by workbin. */
  const summaries = new Map<WorkbinKey, { readonly id: string; readonly items: readonly Item[] }>();

  function raise(alert: Omit<Alert, 'id' | 'title' | 'body' | 'discreet'>, text: AlertText, keys: readonly string[]): string {
    const id = createId();
    if (alert.replaces !== null) shown.delete(alert.replaces);
    shown.set(id, { workbin: alert.workbin, standsFor: new Set(keys) });
    for (const key of keys) alertOf.set(key, id);
    for (const [oldest, { standsFor }] of shown) {
      if (shown.size <= REMEMBERED) break;
      shown.delete(oldest);
      for (const key of standsFor) if (alertOf.get(key) === oldest) alertOf.delete(key);
    }
    tell.alert({ id, ...alert, ...text });
    return id;
  }

  function single({ workbin, item }: Arrival, silent: boolean): void {
    const alertId = raise(
      {
        kind: 'item-added',
        count: 1,
        opens: { view: 'item', workbin: workbin.key, interactionId: item.id },
        workbin: workbin.key,
        interactions: [item.id],
        replaces: null,
        silent,
      },
      formatArrival(item, workbin, formatTime),
      [keyOf(workbin.key, item.id)],
    );
    decide({ workbin, item }, 'alerted', alertId, 'it arrived in a watched workbin');
  }

  function summary(together: readonly Arrival[], silent: boolean): void {
    const arrivals = together.filter(isFirst);
    const [first] = arrivals;
    if (!first) return;
    const { workbin } = first;
    const earlier = silent ? undefined : summaries.get(workbin.key);
    const onScreen = earlier && shown.has(earlier.id) ? earlier : undefined;
    if (arrivals.length === 1 && !onScreen) return single(first, silent);
    const standsFor = onScreen && shown.get(onScreen.id)?.standsFor;
    const stillThere = (onScreen?.items ?? []).filter((item) => standsFor?.has(keyOf(workbin.key, item.id)));
    const items = [...stillThere, ...arrivals.map(({ item }) => item)];
    const alertId = raise(
      {
        kind: 'items-added',
        count: arrivals.length,
        opens: { view: 'list', workbin: workbin.key },
        workbin: workbin.key,
        interactions: items.map((item) => item.id),
        replaces: onScreen?.id ?? null,
        silent,
      },
      formatArrivals(items, items.length, workbin, silent),
      items.map((item) => keyOf(workbin.key, item.id)),
    );
    if (!silent) summaries.set(workbin.key, { id: alertId, items });
    const why = silent ? 'it arrived while this app was not watching' : 'many arrived at once';
    for (const arrival of arrivals) decide(arrival, 'grouped', alertId, why);
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

  function withdraw(key: string, reason: string): void {
    const id = alertOf.get(key);
    alertOf.delete(key);
    const alert = id === undefined ? undefined : shown.get(id);
    if (id === undefined || !alert) return;
    alert.standsFor.delete(key);
    if (alert.standsFor.size > 0) return;
    shown.delete(id);
    tell.withdraw(id, reason);
  }

  return {
    arrived(arrival, now) {
      const admitted = admit(pacing, now);
      pacing = admitted.pacing;
      if (admitted.alone) single(arrival, false);
      else gathered.push(arrival);
    },
    foundLater: (arrivals) => summary(arrivals, true),
    left(workbin, id, reason = 'the item was removed') {
      const waiting = gathered.find((one) => one.workbin.key === workbin && one.item.id === id);
      gathered = gathered.filter((one) => one !== waiting);
      if (waiting) decide(waiting, 'silenced', null, 'it left again before its alert was due');
      withdraw(keyOf(workbin, id), reason);
    },
    offered(item, state, event) {
      const alertId = raise(
        {
          kind: event,
          count: 0,
          opens: { view: 'item', workbin: null, interactionId: item.id },
          workbin: null,
          interactions: [item.id],
          // Told before in another state, as Invited and then Ringing.
          replaces: alertOf.get(keyOf(null, item.id)) ?? null,
          silent: false,
        },
        formatOffer(item),
        [keyOf(null, item.id)],
      );
      tell.decision({
        event,
        subject: item.id,
        workbin: null,
        outcome: 'alerted',
        alertId,
        reason: `it is offered to you (${state})`,
      });
    },
    offerEnded: (id, reason) => withdraw(keyOf(null, id), reason),
    plain: (kind, text, opens, replaces) =>
      raise({ kind, count: 0, opens, workbin: null, interactions: [], replaces, silent: false }, text, []),
    dueAt: () => pacing.gatherUntil,
    flush(now) {
      const arrivals = gathered;
      gathered = [];
      pacing = settle(pacing, arrivals.length, now);
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

function keyOf(workbin: WorkbinKey | null, id: InteractionId): string {
  return `${workbin ?? ''} ${id}`;
}
