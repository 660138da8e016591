import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anyText, textLike } from './answers.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createRawClient, untilPollIsHeld, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;

beforeEach(async () => {
  simulator = await startSimulator({ populated: false });
  client = createRawClient(simulator);
});

const unknownClient = {
  channel: '/meta/connect',
  successful: false,
  error: textLike(/^402::/),
  advice: { reconnect: 'handshake', interval: 0 },
};

describe('Bayeux sessions', () => {
  it('open for whoever is signed in, with advice and a cookie of their own', async () => {
    const [refused] = await Promise.all([client.post('/notifications/handshake', [{ channel: '/meta/handshake' }])]);
    await client.signIn();
    const reply = await client.handshake();

    expect(await refused.json()).toEqual({ statusCode: 20, statusMessage: 'Access denied' });
    expect(reply).toMatchObject({
      successful: true,
      clientId: anyText,
      supportedConnectionTypes: ['long-polling'],
      advice: { reconnect: 'retry', interval: 0, timeout: 30_000 },
    });
    expect(client.cookies.get('BAYEUX_BROWSER')).toMatch(/^\w+$/);
  });

  it('open with the password alone, all cookies in one answer', async () => {
    const response = await client.post('/notifications', [{ id: '1', channel: '/meta/handshake' }], client.basic());

    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
      'BAYEUX_BROWSER',
      'AWSELB',
      'JSESSIONID',
    ]);
    expect(response.headers.getSetCookie()[0]).toContain('Path=/');
  });

  it('take the kind of message in the address or leave it out', async () => {
    await client.signIn();
    const [appended] = await client.bayeux([{ channel: '/meta/handshake' }], '/handshake');
    const [plain] = await client.bayeux([{ channel: '/meta/handshake' }]);

    expect([appended!.successful, plain!.successful]).toEqual([true, true]);
  });

  it('are unknown without their cookie', async () => {
    await client.open();
    client.cookies.delete('BAYEUX_BROWSER');

    expect(await client.collect()).toMatchObject([unknownClient]);
  });

  it('are dropped while a poll is held, or between polls', async () => {
    await client.open();
    const poll = client.connect();
    await untilPollIsHeld(simulator);

    simulator.dropSession();

    expect(await poll).toMatchObject([unknownClient]);
    expect(await client.collect()).toMatchObject([unknownClient]);
    expect(simulator.sessions()).toEqual([]);
  });

  it('are dropped one by one', async () => {
    const other = createRawClient(simulator);
    await client.open();
    await other.open();

    simulator.dropSession(client.clientId());

    expect(simulator.sessions().map(({ id }) => id)).toEqual([other.clientId()]);
  });

  it('end when no poll comes for longer than they may live', async () => {
    const brief = await startSimulator({ maxInterval: 1 });
    const visitor = createRawClient(brief);
    await visitor.open();

    await vi.waitFor(() => expect(brief.sessions()).toEqual([]), { timeout: 10_000 });

    expect(await visitor.collect()).toMatchObject([unknownClient]);
  });

  it('end by disconnecting', async () => {
    await client.open();
    const poll = client.connect();
    await untilPollIsHeld(simulator);

    const [reply] = await client.bayeux([{ channel: '/meta/disconnect', clientId: client.clientId() }]);

    expect(reply!.successful).toBe(true);
    expect(await poll).toMatchObject([{ channel: '/meta/connect', successful: true }]);
    expect(simulator.sessions()).toEqual([]);
  });

  it('are held as long as told', async () => {
    const quick = await startSimulator({ hold: 20 });
    const visitor = createRawClient(quick);
    await visitor.open();

    expect(await visitor.connect()).toMatchObject([{ channel: '/meta/connect', successful: true }]);
    expect((await visitor.handshake()).advice).toMatchObject({ timeout: 20 });
  });

  it('answer the polls that are held without a trace of why', async () => {
    await client.open();
    const poll = client.connect();
    await untilPollIsHeld(simulator);

    simulator.endPolls();

    expect(await poll).toMatchObject([{ channel: '/meta/connect', successful: true }]);
  });

  it('go on holding polls of an expired sign-in, whose next poll is refused', async () => {
    await client.open();
    const poll = client.connect();
    await untilPollIsHeld(simulator);

    simulator.expireSignIn();
    simulator.endPolls();
    await poll;
    const response = await client.post('/notifications/connect', [{ channel: '/meta/connect', clientId: client.clientId() }]);

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ statusCode: 20 });
  });

  it('acknowledge messages only where told to', async () => {
    const careful = await startSimulator({ ack: true, populated: false });
    const visitor = createRawClient(careful);
    await visitor.signIn();
    await client.signIn();
    const shake = (who: RawClient) => who.bayeux([{ channel: '/meta/handshake', ext: { ack: true } }]);

    expect((await shake(visitor))[0]!.ext).toEqual({ ack: true });
    expect((await shake(client))[0]!.ext).toBeUndefined();
  });

  it('refuse what is no Bayeux message', async () => {
    await client.signIn();

    for (const body of [{}, [], [null], [{ channel: 'no slash' }], 'text']) {
      expect((await client.post('/notifications', body)).status).toBe(400);
    }
    expect((await client.get('/notifications')).status).toBe(400);
  });
});

