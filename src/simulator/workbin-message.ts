import type { Basket, BasketOwner } from './contact-centre.ts';
import type { Faults } from './faults.ts';
import type { Item } from './item.ts';
import type { Service } from './services.ts';

/** The data of a topic message. */
export type MessageData = Readonly<Record<string, unknown>>;

/** What real messages carry and the documentation does not: how long the event took. */
export function metrics(at: number): MessageData {
  return {
    eventProcessing: {
      nodeProcessingTimeNanos: 1_204_511,
      serverGenerationTimestamp: at,
      serverProcessingTimeTotalMs: -1,
    },
  };
}

/** How events name the owner of a workbin. Of a place nothing is told. */
function ownerFields(owner: BasketOwner): MessageData {
  switch (owner.kind) {
    case 'agent':
      return { workbinAgentId: owner.person.employeeId, workbinUserId: owner.person.id };
    case 'place':
      return {};
    case 'agentGroup':
      return { agentGroup: owner.name };
    case 'placeGroup':
      return { placeGroup: owner.name };
  }
}

/** A WorkbinStateChangeMessage. */
export function itemMessage(
  action: 'ItemAdded' | 'ItemRemoved',
  basket: Basket,
  item: Item,
  faults: Faults,
  at: number,
): MessageData {
  const bare = action === 'ItemRemoved' && faults.strikes('removed-without-item', basket.definition.id);
  return {
    messageType: 'WorkbinStateChangeMessage',
    action,
    id: basket.definition.id,
    ...ownerFields(basket.owner),
    ...(bare ? {} : { [`${item.media}StateResourceV2`]: item.resource }),
    metrics: metrics(at),
  };
}

/** How a workbin's subscription ended up. */
export type SubscriptionState = 'Subscribed' | 'Unsubscribed' | 'RequestFailed';

/** How the owner was named in the request that is echoed. */
export type EchoOwner = Readonly<Partial<Record<'workbinUserId' | 'agentGroup' | 'placeGroup', string>>>;

/** A WorkbinSubscriptionStateChangeMessage: the echo of Subscribe and Unsubscribe. */
export function echoMessage(
  workbin: string,
  stateResource: SubscriptionState,
  owner: EchoOwner,
  referenceId: number,
  faults: Faults,
  at: number,
): MessageData {
  return {
    messageType: 'WorkbinSubscriptionStateChangeMessage',
    id: workbin,
    stateResource,
    ...(faults.strikes('echo-without-owner', workbin) ? {} : owner),
    ...(faults.strikes('echo-without-reference', workbin) ? {} : { referenceId }),
    metrics: metrics(at),
  };
}

/** A ServiceStateChangeMessage. */
export function serviceMessage({ id, name, type, state }: Service, at: number): MessageData {
  return { messageType: 'ServiceStateChangeMessage', service: { id, name, type, state }, metrics: metrics(at) };
}
