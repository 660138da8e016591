import type { Owner } from '../core/workbin.ts';
import type { Item } from './item.ts';
import { agentGroups, people, placeGroups, type Person } from './people.ts';
import { initialServices, type Service, type ServiceState, type ServiceType } from './services.ts';
import { allWorkbins, type WorkbinDefinition } from './workbin-definitions.ts';

/** Who a basket belongs to, seen from nobody in particular. */
export type BasketOwner =
  | { readonly kind: 'agent'; readonly person: Person }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'agentGroup'; readonly name: string }
  | { readonly kind: 'placeGroup'; readonly name: string };

/** A workbin of one owner, with what waits in it. */
export interface Basket {
  readonly key: string;
  readonly definition: WorkbinDefinition;
  readonly owner: BasketOwner;
  readonly items: ReadonlyMap<string, Item>;
}

/** What happened in the contact centre. */
export type CentreChange =
  | { readonly kind: 'item'; readonly action: 'ItemAdded' | 'ItemRemoved'; readonly basket: Basket; readonly item: Item }
  | { readonly kind: 'service'; readonly service: Service };

/** The contact centre itself, which knows nothing of HTTP or CometD. */
export interface ContactCentre {
  readonly people: readonly Person[];
  readonly workbins: readonly WorkbinDefinition[];
  services(): readonly Service[];
  service(type: ServiceType): Service | null;
  setService(type: ServiceType, state: ServiceState): void;
  baskets(): readonly Basket[];
  /** The basket that this person means by a workbin's id and an owner; null where there is none. */
  basketFor(person: Person, workbin: string, owner: Owner): Basket | null;
  /** Puts an item into a basket; one that is there already is replaced without a word. */
  add(basket: Basket, item: Item): void;
  /** An item that is, or was, in a basket: what the contact server remembers of it. */
  seen(id: string): Item | null;
  /** Takes an item away; null where it is not there. */
  remove(basket: Basket, id: string): Item | null;
  onChange(listener: (change: CentreChange) => void): () => void;
}

interface FilledBasket extends Basket {
  readonly items: Map<string, Item>;
}

function ownersOf(definition: WorkbinDefinition): readonly BasketOwner[] {
  switch (definition.type) {
    case 'Agent':
      return people.map((person) => ({ kind: 'agent', person }));
    case 'Place':
      return people.map((person) => ({ kind: 'place', place: person.place }));
    case 'AgentGroup':
      return agentGroups.map((name) => ({ kind: 'agentGroup', name }));
    case 'PlaceGroup':
      return placeGroups.map((name) => ({ kind: 'placeGroup', name }));
  }
}

function ownerText(owner: BasketOwner): string {
  switch (owner.kind) {
    case 'agent':
      return owner.person.id;
    case 'place':
      return owner.place;
    case 'agentGroup':
    case 'placeGroup':
      return owner.name;
  }
}

const keyOf = (workbin: string, kind: BasketOwner['kind'], name: string): string => `${kind}/${name}/${workbin}`;

/** How many items the contact server remembers. */
const mostRemembered = 20_000;

/** A contact centre with its people, groups, workbins and services, and empty baskets. */
export function createContactCentre(): ContactCentre {
  const baskets = new Map<string, FilledBasket>();
  for (const definition of allWorkbins) {
    for (const owner of ownersOf(definition)) {
      const key = keyOf(definition.id, owner.kind, ownerText(owner));
      baskets.set(key, { key, definition, owner, items: new Map() });
    }
  }
  const remembered = new Map<string, Item>();
  let services = initialServices;
  const listeners = new Set<(change: CentreChange) => void>();
  const tell = (change: CentreChange): void => {
    for (const listener of [...listeners]) listener(change);
  };

  return {
    people,
    workbins: allWorkbins,
    services: () => services,
    service: (type) => services.find((service) => service.type === type) ?? null,
    setService(type, state) {
      services = services.map((service) => (service.type === type ? { ...service, state } : service));
      for (const service of services) if (service.type === type) tell({ kind: 'service', service });
    },
    baskets: () => [...baskets.values()],
    basketFor(person, workbin, owner) {
      switch (owner.kind) {
        case 'me':
          return baskets.get(keyOf(workbin, 'agent', person.id)) ?? baskets.get(keyOf(workbin, 'place', person.place)) ?? null;
        case 'user':
          return baskets.get(keyOf(workbin, 'agent', owner.id)) ?? null;
        case 'agentGroup':
        case 'placeGroup':
          return baskets.get(keyOf(workbin, owner.kind, owner.name)) ?? null;
      }
    },
    add({ key }, item) {
      const basket = baskets.get(key);
      if (!basket) throw new Error(`no workbin ${key}`);
      basket.items.set(item.id, item);
      remembered.delete(item.id);
      remembered.set(item.id, item);
      for (const oldest of remembered.keys()) {
        if (remembered.size <= mostRemembered) break;
        remembered.delete(oldest);
      }
      tell({ kind: 'item', action: 'ItemAdded', basket, item });
    },
    seen: (id) => remembered.get(id) ?? null,
    remove({ key }, id) {
      const basket = baskets.get(key);
      const item = basket?.items.get(id);
      if (!basket || !item) return null;
      basket.items.delete(id);
      tell({ kind: 'item', action: 'ItemRemoved', basket, item });
      return item;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
