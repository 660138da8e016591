import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRandom } from '../../src/simulator/chance.ts';
import { startDemo } from '../../src/simulator/demo.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let stop: () => void;

beforeEach(async () => {
  simulator = await startSimulator();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  stop = startDemo(simulator, { random: createRandom(7) });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const { InProgress, Awaiting, Pending, FrontDesk } = (await import('../../src/simulator/workbin-definitions.ts'))
  .workbinDefinitions;
const counts = (): number[] =>
  [InProgress, Awaiting, Pending, FrontDesk].map(({ id }) => simulator.items({ workbin: id }).length);

it('begins with an arrival after a few seconds', () => {
  const before = simulator.items({ workbin: InProgress.id }).length;

  vi.advanceTimersByTime(5000);

  expect(simulator.items({ workbin: InProgress.id })).toHaveLength(before + 1);
});

it('goes on for hours without growing beyond measure', () => {
  const seen = new Set<string>();
  for (let minute = 0; minute < 240; minute++) {
    vi.advanceTimersByTime(60_000);
    for (const { id } of simulator.items({ workbin: InProgress.id })) seen.add(id);
    for (const count of counts()) expect(count).toBeLessThanOrEqual(9);
  }

  expect(seen.size).toBeGreaterThan(50);
});

it('stops', () => {
  vi.advanceTimersByTime(60_000);
  const before = counts();

  stop();

  expect(vi.getTimerCount()).toBe(0);
  expect(counts()).toEqual(before);
});
