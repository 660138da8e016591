import type { Owner } from '../core/workbin.ts';
import { createApiServer } from './api-server.ts';
import { createBayeuxServer } from './bayeux-server.ts';
import type { Random } from './chance.ts';
import { createContactCentre, type Basket } from './contact-centre.ts';
import { createControlApi } from './control-api.ts';
import { createEventFeed } from './event-feed.ts';
import { createFaults, type Faults } from './faults.ts';
import { publishGarbage } from './garbage.ts';
import { createItemWriter } from './item-writer.ts';
import type { Item, ItemWish } from './item.ts';
import type { OfferMedia } from './offer-form.ts';
import { createOffers } from './offers.ts';
import { agentGroups, demoPerson, people, placeGroups, type Person } from './people.ts';
import { populate } from './population.ts';
import type { Reply } from './reply.ts';
import { createRequestLog, type RecordedRequest, type Violation } from './request-log.ts';
import { uri } from './resources.ts';
import { createRestApi } from './rest-api.ts';
import type { ServiceState, ServiceType } from './services.ts';
import { createSignIns, readCsrfWish, type CsrfProtection } from './sign-ins.ts';
import { createWebServer, type WebRequest } from './web-server.ts';
import { workbinDefinitions } from './workbin-definitions.ts';
import type { MessageData } from './workbin-message.ts';

/** How a simulator is set up. */
export interface SimulatorOptions {
  /** 0, a free one, unless told. */
  readonly port?: number;
  /** Protection against forged requests: off unless told; `true` is for the header X-CSRF-TOKEN and the CometD endpoint left out. */
  readonly csrf?: boolean | Partial<CsrfProtection>;
  /** How long a poll is held, ms; 30000 unless told. */
  readonly hold?: number;
  /** How long a Bayeux session lives without a poll, ms; 10000 unless told. */
  readonly maxInterval?: number;
  /** Whether clients may ask for acknowledged messages; no unless told. */
  readonly ack?: boolean;
  /** Where the invented data come from; chance unless told. */
  readonly random?: Random;
  /** Whether workbins hold items at the start; yes unless told. */
  readonly populated?: boolean;
  /** The clock, ms since the epoch. */
  now?(): number;
}

/** A workbin and its owner: the demo person unless told. */
export interface Where {
  readonly workbin: string;
  readonly owner?: Owner;
}

/** A Bayeux session that is alive. */
export interface SessionView {
  readonly id: string;
  readonly userName: string;
  readonly topics: readonly string[];
  /** Keys of the baskets it is subscribed to: `agent/<user id>/<workbin id>`, `agentGroup/<name>/<workbin id>`. */
  readonly workbins: readonly string[];
}

/** A contact centre on 127.0.0.1 that a client can be tried against. */
export interface Simulator {
  readonly port: number;
  readonly origin: string;
  /** What the demo person signs in with. */
  readonly account: { readonly userName: string; readonly password: string };
  readonly me: Person;
  /** The others who work here; each signs in with the user name as password. */
  readonly colleagues: readonly Person[];
  readonly workbins: typeof workbinDefinitions;
  readonly groups: { readonly agent: typeof agentGroups; readonly place: typeof placeGroups };
  readonly faults: Faults;
  /** Every request to the API, the latest last. */
  readonly requests: readonly RecordedRequest[];
  /** Requests that would have changed something; all were refused. */
  readonly violations: readonly Violation[];
  clearRequests(): void;
  sessions(): readonly SessionView[];

  /** Puts an item into a workbin; its id. */
  add(where: Where, wish?: ItemWish): string;
  /** Puts a known item into one more workbin, or back into one that it left. */
  put(where: Where, item: Item): void;
  /** Takes an item away; the item, or null where it was not there. */
  remove(where: Where, id: string): Item | null;
  items(where: Where): readonly Item[];
  /** Offers a workitem to the demo person; its id. */
  offerWorkitem(wish?: ItemWish): string;
  /** Moves an offered or taken workitem on, e.g. to `Processing`, `Revoked`, `Completed`, `InWorkbin`. False where it is unknown. */
  changeWorkitem(id: string, state: string, referenceId?: number): boolean;
  changeWorkitemData(id: string, userData: MessageData): boolean;
  /** Says that an operation on a workitem failed; `id` null for one that names none. */
  failWorkitem(id: string | null, message?: string): void;
  /** Has the demo person park a workitem: he hears `InWorkbin` and the workbin gets an item with its id. */
  parkWorkitem(id: string, where: Where): void;
  /** Offers an interaction of any medium, or a call; its id. */
  offer(media: OfferMedia, wish?: ItemWish): string;
  /** Moves any offered interaction on, e.g. a chat to `Chatting`, a call to `Established` or `Released`. */
  changeOffer(id: string, state: string): boolean;
  setService(type: ServiceType, state: ServiceState): void;
  /** Delivers any data on a topic to the demo person's sessions that subscribed to it. */
  publish(topic: string, data: unknown): void;
  /** Publishes data that no client should trip over, on every core topic. */
  publishGarbage(): void;
  /** Publishes ItemAdded for a workbin that does not exist. */
  publishUnknownWorkbin(): void;
  /** Delivers the latest event once more. */
  repeatLastEvent(): void;

