import { beforeEach, describe, expect, it } from 'vitest';
import { anyText } from './answers.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createRawClient, untilPollIsHeld, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;

beforeEach(async () => {
  simulator = await startSimulator();
  client = createRawClient(simulator);
  await client.open();
});

describe('REST that is broken', () => {
  it.each([
    ['rest-500', 500, /"statusCode":4/],
    ['rest-503', 503, /html/],
    ['rest-429', 429, /Too Many/],
    ['rest-401', 401, /html/],
    ['rest-html', 200, /Sign in/],
    ['rest-redirect', 302, /html/],
  ] as const)('answers %s on the paths told, as often as told', async (name, status, body) => {
    simulator.faults.on(name, { only: ['/services'], times: 2 });

    for (const expected of [status, status, 200]) {
      expect((await client.get('/me')).status).toBe(200);
      const response = await client.get('/services?fields=*');

      expect(response.status).toBe(expected);
      if (expected === status && status !== 200) expect(await response.text()).toMatch(body);
    }
    simulator.faults.once(name);
    expect(await (await client.get('/services')).text()).toMatch(body);
  });

  it('breaks an answer off in the middle', async () => {
    simulator.faults.once('rest-cut');

    await expect(client.json(client.get('/services?fields=*'))).rejects.toThrow();
    expect(await client.json(client.get('/services?fields=*'))).toMatchObject({ statusCode: 0 });
  });

  it('answers later', async () => {
    simulator.faults.delay = 20;
    const answers = [client.get('/me'), client.get('/services')];

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('falls silent until mended', async () => {
    simulator.faults.once('silence');
    const silent = client.get('/me').catch((error: unknown) => error);

    expect((await client.get('/me')).status).toBe(200);
    simulator.faults.off('silence');

    expect(await silent).toBeInstanceOf(TypeError);
  });

  it('keeps back the answer to a poll that was held before it fell silent', async () => {
    await client.subscribeTopics('/v2/me/workitems');
    const poll = client.connect().catch((error: unknown) => error);
    await untilPollIsHeld(simulator);
    simulator.faults.on('silence');

    simulator.offerWorkitem();
    simulator.faults.off();

    expect(await poll).toBeInstanceOf(TypeError);
    expect(await client.collect()).toMatchObject([{ successful: true }]);
  });

  it('tells which switches are on', () => {
    simulator.faults.once('rest-500');
    simulator.faults.on('contents-503', { only: ['a'] });

    expect(simulator.faults.active()).toEqual([
      { name: 'rest-500', text: anyText, left: 1, only: null },
      { name: 'contents-503', text: anyText, left: null, only: ['a'] },
    ]);
    simulator.faults.off();
    expect(simulator.faults.active()).toEqual([]);
  });
});

describe('a server out of reach', () => {
  it('breaks the poll and refuses connections, and comes back on its port with its sessions', async () => {
    const poll = client.connect().catch((error: unknown) => error);
    await untilPollIsHeld(simulator);

    await simulator.outage();
    expect(await poll).toBeInstanceOf(TypeError);
    await expect(client.get('/me')).rejects.toThrow();
    await simulator.resume();

    expect((await client.get('/me')).status).toBe(200);
    expect(await client.collect()).toMatchObject([{ successful: true }]);
  });

  it('knows nobody after a restart', async () => {
    await simulator.outage();
    await simulator.resume({ restarted: true });

    expect((await client.get('/me')).status).toBe(403);
    await client.signIn();
    expect(await client.collect()).toMatchObject([{ successful: false, advice: { reconnect: 'handshake' } }]);
  });

  it('stays closed where it is closed while out of reach', async () => {
    await simulator.outage();
    await simulator.close();
    await simulator.resume();

    await expect(client.get('/me')).rejects.toThrow();
  });

  it('breaks connections and goes on', async () => {
    const poll = client.connect().catch((error: unknown) => error);
    await untilPollIsHeld(simulator);

    simulator.cutConnections();

    expect(await poll).toBeInstanceOf(TypeError);
    expect(await client.collect()).toMatchObject([{ successful: true }]);
  });

  it('knows nobody on another node', async () => {
    const former = new Map(client.cookies);

    simulator.moveNode();
    const response = await client.get('/me');

    expect(response.status).toBe(403);
    expect(client.cookies.get('AWSELB')).not.toBe(former.get('AWSELB'));
    expect((await client.signIn()).status).toBe(200);
    expect(await client.collect()).toMatchObject([{ successful: false }]);
  });
});
