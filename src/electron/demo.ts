import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../core/language.ts';
import { demoMenu } from './demo-menu.ts';
import type { SettingsFile } from './settings-file.ts';
import type { SignIn } from './sign-in.ts';

/** A contact centre inside the app, to try it without a server. */
export interface Demo {
  menu(t: Translate): readonly MenuItemConstructorOptions[];
  stop(): Promise<void>;
}

/** Starts the contact centre, lets it be busy and signs in to it, as somebody who also watches a group and a colleague. */
export async function startDemo(signIn: SignIn, settings: Pick<SettingsFile, 'change'>): Promise<Demo> {
  // Loaded only now: nobody who works needs it.
  const [{ createSimulator }, { startDemo: keepBusy }] = await Promise.all([
    import('../simulator/simulator.ts'),
    import('../simulator/demo.ts'),
  ]);
  const simulator = await createSimulator();
  const stopBusy = keepBusy(simulator);
  settings.change({
    agentGroups: simulator.groups.agent.slice(0, 1),
    watchedUsers: simulator.colleagues.slice(0, 1).map(({ id }) => id),
  });
  await signIn.signIn({ server: simulator.origin, ...simulator.account });
  return {
    menu: (t) => demoMenu(simulator, t),
    async stop() {
      stopBusy();
      await simulator.close();
    },
  };
}
