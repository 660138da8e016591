import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage, readReference } from '../../src/core/message.ts';
import { anyJson } from './any-json.ts';

const NOBODY = { userId: null, employeeId: null, agentGroup: null, placeGroup: null };

// Frames after the samples of GWS 8.5.2 API, "Workbins: CometD notifications", with values made up.
const ADDED = {
  messageType: 'WorkbinStateChangeMessage',
  action: 'ItemAdded',
  id: '22222222-3333-4444-5555-666666666666',
  workbinAgentId: 'jdoe',
  workbinUserId: '0a1b2c3d',
  chatStateResourceV2: {
    id: '0001AaAA00000001',
    chatType: 'Inbound',
    receivedDate: '2016-03-24 12:52:39.000+0200',
    capabilities: [],
    participants: [],
    userData: { Subject: 'Order status', 'PegAGSales Team': 1, RRequestedSkills: null },
  },
};
const WORKITEM = {
  messageType: 'WorkitemStateChangeMessage',
  notificationType: 'StatusChange',
  referenceId: 8,
  workitem: {
    id: '03AAAA01',
    state: 'Invited',
    workitemType: 'Inbound',
    capabilities: ['Accept', 'Reject'],
    userData: { Subject: 'Claim' },
  },
};
const SUBSCRIBED = {
  messageType: 'WorkbinSubscriptionStateChangeMessage',
  id: 'w1',
  stateResource: 'Subscribed',
  referenceId: 14,
};

describe('a message about the contents of a workbin', () => {
  it('tells which item was added where', () => {
    expect(readMessage(ADDED)).toMatchObject({
      kind: 'item-added',
      workbinId: '22222222-3333-4444-5555-666666666666',
      owner: { userId: '0a1b2c3d', employeeId: 'jdoe', agentGroup: null, placeGroup: null },
      item: { id: '0001AaAA00000001', media: 'chat', subject: 'Order status', receivedAt: Date.UTC(2016, 2, 24, 10, 52, 39) },
    });
  });

  it.each([['chat'], ['email'], ['facebook'], ['tweet'], ['facebooksession'], ['workitem'], ['openmedia']])(
    'tells of an item of the medium %s, added or removed',
    (media) => {
      const message = { messageType: 'WorkbinStateChangeMessage', id: 'w1', [`${media}StateResourceV2`]: { id: 'i1' } };

      expect(readMessage({ ...message, action: 'ItemAdded' })).toMatchObject({ kind: 'item-added', item: { id: 'i1', media } });
      expect(readMessage({ ...message, action: 'ItemRemoved' })).toMatchObject({
        kind: 'item-removed',
        item: { id: 'i1', media },
      });
    },
  );

  it.each([
    ['faxStateResourceV2', 'fax'],
    ['FacebookSessionStateResourceV2', 'facebooksession'],
  ])('reads the unknown %s as the medium %s', (field, media) => {
    const message = { messageType: 'WorkbinStateChangeMessage', action: 'ItemAdded', id: 'w1', [field]: { id: 'i1' } };

    expect(readMessage(message)).toMatchObject({ kind: 'item-added', item: { media } });
  });

  it('names the group that owns the workbin', () => {
    expect(readMessage({ ...ADDED, workbinUserId: undefined, agentGroup: 'Billing & more' })).toMatchObject({
      owner: { userId: null, agentGroup: 'Billing & more' },
    });
    expect(readMessage({ ...ADDED, placeGroup: 'Floor 2' })).toMatchObject({ owner: { placeGroup: 'Floor 2' } });
  });

  it.each([
    ['has no resource', { chatStateResourceV2: undefined }],
    ['has null for a resource', { chatStateResourceV2: null }],
    ['has text for a resource', { chatStateResourceV2: '0001AaAA00000001' }],
    ['has a resource without an id', { chatStateResourceV2: { userData: {} } }],
  ])('asks to read the contents where it %s', (_what, change) => {
    expect(readMessage({ ...ADDED, ...change })).toMatchObject({
      kind: 'item-unnamed',
      workbinId: '22222222-3333-4444-5555-666666666666',
      owner: { userId: '0a1b2c3d' },
    });
  });

  it('finds the item beside a resource that is null', () => {
    const message = { ...ADDED, emailStateResourceV2: null, chatStateResourceV2: null, tweetStateResourceV2: { id: 't1' } };

    expect(readMessage(message)).toMatchObject({ kind: 'item-added', item: { id: 't1', media: 'tweet' } });
  });

  it.each([
    ['without a workbin', { id: undefined }, 'no workbin id'],
    ['with an object for a workbin', { id: {} }, 'no workbin id'],
    ['without an action', { action: undefined }, 'unknown action'],
    ['with an unknown action', { action: 'ItemChanged' }, 'unknown action'],
    ['with a list for an action', { action: ['ItemAdded'] }, 'unknown action'],
    ['with an action that every object has', { action: 'constructor' }, 'unknown action'],
  ])('is unreadable %s', (_what, change, why) => {
    expect(readMessage({ ...ADDED, ...change })).toEqual({ kind: 'unreadable', why });
  });

  it('ignores members that it does not know', () => {
    const message = {
      ...ADDED,
      metrics: { eventProcessing: { serverGenerationTimestamp: 1 } },
      extensions: [],
      constructor: 'x',
    };

    expect(readMessage(message)).toEqual({ ...readMessage(ADDED) });
  });
});

