import type { BayeuxServer } from './bayeux-server.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import { listContacts } from './contacts.ts';
import { createHistoryOperation } from './history.ts';
import { listReply } from './list-reply.ts';
import type { Offers } from './offers.ts';
import { notFound, refusal, success, type Reply } from './reply.ts';
import { colleagueResource, contactResource, groupResource, serviceResource, userResource } from './resources.ts';
import type { SignIn } from './sign-ins.ts';
import { createWorkbinReader } from './workbin-reader.ts';
import { createSubscriptionOperations } from './workbin-subscriptions.ts';
import { readWorkbinTarget } from './workbin-target.ts';

/** A request of somebody signed in. */
export interface RestRequest {
  readonly method: string;
  /** The decoded parts of the path below `/api/v2`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** The operation that the body names; null for none. */
  readonly operation: string | null;
  readonly signIn: SignIn;
}

/** What the REST API needs of the rest of the simulator. */
export interface RestSurroundings {
  readonly centre: ContactCentre;
  readonly offers: Offers;
  readonly bayeux: BayeuxServer;
  readonly faults: Faults;
  now(): number;
  /** Is told of a request that would have changed something. */
  violated(request: RestRequest): void;
}

/** Gives a function that answers the requests below `/api/v2` of people who are signed in. */
export function createRestApi({
  centre,
  offers,
  bayeux,
  faults,
  now,
  violated,
}: RestSurroundings): (request: RestRequest) => Reply {
  let reference = 11;
  const nextReference = (): number => ++reference;
  const readWorkbins = createWorkbinReader(centre, faults);
  const readHistory = createHistoryOperation({ centre, offers, bayeux, faults, nextReference, now });
  const operate = createSubscriptionOperations(centre, bayeux, faults, nextReference, now);

  function forbid(request: RestRequest): Reply {
    violated(request);
    return refusal(403, 3, 'Operation forbidden');
  }

  function readMine([, what, id]: readonly string[], query: URLSearchParams, { person }: SignIn): Reply {
    if (what === undefined) {
      const wanted = new Set((query.get('subresources') ?? '').split(','));
      return success({ user: userResource(person, wanted, !faults.strikes('multimedia-missing')) });
    }
    if (what === 'groups') return listReply('groups', person.agentGroups.map(groupResource), query);
    if (what === 'devices' || what === 'channels') return listReply(what, [], query);
    const listed = offers.listed(person, what);
    if (!listed) return notFound;
    if (id === undefined)
      return listReply(
        what,
        listed.map(({ resource }) => resource),
        query,
      );
    const offer = listed.find((candidate) => candidate.id === id);
    return offer ? success({ [offer.media]: offer.resource }) : notFound;
  }

  function readPeople(list: 'users' | 'contacts', [, id, ...rest]: readonly string[], query: URLSearchParams): Reply {
    if (faults.strikes(`${list}-refused`)) return refusal(403, 5, 'Permission lacking');
    const person = centre.people.find((candidate) => candidate.id === id);
    if (rest.length > 0 || (id !== undefined && !person)) return notFound;
    if (list === 'contacts') return person ? success({ contact: contactResource(person) }) : listContacts(centre.people, query);
    if (person) return success({ user: userResource(person, new Set()) });
    return listReply('users', centre.people.map(colleagueResource), query);
  }

  function read({ parts, query, signIn }: RestRequest): Reply {
    const [first, id] = parts;
    if (first === 'me') return readMine(parts, query, signIn);
    if (first === 'services' && id === undefined) return listReply('services', centre.services().map(serviceResource), query);
    if (first === 'workitems' && id !== undefined) return readMine(['me', ...parts], query, signIn);
    if (first === 'users' || first === 'contacts') return readPeople(first, parts, query);
    return notFound;
  }

  return (request) => {
    const { method, parts, query, operation, signIn } = request;
    const target = readWorkbinTarget(parts, query);
    if (method === 'GET') {
      if (target === 'misplaced-group') return refusal(400, 2, 'Group workbins are read below /me/workbins');
      return target ? readWorkbins(signIn.person, target, query) : read(request);
    }
    const subscribes = operation === 'Subscribe' || operation === 'Unsubscribe';
    if (method === 'POST' && subscribes && target && target !== 'misplaced-group' && target.medium === null) {
      return operate(signIn, target, operation);
    }
    if (method === 'POST' && subscribes && target === 'misplaced-group')
      return refusal(400, 2, 'Group workbins are watched below /me/workbins');
    const [ucs, interactions, id] = parts;
    if (
      method === 'POST' &&
      operation === 'GetInteractionContent' &&
      ucs === 'ucs' &&
      interactions === 'interactions' &&
      id !== undefined
    ) {
      return readHistory(signIn, id);
    }
    return method === 'HEAD' || method === 'OPTIONS' ? refusal(405, 3, 'Method not allowed') : forbid(request);
  };
}
