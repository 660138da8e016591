import { expect, it, vi } from 'vitest';
import { simulate, watch, where } from '../simulated.ts';
import { BROKEN, endureAll, type Ordeal, type Scene } from './ordeal.ts';
import { createSimulatedSite, type Simulated } from './site.ts';

/** Waits until so many more requests for this channel have come. */
async function asked({ site: { simulator } }: Scene<Simulated>, channel: string, times: number): Promise<void> {
  const count = (): number => simulator.requests.filter(({ channels }) => channels.includes(channel)).length;
  const goal = count() + times;
  await vi.waitUntil(() => count() >= goal, { timeout: 30_000, interval: 20 });
}

const ordeals: readonly Ordeal<Simulated>[] = [
  {
    name: 'handshakes are refused with advice none',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('handshake-refused', { times: 3 });
      simulator.dropSession();
    },
    handshakes: 5,
  },
  {
    name: 'the server answers every poll at once with interval 0',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('advice-no-wait');
      simulator.endPolls();
    },
    heal: async (scene) => {
      await asked(scene, '/meta/connect', 6);
      scene.site.simulator.faults.off();
    },
    handshakes: 1,
  },
  {
    name: 'the server takes the app for several clients',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('multiple-clients');
      simulator.endPolls();
    },
    heal: async (scene) => {
      await asked(scene, '/meta/connect', 2);
      scene.site.simulator.faults.off();
    },
    handshakes: 1,
  },
  {
    name: 'the session is forgotten, and the request to subscribe is lost',
    strike: ({ site: { simulator }, proxy }) => {
      simulator.dropSession();
      proxy.resetAll();
    },
    heal: async (scene) => {
      await asked(scene, '/meta/handshake', 1);
      scene.site.simulator.faults.on('bayeux-503', { times: 2 });
    },
    handshakes: 4,
  },
  {
    name: 'a proxy answers 503 with a page for longer than a session lives',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('bayeux-503');
      simulator.faults.on('rest-503');
      simulator.endPolls();
    },
    heal: async ({ site: { simulator }, shows }) => {
      await shows('offline');
      simulator.dropSession();
      simulator.faults.off();
    },
    liveAtMost: BROKEN,
  },
  {
    name: 'CometD answers 401 once',
    strike: ({ site: { simulator } }) => {
      simulator.faults.once('bayeux-401');
      simulator.endPolls();
    },
    handshakes: 3,
  },
  {
    name: 'CometD answers 403 and 20 once',
    strike: ({ site: { simulator } }) => {
      simulator.faults.once('bayeux-403');
      simulator.endPolls();
    },
    handshakes: 3,
  },
  {
    name: 'REST answers 401 once, while it is read after a lost session',
    strike: ({ site: { simulator } }) => {
      simulator.faults.once('rest-401');
      simulator.dropSession();
    },
    handshakes: 4,
  },
  {
    name: 'the HTTP session is lost and CometD is kept',
    strike: ({ site: { simulator } }) => simulator.expireSignIn(),
    heal: ({ site: { simulator } }) => simulator.endPolls(),
    handshakes: 3,
  },
  ...[1000, 3000].map((down): Ordeal<Simulated> => ({
    name: `the server restarts and refuses connections for ${down / 1000} s`,
    strike: ({ site: { simulator } }) => simulator.outage(),
    heal: async ({ site: { simulator } }) => {
      await new Promise((resolve) => setTimeout(resolve, down));
      await simulator.resume({ restarted: true });
    },
    handshakes: 3,
  })),
  {
    name: 'an answer that carries an event is lost',
    strike: ({ site: { simulator } }) => simulator.faults.once('reply-lost'),
    handshakes: 1,
  },
  {
    name: 'an answer that carries an event breaks off',
    strike: ({ site: { simulator } }) => simulator.faults.once('reply-cut'),
    handshakes: 1,
  },
  {
    name: 'the server is away for longer than a break may be hidden, and forgets nothing',
    strike: ({ site: { simulator } }) => simulator.outage(),
    heal: async ({ site: { simulator }, shows }) => {
      await shows('offline');
      await simulator.resume();
    },
    liveAtMost: BROKEN,
  },
];

it('loses nothing and tells nothing twice, whatever becomes of the session', async () => {
  await endureAll(createSimulatedSite, ordeals);
}, 90_000);

it('keeps to few handshakes and says so where every poll reaches a server that does not know the session', async () => {
  const simulator = await simulate({ hold: 1500 });
  const watching = watch(simulator);
  await watching.live();
  const handshakes = (): number => simulator.requests.filter(({ channels }) => channels.includes('/meta/handshake')).length;
  const before = handshakes();
  const states = watching.all('connection').length;

  simulator.faults.on('connect-402');
  simulator.endPolls();
  await watching.until(() => watching.notifier.view().connection.state === 'offline');
  const meanwhile = simulator.add(where(simulator));
  await watching.until(() => watching.notifier.view().connection.reason.includes('load balancer'));

  expect(handshakes() - before).toBeLessThanOrEqual(5);
  expect(
    watching
      .all('connection')
      .slice(states)
      .map(({ state }) => state),
  ).not.toContain('live');
  simulator.faults.off();
  await watching.live();
  expect(watching.all('decision').map(({ subject }) => subject as string)).toEqual([meanwhile]);
}, 90_000);
