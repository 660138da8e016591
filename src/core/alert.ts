import type { FormatTime } from './alert-text.ts';
import { formatQuiet, type Quiet } from './quiet.ts';
import type { Route } from './route.ts';
import type { AskedItem } from './rule-subject.ts';
import { USUAL_MANNER, type AlertManner, type RuleOutcome } from './rule.ts';
import { explainVerdict, type RuleVerdict } from './rules.ts';
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
  /** Of the kind `item-aged`, what has come about: it waits for long, it is back from snooze, or it was not opened yet. */
  readonly occasion?: 'aged' | 'woken' | 'unseen';
  /** The arrivals that this alert adds; 0 for kinds that are no arrival. */
  readonly count: number;
  /** The view a click opens. */
  readonly opens: Route | null;
  readonly workbin: WorkbinKey | null;
  readonly interactions: readonly InteractionId[];
  /** The alert on the screen that this one takes the place of. */
  readonly replaces: string | null;
  /** Shown without sound: a catch-up, or too soon after another. */
  readonly silent: boolean;
  readonly manner: Pick<AlertManner, 'sound' | 'urgency'>;
  /** Title and body without the customer. */
  readonly subjectOnly: { readonly title: string; readonly body: string };
  /** Title and body without any customer's data. */
  readonly discreet: { readonly title: string; readonly body: string };
}

/** How something is announced, and what more there is to its reason. */
export interface Announcement {
  readonly manner: AlertManner;
  /** What the rules made of it, in words; null where there are none. */
  readonly why: string | null;
  /** What rules were asked about; absent until they were. */
  readonly asked?: AskedItem;
}

/** Whether an arrival is announced at once, with a digest or not at all; if not, why, in words that are recorded as they stand. */
export type AlertDecision =
  | ({ readonly kind: 'announce' } & Announcement)
  /** Until then at least, ms since the epoch. */
  | { readonly kind: 'hold'; readonly until: number; readonly why: string }
  | { readonly kind: 'withhold'; readonly why: string };

/** What a decision about an arrival is made of. */
export interface ArrivalCircumstances {
  readonly workbin: WorkbinKey;
  readonly mutedWorkbins: readonly WorkbinKey[];
  readonly verdict: RuleVerdict;
  /** Null where alerts are not held. */
  readonly quiet: Quiet | null;
  /** When the next digest is due that rules hold something for. */
  readonly digestAt: () => number;
  readonly now: number;
  readonly formatTime: FormatTime;
  /** The name of another watched workbin in which this interaction was announced and still lies. */
  readonly announcedIn: string | null;
  /** The name of one in which it was announced before, and may lie still: it could not be read since. */
  readonly mayBeAnnouncedIn: string | null;
  /** Whether the person put it there in another program, and that is not to be alerted. */
  readonly isOwn: boolean;
}

/** What may keep an arrival out of the digest that it is held for: said beforehand, since no second decision follows. */
const DIGEST = 'counted in the digest unless it leaves, is opened, is announced elsewhere or the workbin is muted before';

/** What becomes of something that no rule speaks of. */
const USUAL: RuleOutcome = { kind: 'alert', ...USUAL_MANNER };

/** Decides on one arrival in a watched workbin. */
export function decideArrival(circumstances: ArrivalCircumstances): AlertDecision {
  const { workbin, mutedWorkbins, verdict, quiet, digestAt, now, formatTime, announcedIn, mayBeAnnouncedIn, isOwn } =
    circumstances;
  if (announcedIn !== null) return { kind: 'withhold', why: `already announced in ${announcedIn}` };
  const isAsked = verdict.kind === 'matched' && verdict.rule.when.some(({ kind }) => kind === 'own-action');
  if (isOwn && !isAsked) return { kind: 'withhold', why: 'you put it there yourself' };
  if (mutedWorkbins.includes(workbin)) return { kind: 'withhold', why: 'alerts are switched off for this workbin' };
  const then = verdict.kind === 'matched' ? verdict.rule.then : USUAL;
  const why = explainVerdict(verdict);
  if (then.kind === 'list-only') return { kind: 'withhold', why: [why, 'and lists it only'].join(' ') };
  if (then.kind === 'hold') {
    const until = digestAt();
    return { kind: 'hold', until, why: [why, `and holds it until ${formatTime(until)}; ${DIGEST}`].join(' ') };
  }
  const isQuiet = quiet !== null && !then.evenWhenQuiet;
  if (!isQuiet && mayBeAnnouncedIn === null) return { kind: 'announce', manner: readManner(then), why };
  const held = [
    isQuiet ? formatQuiet(quiet, formatTime) : null,
    mayBeAnnouncedIn === null ? null : `announced in ${mayBeAnnouncedIn} before; it is not known yet whether it has left there`,
    why,
    DIGEST,
  ];
  return { kind: 'hold', until: now, why: held.filter((part) => part !== null).join('; ') };
}

/** The manner that an outcome asks for. */
function readManner(then: Extract<RuleOutcome, { kind: 'alert' }>): AlertManner {
  if (then === USUAL) return USUAL_MANNER;
  const { kind: _kind, ...manner } = then;
  return manner;
}

/** An offer is gone by the next digest, or has been taken. */
const NO_DIGEST = 'no digest tells of offers and states, so it is listed only';

/** States in which something waits for the person to take it. */
const OFFERED = ['Invited', 'Ringing'];

/** As `AlertDecision`; `isOffer` where it is an offer that is not announced. */
export type OfferDecision =
  | ({ readonly kind: 'announce'; readonly state: string } & Announcement)
  | { readonly kind: 'withhold'; readonly why: string; readonly isOffer: boolean };

/** What a decision about an offer is made of. */
export interface OfferCircumstances {
  readonly enabled: boolean;
  readonly verdict: RuleVerdict;
  readonly quiet: Quiet | null;
  readonly formatTime: FormatTime;
}

/** Whether in this state something waits for the person to take it. */
export function isOfferedState(state: string | null): boolean {
  return state !== null && OFFERED.includes(state);
}

/** Decides on a new state of a workitem, or of anything else that is offered to the person. What is held is gone by the digest. */
export function decideOffer(state: string | null, { enabled, verdict, quiet, formatTime }: OfferCircumstances): OfferDecision {
  const isOffer = isOfferedState(state);
  const why = explainVerdict(verdict);
  if (state === null) return { kind: 'withhold', why: 'the message names no state', isOffer };
  if (verdict.kind === 'unmatched' && !isOffer)
    return { kind: 'withhold', why: `no alert is raised for the state ${state.slice(0, 40)}`, isOffer };
  if (verdict.kind === 'unmatched' && !enabled)
    return { kind: 'withhold', why: 'alerts for offered workitems are switched off', isOffer };
  const then = verdict.kind === 'matched' ? verdict.rule.then : USUAL;
  if (then.kind === 'list-only') return { kind: 'withhold', why: [why, 'and lists it only'].join(' '), isOffer };
  if (then.kind === 'hold') return { kind: 'withhold', why: [why, `and would hold it; ${NO_DIGEST}`].join(' '), isOffer };
  if (quiet === null || then.evenWhenQuiet) return { kind: 'announce', state, manner: readManner(then), why };
  return { kind: 'withhold', why: [formatQuiet(quiet, formatTime), ...(why === null ? [] : [why])].join('; '), isOffer };
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
  /** What rules were asked about, or would have been. */
  readonly asked?: AskedItem | undefined;
}
