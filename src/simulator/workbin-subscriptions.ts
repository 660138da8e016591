import type { Owner } from '../core/workbin.ts';
import type { BayeuxServer } from './bayeux-server.ts';
import type { Basket, ContactCentre } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import type { Person } from './people.ts';
import { notFound, refusal, success, type Reply } from './reply.ts';
import type { SignIn } from './sign-ins.ts';
import { echoMessage, type EchoOwner, type SubscriptionState } from './workbin-message.ts';
import { isUnknownForm, type WorkbinTarget } from './workbin-target.ts';

/** The two operations on workbins that change nothing. */
export type SubscriptionOperation = 'Subscribe' | 'Unsubscribe';

/** Long enough for an echo to overtake the answer to the request, ms. */
const headStart = 50;

function echoOwner(owner: Owner): EchoOwner {
  switch (owner.kind) {
    case 'me':
      return {};
    case 'user':
      return { workbinUserId: owner.id };
    case 'agentGroup':
      return { agentGroup: owner.name };
    case 'placeGroup':
      return { placeGroup: owner.name };
  }
}

/** Whether the person may watch this basket: of groups, only those of his own. */
function mayWatch(person: Person, { owner }: Basket): boolean {
  return owner.kind !== 'agentGroup' || person.agentGroups.includes(owner.name);
}

/** Gives a function that answers Subscribe and Unsubscribe. They hold for the Bayeux sessions of the sign-in, and end with them. */
export function createSubscriptionOperations(
  centre: ContactCentre,
  bayeux: BayeuxServer,
  faults: Faults,
  nextReference: () => number,
  now: () => number,
) {
  /** Carries the operation out for one workbin; what its echo will say. */
  function carryOut(signIn: SignIn, id: string, owner: Owner, operation: SubscriptionOperation): SubscriptionState {
    const basket = centre.basketFor(signIn.person, id, owner);
    if (!basket || !mayWatch(signIn.person, basket) || faults.strikes('request-failed', id)) return 'RequestFailed';
    for (const session of bayeux.sessions()) {
      if (session.signIn !== signIn) continue;
      if (operation === 'Subscribe') session.baskets.add(basket.key);
      else session.baskets.delete(basket.key);
    }
    return operation === 'Subscribe' ? 'Subscribed' : 'Unsubscribed';
  }

  function refuse(target: WorkbinTarget): Reply | null {
    const { ids, single, owner } = target;
    if (ids === null || ids.length === 0) return refusal(400, 1, 'Required parameter missing: workbinIds');
    if (faults.strikes('multimedia-missing')) return refusal(403, 3, 'Operation forbidden');
    if (isUnknownForm(target, faults, ids.join())) return notFound;
    if (owner.kind === 'user' && single && faults.strikes('by-user-single-refused', ids[0])) return notFound;
    if (centre.service('MultiMediaState')?.state === 'Inactive')
      return refusal(500, 4, 'The connection to Interaction Server is not opened');
    const group = owner.kind === 'agentGroup' || owner.kind === 'placeGroup';
    if (group && faults.strikes('group-forms-refused', ids[0]))
      return refusal(500, 2, 'Not supported by this Interaction Server');
    if (single && !centre.workbins.some(({ id }) => id === ids[0])) return notFound;
    if (faults.strikes('subscribe-refused', ids.join())) return refusal(403, 5, 'Permission lacking');
    return null;
  }

  return (signIn: SignIn, target: WorkbinTarget, operation: SubscriptionOperation): Reply => {
    const refused = refuse(target);
    if (refused || target.ids === null) return refused ?? notFound;
    const partly = !target.single && target.ids.length > 1 && faults.strikes('subscribe-partly');
    const left = partly ? target.ids.slice(0, -1) : target.ids;
    const silent = faults.strikes('echo-never', left.join());
    const requests = left.map((id) => ({
      id,
      reference: nextReference(),
      state: silent ? null : carryOut(signIn, id, target.owner, operation),
    }));
    const echo = (): void => {
      for (const { id, reference, state } of requests) {
        if (state === null) continue;
        const data = echoMessage(id, state, echoOwner(target.owner), reference, faults, now());
        bayeux.deliver('/v2/me/workbins', data, (session) => session.signIn === signIn);
      }
    };

    // The order of the ids in the answer is arbitrary: here it is the reverse.
    const references = Object.fromEntries([...requests].reverse().map(({ id, reference }) => [id, reference]));
    const answer = target.single ? { referenceId: requests[0]?.reference } : { referenceIds: references };
    const failed = partly
      ? {
          statusCode: 7,
          failed: [{ statusCode: 4, id: target.ids.at(-1) }],
          succeeded: left.map((id) => ({ statusCode: 0, id })),
        }
      : {};
    if (!faults.strikes('echo-first', left.join())) return success({ ...answer, ...failed }, echo);
    echo();
    return { ...success({ ...answer, ...failed }), wait: headStart };
  };
}
