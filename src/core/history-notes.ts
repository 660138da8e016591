import type { Alert, Decision } from './alert.ts';
import type { ItemFacts, ItemSource } from './arrivals.ts';
import type { Standing } from './connection-view.ts';
import { formatOwner, type ItemDetails, type UserDataField } from './contract.ts';
import { blankEntry, type HistoryEntry } from './history.ts';
import type { WorkitemChange } from './offer-decisions.ts';
import type { InteractionId, Workbin } from './workbin.ts';

/** What the details of an interaction say that is worth keeping. */
export type KnownItem = Pick<ItemDetails, 'media' | 'subject' | 'customer' | 'receivedAt' | 'state' | 'userData'>;

/** How much of the user data is kept with an entry, in characters: of one value, and of all keys and values. */
const MAX_VALUE = 300;
const MAX_DATA = 4000;

/** An arrival, an offer or a new status with what was decided about it. */
export function noteDecision(
  { event, subject, at: workbin, outcome, reason }: Decision & { readonly at: Workbin | null },
  known: KnownItem | null,
  now: number,
): HistoryEntry {
  const kind = event === 'item-added' ? 'arrived' : event === 'workitem-status' ? 'status' : 'offered';
  const state = event === 'item-added' ? null : (known?.state ?? null);
  return { ...blankEntry(kind, now), ...noteItem(subject, known), ...notePlace(workbin), state, outcome, reason };
}

/** An item that left its workbin. */
export function noteLeaving(workbin: Workbin, item: ItemFacts, source: ItemSource, now: number): HistoryEntry {
  const { id, media, subject, customer, receivedAt } = item;
  const reason = source === 'event' ? null : 'it was found missing after a time in which this app was not watching';
  return { ...blankEntry('left', now), ...notePlace(workbin), id, media, subject, customer, receivedAt, reason };
}

/** An interaction that the person opened: here, or in the browser. */
export function noteOpening(
  id: InteractionId,
  known: KnownItem | null,
  workbin: Workbin | null,
  inBrowser: boolean,
  now: number,
): HistoryEntry {
  const { data: _data, ...item } = noteItem(id, known);
  return { ...blankEntry('opened', now), ...item, ...notePlace(workbin), reason: inBrowser ? 'in the browser' : null };
}

/** An error that the server told of a workitem. */
export function noteWorkitemError({ workitem, message }: WorkitemChange, known: KnownItem | null, now: number): HistoryEntry {
  const item = workitem === null ? {} : noteItem(workitem.id, known);
  // Words of the server, which may quote what a customer wrote: kept like such.
  return {
    ...blankEntry('error', now),
    ...item,
    state: workitem?.state ?? null,
    data: message === null ? [] : [['message', message]],
  };
}

/** An alert that something has waited for too long; null for the alerts that follow from a decision or tell of the session. */
export function noteAgeing(
  alert: Alert & { readonly at: Workbin | null },
  readItem: (id: InteractionId) => KnownItem | null,
  now: number,
): HistoryEntry | null {
  const [id] = alert.interactions;
  if (alert.kind !== 'item-aged' || id === undefined) return null;
  return { ...blankEntry('aged', now), ...noteItem(id, readItem(id)), ...notePlace(alert.at), outcome: 'alerted' };
}

/** How the session stands from now on. */
export function noteConnection({ state, reason }: Standing, now: number): HistoryEntry {
  return { ...blankEntry('connection', now), state, reason };
}

/** That the app was started or ended. */
export function noteApp(state: 'started' | 'ended', now: number): HistoryEntry {
  return { ...blankEntry('app', now), state };
}

function notePlace(workbin: Workbin | null): Partial<HistoryEntry> {
  if (workbin === null) return {};
  return { workbin: workbin.key, where: workbin.name, owner: formatOwner(workbin.owner) || null };
}

function noteItem(id: InteractionId, known: KnownItem | null): Partial<HistoryEntry> {
  if (known === null) return { id };
  const { media, subject, customer, receivedAt, userData } = known;
  return { id, media, subject, customer, receivedAt, data: keepData(userData) };
}

/** What people attach comes first: rules ask for it, and people search for it. */
function keepData(fields: readonly UserDataField[]): HistoryEntry['data'] {
  const kept: (readonly [string, string])[] = [];
  let room = MAX_DATA;
  for (const { key, value } of [...fields].sort((one, other) => Number(one.internal) - Number(other.internal))) {
    const cut = value.slice(0, MAX_VALUE);
    room -= key.length + cut.length;
    if (room < 0) break;
    kept.push([key, cut]);
  }
  return kept;
}
