import type { Alert, Decision } from './alert.ts';
import type { ItemFacts, ItemSource } from './arrivals.ts';
import type { Standing } from './connection-view.ts';
import { formatOwner, type ItemDetails, type UserDataField } from './contract.ts';
import { blankEntry, KEPT_TEXT, type AskedFacts, type HistoryEntry } from './history.ts';
import { SEGMENT } from './list-view.ts';
import type { WorkitemChange } from './offer-decisions.ts';
import type { AskedItem } from './rule-subject.ts';
import { OMITTED, readFacts, readUserValue, SERVICE } from './user-data.ts';
import type { InteractionId, Workbin } from './workbin.ts';

/** What the details of an interaction say that is worth keeping. */
export type KnownItem = Pick<ItemDetails, 'media' | 'subject' | 'customer' | 'receivedAt' | 'state' | 'userData'>;

/** How much of the user data is kept with an entry, in characters of all keys and values. */
const KEPT_DATA = 4000;

/** An arrival, an offer or a new status with what was decided about it. */
export function noteDecision(
  { event, subject, workbin, at, outcome, reason, asked }: Decision & { readonly at: Workbin | null },
  now: number,
): HistoryEntry {
  const kind = event === 'item-added' ? 'arrived' : event === 'workitem-status' ? 'status' : 'offered';
  const place = { workbin, ...notePlace(at) };
  return { ...blankEntry(kind, now), id: subject, ...place, ...(asked && noteAsked(asked)), outcome, reason };
}

/** All that rules may ask about, so that others can be tried on it later. */
function noteAsked(subject: AskedItem): Partial<HistoryEntry> {
  const { item, to, from, waited, isOwn } = subject;
  const { media, customer, receivedAt } = item;
  const { state, direction, address, userData } = readFacts(item);
  // A key with an arrow in it reads like one that is nested, so that no rule can name it.
  const named = userData.filter(
    ({ key, value }) => key !== OMITTED && (!key.includes('›') || readUserValue(item, key) === (value.trim() || null)),
  );
  const { data, isMore } = keepData(named);
  const isAll = !isMore && named.length === userData.length;
  const asked: AskedFacts = { from, waited, isOwn, state, direction, address: keepText(address), isMore: !isAll };
  return { media, subject: keepText(item.subject), customer: keepText(customer), receivedAt, state: to, data, asked };
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
  if (alert.occasion !== 'aged' || id === undefined) return null;
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
  return { id, media, subject: keepText(subject), customer: keepText(customer), receivedAt, data: keepData(userData).data };
}

function keepText<Text extends string | null>(text: Text): Text | string {
  return text !== null && text.length > KEPT_TEXT ? `${text.slice(0, KEPT_TEXT)}…` : text;
}

/** What people attach comes first, since it is that which rules ask for and people search for. */
function keepData(fields: readonly UserDataField[]): { readonly data: HistoryEntry['data']; readonly isMore: boolean } {
  const rank = ({ key, internal }: UserDataField): number => (key === SEGMENT || key === SERVICE ? 0 : internal ? 2 : 1);
  const data: (readonly [string, string])[] = [];
  let room = KEPT_DATA;
  let isMore = false;
  for (const { key, value } of [...fields].sort((one, other) => rank(one) - rank(other))) {
    const kept = keepText(value.trim());
    const size = key.length + kept.length;
    if (size > room) isMore = true;
    else if (kept !== '') data.push([key, kept]);
    if (size <= room) room -= size;
  }
  return { data, isMore };
}
