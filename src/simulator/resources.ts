import type { Basket } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import { itemArrays, type Item, type Media } from './item.ts';
import { demoPerson, type Person } from './people.ts';
import type { Service } from './services.ts';
import type { WorkbinDefinition } from './workbin-definitions.ts';

/** A resource as it goes over the wire. */
export type Resource = Readonly<Record<string, unknown>>;

/** The absolute address of a resource, with the host name that only the server knows itself by. */
export function uri(path: string): string {
  return `http://gws-lb.internal.invalid:8090/api/v2${path}`;
}

const located = (path: string): Resource => ({ uri: uri(path), path });

const features = ['api-multimedia-chat', 'api-multimedia-email', 'api-multimedia-workitem', 'api-voice', 'api-ucs-contact'];

/** `/me`: the user with the child collections asked for. `employeeId` is not among it. */
export function userResource(person: Person, subresources: ReadonlySet<string>, multimedia = true): Resource {
  const path = `/users/${person.id}`;
  const wants = (name: string): boolean => subresources.has(name) || subresources.has('*');
  return {
    ...colleagueResource(person),
    emailAddress: '',
    roles: ['ROLE_AGENT'],
    enabled: true,
    changePasswordOnFirstLogin: false,
    contactCenterId: '11c0ffee-2222-4333-8444-5555decade66',
    ...located(path),
    ...(wants('features')
      ? {
          features: features
            .filter((id) => multimedia || !id.includes('multimedia'))
            .map((id) => ({ id, displayName: id, ...located(`/features/${id}`) })),
        }
      : {}),
    ...(wants('devices') ? { devices: [] } : {}),
    ...(wants('channels') ? { channels: [] } : {}),
    ...(wants('calls') ? { calls: [] } : {}),
  };
}

/** One of `/users`. */
export function colleagueResource({ id, userName, firstName, lastName }: Person): Resource {
  return { id, userName, firstName, lastName, ...located(`/users/${id}`) };
}

/** `/contacts/{id}`: the only place that tells the employee id. */
export function contactResource(person: Person): Resource {
  const { id, userName, employeeId, firstName, lastName } = person;
  return {
    id,
    name: userName,
    userName,
    employeeId,
    firstName,
    lastName,
    type: 'User',
    phoneNumbers: [],
    ...located(`/contacts/${id}`),
  };
}

/** One of `/services`. */
export function serviceResource({ id, name, type, state }: Service): Resource {
  return { id, name, type, state, ...located(`/services/${id}`) };
}

/** One of `/me/groups`. */
export function groupResource(name: string): Resource {
  const id = `bu-${Buffer.from(name).toString('hex').slice(0, 24)}`;
  return { id, name, type: 'BusinessUnit', contains: ['users', 'skills', 'queues', 'places'], ...located(`/groups/${id}`) };
}

/** A workbin without its items. The one of the place is called `name`, as in some of the documented samples. */
export function workbinResource({ id, workbinName, displayName, type }: WorkbinDefinition): Resource {
  const name = type === 'Place' ? { name: workbinName } : { workbinName };
  return { ...name, id, displayName, uri: uri(`/workbins/${id}`), type };
}

/** The items of a basket by arrays; arrays without items are left out. `media` null is for all. */
export function itemsResource(basket: Basket, media: ReadonlySet<Media> | null, faults: Faults): Resource {
  const byArray = new Map<string, Item[]>();
  const odd = faults.strikes('odd-array-names', basket.definition.id);
  for (const item of basket.items.values()) {
    if (media && !media.has(item.media)) continue;
    const name = odd ? (item.media === 'openmedia' ? 'openMedia' : item.media) : itemArrays[item.media];
    byArray.set(name, [...(byArray.get(name) ?? []), item]);
  }
  const keyed = byArray.size > 0 && faults.strikes('arrays-as-objects', basket.definition.id);
  const shape = (items: readonly Item[]): unknown =>
    keyed ? Object.fromEntries(items.map(({ id, resource }) => [id, resource])) : items.map(({ resource }) => resource);
  return Object.fromEntries([...byArray].map(([name, items]) => [name, shape(items)]));
}

/** What history tells of an interaction: `GetInteractionContent`. */
export function historyResource(
  id: string,
  mediaType: string,
  resource: Resource,
): { interaction: Resource; messages?: readonly Resource[] } {
  const data = (resource['userData'] ?? {}) as Resource;
  const { userName, firstName, lastName } = demoPerson;
  const interaction = {
    id,
    ...located(`/ucs/interactions/${id}`),
    mediaType,
    typeId: 'Inbound',
    state: 'InProcess',
    startDate: resource['receivedDate'],
    endDate: null,
    subject: data['Subject'],
    contactId: data['ContactId'],
    parentId: resource['parentId'] ?? null,
    comment: null,
    ownerInformation: { id: demoPerson.id, userName, firstName, lastName },
    customAttributes: {},
    userData: data,
  };
  return mediaType === 'chat'
    ? { interaction, messages: [{ type: 'Text', text: data['Subject'] ?? '', nickname: 'Customer' }] }
    : { interaction };
}