  /** Forgets one Bayeux session, or all: the next connect, or the one held, is answered 402. */
  dropSession(id?: string): void;
  /** Forgets every HTTP session: 403 with statusCode 20 until somebody signs in again. Polls held go on. */
  expireSignIn(): void;
  /** Answers the polls held now, as at the end of the hold. */
  endPolls(): void;
  changeCsrfToken(): void;
  /** Changes the load balancer's cookie; sessions live on. */
  rotateBalancerCookie(): void;
  /** Moves everybody to another node, which knows nobody: cookies, HTTP and Bayeux sessions are void, connections broken. */
  moveNode(): void;
  /** Loses every Subscribe to a workbin without a word. */
  forgetSubscriptions(): void;
  /** Stops listening and breaks every connection; sessions live on as long as they may. */
  outage(): Promise<void>;
  /** Listens again on the same port; `restarted` is for a server that knows nobody any more. */
  resume(how?: { readonly restarted?: boolean }): Promise<void>;
  /** Breaks every connection, but goes on listening. */
  cutConnections(): void;
  close(): Promise<void>;
}

const isApi = (path: string): boolean => path.startsWith('/api/');

/** Starts a contact centre; rejects where the port is taken. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const csrf = readCsrfWish(options.csrf);
  const faults = createFaults();
  const centre = createContactCentre();
  const writer = createItemWriter(options.random ?? Math.random, now);
  const log = createRequestLog(now);
  const violations: Violation[] = [];
  const signIns = createSignIns(people, csrf, faults);
  const { hold = 30_000, maxInterval = 10_000, ack = false } = options;
  const bayeux = createBayeuxServer({ hold, maxInterval, ack }, faults, (response) => web.stall(response));
  const feed = createEventFeed(centre, bayeux, signIns, faults, now);
  const offers = createOffers(writer, uri, now, feed.tell);
  const violated = ({ method, parts, operation }: Parameters<typeof rest>[0]): void =>
    void violations.push({ method, path: `/${parts.join('/')}`, operation });
  const rest = createRestApi({ centre, offers, bayeux, faults, now, violated });
  const api = createApiServer({ signIns, bayeux, faults, log, csrf, rest });
  if (options.populated ?? true) populate(centre, writer, now());

  function basketOf({ workbin, owner = { kind: 'me' } }: Where): Basket {
    const basket = centre.basketFor(demoPerson, workbin, owner);
    if (!basket) throw new Error(`no workbin ${workbin} of ${JSON.stringify(owner)}`);
    return basket;
  }
  function addTo(basket: Basket, wish?: ItemWish): string {
    const employeeId = basket.owner.kind === 'agent' ? basket.owner.person.employeeId : null;
    const item = writer.write({ workbinName: basket.definition.workbinName, employeeId }, wish);
    centre.add(basket, item);
    return item.id;
  }
  let closed = false;
  const publish = (topic: string, data: unknown): void => feed.tell(demoPerson, topic, data as MessageData);

  const simulator: Omit<Simulator, 'port' | 'origin'> = {
    account: { userName: demoPerson.userName, password: demoPerson.password },
    me: demoPerson,
    colleagues: people.filter((person) => person !== demoPerson),
    workbins: workbinDefinitions,
    groups: { agent: agentGroups, place: placeGroups },
    faults,
    requests: log.all,
    violations,
    clearRequests: log.clear,
    sessions: () =>
      bayeux
        .sessions()
        .map(({ id, signIn, topics, baskets }) => ({ id, userName: signIn.person.userName, topics, workbins: [...baskets] })),

    add: (where, wish) => addTo(basketOf(where), wish),
    put: (where, item) => centre.add(basketOf(where), item),
    remove: (where, id) => centre.remove(basketOf(where), id),
    items: (where) => [...basketOf(where).items.values()],
    offerWorkitem: (wish) => offers.offer(demoPerson, 'workitem', wish),
    changeWorkitem: offers.change,
    changeWorkitemData: offers.changeProperties,
    failWorkitem: (id, message) => offers.fail(demoPerson, id, message ?? null),
    parkWorkitem(id, where) {
      offers.change(id, 'InWorkbin');
      addTo(basketOf(where), { id, media: 'workitem' });
    },
    offer: (media, wish) => offers.offer(demoPerson, media, wish),
    changeOffer: (id, state) => offers.change(id, state),
    setService: centre.setService,
    publish,
    publishGarbage: () => publishGarbage(workbinDefinitions.InProgress.id, publish),
    publishUnknownWorkbin() {
      const { resource } = writer.write({ workbinName: 'Nowhere', employeeId: null }, { media: 'email' });
      const id = '00000000-0000-4000-8000-00000000dead';
      publish('/v2/me/workbins', {
        messageType: 'WorkbinStateChangeMessage',
        action: 'ItemAdded',
        id,
        emailStateResourceV2: resource,
      });
    },
    repeatLastEvent: feed.repeat,

    dropSession: (id) => bayeux.drop((session) => id === undefined || session.id === id),
    expireSignIn: () => signIns.expire(() => true),
    endPolls: bayeux.endPolls,
    changeCsrfToken: signIns.changeTokens,
    rotateBalancerCookie: signIns.rotateBalancerCookie,
    moveNode() {
      web.cut();
      signIns.expire(() => true);
      signIns.rotateBalancerCookie();
      bayeux.drop(() => true);
    },
    forgetSubscriptions: feed.forgetWorkbins,
    outage: () => web.stop(),
    async resume({ restarted = false } = {}) {
      if (restarted) {
        signIns.expire(() => true);
        bayeux.drop(() => true);
      }
      if (!closed) await web.start();
    },
    cutConnections: () => web.cut(),
    async close() {
      closed = true;
      await web.stop();
      bayeux.close();
    },
  };

  const control = createControlApi({ simulator, centre, offers, addTo });
  const answer = (request: WebRequest): Reply | null => (isApi(request.path) ? api(request) : control(request));
  const web = await createWebServer(options.port ?? 0, faults, isApi, answer).catch((error: unknown) => {
    // Its timers would keep the process alive.
    bayeux.close();
    throw error;
  });
  return { ...simulator, port: web.port, origin: web.origin };
}
