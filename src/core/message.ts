import type { Service } from './contract.ts';
import { readHistoryItem } from './interaction-content.ts';
import { firstText, readRecord, readText, type Wire } from './record.ts';
import { readItem, readServices, readWorkitem, type Item, type Workitem } from './resource.ts';

/** Who a message says owns the workbin; GWS leaves out what it likes. */
export interface NamedOwner {
  readonly userId: string | null;
  /** The owner's employee id, which is neither a user name nor a user id. */
  readonly employeeId: string | null;
  readonly agentGroup: string | null;
  readonly placeGroup: string | null;
}

/** What a message on one of the topics tells. */
export type GwsMessage =
  | {
      readonly kind: 'subscription';
      readonly state: 'subscribed' | 'unsubscribed' | 'failed';
      readonly workbinId: string;
      readonly owner: NamedOwner;
      readonly referenceId: number | null;
      readonly why: string | null;
    }
  | { readonly kind: 'item-added'; readonly workbinId: string; readonly owner: NamedOwner; readonly item: Item }
  | { readonly kind: 'item-removed'; readonly workbinId: string; readonly owner: NamedOwner; readonly item: Item }
  /** The message does not say which item came or went: the contents must be read again. */
  | { readonly kind: 'item-unnamed'; readonly workbinId: string; readonly owner: NamedOwner }
  | {
      readonly kind: 'workitem';
      readonly change: 'status' | 'properties' | 'error';
      readonly workitem: Workitem | null;
      readonly text: string | null;
    }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'offer'; readonly item: Item; readonly state: string }
  /** What the contact server's history holds of an interaction; no item where it holds nothing. */
  | {
      readonly kind: 'content';
      readonly referenceId: number | null;
      readonly interactionId: string | null;
      readonly item: Item | null;
    }
  | { readonly kind: 'ignored'; readonly messageType: string }
  | { readonly kind: 'unreadable'; readonly why: string };

const SUBSCRIPTION_STATES = { Subscribed: 'subscribed', Unsubscribed: 'unsubscribed', RequestFailed: 'failed' } as const;
const WORKITEM_CHANGES = { StatusChange: 'status', PropertiesUpdated: 'properties', Error: 'error' } as const;
const OFFERS: Readonly<Record<string, readonly [media: string, payload: string]>> = {
  CallStateChangeMessage: ['call', 'call'],
  ChatStateChangeMessage: ['chat', 'chat'],
  EmailStateChangeMessage: ['email', 'email'],
  FacebookStateChangeMessage: ['facebook', 'facebook'],
  FacebooksessionStateChangeMessage: ['facebooksession', 'facebooksession'],
  OpenmediaStateChangeMessage: ['openmedia', 'openmedia'],
  TweetStateChangeMessage: ['tweet', 'tweet'],
  TwitterStateChangeMessage: ['tweet', 'twitter'],
  IMSessionStateChangeMessage: ['im', 'imSession'],
};

/**
 * Reads one message of a topic. Unknown members are ignored, all but the type and an item's id may be missing, and what
 * cannot be read says why; never throws.
 * @see GWS 8.5.2 API, "Workbins: CometD notifications", "Workitem: CometD notifications", "CometD notifications"
 */
export function readMessage(data: unknown): GwsMessage {
  const message = readRecord(data);
  if (!message) return { kind: 'unreadable', why: 'not an object' };
  const type = readText(message['messageType']);
  switch (type) {
    case null:
      return { kind: 'unreadable', why: 'no messageType' };
    case 'WorkbinSubscriptionStateChangeMessage':
      return readSubscription(message);
    case 'WorkbinStateChangeMessage':
      return readWorkbinChange(message);
    case 'WorkitemStateChangeMessage':
      return readWorkitemChange(message);
    case 'ServiceStateChangeMessage': {
      const [service] = readServices([message['service']]);
      return service ? { kind: 'service', service } : { kind: 'unreadable', why: 'no service' };
    }
    case 'GetInteractionContentMessage': {
      const item = readHistoryItem(message['interaction']);
      return { kind: 'content', referenceId: readReference(message['referenceId']), interactionId: item?.id ?? null, item };
    }
    default:
      return readOffer(type, message);
  }
}

function readSubscription(message: Wire): GwsMessage {
  const workbinId = readText(message['id']);
  const state = readText(message['stateResource']) ?? '';
  if (!workbinId) return { kind: 'unreadable', why: 'no workbin id' };
  if (!isKey(SUBSCRIPTION_STATES, state)) return { kind: 'unreadable', why: 'unknown subscription state' };
  return {
    kind: 'subscription',
    state: SUBSCRIPTION_STATES[state],
    workbinId,
    owner: readOwner(message),
    // The PDF prints `referenceld` with a small L; accepting the misprint costs nothing.
    referenceId: readReference(message['referenceId'] ?? message['referenceld']),
    why: firstText(message, 'errorMessage', 'statusMessage', 'message', 'reason'),
  };
}

function readWorkbinChange(message: Wire): GwsMessage {
  const workbinId = readText(message['id']);
  const action = readText(message['action']);
  if (!workbinId) return { kind: 'unreadable', why: 'no workbin id' };
  if (action !== 'ItemAdded' && action !== 'ItemRemoved') return { kind: 'unreadable', why: 'unknown action' };
  const field = Object.keys(message).find((name) => name.endsWith('StateResourceV2') && readRecord(message[name]));
  const item = field === undefined ? null : readItem(field.slice(0, -'StateResourceV2'.length).toLowerCase(), message[field]);
  const owner = readOwner(message);
  if (!item) return { kind: 'item-unnamed', workbinId, owner };
  return { kind: action === 'ItemAdded' ? 'item-added' : 'item-removed', workbinId, owner, item };
}

function readWorkitemChange(message: Wire): GwsMessage {
  const type = readText(message['notificationType']) ?? 'StatusChange';
  if (!isKey(WORKITEM_CHANGES, type)) return { kind: 'unreadable', why: 'unknown notificationType' };
  const change = WORKITEM_CHANGES[type];
  const workitem = readWorkitem(message['workitem']);
  if (!workitem && change !== 'error') return { kind: 'unreadable', why: 'no workitem' };
  return { kind: 'workitem', change, workitem, text: firstText(message, 'errorMessage', 'statusMessage', 'message') };
}

function readOffer(messageType: string, message: Wire): GwsMessage {
  const [media, payload] = (Object.hasOwn(OFFERS, messageType) && OFFERS[messageType]) || [];
  if (media === undefined || payload === undefined) return { kind: 'ignored', messageType };
  const item = readItem(media, message[payload]);
  // A sample of the documentation has a blank before the state.
  const state = item && item.state;
  return item && state ? { kind: 'offer', item, state } : { kind: 'ignored', messageType };
}

function readOwner(message: Wire): NamedOwner {
  return {
    userId: readText(message['workbinUserId']),
    employeeId: readText(message['workbinAgentId']),
    agentGroup: readText(message['agentGroup']),
    placeGroup: readText(message['placeGroup']),
  };
}

/** A referenceId, which links an operation to the message that answers it; null when it is none. */
export function readReference(value: unknown): number | null {
  const reference = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof reference === 'number' && Number.isSafeInteger(reference) ? reference : null;
}

function isKey<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
