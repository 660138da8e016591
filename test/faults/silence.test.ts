import { it } from 'vitest';
import { endureAll, SILENT, type Ordeal } from './ordeal.ts';
import { createFayeSite, createSimulatedSite, type Simulated, type Site } from './site.ts';

/** Faults that only a time-out of 10 s after the end of a poll shows; they are endured side by side. */
const ordeals: readonly Ordeal<Site>[] = [
  {
    name: 'connections are half open, and new ones work',
    strike: ({ proxy }) => proxy.become({ kind: 'half-open', standing: true }),
    handshakes: 4,
  },
  {
    name: 'connections are half open, new ones as well',
    strike: ({ proxy }) => proxy.become({ kind: 'half-open' }),
    heal: async ({ shows, proxy }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
      proxy.resetAll();
    },
    liveAtMost: SILENT,
    handshakes: 4,
  },
  {
    name: 'answers are held back until the server counts as silent',
    strike: ({ proxy }) => proxy.become({ kind: 'stall' }),
    heal: async ({ shows, proxy }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
    },
    liveAtMost: SILENT,
    handshakes: 4,
  },
];

const simulated: readonly Ordeal<Simulated>[] = [
  {
    name: 'the machine sleeps until the server has forgotten everything and all connections are dead',
    strike: ({ site: { simulator }, proxy }) => {
      proxy.become({ kind: 'half-open', standing: true });
      simulator.dropSession();
      simulator.expireSignIn();
    },
    heal: ({ watching }) => watching.notifier.wake(),
    handshakes: 4,
  },
  {
    name: 'polls are never answered',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('poll-stalled');
      simulator.endPolls();
    },
    heal: async ({ site: { simulator }, shows }) => {
      await shows('offline');
      simulator.faults.off();
    },
    liveAtMost: SILENT,
    handshakes: 4,
  },
  {
    name: 'the server answers nothing at all',
    strike: ({ site: { simulator } }) => simulator.faults.on('silence'),
    heal: async ({ site: { simulator }, shows }) => {
      await shows('offline');
      simulator.faults.off();
    },
    liveAtMost: SILENT,
    handshakes: 4,
  },
];

it('loses nothing and is not calm for long when the network or the server falls silent, on two Bayeux servers', async () => {
  await Promise.all([endureAll(createSimulatedSite, [...ordeals, ...simulated]), endureAll(createFayeSite, ordeals)]);
}, 150_000);