describe('a CometD endpoint that is broken', () => {
  it.each([
    ['bayeux-401', 401, /html/],
    ['bayeux-403', 403, /Access denied/],
    ['bayeux-503', 503, /html/],
    ['bayeux-html', 200, /Sign in/],
    ['bayeux-empty', 200, /^\[\]$/],
  ] as const)('answers %s once', async (name, status, body) => {
    await client.open();
    simulator.faults.once(name);
    const message = [
      { channel: '/meta/connect', clientId: client.clientId(), connectionType: 'long-polling', advice: { timeout: 0 } },
    ];

    const response = await client.post('/notifications/connect', message);

    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
    expect(await client.collect()).toMatchObject([{ successful: true }]);
  });

  it.each([
    ['handshake-refused', 'none'],
    ['handshake-denied', 'handshake'],
  ] as const)('refuses handshakes by %s with advice %s', async (name, reconnect) => {
    await client.signIn();
    simulator.faults.once(name);

    expect(await client.handshake()).toMatchObject({
      successful: false,
      error: textLike(/^403:/),
      advice: { reconnect },
    });
    expect((await client.handshake()).successful).toBe(true);
  });

  it('refuses a topic', async () => {
    await client.open();
    simulator.faults.on('topic-refused', { only: ['/v2/me/chats'] });

    const replies = await client.subscribeTopics('/v2/me/chats', '/v2/me/calls');

    expect(replies).toMatchObject([{ successful: false, error: textLike(/^403:/) }, { successful: true }]);
  });

  it.each([
    ['connect-402', { successful: false, advice: { reconnect: 'handshake', interval: 0 } }],
    ['advice-none', { successful: false, advice: { reconnect: 'none' } }],
    ['advice-handshake', { successful: true, advice: { reconnect: 'handshake' } }],
    ['advice-no-wait', { successful: true, advice: { reconnect: 'retry', interval: 0, timeout: 0 } }],
    ['multiple-clients', { successful: true, advice: { 'multiple-clients': true, interval: 2000 } }],
  ] as const)('answers a connect at once by %s', async (name, reply) => {
    await client.open();
    simulator.faults.once(name);

    expect(await client.connect()).toMatchObject([{ channel: '/meta/connect', ...reply }]);
  });

  it('never answers a poll that is stalled, until mended', async () => {
    await client.open();
    simulator.faults.once('poll-stalled');
    const poll = client.connect().catch((error: unknown) => error);
    await untilPollIsHeld(simulator);

    expect(await client.collect()).toMatchObject([{ successful: true }]);
    simulator.faults.off();

    expect(await poll).toBeInstanceOf(TypeError);
  });

  it.each(['reply-lost', 'reply-cut'] as const)('loses what was in an answer by %s', async (name) => {
    await client.open('/v2/me/workitems');
    simulator.faults.once(name);
    const poll = client.connect().catch((error: unknown) => error);
    await untilPollIsHeld(simulator);

    simulator.offerWorkitem();

    expect(await poll).toBeInstanceOf(Error);
    expect(await client.collect()).toMatchObject([{ channel: '/meta/connect', successful: true }]);
  });

  it('sends what was lost again where messages are acknowledged', async () => {
    const careful = await startSimulator({ ack: true, populated: false });
    const visitor = createRawClient(careful);
    await visitor.signIn();
    const [shaken] = await visitor.bayeux([{ channel: '/meta/handshake', ext: { ack: true } }]);
    const clientId = shaken!.clientId;
    await visitor.bayeux([{ channel: '/meta/subscribe', clientId, subscription: '/v2/me/workitems' }]);
    const connect = (ack: number) =>
      visitor.bayeux([
        { channel: '/meta/connect', clientId, connectionType: 'long-polling', ext: { ack }, advice: { timeout: 0 } },
      ]);
    await connect(0);
    careful.offerWorkitem();

    careful.faults.once('reply-lost');
    await expect(connect(1)).rejects.toThrow();
    const frames = await connect(1);

    expect(frames.map(({ channel }) => channel)).toEqual(['/v2/me/workitems', '/meta/connect']);
  });

  it('delivers events twice, out of order, or not at all', async () => {
    await client.open('/v2/me/workitems');
    simulator.faults.once('events-lost');
    simulator.offerWorkitem();
    simulator.faults.once('events-twice');
    const first = simulator.offerWorkitem();
    simulator.faults.once('events-swapped');
    const second = simulator.offerWorkitem();
    const third = simulator.offerWorkitem();

    const events = await client.events(4);

    expect(events.map(({ workitem }) => workitem.id)).toEqual([first, first, third, second]);
  });

  it('delivers an event kept back when the switch is switched off', async () => {
    await client.open('/v2/me/workitems');
    simulator.faults.on('events-swapped');
    const id = simulator.offerWorkitem();

    simulator.faults.off('events-swapped');

    expect(await client.events(1)).toMatchObject([{ workitem: { id } }]);
  });

  it('tells a removal without the item', async () => {
    const where = { workbin: simulator.workbins.Draft.id };
    const id = simulator.add(where, { media: 'email' });
    await client.open();
    await client.subscribe(`/workbins/${where.workbin}`);
    await client.events(1);
    simulator.faults.once('removed-without-item');

    simulator.remove(where, id);
    const [event] = await client.events(1);

    expect(Object.keys(event!)).toEqual(['messageType', 'action', 'id', 'workbinAgentId', 'workbinUserId', 'metrics']);
  });

  it('loses subscriptions to workbins without a word', async () => {
    await client.open('/v2/me/workbins', '/v2/me/workitems');
    await client.subscribe(`/workbins/${simulator.workbins.Draft.id}`);
    await client.events(1);

    simulator.forgetSubscriptions();
    simulator.add({ workbin: simulator.workbins.Draft.id });
    simulator.offerWorkitem();

    expect(await client.events(1)).toMatchObject([{ messageType: 'WorkitemStateChangeMessage' }]);
  });
});