describe('a message about a subscription', () => {
  it.each([
    ['Subscribed', 'subscribed'],
    ['Unsubscribed', 'unsubscribed'],
    ['RequestFailed', 'failed'],
  ])('reads the state %s', (stateResource, state) => {
    expect(readMessage({ ...SUBSCRIBED, stateResource })).toEqual({
      kind: 'subscription',
      state,
      workbinId: 'w1',
      owner: NOBODY,
      referenceId: 14,
      why: null,
    });
  });

  it.each([
    ['missing', { referenceId: undefined }, null],
    ['misprinted with a small L', { referenceId: undefined, referenceld: 15 }, 15],
    ['null beside the misprint', { referenceId: null, referenceld: 15 }, 15],
    ['text', { referenceId: '16' }, 16],
    ['an object', { referenceId: {} }, null],
    ['a fraction', { referenceId: 1.5 }, null],
  ])('reads a referenceId that is %s', (_what, change, expected) => {
    expect(readMessage({ ...SUBSCRIBED, ...change })).toMatchObject({ kind: 'subscription', referenceId: expected });
  });

  it('names user and groups', () => {
    expect(readMessage({ ...SUBSCRIBED, workbinUserId: '0a1b', agentGroup: 'Billing', placeGroup: ' ' })).toMatchObject({
      owner: { userId: '0a1b', employeeId: null, agentGroup: 'Billing', placeGroup: null },
    });
  });

  it.each([['errorMessage'], ['statusMessage'], ['message'], ['reason']])('takes the reason of a failure from %s', (field) => {
    expect(readMessage({ ...SUBSCRIBED, stateResource: 'RequestFailed', [field]: 'No permission' })).toMatchObject({
      why: 'No permission',
    });
  });

  it.each([
    ['without a workbin', { id: null }, 'no workbin id'],
    ['without a state', { stateResource: undefined }, 'unknown subscription state'],
    ['with an unknown state', { stateResource: 'Maybe' }, 'unknown subscription state'],
    ['with a state that every object has', { stateResource: 'toString' }, 'unknown subscription state'],
    ['with an object for a state', { stateResource: { state: 'Subscribed' } }, 'unknown subscription state'],
  ])('is unreadable %s', (_what, change, why) => {
    expect(readMessage({ ...SUBSCRIBED, ...change })).toEqual({ kind: 'unreadable', why });
  });
});

