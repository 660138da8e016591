import { phrase } from '../src/core/language.ts';
import type { SettingsPage } from '../src/core/route.ts';
import type { IconName } from './parts/icon-paths.ts';

/** What each page of the settings is called, and what stands there in few words; to be said by `t`. */
export const SETTINGS_TITLES: Readonly<
  Record<SettingsPage, { readonly title: string; readonly about: string; readonly icon: IconName }>
> = {
  watch: { title: phrase('What I watch'), about: phrase('Workbins of yours, of groups and of colleagues'), icon: 'tray' },
  alerts: { title: phrase('Alerts'), about: phrase('What you are told of, and how'), icon: 'bell' },
  quiet: { title: phrase('Quiet'), about: phrase('When you are told nothing, and told it later'), icon: 'bell-off' },
  privacy: { title: phrase('Privacy'), about: phrase('What others may see of a customer'), icon: 'eye' },
  appearance: { title: phrase('Appearance'), about: phrase('Language, colours and rows'), icon: 'sun' },
  connection: { title: phrase('Connection'), about: phrase('Account, server, opening in the browser'), icon: 'link' },
  about: { title: phrase('About'), about: phrase('Version and licence'), icon: 'info' },
};
