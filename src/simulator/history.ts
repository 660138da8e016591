import type { BayeuxServer } from './bayeux-server.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import type { Offers } from './offers.ts';
import { refusal, success, type Reply } from './reply.ts';
import { historyResource } from './resources.ts';
import type { SignIn } from './sign-ins.ts';
import { metrics } from './workbin-message.ts';

/** Long enough for an answer to overtake the reply to its request, ms. */
const headStart = 50;

/** What the history needs of the rest of the simulator. */
export interface HistorySurroundings {
  readonly centre: ContactCentre;
  readonly offers: Offers;
  readonly bayeux: BayeuxServer;
  readonly faults: Faults;
  nextReference(): number;
  now(): number;
}

/** Gives a function that answers GetInteractionContent; what the contact server knows comes by CometD. */
export function createHistoryOperation({ centre, offers, bayeux, faults, nextReference, now }: HistorySurroundings) {
  const reasonAgainst = (id: string, isKnown: boolean): string | null =>
    centre.service('MultiMediaContent')?.state !== 'Active'
      ? 'Universal Contact Server is not available'
      : isKnown
        ? null
        : `Interaction ${id} not found`;

  return (signIn: SignIn, id: string): Reply => {
    if (faults.strikes('history-refused', id)) return refusal(403, 5, 'Permission lacking');
    const referenceId = nextReference();
    const answer = (): void => {
      const found = centre.seen(id) ?? offers.get(id);
      const errorMessage = reasonAgainst(id, found !== null);
      const outcome = found && errorMessage === null ? historyResource(id, found.media, found.resource) : { errorMessage };
      const data = { messageType: 'GetInteractionContentMessage', referenceId, ...outcome, metrics: metrics(now()) };
      bayeux.deliver('/v2/ucs/interactions', data, (session) => session.signIn === signIn);
    };
    if (faults.strikes('history-never', id)) return success({ referenceId });
    if (!faults.strikes('history-first', id)) return success({ referenceId }, answer);
    answer();
    return { ...success({ referenceId }), wait: headStart };
  };
}
