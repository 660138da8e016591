/** Every switch that breaks something, with what it does in plain words. */
export const faultTexts = {
  'echo-without-reference': 'Echoes of Subscribe lack their referenceId',
  'echo-without-owner': 'Echoes of Subscribe lack user id and group name',
  'echo-never': 'Subscribe is accepted but never echoed',
  'echo-first': 'The echo of Subscribe comes before the answer to the request',
  'request-failed': 'Subscribe ends as RequestFailed (only: workbin ids)',
  'subscribe-partly': 'Subscribe for several workbins answers 7 and leaves the last one out',
  'subscribe-refused': 'Subscribe answers 403 with statusCode 5 (only: workbin ids)',
  'me-forms-refused': 'The forms of one’s own workbins below /me/workbins are not known (404)',
  'plain-forms-refused': 'The forms of one’s own workbins below /workbins are not known (404)',
  'many-forms-refused': 'The forms with workbinIds= are not known (404)',
  'by-user-single-refused': 'The forms /users/{id}/workbins/{id} of Subscribe are not known, those with workbinIds= are (404)',
  'multimedia-missing': 'The account has no multimedia feature: Subscribe answers 403 with statusCode 3',
  'group-forms-refused': 'An old Interaction Server refuses every agentGroup and placeGroup form',
  'by-user-refused': 'Contents of another user are refused, only one medium at a time works',
  'contacts-refused': 'Contacts are refused with statusCode 5',
  'users-refused': 'Users are refused with statusCode 5',
  'history-refused': 'GetInteractionContent is refused with statusCode 5 (only: interaction ids)',
  'history-never': 'GetInteractionContent is accepted but never answered (only: interaction ids)',
  'history-first': 'The answer to GetInteractionContent comes before the reply to the request (only: interaction ids)',
  'arrays-as-objects': 'Items come as objects keyed by id in place of arrays',
  'odd-array-names': 'Items come under singular names (tweet, facebook, openMedia)',
  'contents-503': 'Contents answer 503 (only: workbin ids)',
  'rest-500': 'REST answers 500 with statusCode 4 (only: parts of the path)',
  'rest-503': 'REST answers 503 with an HTML page (only: parts of the path)',
  'rest-429': 'REST answers 429 (only: parts of the path)',
  'rest-401': 'REST answers 401 (only: parts of the path)',
  'rest-html': 'REST answers 200 with a login page (only: parts of the path)',
  'rest-redirect': 'REST answers 302 to a login page (only: parts of the path)',
  'rest-cut': 'REST answers break off in the middle (only: parts of the path)',
  'password-refused': 'Every password is refused',
  'password-change': 'Every password must be changed first (statusCode 8)',
  'bayeux-401': 'CometD answers 401',
  'bayeux-403': 'CometD answers 403 with statusCode 20',
  'bayeux-503': 'CometD answers 503',
  'bayeux-html': 'CometD answers 200 with a login page',
  'bayeux-empty': 'CometD answers with an empty array',
  'handshake-refused': 'Handshakes are refused with advice none',
  'handshake-denied': 'Handshakes fail, with advice to shake hands again at once',
  'topic-refused': 'Subscriptions to topics are refused (only: topics)',
  'connect-402': 'Every connect answers 402 and asks for a handshake at interval 0',
  'advice-none': 'Connects fail with advice none',
  'advice-handshake': 'Connects succeed with advice handshake',
  'advice-no-wait': 'Connects return at once with interval 0 and timeout 0',
  'multiple-clients': 'Connects return at once with the multiple-clients advice',
  'poll-stalled': 'Connects are never answered',
  'reply-lost': 'A CometD answer that carries events is lost with its connection',
  'reply-cut': 'A CometD answer that carries events breaks off in the middle',
  'events-twice': 'Events are delivered twice',
  'events-swapped': 'An event is delivered after the one that follows it',
  'events-lost': 'Events are not delivered at all',
  'removed-without-item': 'ItemRemoved comes without an item',
  silence: 'Nothing is answered any more, connections stay open',
} as const;

/** The name of a switch. */
export type FaultName = keyof typeof faultTexts;

/** How far a fault goes. */
export interface FaultLimits {
  /** How often it strikes; until switched off unless told. */
  readonly times?: number;
  /** The workbin ids, topics or parts of the path that it is for; every one unless told. */
  readonly only?: readonly string[];
}

/** A switch that is on. */
export interface ActiveFault {
  readonly name: FaultName;
  readonly text: string;
  /** How often it will still strike; null for until switched off. */
  readonly left: number | null;
  readonly only: readonly string[] | null;
}

/** The switches that break the contact centre. */
export interface Faults {
  /** Milliseconds that every answer of the API takes longer. */
  delay: number;
  /** Switches a fault on. */
  on(name: FaultName, limits?: FaultLimits): void;
  /** Switches a fault on for one stroke. */
  once(name: FaultName, limits?: FaultLimits): void;
  /** Switches a fault off, or every one and the delay. */
  off(name?: FaultName): void;
  /** The switches that are on. */
  active(): readonly ActiveFault[];
  /** Whether the fault strikes now, about this workbin, topic or path; one stroke is spent. */
  strikes(name: FaultName, about?: string): boolean;
  /** Is told which switch was switched off by hand, null for all of them. Returns its stop. */
  onOff(listener: (name: FaultName | null) => void): () => void;
}

/** Whether the text names a fault. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultTexts, text);
}

/** The switches, all off. */
export function createFaults(): Faults {
  const switched = new Map<FaultName, { left: number; only: readonly string[] | null }>();
  const listeners = new Set<(name: FaultName | null) => void>();
  const concerns = (only: readonly string[] | null, about: string | undefined): boolean =>
    only === null || (about !== undefined && only.some((part) => about.includes(part)));

  const faults: Faults = {
    delay: 0,
    on(name, limits = {}) {
      switched.set(name, { left: limits.times ?? Number.POSITIVE_INFINITY, only: limits.only ?? null });
    },
    once(name, limits = {}) {
      faults.on(name, { times: 1, ...limits });
    },
    off(name) {
      if (name === undefined) {
        switched.clear();
        faults.delay = 0;
      } else switched.delete(name);
      for (const listener of listeners) listener(name ?? null);
    },
    active: () =>
      [...switched].map(([name, { left, only }]) => ({
        name,
        text: faultTexts[name],
        left: Number.isFinite(left) ? left : null,
        only,
      })),
    strikes(name, about) {
      const fault = switched.get(name);
      if (!fault || !concerns(fault.only, about)) return false;
      fault.left -= 1;
      if (fault.left <= 0) switched.delete(name);
      return true;
    },
    onOff(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return faults;
}
