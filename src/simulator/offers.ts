import type { ItemWriter } from './item-writer.ts';
import type { ItemWish } from './item.ts';
import { capabilities, offerForms as forms, type OfferMedia } from './offer-form.ts';
import type { Person } from './people.ts';
import { metrics, type MessageData } from './workbin-message.ts';

/** An interaction that is with a person: offered or being worked on. */
export interface Offer {
  readonly id: string;
  readonly media: OfferMedia;
  readonly person: Person;
  readonly resource: Readonly<Record<string, unknown>> & { readonly state: string };
}

/** Tells a person's topic. */
type Tell = (person: Person, topic: string, data: MessageData) => void;

/** The interactions that are with people. */
export interface Offers {
  list(person: Person): readonly Offer[];
  get(id: string): Offer | null;
  /** Those of `/me/<list>`; null where there is no such list. */
  listed(person: Person, list: string): readonly Offer[] | null;
  offer(person: Person, media: OfferMedia, wish?: ItemWish): string;
  /** Moves an interaction on and says so; it is forgotten once it is no longer with the person. False where it is unknown. */
  change(id: string, state: string, referenceId?: number): boolean;
  /** Changes user data and says so. False where it is unknown. */
  changeProperties(id: string, userData: MessageData): boolean;
  /** Says that an operation on a workitem failed; `id` null for one that names none. */
  fail(person: Person, id: string | null, message: string | null): void;
}

/** The interactions that are with people, none at first. */
export function createOffers(writer: ItemWriter, uri: (path: string) => string, now: () => number, tell: Tell): Offers {
  const offers = new Map<string, Offer>();
  function announce({ media, person, resource }: Offer, notificationType: string, referenceId?: number): void {
    const { topic, messageType, key } = forms[media];
    const reference = referenceId === undefined ? {} : { referenceId };
    const call = media === 'call' ? { phoneNumber: '5042', extensions: [{ bt: 4 }] } : {};
    tell(person, topic, { messageType, notificationType, ...reference, [key]: resource, ...call, metrics: metrics(now()) });
  }
  const listed = (person: Person): readonly Offer[] => [...offers.values()].filter((offer) => offer.person === person);

  return {
    list: listed,
    get: (id) => offers.get(id) ?? null,
    listed: (person, list) => {
      const media = Object.keys(forms).filter((name) => forms[name as OfferMedia].list === list);
      return media.length === 0 ? null : listed(person).filter((offer) => media.includes(offer.media));
    },
    offer(person, media, wish = {}) {
      const to = { workbinName: '', employeeId: null };
      const item = writer.write(to, { ...wish, media: media === 'call' ? 'openmedia' : media });
      const form = forms[media];
      const call = {
        callUuid: `CALL${item.id}`,
        connId: item.id,
        participants: [
          {
            phoneNumber: '+15555550123',
            formattedPhoneNumber: '+1 555-555-0123',
            digits: '15555550123',
            e164Number: '+15555550123',
          },
        ],
        ani: '+15555550123',
        dnis: '5042',
        callType: 'Inbound',
        duration: '0',
        userData: item.resource['userData'],
      };
      const path = `/${form.path}/${item.id}`;
      const resource = {
        ...(media === 'call' ? { id: item.id, ...call } : item.resource),
        state: form.offered,
        capabilities: capabilities(form.offered),
        uri: uri(path),
        path,
        ...wish.fields,
      };
      const offer: Offer = { id: item.id, media, person, resource };
      offers.set(item.id, offer);
      announce(offer, 'StatusChange');
      return item.id;
    },
    change(id, state, referenceId) {
      const before = offers.get(id);
      if (!before) return false;
      const { receivedDate: _received, userData: _data, ...partial } = before.resource;
      const after: Offer = { ...before, resource: { ...before.resource, state, capabilities: capabilities(state) } };
      if (capabilities(state).length > 0) offers.set(id, after);
      else offers.delete(id);
      // Notifications may be partial: those after the offer bring no user data and no date.
      announce({ ...after, resource: { ...partial, state, capabilities: capabilities(state) } }, 'StatusChange', referenceId);
      return true;
    },
    changeProperties(id, userData) {
      const before = offers.get(id);
      if (!before) return false;
      const merged = { ...(before.resource['userData'] as object), ...userData };
      const after: Offer = { ...before, resource: { ...before.resource, userData: merged } };
      offers.set(id, after);
      announce(after, 'PropertiesUpdated');
      return true;
    },
    fail(person, id, message) {
      tell(person, forms.workitem.topic, {
        messageType: 'WorkitemStateChangeMessage',
        notificationType: 'Error',
        referenceId: 8,
        ...(id === null ? {} : { workitem: { id } }),
        ...(message === null ? {} : { errorMessage: message }),
        metrics: metrics(now()),
      });
    },
  };
}
