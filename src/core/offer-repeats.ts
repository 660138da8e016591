import type { Announcer } from './announcer.ts';
import type { Quiet } from './quiet.ts';
import { firstRepeat, nextRepeat, putOff, type Repeats } from './repeats.ts';
import type { AlertManner } from './rule.ts';
import type { AskedItem } from './rule-subject.ts';
import { decideByRules } from './rules.ts';
import type { Settings } from './settings.ts';
import type { InteractionId } from './workbin.ts';

/** An offer or a state that a rule was asked about. */
export interface AskedOffer {
  readonly asked: AskedItem;
  /** The state it is in. */
  readonly state: string;
  /** Whether it waits to be taken in this state. */
  readonly isOffer: boolean;
}

/**
 * The alerts of offers and states that come again until they are opened, change or go. They last as long as the process: what is
 * still offered at the next start begins anew. Told the time, it keeps no clock.
 */
export interface OfferRepeats {
  /** Its alert was told: from now on it comes again, if a rule says so. */
  begin(offer: AskedOffer, now: number): void;
  /** It was opened, is in another state or has gone. */
  end(id: InteractionId): void;
  /** Ends those of which no reading says whether they are still there: all but workitems. */
  endUnread(): void;
  /** When `look` is due, ms since the epoch; null where nothing comes again. */
  dueAt(): number | null;
  /** Tells all that is due. */
  look(now: number): void;
}

/** What they are told with. */
export interface OfferRepeatsOptions {
  readonly announcer: Pick<Announcer, 'offeredAgain'>;
  readonly settings: () => Pick<Settings, 'rules'>;
  /** Whether and why alerts are held. */
  readonly quiet: (now: number) => Quiet | null;
}

/** What is told later than this is told after a sleep, in ms. */
const LATE = 60_000;

/** Nothing comes again yet. */
export function createOfferRepeats({ announcer, settings, quiet }: OfferRepeatsOptions): OfferRepeats {
  const repeating = new Map<InteractionId, AskedOffer & { readonly repeats: Repeats }>();

  /** How the rules as they are now let its alert come again; null where they do not. */
  function readManner({ asked, isOffer }: AskedOffer): AlertManner | null {
    const verdict = decideByRules(settings().rules, asked, isOffer);
    return verdict.kind === 'matched' && verdict.rule.then.kind === 'alert' ? verdict.rule.then : null;
  }

  function keep(offer: AskedOffer, repeats: Repeats | undefined): void {
    const { id } = offer.asked.item;
    if (repeats) repeating.set(id, { ...offer, repeats });
    else repeating.delete(id);
  }

  return {
    begin(offer, now) {
      const manner = readManner(offer);
      keep(offer, manner ? firstRepeat(manner, now) : undefined);
    },
    end: (id) => void repeating.delete(id),
    endUnread() {
      for (const [id, { asked }] of repeating) if (asked.media !== 'workitem') repeating.delete(id);
    },
    dueAt: () => (repeating.size === 0 ? null : Math.min(...Array.from(repeating.values(), ({ repeats }) => repeats.at))),
    look(now) {
      for (const { repeats, ...offer } of [...repeating.values()].filter((one) => one.repeats.at <= now)) {
        const manner = readManner(offer);
        const isRepeated = manner !== null && manner.repeatEvery > 0;
        const isHeld = isRepeated && !manner.evenWhenQuiet && quiet(now) !== null;
        keep(offer, isRepeated ? (isHeld ? putOff : nextRepeat)(repeats, manner, now) : undefined);
        if (isRepeated && !isHeld) announcer.offeredAgain(offer, manner, repeats.at < now - LATE, now);
      }
    },
  };
}
