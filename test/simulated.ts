import { onTestFinished } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../src/simulator/simulator.ts';
import { startWatching, type Watching, type WatchingOptions } from './watching.ts';

/** A simulator that is closed when the test ends. */
export async function simulate(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await createSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

/** A notifier that watches the simulator as its demo person. */
export function watch(simulator: Simulator, options?: Partial<WatchingOptions>): Watching {
  return startWatching({ server: simulator.origin, ...simulator.account, ...options });
}

/** One of the demo person's own workbins. */
export function where({ workbins }: Simulator, name: keyof Simulator['workbins'] = 'InProgress'): { readonly workbin: string } {
  return { workbin: workbins[name].id };
}
