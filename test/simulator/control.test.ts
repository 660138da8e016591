import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runAction } from '../../src/simulator/actions.ts';
import { anyText, objectWith, type Answer } from './answers.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createRawClient, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;
const state = (): Promise<Answer> => client.json(client.send('GET', '/simulator/state'));
const tell = (command: string, values: unknown, headers?: Record<string, string>) =>
  client.send('POST', `/simulator/${command}`, values, headers);

beforeEach(async () => {
  simulator = await startSimulator();
  client = createRawClient(simulator, null);
});

describe('the control page', () => {
  it('is a page that runs only its own script', async () => {
    const response = await client.send('GET', '/');
    const html = await response.text();
    const nonce = /script-src 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

    expect(response.headers.get('content-type')).toMatch(/html/);
    expect(html).toContain(`<script nonce="${nonce}">`);
    expect(html).not.toMatch(/innerHTML/);
  });

  it('shows workbins, services, switches and actions, and is no request to the API', async () => {
    const { workbins, services, faults, actions, violations } = await state();

    expect(workbins.flatMap(({ items }) => items)).toHaveLength(12);
    expect(services).toHaveLength(6);
    expect(faults).toContainEqual({ name: 'contents-503', text: anyText, on: false, left: null, only: null });
    expect(actions).toContainEqual({ name: 'drop-session', text: anyText });
    expect(violations).toEqual([]);
    expect(simulator.requests).toEqual([]);
  });

  it('adds and removes an item', async () => {
    const where = { workbin: simulator.workbins.Draft.id };
    const workbin = `agent/${simulator.me.id}/${where.workbin}`;
    const before = simulator.items(where).length;

    const { id } = await client.json(tell('items', { workbin, media: 'chat', subject: '<b>bold</b>' }));
    expect(simulator.items(where).at(-1)).toMatchObject({ id, media: 'chat' });
    expect((await tell('remove', { workbin, id })).status).toBe(200);

    expect(simulator.items(where)).toHaveLength(before);
    expect((await tell('remove', { workbin, id })).status).toBe(400);
  });

  it('offers a workitem and moves it on', async () => {
    const { id } = await client.json(tell('offers', { media: 'workitem' }));

    expect((await state()).offers).toEqual([{ id, media: 'workitem', state: 'Invited' }]);
    expect((await tell('offer-state', { id, state: 'Revoked' })).status).toBe(200);
    expect((await state()).offers).toEqual([]);
  });

  it('turns services and switches, and sets the delay', async () => {
    await tell('services', { type: 'Chat', state: 'Inactive' });
    await tell('faults', { name: 'contents-503', on: true, times: 2, only: ['a'] });
    await tell('delay', { ms: 5 });

    const { services, delay } = await state();
    expect(services).toContainEqual(objectWith({ type: 'Chat', state: 'Inactive' }));
    expect(delay).toBe(5);
    expect(simulator.faults.active()).toMatchObject([{ name: 'contents-503', left: 2, only: ['a'] }]);
    await tell('faults', { name: 'contents-503', on: false });
    expect(simulator.faults.active()).toEqual([]);
    await tell('faults', { on: false });
    expect(simulator.faults.delay).toBe(0);
  });

  it('lets things happen once', async () => {
    const visitor = createRawClient(simulator);
    await visitor.open();

    for (const name of [
      'expire-both',
      'rotate-balancer-cookie',
      'change-csrf-token',
      'publish-garbage',
      'interaction-server-down',
    ]) {
      expect((await tell('actions', { name })).status).toBe(200);
    }

    expect(simulator.sessions()).toEqual([]);
    expect((await visitor.get('/me')).status).toBe(403);
    expect((await state()).services).toContainEqual(objectWith({ type: 'MultiMediaState', state: 'Inactive' }));
  });

  it.each([
    ['outage', 15_000, false],
    ['restart', 5_000, true],
  ] as const)('goes out of reach by %s and comes back by itself', (name, ms, restarted) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const outage = vi.fn(() => Promise.resolve());
    const resume = vi.fn(() => Promise.resolve());

    runAction(name, { ...simulator, outage, resume });
    vi.advanceTimersByTime(ms);

    expect(outage).toHaveBeenCalledOnce();
    expect(resume).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(resume).toHaveBeenCalledWith({ restarted });
  });

  it.each([
    ['drop-session', 'dropSession'],
    ['expire-sign-in', 'expireSignIn'],
    ['cut-connections', 'cutConnections'],
    ['move-node', 'moveNode'],
    ['forget-subscriptions', 'forgetSubscriptions'],
    ['end-polls', 'endPolls'],
    ['publish-unknown-workbin', 'publishUnknownWorkbin'],
    ['repeat-last-event', 'repeatLastEvent'],
    ['workitem-error', 'failWorkitem'],
    ['interaction-server-up', 'setService'],
  ] as const)('lets %s happen', (name, method) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const happens = vi.fn();

    runAction(name, { ...simulator, [method]: happens });
    vi.advanceTimersByTime(100);

    expect(happens).toHaveBeenCalledOnce();
  });

  it('refuses what makes no sense', async () => {
    for (const [command, values] of [
      ['items', { workbin: 'unknown' }],
      ['offers', { media: 'pigeon' }],
      ['services', { type: 'Chat', state: 'Sleepy' }],
      ['faults', { name: '__proto__', on: true }],
      ['delay', { ms: -1 }],
      ['actions', { name: 'constructor' }],
    ] as const) {
      expect((await tell(command, values)).status).toBe(400);
    }
    expect((await tell('constructor', {})).status).toBe(404);
    expect((await client.send('GET', '/simulator/nothing')).status).toBe(404);
    expect((await client.send('PUT', '/')).status).toBe(405);
  });

  it('obeys no page from elsewhere and no form', async () => {
    expect((await tell('faults', { on: false }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await tell('faults', { on: false }, { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await tell('faults', { on: false }, { origin: simulator.origin })).status).toBe(200);
  });
});
