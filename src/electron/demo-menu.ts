import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../core/language.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** How long the connection stays cut, in ms. */
const OUTAGE = 20_000;

/** What can be made to happen in a demo, for the tray's menu. */
export function demoMenu(simulator: Simulator, t: Translate): readonly MenuItemConstructorOptions[] {
  const where = { workbin: simulator.workbins.InProgress.id };
  const setInteractionServer = (state: 'Active' | 'Inactive') => simulator.setService('MultiMediaState', state);
  return [
    { label: t('Add an item'), click: () => void simulator.add(where) },
    {
      label: t('Add a burst of six'),
      click() {
        for (let count = 0; count < 6; count++) simulator.add(where);
      },
    },
    {
      label: t('Remove an item'),
      click() {
        const [first] = simulator.items(where);
        if (first) simulator.remove(where, first.id);
      },
    },
    { label: t('Offer a workitem'), click: () => void simulator.offerWorkitem() },
    { type: 'separator' },
    {
      label: t('Cut the connection for 20 seconds'),
      click: () => void simulator.outage().then(() => setTimeout(() => void simulator.resume(), OUTAGE).unref()),
    },
    { label: t('Interaction Server down'), click: () => setInteractionServer('Inactive') },
    { label: t('Interaction Server up'), click: () => setInteractionServer('Active') },
    { label: t('Expire the sign-in'), click: () => simulator.expireSignIn() },
  ];
}
