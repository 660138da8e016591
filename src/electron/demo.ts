import type { MenuItemConstructorOptions } from 'electron';
import { demoMenu } from './demo-menu.ts';
import type { SignIn } from './sign-in.ts';

/** A contact centre inside the app, to try it without a server. */
export interface Demo {
  readonly menu: readonly MenuItemConstructorOptions[];
  stop(): Promise<void>;
}

/** Starts the contact centre, lets it be busy and signs in to it. */
export async function startDemo(signIn: SignIn): Promise<Demo> {
  // Loaded only now: nobody who works needs it.
  const [{ createSimulator }, { startDemo: keepBusy }] = await Promise.all([
    import('../simulator/simulator.ts'),
    import('../simulator/demo.ts'),
  ]);
  const simulator = await createSimulator();
  const stopBusy = keepBusy(simulator);
  await signIn.signIn({ server: simulator.origin, ...simulator.account });
  return {
    menu: demoMenu(simulator),
    async stop() {
      stopBusy();
      await simulator.close();
    },
  };
}