describe('a message about a workitem', () => {
  it.each([
    ['StatusChange', 'status'],
    ['PropertiesUpdated', 'properties'],
    ['Error', 'error'],
    [undefined, 'status'],
  ])('reads the notificationType %s', (notificationType, change) => {
    expect(readMessage({ ...WORKITEM, notificationType })).toMatchObject({
      kind: 'workitem',
      change,
      workitem: { id: '03AAAA01', state: 'Invited', type: 'Inbound', item: { subject: 'Claim' } },
      text: null,
    });
  });

  it.each([['Invited'], ['Processing'], ['Completed'], ['InWorkbin'], ['Revoked'], ['Something new']])(
    'hands on the state %s',
    (state) => {
      expect(readMessage({ ...WORKITEM, workitem: { id: '1', state } })).toMatchObject({ workitem: { state } });
    },
  );

  it.each([[{}], [null], [undefined]])('tells of an error that names no workitem: %j', (workitem) => {
    const message = {
      messageType: 'WorkitemStateChangeMessage',
      notificationType: 'Error',
      workitem,
      errorMessage: 'Not allowed',
    };

    expect(readMessage(message)).toEqual({ kind: 'workitem', change: 'error', workitem: null, text: 'Not allowed' });
  });

  it.each([
    ['without a workitem', { workitem: undefined }, 'no workitem'],
    ['with a workitem without an id', { workitem: { state: 'Invited' } }, 'no workitem'],
    ['with a list for a workitem', { workitem: [{ id: '1' }] }, 'no workitem'],
    ['of an unknown kind', { notificationType: 'Moved' }, 'unknown notificationType'],
    ['of a kind that every object has', { notificationType: 'valueOf' }, 'unknown notificationType'],
  ])('is unreadable %s', (_what, change, why) => {
    expect(readMessage({ ...WORKITEM, ...change })).toEqual({ kind: 'unreadable', why });
  });
});

describe('a message about a service', () => {
  it('tells its type and state', () => {
    const message = {
      messageType: 'ServiceStateChangeMessage',
      service: { id: 'u', name: 'ixn', type: 'MultiMediaState', state: 'Inactive' },
    };

    expect(readMessage(message)).toEqual({ kind: 'service', service: { type: 'MultiMediaState', state: 'Inactive' } });
  });

  it.each([[undefined], [null], ['Voice'], [[]], [{}], [{ state: 'Active' }]])(
    'is unreadable where the service is %j',
    (service) => {
      expect(readMessage({ messageType: 'ServiceStateChangeMessage', service })).toEqual({
        kind: 'unreadable',
        why: 'no service',
      });
    },
  );
});

describe('a message about something else that is offered', () => {
  it.each([
    ['CallStateChangeMessage', 'call', 'call'],
    ['ChatStateChangeMessage', 'chat', 'chat'],
    ['EmailStateChangeMessage', 'email', 'email'],
    ['FacebookStateChangeMessage', 'facebook', 'facebook'],
    ['FacebooksessionStateChangeMessage', 'facebooksession', 'facebooksession'],
    ['OpenmediaStateChangeMessage', 'openmedia', 'openmedia'],
    ['TweetStateChangeMessage', 'tweet', 'tweet'],
    ['TwitterStateChangeMessage', 'twitter', 'tweet'],
    ['IMSessionStateChangeMessage', 'imSession', 'im'],
  ])('reads %s with its payload %s', (messageType, payload, media) => {
    expect(readMessage({ messageType, [payload]: { id: 'i1', state: 'Invited' } })).toMatchObject({
      kind: 'offer',
      item: { id: 'i1', media },
      state: 'Invited',
    });
  });

  it('reads the state with a blank before it, as a sample has it', () => {
    expect(readMessage({ messageType: 'IMSessionStateChangeMessage', imSession: { id: 'i1', state: ' Invited' } })).toMatchObject(
      {
        state: 'Invited',
      },
    );
  });

  it.each([
    ['without its payload', {}],
    ['with a payload without an id', { chat: { state: 'Invited' } }],
    ['with a payload without a state', { chat: { id: 'i1' } }],
    ['with text for a payload', { chat: 'i1' }],
  ])('ignores one %s', (_what, payload) => {
    expect(readMessage({ messageType: 'ChatStateChangeMessage', ...payload })).toEqual({
      kind: 'ignored',
      messageType: 'ChatStateChangeMessage',
    });
  });
});

