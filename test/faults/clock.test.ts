import { it, onTestFinished, vi } from 'vitest';
import { BROKEN, endureAll, type Ordeal } from './ordeal.ts';
import { createSimulatedSite, type Simulated } from './site.ts';

const HOUR = 3_600_000;

it.each([HOUR, -HOUR])(
  'loses nothing and is not calm for longer than allowed when the clock is set by %i ms',
  async (by) => {
    const { now } = Date;
    let offset = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => now() + offset);
    onTestFinished(() => void vi.restoreAllMocks());
    const ordeals: readonly Ordeal<Simulated>[] = [
      { name: `the clock is set by ${by / HOUR} h`, strike: () => undefined, handshakes: 3 },
      {
        name: `the clock is set by ${by / HOUR} h while the server is away`,
        strike: ({ site: { simulator } }) => simulator.outage(),
        heal: async ({ site: { simulator }, shows }) => {
          await shows('offline');
          await simulator.resume({ restarted: true });
        },
        liveAtMost: BROKEN,
        handshakes: 4,
      },
    ];

    // There is one clock for both: it is set when the one server has just gone and the other is well.
    await endureAll(createSimulatedSite, ordeals, () => (offset = by));
  },
  90_000,
);
