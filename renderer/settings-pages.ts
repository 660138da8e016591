import type { SettingsPage } from '../src/core/route.ts';
import type { IconName } from './parts/icon-paths.ts';

/** What each page of the settings is called, and what stands there in few words. */
export const SETTINGS_TITLES: Readonly<
  Record<SettingsPage, { readonly title: string; readonly about: string; readonly icon: IconName }>
> = {
  watch: { title: 'What I watch', about: 'Workbins of yours, of groups and of colleagues', icon: 'tray' },
  alerts: { title: 'Alerts', about: 'What tells you, and when it is quiet', icon: 'bell' },
  appearance: { title: 'Appearance', about: 'Colours, rows and start', icon: 'sun' },
  connection: { title: 'Connection', about: 'Account, server, opening in the browser', icon: 'link' },
  about: { title: 'About', about: 'Version and licence', icon: 'info' },
};
