import { afterEach } from 'vitest';
import { createRandom } from '../../src/simulator/chance.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';

const started: Simulator[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that is closed after the test. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ random: createRandom(1), ...options });
  started.push(simulator);
  return simulator;
}
