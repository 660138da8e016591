import { afterAll, beforeAll } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { createHome, launch, signIn, type Home, type RunningApp } from './launch.ts';

/** An app that runs against a simulator without items, and where it keeps its files. */
export interface UsedApp {
  readonly simulator: Simulator;
  readonly home: Home;
  readonly app: RunningApp;
}

/** Starts an app for the tests of a file, in which the demo person has signed in, and hands it to `use`; all of it ends with them. */
export function useSignedInApp(use: (started: UsedApp) => void): void {
  let started: UsedApp;
  beforeAll(async () => {
    const simulator = await createSimulator({ populated: false });
    const home = createHome();
    started = { simulator, home, app: launch({ home }) };
    use(started);
    await signIn(started.app, { server: simulator.origin, ...simulator.account });
  });
  afterAll(async () => {
    await started.app.close();
    await started.simulator.close();
    started.home.remove();
  });
}
