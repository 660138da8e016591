import type { ItemDetails } from './contract.ts';
import { Raw } from './raw.ts';
import type { Item } from './resource.ts';
import type { InteractionId } from './workbin.ts';

/** What is known of a workitem or of anything else that is, or was, offered to the person. */
export interface Offer {
  readonly item: Item;
  readonly state: string | null;
  /** The row of its page; it lies in no workbin. */
  readonly row: Pick<
    ItemDetails,
    'workbin' | 'id' | 'media' | 'subject' | 'customer' | 'receivedAt' | 'unread' | 'snoozedUntil' | 'state'
  >;
}

/** The latest state of each, so that a state that is told twice counts once. Mutable, for one owner: the notifier. */
export interface Offers {
  /** Takes in what is told of one, keeping what is left out; `isNew` where the state differs from the one known `before`. */
  take(item: Item, state: string | null): Offer & { readonly isNew: boolean; readonly before: string | null };
  get(id: InteractionId): Offer | null;
  drop(id: InteractionId): void;
  /** Whether it is a workitem that is still with the person. */
  isWithPerson(id: InteractionId): boolean;
  /** The workitems that are still with the person. */
  workitems(): readonly InteractionId[];
  /** Notes that all workitems are being read; true for the first time. */
  read(): boolean;
}

const OVER = ['Completed', 'Revoked', 'InWorkbin'];
/** How many are remembered, the oldest going first. */
const REMEMBERED = 500;

/** Nothing is known to be offered yet. */
export function createOffers(): Offers {
  const known = new Map<InteractionId, { readonly item: Item; readonly state: string | null }>();
  let wasRead = false;

  function isWithPerson(id: InteractionId): boolean {
    const offer = known.get(id);
    return offer?.item.media === 'workitem' && !OVER.includes(offer.state ?? '');
  }

  return {
    take(item, state) {
      const before = known.get(item.id);
      const merged = before ? merge(before.item, item) : item;
      const now = { item: merged, state: state ?? before?.state ?? null };
      known.delete(item.id);
      known.set(item.id, now);
      for (const oldest of known.keys()) {
        if (known.size <= REMEMBERED) break;
        known.delete(oldest);
      }
      return { ...now, row: formatRow(now.item, now.state), isNew: now.state !== before?.state, before: before?.state ?? null };
    },
    get(id) {
      const offer = known.get(id);
      return offer ? { ...offer, row: formatRow(offer.item, offer.state) } : null;
    },
    drop: (id) => void known.delete(id),
    isWithPerson,
    workitems: () => [...known.keys()].filter(isWithPerson),
    read() {
      const first = !wasRead;
      wasRead = true;
      return first;
    },
  };
}

/** A message may be partial: what it leaves out stays as it was. */
function merge(before: Item, after: Item): Item {
  return {
    ...after,
    subject: after.subject ?? before.subject,
    customer: after.customer ?? before.customer,
    receivedAt: after.receivedAt ?? before.receivedAt,
    segment: after.segment ?? before.segment,
    state: after.state ?? before.state,
    raw: new Raw({ ...before.raw.read(), ...after.raw.read() }),
  };
}

function formatRow(item: Item, state: string | null): Offer['row'] {
  const { id, media, subject, customer, receivedAt } = item;
  return { workbin: null, id, media, subject, customer, receivedAt, unread: false, snoozedUntil: null, state };
}
