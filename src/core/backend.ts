import type { Service } from './contract.ts';
import { phrase, type Translate } from './language.ts';

const SERVICES: Readonly<Record<string, { readonly name: string; readonly does: string }>> = {
  MultiMediaState: { name: phrase('Interaction Server'), does: phrase('Workbins depend on it') },
  MultiMediaContent: { name: phrase('Universal Contact Server'), does: phrase('Email text, contacts and history') },
  Voice: { name: phrase('Voice'), does: phrase('Calls; workbins do without it') },
  Provisioning: { name: phrase('Configuration'), does: phrase('Names of agents, groups and workbins') },
  Reporting: { name: phrase('Reporting'), does: phrase('Statistics; workbins do without it') },
  Chat: { name: phrase('Chat'), does: phrase('Chats with customers') },
};

const STATES: Readonly<Record<string, string>> = {
  Active: phrase('Running'),
  Inactive: phrase('Not running'),
  ReadOnly: phrase('Read only'),
  Unknown: phrase('Not known'),
};

/** A service behind the server in words that mean something to an agent; one that we do not know as the server names it. */
export function describeService(
  { type, state }: Service,
  t: Translate,
): { readonly name: string; readonly does: string; readonly state: string } {
  const known = Object.hasOwn(SERVICES, type) ? SERVICES[type] : undefined;
  const words = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  return {
    name: known ? t(known.name) : type,
    does: known ? t(known.does) : '',
    state: words === undefined ? state : t(words),
  };
}

/** The service that workbins depend on. @see GWS 8.5.2 API, CometD notifications, ServiceStateChangeMessage */
export const INTERACTION_SERVER = 'MultiMediaState';
/** The service that knows what interactions said: history, contacts, texts of emails. */
export const CONTACT_SERVER = 'MultiMediaContent';

/** Whether people are to be alerted of the service that workbins depend on, and when to ask again, ms since the epoch. */
export interface ServiceChange {
  readonly announce: 'down' | 'back' | null;
  readonly dueAt: number;
}

/** How long the service must have been down before an alert says so, in ms. */
const DOWN_FOR = 60_000;

/**
 * One alert once the Interaction Server has been down for a minute, since workbins are silent then, and one when it is back.
 * Told the time, it keeps no clock. Mutable, for one owner: the notifier.
 */
export function createServiceAlerts(): {
  /** `isConnected` is false while nothing is heard of services. */
  update(services: readonly Service[], isConnected: boolean, now: number): ServiceChange;
} {
  let downSince: number | null = null;
  let announced = false;

  return {
    update(services, isConnected, now) {
      const state = services.find(({ type }) => type === INTERACTION_SERVER)?.state;
      if (!isConnected || state === undefined) {
        // Without a connection there is an alert of its own, and the service has to be down anew for a minute.
        downSince = null;
        return { announce: null, dueAt: Infinity };
      }
      if (state !== 'Inactive') {
        const wasAnnounced = announced;
        downSince = null;
        announced = false;
        return { announce: wasAnnounced ? 'back' : null, dueAt: Infinity };
      }
      downSince ??= now;
      if (announced) return { announce: null, dueAt: Infinity };
      announced = now - downSince >= DOWN_FOR;
      return { announce: announced ? 'down' : null, dueAt: announced ? Infinity : downSince + DOWN_FOR };
    },
  };
}
