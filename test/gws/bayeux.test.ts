import { expect, it, onTestFinished, vi } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import { openSession, type BayeuxSession, type SessionEvents } from '../../src/gws/bayeux.ts';
import { createRest } from '../../src/gws/rest.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { createConditions } from '../conditions.ts';
import { simulate } from '../simulated.ts';

interface Opened {
  readonly simulator: Simulator;
  readonly session: BayeuxSession;
  readonly told: readonly (readonly [name: keyof SessionEvents, ...details: unknown[]])[];
  until(name: keyof SessionEvents, times?: number): Promise<void>;
}

async function open(options?: SimulatorOptions): Promise<Opened> {
  const simulator = await simulate(options);
  const rest = createRest({ fetch: createHttpFetch(), server: simulator.origin, ...simulator.account });
  await rest.signIn();
  const told: [keyof SessionEvents, ...unknown[]][] = [];
  const conditions = createConditions();
  const note =
    (name: keyof SessionEvents) =>
    (...details: unknown[]) => {
      told.push([name, ...details]);
      conditions.look();
    };
  const names = ['message', 'alive', 'polled', 'interrupted', 'resumed', 'ended'] as const;
  const events = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as SessionEvents;
  const opened = await openSession(
    { rest, server: simulator.origin, cometdPath: '/api/v2/notifications', random: () => 0, spread: 0 },
    events,
  );
  if (opened.kind === 'failed') throw new Error(opened.why);
  onTestFinished(() => opened.session.close());
  const until = (name: keyof SessionEvents, times = 1): Promise<void> =>
    conditions.until(() => told.filter(([one]) => one === name).length >= times);
  return { simulator, session: opened.session, told, until };
}

const WORKBINS = '/v2/me/workbins';

it('puts no window on the global object', async () => {
  await open();

  expect('window' in globalThis).toBe(false);
});

it('hands on the messages of the topics it subscribed to, whole', async () => {
  const { simulator, session, told, until } = await open();
  await session.subscribe([WORKBINS]);

  simulator.publish(WORKBINS, { messageType: 'X', text: 'Grüße 你好 😀' });
  await until('message');

  expect(told.find(([name]) => name === 'message')).toEqual(['message', WORKBINS, { messageType: 'X', text: 'Grüße 你好 😀' }]);
});

it('tells which topics the server refuses and follows the others', async () => {
  const { simulator, session } = await open();
  simulator.faults.on('topic-refused', { only: ['/v2/me/calls'] });

  const topics = await session.subscribe([WORKBINS, '/v2/me/calls']);

  expect(topics.get(WORKBINS)).toBe('subscribed');
  expect(topics.get('/v2/me/calls')).toMatchObject({ refused: expect.stringContaining('403') as string });
});

it('subscribes again when the request was lost', async () => {
  const { simulator, session } = await open();
  simulator.faults.on('bayeux-503', { times: 2 });

  const topics = await session.subscribe([WORKBINS]);

  expect(topics.get(WORKBINS)).toBe('subscribed');
});

it('polls again at once when a poll was cut, and says that messages may be lost', async () => {
  const { simulator, told, until } = await open();
  const isHeld = () => simulator.requests.some(({ channels, endedAt }) => channels.includes('/meta/connect') && endedAt === null);
  await vi.waitUntil(isHeld, { timeout: 10_000 });

  simulator.cutConnections();
  await until('resumed');

  expect(told.map(([name]) => name).filter((name) => name === 'interrupted' || name === 'resumed')).toEqual([
    'interrupted',
    'resumed',
  ]);
});

it('ends, and does not shake hands by itself, when the server forgot it', async () => {
  const { simulator, told, until } = await open();
  await until('polled');

  simulator.dropSession();
  await until('ended');

  expect(told.at(-1)).toMatchObject(['ended', { kind: 'forgotten' }]);
  expect(simulator.requests.filter((request) => request.channels.includes('/meta/handshake'))).toHaveLength(1);
});

it('pauses between polls that a server answers at once with nothing in them', async () => {
  const { simulator, until } = await open();
  await until('polled');
  simulator.faults.on('advice-no-wait');
  simulator.endPolls();

  await until('polled', 6);

  const polls = simulator.requests.filter((request) => request.channels.includes('/meta/connect')).map((request) => request.at);
  const gaps = polls.slice(1).map((at, index) => at - (polls[index] ?? 0));
  expect(gaps.slice(-2).every((gap) => gap >= 300)).toBe(true);
});

it('tells the server when it is closed', async () => {
  const { simulator, session, until } = await open();
  await until('polled');

  await session.close();

  expect(simulator.sessions()).toEqual([]);
});
