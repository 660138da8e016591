import { beforeEach, describe, expect, it } from 'vitest';
import { anyText, anyNumber, textLike, listWith, type Answer } from './answers.ts';
import { allMedia } from '../../src/simulator/item.ts';
import type { Simulator, Where } from '../../src/simulator/simulator.ts';
import { createRawClient, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;

/** Subscribes to workbins and waits for the echoes. */
async function watch(who: RawClient, ...paths: string[]): Promise<void> {
  for (const path of paths) await who.subscribe(path);
  await who.events(paths.length);
}

beforeEach(async () => {
  simulator = await startSimulator({ populated: false });
  client = createRawClient(simulator);
  await client.open(
    '/v2/me/workbins',
    '/v2/me/workitems',
    '/notifications/services',
    '/v2/me/chats',
    '/v2/me/calls',
    '/v2/ucs/interactions',
  );
});

describe('items that come and go', () => {
  it('are told with the resource of their medium, the same as in the contents', async () => {
    const where: Where = { workbin: simulator.workbins.InProgress.id };
    await watch(client, `/workbins/${where.workbin}`);

    for (const media of allMedia) simulator.add(where, { media });
    const events = await client.events(allMedia.length);

    expect(events.map((event) => Object.keys(event).find((key) => key.endsWith('StateResourceV2')))).toEqual([
      'emailStateResourceV2',
      'chatStateResourceV2',
      'workitemStateResourceV2',
      'openmediaStateResourceV2',
      'tweetStateResourceV2',
      'facebookStateResourceV2',
      'facebooksessionStateResourceV2',
    ]);
    expect(events[0]!.emailStateResourceV2).toEqual(simulator.items(where)[0]!.resource);
    expect(events[0]!.metrics.eventProcessing).toEqual({
      nodeProcessingTimeNanos: anyNumber,
      serverGenerationTimestamp: anyNumber,
      serverProcessingTimeTotalMs: -1,
    });
  });

  it('name their owner: a person by two ids, a group by name, a place not at all', async () => {
    const { InProgress, Claims, Lobby, FrontDesk } = simulator.workbins;
    const colleague = simulator.colleagues[0]!;
    await watch(
      client,
      `/users/${colleague.id}/workbins/${InProgress.id}`,
      `/me/workbins/${Claims.id}?agentGroup=Claims%20Team`,
      `/me/workbins/${Lobby.id}?placeGroup=Front%20Office`,
      `/me/workbins/${FrontDesk.id}`,
    );

    simulator.add({ workbin: InProgress.id, owner: { kind: 'user', id: colleague.id } });
    simulator.add({ workbin: Claims.id, owner: { kind: 'agentGroup', name: 'Claims Team' } });
    simulator.add({ workbin: Lobby.id, owner: { kind: 'placeGroup', name: 'Front Office' } });
    simulator.add({ workbin: FrontDesk.id });
    const owners = (await client.events(4)).map(({ workbinUserId, workbinAgentId, agentGroup, placeGroup }) => ({
      workbinUserId,
      workbinAgentId,
      agentGroup,
      placeGroup,
    }));

    expect(owners).toEqual([
      { workbinUserId: colleague.id, workbinAgentId: colleague.employeeId },
      { agentGroup: 'Claims Team' },
      { placeGroup: 'Front Office' },
      {},
    ]);
  });

  it('tell a removal with the item', async () => {
    const where: Where = { workbin: simulator.workbins.Draft.id };
    const id = simulator.add(where, { media: 'email' });
    await watch(client, `/workbins/${where.workbin}`);

    const item = simulator.remove(where, id);
    simulator.put(where, item!);

    expect(simulator.remove(where, 'unknown')).toBeNull();
    expect(await client.events(2)).toMatchObject([
      { action: 'ItemRemoved', id: where.workbin, emailStateResourceV2: { id } },
      { action: 'ItemAdded', id: where.workbin, emailStateResourceV2: { id, receivedDate: item!.resource['receivedDate'] } },
    ]);
  });

  it('reach only those who subscribed to topic and workbin', async () => {
    const { Draft, Pending } = simulator.workbins;
    const [withoutTopic, colleague] = [createRawClient(simulator), createRawClient(simulator, simulator.colleagues[0])];
    await withoutTopic.open('/v2/me/workitems');
    await colleague.open();
    await withoutTopic.subscribe(`/workbins/${Draft.id}`);
    await watch(client, `/workbins/${Draft.id}`);
    await watch(colleague, `/workbins/${Draft.id}`);

    simulator.add({ workbin: Pending.id });
    simulator.add({ workbin: Draft.id, owner: { kind: 'user', id: simulator.colleagues[0]!.id } });
    const mine = simulator.add({ workbin: Draft.id }, { media: 'chat' });
    simulator.offerWorkitem();

    expect(await client.events(2)).toMatchObject([
      { chatStateResourceV2: { id: mine } },
      { messageType: 'WorkitemStateChangeMessage' },
    ]);
    expect(await colleague.events(1)).toMatchObject([{ workbinUserId: simulator.colleagues[0]!.id }]);
    expect(await withoutTopic.events(1)).toMatchObject([{ messageType: 'WorkitemStateChangeMessage' }]);
    expect(await colleague.collect()).toHaveLength(1);
  });

  it('reach a client that signed in anew and kept its Bayeux session', async () => {
    const { Draft } = simulator.workbins;
    await watch(client, `/workbins/${Draft.id}`);

    simulator.expireSignIn();
    simulator.add({ workbin: Draft.id });
    await client.signIn();
    expect((await client.collect()).map(({ channel }) => channel)).toEqual(['/meta/connect']);
    const id = simulator.add({ workbin: Draft.id }, { media: 'email' });

    expect(await client.events(1)).toMatchObject([{ emailStateResourceV2: { id } }]);
  });

  it('reach no session by somebody else’s cookies', async () => {
    const thief = createRawClient(simulator, simulator.colleagues[0]);
    await thief.signIn();
    thief.cookies.set('BAYEUX_BROWSER', client.cookies.get('BAYEUX_BROWSER')!);

    const [reply] = await thief.bayeux([
      { channel: '/meta/connect', clientId: client.clientId(), connectionType: 'long-polling', advice: { timeout: 0 } },
    ]);

    expect(reply).toMatchObject({ successful: false, error: textLike(/^402::/) });
  });

  it('come by the wildcard below /v2/me too, but no topic is invented and nothing published', async () => {
    const other = createRawClient(simulator);
    await other.open('/v2/me/*');
    const clientId = other.clientId();

    const [unknown] = await other.subscribeTopics('/v2/me/nothing');
    const [published] = await other.bayeux([{ channel: '/v2/me/workbins', clientId, data: {} }]);
    simulator.offerWorkitem();

    expect(unknown).toMatchObject({ successful: false, error: textLike(/^403:/) });
    expect(published).toMatchObject({ successful: false });
    expect(await other.events(1)).toMatchObject([{ messageType: 'WorkitemStateChangeMessage' }]);
  });
});

describe('workitems', () => {
  it('are offered in full, taken in part, and listed while with the agent', async () => {
    const id = simulator.offerWorkitem({ subject: 'Claim 4711' });
    const listed = await client.json(client.get('/me/workitems?fields=*'));
    simulator.changeWorkitem(id, 'Processing', 8);
    simulator.changeWorkitemData(id, { Note: 'called back' });
    simulator.changeWorkitem(id, 'Completed');

    const [offered, taken, changed, completed] = await client.events(4);

    expect(listed.workitems).toMatchObject([{ id, state: 'Invited' }]);
    expect(offered).toMatchObject({
      messageType: 'WorkitemStateChangeMessage',
      notificationType: 'StatusChange',
      workitem: {
        id,
        state: 'Invited',
        capabilities: ['Accept', 'Reject'],
        userData: { Subject: 'Claim 4711' },
        uri: anyText,
      },
    });
    expect(offered).not.toHaveProperty('referenceId');
    expect(taken).toMatchObject({
      referenceId: 8,
      workitem: { id, state: 'Processing', capabilities: listWith('Complete') },
    });
    expect(taken!.workitem).not.toHaveProperty('userData');
    expect(changed).toMatchObject({
      notificationType: 'PropertiesUpdated',
      workitem: { userData: { Subject: 'Claim 4711', Note: 'called back' } },
    });
    expect(completed).toMatchObject({ workitem: { state: 'Completed', capabilities: [] } });
    expect(await client.json(client.get('/me/workitems?fields=*'))).toMatchObject({ workitems: [] });
    expect((await client.get(`/workitems/${id}`)).status).toBe(404);
    expect(simulator.changeWorkitem(id, 'Processing')).toBe(false);
  });

  it('are told twice when parked: to the agent and to the workbin', async () => {
    const where: Where = { workbin: simulator.workbins.Pending.id };
    await watch(client, `/workbins/${where.workbin}`);
    const id = simulator.offerWorkitem();
    await client.events(1);

    simulator.parkWorkitem(id, where);

    expect(await client.events(2)).toMatchObject([
      { workitem: { id, state: 'InWorkbin' } },
      { action: 'ItemAdded', workitemStateResourceV2: { id } },
    ]);
  });

  it('tell an error with and without a workitem', async () => {
    simulator.failWorkitem('03AAAA0000000001', 'Not allowed');
    simulator.failWorkitem(null);

    const [first, second] = await client.events(2);

    expect(first).toMatchObject({ notificationType: 'Error', workitem: { id: '03AAAA0000000001' }, errorMessage: 'Not allowed' });
    expect(second).not.toHaveProperty('workitem');
  });
});

describe('other messages', () => {
  it('tell how services stand, and subscriptions end with Interaction Server', async () => {
    await watch(client, `/workbins/${simulator.workbins.Draft.id}`);

    simulator.setService('MultiMediaState', 'Inactive');
    simulator.add({ workbin: simulator.workbins.Draft.id });
    simulator.setService('MultiMediaState', 'Active');

    expect(await client.events(2)).toMatchObject([
      { messageType: 'ServiceStateChangeMessage', service: { type: 'MultiMediaState', state: 'Inactive' } },
      { service: { type: 'MultiMediaState', state: 'Active' } },
    ]);
  });

  it('offer a chat and a call', async () => {
    const chat = simulator.offer('chat');
    const call = simulator.offer('call');
    simulator.changeOffer(chat, 'Chatting');
    simulator.changeOffer(call, 'Released');

    const events = await client.events(4);

    expect(events).toMatchObject([
      { messageType: 'ChatStateChangeMessage', chat: { id: chat, state: 'Invited' } },
      {
        messageType: 'CallStateChangeMessage',
        phoneNumber: '5042',
        call: { id: call, state: 'Ringing', ani: anyText },
      },
      { chat: { id: chat, state: 'Chatting' } },
      { call: { id: call, state: 'Released' } },
    ]);
  });

  it('bring what history knows of an interaction', async () => {
    const id = simulator.add({ workbin: simulator.workbins.Draft.id }, { media: 'chat', subject: 'Order status' });
    const ask = async (which: string): Promise<Answer> =>
      client.json(client.post(`/ucs/interactions/${which}`, { operationName: 'GetInteractionContent', source: 'main' }));

    const { referenceId } = await ask(id);
    const [content] = await client.events(1);
    await ask('unknown');
    const [missing] = await client.events(1);
    simulator.setService('MultiMediaContent', 'Inactive');
    await client.events(1);
    await ask(id);
    const [unavailable] = await client.events(1);

    expect(content).toMatchObject({
      messageType: 'GetInteractionContentMessage',
      referenceId,
      interaction: { id, subject: 'Order status' },
      messages: [{}],
    });
    expect(missing!.errorMessage).toMatch(/not found/);
    expect(unavailable!.errorMessage).toMatch(/not available/);
    expect(simulator.violations).toEqual([]);
  });

  it('publish anything on any topic', async () => {
    simulator.publish('/v2/me/chats', { messageType: 'MessageLogUpdated', chatPath: '/chats/1' });

    expect(await client.events(1)).toEqual([{ messageType: 'MessageLogUpdated', chatPath: '/chats/1' }]);
  });

  it('publish garbage, keys of prototypes included, and workbins that do not exist', async () => {
    simulator.publishGarbage();
    simulator.publishUnknownWorkbin();

    const events = await client.events(49);

    expect(events).toContain(null);
    expect(events.some((event) => event && Object.hasOwn(event, '__proto__'))).toBe(true);
    expect(events.at(-1)).toMatchObject({ action: 'ItemAdded', emailStateResourceV2: { id: anyText } });
  });

  it('repeat the latest event', async () => {
    simulator.offerWorkitem();
    simulator.repeatLastEvent();

    const [first, second] = await client.events(2);

    expect(second).toEqual(first);
  });
});