describe('what the history holds of an interaction', () => {
  it.each([
    [
      { referenceId: 21, interaction: { id: 'i1', mediaType: 'chat' } },
      { referenceId: 21, interactionId: 'i1', item: { id: 'i1', media: 'chat' } },
    ],
    [
      { referenceId: '21', errorMessage: 'not found' },
      { referenceId: 21, interactionId: null, item: null },
    ],
    [{ interaction: 'i1' }, { referenceId: null, interactionId: null, item: null }],
  ])('is read from %j', (payload, content) => {
    expect(readMessage({ messageType: 'GetInteractionContentMessage', ...payload })).toMatchObject({
      kind: 'content',
      ...content,
    });
  });
});

describe('any other message', () => {
  it.each([
    ['MessageLogUpdated'],
    ['ErrorMessage'],
    ['DeviceStateChangeMessage'],
    ['TweetOperationResponse'],
    ['IMLogUpdateMessage'],
    ['GetInteractionsHistoryMessage'],
    ['WorkbinStatechangeMessage'],
    ['workbinStateChangeMessage'],
    ['constructor'],
    ['__proto__'],
    ['7'],
  ])('of the type %s is ignored', (messageType) => {
    expect(readMessage({ messageType, id: 'x' })).toEqual({ kind: 'ignored', messageType });
  });

  it.each([
    [{}],
    [{ messageType: null }],
    [{ messageType: '' }],
    [{ messageType: {} }],
    [{ messageType: ['WorkbinStateChangeMessage'] }],
  ])('without a type is unreadable: %j', (data) => {
    expect(readMessage(data)).toEqual({ kind: 'unreadable', why: 'no messageType' });
  });

  it.each([[null], [undefined], ['text'], [7], [true], [[ADDED]]])('that is no object is unreadable: %j', (data) => {
    expect(readMessage(data)).toEqual({ kind: 'unreadable', why: 'not an object' });
  });

  it('never throws, whatever JSON can hold', () => {
    const members = [
      ...[
        'messageType',
        'action',
        'id',
        'stateResource',
        'referenceId',
        'notificationType',
        'workitem',
        'service',
        'chat',
        'imSession',
      ],
      ...['chatStateResourceV2', 'StateResourceV2', 'workbinUserId', 'agentGroup', 'userData', 'state', 'type', 'participants'],
    ];
    const words = [
      ...[
        'WorkbinStateChangeMessage',
        'WorkbinSubscriptionStateChangeMessage',
        'WorkitemStateChangeMessage',
        'ServiceStateChangeMessage',
      ],
      ...['ChatStateChangeMessage', 'IMSessionStateChangeMessage', 'ItemAdded', 'ItemRemoved', 'Subscribed', 'Error', 'Invited'],
    ];
    const damaged = fc
      .tuple(fc.constantFrom(ADDED, WORKITEM, SUBSCRIBED), fc.constantFrom(...members), anyJson(members, words))
      .map(([message, member, value]) => ({ ...message, [member]: value }));

    fc.assert(
      fc.property(fc.oneof(anyJson(members, words), damaged), (data) => {
        expect(readMessage(data).kind).toMatch(
          /^(subscription|item-added|item-removed|item-unnamed|workitem|service|offer|ignored|unreadable)$/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('readReference', () => {
  it.each([
    [14, 14],
    [0, 0],
    ['14', 14],
    [null, null],
    [undefined, null],
    ['14L', null],
    ['', null],
    [' 14', null],
    [1.5, null],
    [Number.NaN, null],
    [1e300, null],
    ['9'.repeat(30), null],
    [{}, null],
    [[14], null],
  ])('reads %j as %j', (value, expected) => {
    expect(readReference(value)).toBe(expected);
  });
});
