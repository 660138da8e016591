import type { Route } from './route.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** What an alert is about. @see the console contract, `alert.kind` */
export type AlertKind =
  | 'item-added'
  | 'items-added'
  | 'workitem-status'
  | 'workitem-error'
  | 'interaction-offered'
  | 'item-aged'
  | 'connection'
  | 'service';

/** One announcement to a person, shown as one notification of the desktop. */
export interface Alert {
  /** Never used again, over restarts too. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly title: string;
  readonly body: string;
  /** The arrivals that this alert adds; 0 for kinds that are no arrival. */
  readonly count: number;
  /** The view a click opens. */
  readonly opens: Route | null;
  readonly workbin: WorkbinKey | null;
  readonly interactions: readonly InteractionId[];
  /** The alert on the screen that this one takes the place of. */
  readonly replaces: string | null;
  /** Shown without sound: a catch-up. */
  readonly silent: boolean;
  /** Title and body without the customer. */
  readonly subjectOnly: { readonly title: string; readonly body: string };
  /** Title and body without any customer's data. */
  readonly discreet: { readonly title: string; readonly body: string };
}

/** Whether an arrival is announced; if not, why, in words that are recorded as they stand. */
export type AlertDecision = { readonly kind: 'announce' } | { readonly kind: 'withhold'; readonly why: string };

/** What a decision about an arrival is made of. */
export interface ArrivalCircumstances {
  readonly workbin: WorkbinKey;
  readonly mutedWorkbins: readonly WorkbinKey[];
  /** Alerts are paused until then, ms since the epoch; 0 when they are not. */
  readonly pausedUntil: number;
  readonly now: number;
  /** The name of another watched workbin in which this interaction was announced and still lies. */
  readonly announcedIn: string | null;
  /** Whether the person put it there in another program, and that is not to be alerted. */
  readonly isOwn: boolean;
}

/** Decides on one arrival in a watched workbin. */
export function decideArrival({
  workbin,
  mutedWorkbins,
  pausedUntil,
  now,
  announcedIn,
  isOwn,
}: ArrivalCircumstances): AlertDecision {
  if (announcedIn !== null) return { kind: 'withhold', why: `already announced in ${announcedIn}` };
  if (isOwn) return { kind: 'withhold', why: 'you put it there yourself' };
  if (mutedWorkbins.includes(workbin)) return { kind: 'withhold', why: 'alerts are switched off for this workbin' };
  if (pausedUntil > now) return { kind: 'withhold', why: `alerts are paused until ${new Date(pausedUntil).toISOString()}` };
  return { kind: 'announce' };
}

/** States in which something waits for the person to take it. */
const OFFERED = ['Invited', 'Ringing'];

/** As `AlertDecision`; `isOffer` where it is an offer that is not announced. */
export type OfferDecision =
  { readonly kind: 'announce' } | { readonly kind: 'withhold'; readonly why: string; readonly isOffer: boolean };

/** Decides on a new state of a workitem, or of anything else that is offered to the person. */
export function decideOffer(
  state: string | null,
  { enabled, pausedUntil, now }: { readonly enabled: boolean; readonly pausedUntil: number; readonly now: number },
): OfferDecision {
  if (state === null) return { kind: 'withhold', why: 'the message names no state', isOffer: false };
  if (!OFFERED.includes(state))
    return { kind: 'withhold', why: `no alert is raised for the state ${state.slice(0, 40)}`, isOffer: false };
  if (!enabled) return { kind: 'withhold', why: 'alerts for offered workitems are switched off', isOffer: true };
  if (pausedUntil > now)
    return { kind: 'withhold', why: `alerts are paused until ${new Date(pausedUntil).toISOString()}`, isOffer: true };
  return { kind: 'announce' };
}

/** A decision that was made, for the record. */
export interface Decision {
  readonly event: 'item-added' | 'workitem-status' | 'interaction-offered';
  readonly subject: InteractionId;
  readonly workbin: WorkbinKey | null;
  readonly outcome: 'alerted' | 'grouped' | 'held' | 'silenced';
  readonly alertId: string | null;
  /** In plain words. */
  readonly reason: string;
}
