import { decideOffer, isOfferedState, type Decision } from './alert.ts';
import type { FormatTime } from './alert-text.ts';
import type { Announcer } from './announcer.ts';
import type { GwsMessage } from './message.ts';
import { createOfferRepeats, type OfferRepeats } from './offer-repeats.ts';
import type { Offers } from './offers.ts';
import type { Workitem } from './resource.ts';
import type { Quiet } from './quiet.ts';
import { describeOffer } from './rule-subject.ts';
import { decideByRules } from './rules.ts';
import type { Settings } from './settings.ts';
import type { InteractionId } from './workbin.ts';

/** A change of a workitem as it is told to scripts. */
export interface WorkitemChange {
  readonly change: 'status' | 'properties' | 'error';
  /** Null where an error names none. */
  readonly workitem: Pick<Workitem, 'id' | 'state' | 'type'> | null;
  readonly message: string | null;
}

/** What comes of what is told about workitems and other offers. */
export interface OfferEvents {
  workitem(change: WorkitemChange): void;
  decision(decision: Decision): void;
  /** The person's own interaction went into a workbin just now. */
  parked(id: InteractionId, now: number): void;
}

/** What offers are decided with. */
export interface OfferDecisionsOptions {
  readonly offers: Offers;
  readonly announcer: Pick<Announcer, 'offered' | 'offeredAgain' | 'offerEnded'>;
  readonly settings: () => Pick<Settings, 'workitemAlerts' | 'rules'>;
  /** Whether and why alerts are held. */
  readonly quiet: (now: number) => Quiet | null;
  readonly formatTime: FormatTime;
}

/**
 * Decides on each new state of a workitem, or of anything else that is offered, once, and tells of it again until it is opened where
 * a rule says so. Told the time, it keeps no clock.
 */
export interface OfferDecisions extends Pick<OfferRepeats, 'dueAt' | 'look'> {
  workitem(message: Extract<GwsMessage, { kind: 'workitem' }>, now: number): void;
  /** All workitems that are with the person. The first time nothing is announced. */
  workitems(workitems: readonly Workitem[], now: number): void;
  offer(message: Extract<GwsMessage, { kind: 'offer' }>, now: number): void;
  /** The person has opened its page. */
  opened(id: InteractionId): void;
}

/** The state in which what was with the person goes into a workbin. */
const PARKED = 'InWorkbin';

type Taken = ReturnType<Offers['take']>;

/** Decisions on these offers. */
export function createOfferDecisions(
  { offers, announcer, settings, quiet, formatTime }: OfferDecisionsOptions,
  tell: OfferEvents,
): OfferDecisions {
  const again = createOfferRepeats({ announcer, settings, quiet });

  function end(id: InteractionId, reason: string): void {
    again.end(id);
    announcer.offerEnded(id, reason);
  }

  function decide({ item, state, before }: Taken, event: 'workitem-status' | 'interaction-offered', now: number): void {
    const { workitemAlerts, rules } = settings();
    const isOffer = isOfferedState(state);
    const asked = describeOffer(event, item, before, state, now);
    const decision = decideOffer(state, {
      enabled: event === 'interaction-offered' || workitemAlerts,
      verdict: decideByRules(rules, asked, isOffer),
      quiet: quiet(now),
      formatTime,
    });
    if (decision.kind === 'announce') {
      announcer.offered({ item, state: decision.state, event, isOffer, how: { ...decision, asked } }, now);
      again.begin({ asked, state: decision.state, isOffer }, now);
      return;
    }
    end(item.id, `the offer ended (${state ?? 'no state'})`);
    // That something was taken is no event of its own; that a workitem changed its status is.
    if (event === 'interaction-offered' && !decision.isOffer) return;
    tell.decision({ event, subject: item.id, workbin: null, outcome: 'silenced', alertId: null, reason: decision.why, asked });
  }

  return {
    dueAt: again.dueAt,
    look: again.look,
    opened: (id) => end(id, 'it was opened'),
    workitem({ change, workitem, text }, now) {
      const known = workitem && offers.take(workitem.item, change === 'status' ? workitem.state : null);
      const told = workitem && { id: workitem.id, state: workitem.state ?? known?.state ?? null, type: workitem.type };
      // An error concerns an operation of another program, since this one sends none: it is told, not announced.
      tell.workitem({ change, workitem: told, message: text });
      if (change !== 'status' || !known?.isNew) return;
      if (known.state === PARKED) tell.parked(known.item.id, now);
      decide(known, 'workitem-status', now);
    },
    workitems(workitems, now) {
      const isFirst = offers.read();
      again.endUnread();
      for (const { item, state, type, id } of workitems) {
        const known = offers.take(item, state);
        // What was offered before this start is not announced anew, but still to be told again.
        if (isFirst && state !== null && isOfferedState(state))
          again.begin({ asked: describeOffer('workitem-status', known.item, null, state, now), state, isOffer: true }, now);
        if (isFirst || !known.isNew) continue;
        tell.workitem({ change: 'status', workitem: { id, state, type }, message: null });
        decide(known, 'workitem-status', now);
      }
      const present = new Set(workitems.map(({ id }) => id));
      for (const id of offers.workitems().filter((one) => !present.has(one))) {
        offers.drop(id);
        end(id, 'it is no longer with you');
      }
    },
    offer({ item, state }, now) {
      const known = offers.take(item, state);
      if (!known.isNew) return;
      if (state === PARKED) tell.parked(item.id, now);
      decide(known, 'interaction-offered', now);
    },
  };
}
