import type { BayeuxServer, LiveSession } from './bayeux-server.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import type { Person } from './people.ts';
import type { SignIns } from './sign-ins.ts';
import { itemMessage, serviceMessage, type MessageData } from './workbin-message.ts';

/** Tells the Bayeux sessions what happens in the contact centre, each what it may hear. */
export interface EventFeed {
  /** Tells the sessions of one person. */
  tell(person: Person, topic: string, data: MessageData): void;
  /** Delivers the latest event once more, to whom it was for. */
  repeat(): void;
  /** Forgets which workbins sessions are subscribed to, without a word. */
  forgetWorkbins(): void;
}

/** Follows the contact centre from now on. */
export function createEventFeed(
  centre: ContactCentre,
  bayeux: BayeuxServer,
  signIns: SignIns,
  faults: Faults,
  now: () => number,
): EventFeed {
  let latest: (() => void) | null = null;

  function deliver(topic: string, data: MessageData, wanted: (session: LiveSession) => boolean): void {
    latest = () => bayeux.deliver(topic, data, (session) => signIns.isLive(session.signIn) && wanted(session));
    latest();
  }

  function forgetWorkbins(): void {
    for (const { baskets } of bayeux.sessions()) baskets.clear();
  }

  centre.onChange((change) => {
    switch (change.kind) {
      case 'item': {
        const { action, basket, item } = change;
        deliver('/v2/me/workbins', itemMessage(action, basket, item, faults, now()), ({ baskets }) => baskets.has(basket.key));
        break;
      }
      case 'service': {
        const { service } = change;
        // The subscriptions live in Interaction Server and end with it.
        if (service.type === 'MultiMediaState' && service.state === 'Inactive') forgetWorkbins();
        deliver('/notifications/services', serviceMessage(service, now()), () => true);
        break;
      }
      default:
        change satisfies never;
    }
  });

  return {
    tell: (person, topic, data) => deliver(topic, data, ({ signIn }) => signIn.person === person),
    repeat: () => latest?.(),
    forgetWorkbins,
  };
}
