import { actionTexts, isActionName, runAction } from './actions.ts';
import type { Basket, ContactCentre } from './contact-centre.ts';
import { controlPage } from './control-page.ts';
import { faultTexts, isFaultName } from './faults.ts';
import { allMedia, type ItemWish } from './item.ts';
import type { OfferMedia } from './offer-form.ts';
import type { Offers } from './offers.ts';
import { demoPerson } from './people.ts';
import { json, notFound, text, type Reply } from './reply.ts';
import type { ServiceState } from './services.ts';
import type { Simulator } from './simulator.ts';
import type { WebRequest } from './web-server.ts';

/** What the control page works on. */
export interface ControlRooms {
  readonly simulator: Omit<Simulator, 'port' | 'origin'>;
  readonly centre: ContactCentre;
  readonly offers: Offers;
  addTo(basket: Basket, wish?: ItemWish): string;
}

type Sent = Readonly<Record<string, unknown>>;

const offerMedia: readonly OfferMedia[] = [...allMedia, 'call'];
const serviceStates: readonly ServiceState[] = ['Active', 'Inactive', 'ReadOnly', 'Unknown'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const oneOf = <T extends string>(known: readonly T[], value: unknown): T | null => known.find((name) => name === value) ?? null;

/** Names the owner for people. */
function ownerText({ owner }: Basket): string {
  switch (owner.kind) {
    case 'agent':
      return `${owner.person.firstName} ${owner.person.lastName}`;
    case 'place':
      return owner.place;
    case 'agentGroup':
    case 'placeGroup':
      return owner.name;
  }
}

/** Whether the demo person can see it: his own, his desk's, the groups'. */
function isNear({ owner }: Basket): boolean {
  if (owner.kind === 'agent') return owner.person === demoPerson;
  return owner.kind !== 'place' || owner.place === demoPerson.place;
}

/** Gives a function that serves the control page and what it asks for: JSON below `/simulator/`. */
export function createControlApi({ simulator, centre, offers, addTo }: ControlRooms): (request: WebRequest) => Reply {
  const basketBy = (key: unknown): Basket | null => centre.baskets().find((basket) => basket.key === key) ?? null;

  function state(): Reply {
    const active = simulator.faults.active();
    return json(200, {
      account: simulator.account.userName,
      workbins: centre.baskets().map((basket) => ({
        key: basket.key,
        id: basket.definition.id,
        name: basket.definition.displayName,
        type: basket.definition.type,
        owner: ownerText(basket),
        mine: isNear(basket),
        items: [...basket.items.values()].map(({ id, media, resource }) => {
          const data = resource['userData'] as Sent | undefined;
          const customer = `${textOf(data?.['FirstName'])} ${textOf(data?.['LastName'])}`.trim();
          return {
            id,
            media,
            subject: resource['subject'] ?? data?.['Subject'] ?? null,
            customer,
            receivedDate: resource['receivedDate'],
          };
        }),
      })),
      offers: offers.list(demoPerson).map(({ id, media, resource }) => ({ id, media, state: resource.state })),
      services: centre.services(),
      faults: Object.entries(faultTexts).map(([name, about]) => {
        const on = active.find((fault) => fault.name === name);
        return { name, text: about, on: on !== undefined, left: on?.left ?? null, only: on?.only ?? null };
      }),
      delay: simulator.faults.delay,
      actions: Object.entries(actionTexts).map(([name, about]) => ({ name, text: about })),
      sessions: simulator.sessions(),
      requests: simulator.requests.slice(-40),
      violations: simulator.violations,
    });
  }

  /** What each path below `/simulator/` does; false where the values make no sense. */
  const commands: Readonly<Record<string, (sent: Sent) => unknown>> = {
    items({ workbin, media, subject }) {
      const basket = basketBy(workbin);
      if (!basket) return false;
      const medium = oneOf(allMedia, media);
      const wish = { ...(medium ? { media: medium } : {}), ...(textOf(subject) === '' ? {} : { subject: textOf(subject) }) };
      return { id: addTo(basket, wish) };
    },
    remove({ workbin, id }) {
      const basket = basketBy(workbin);
      return basket !== null && centre.remove(basket, textOf(id)) !== null;
    },
    offers({ media }) {
      const medium = oneOf(offerMedia, media);
      return medium !== null && { id: simulator.offer(medium) };
    },
    'offer-state': ({ id, state: next }) => textOf(next) !== '' && simulator.changeOffer(textOf(id), textOf(next)),
    services({ type, state: next }) {
      const service = centre.services().find((candidate) => candidate.type === type);
      const wanted = oneOf(serviceStates, next);
      if (!service || !wanted) return false;
      simulator.setService(service.type, wanted);
      return true;
    },
    faults({ name, on, times, only }) {
      if (name === undefined && on === false) return (simulator.faults.off(), true);
      if (typeof name !== 'string' || !isFaultName(name)) return false;
      if (on === false) return (simulator.faults.off(name), true);
      simulator.faults.on(name, {
        ...(typeof times === 'number' && times > 0 ? { times } : {}),
        ...(Array.isArray(only) ? { only: only.map(String) } : {}),
      });
      return true;
    },
    delay({ ms }) {
      if (typeof ms !== 'number' || !(ms >= 0 && ms <= 120_000)) return false;
      simulator.faults.delay = ms;
      return true;
    },
    actions({ name }) {
      if (typeof name !== 'string' || !isActionName(name)) return false;
      runAction(name, simulator);
      return true;
    },
  };

  function obey({ incoming, path, body }: WebRequest): Reply {
    const origin = incoming.headers.origin;
    const foreign = origin !== undefined && origin !== `http://${incoming.headers.host}`;
    if (foreign || !/^application\/json\b/.test(incoming.headers['content-type'] ?? ''))
      return text(403, 'JSON from the control page only');
    const name = path.slice('/simulator/'.length);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) return notFound;
    const outcome = command(typeof body === 'object' && body !== null ? (body as Sent) : {});
    if (outcome === false) return json(400, { error: 'these values make no sense here' });
    return json(200, typeof outcome === 'object' ? outcome : {});
  }

  return (request) => {
    const { method, path } = request;
    if (method === 'POST' && path.startsWith('/simulator/')) return obey(request);
    if (method !== 'GET') return text(405, 'Method not allowed');
    if (path === '/') return controlPage();
    if (path === '/simulator/state') return state();
    return text(404, 'Not found');
  };
}
