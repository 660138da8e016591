import { foldText, readTerms } from '../src/core/fold.ts';
import { phrase } from '../src/core/language.ts';
import { SETTINGS_PAGES, type SettingsPage } from '../src/core/route.ts';
import { t } from './language.svelte.ts';
import { SETTINGS_TITLES } from './settings-pages.ts';

/** Something that can be set, as its page calls it, and where. */
export interface FoundSetting {
  readonly page: SettingsPage;
  /** To be said by `t`. */
  readonly words: string;
}

const WORDS: Readonly<Record<SettingsPage, readonly string[]>> = {
  watch: [phrase('Add a colleague or a group'), phrase('Also tell when something is offered to you')],
  alerts: [
    phrase('Rules'),
    phrase('When a workitem is offered to you'),
    phrase('When you put something into a workbin yourself'),
    phrase('Getting old after'),
    phrase('Too old after'),
    phrase('Alert when something gets old or too old'),
    phrase('Alerts sound'),
    phrase('Volume'),
    phrase('Also while the screen is locked'),
    phrase('Test notifications'),
  ],
  quiet: [phrase('Pause alerts'), phrase('Add quiet hours'), phrase('Tell what rules hold back every')],
  privacy: [
    phrase('What notifications and the tray show'),
    phrase('While the screen is locked, at most'),
    phrase('Private mode'),
    phrase('In private mode, at most'),
    phrase('Keep the history for'),
  ],
  appearance: [
    phrase('Colours'),
    phrase('Rows'),
    phrase('Language'),
    phrase('Single-key shortcuts'),
    phrase('Start when you log in to this computer'),
    phrase('Number of what is new on the icon of the app'),
    phrase('Number of what is new in the menu bar'),
    phrase('Open the window small beside the tray icon'),
  ],
  connection: [
    phrase('Use another account'),
    phrase('Sign out'),
    phrase('Opening in the browser'),
    phrase('Path of notifications on the server'),
  ],
  about: [phrase('MIT licence')],
};

/** All that can be looked for. */
export const SETTINGS_INDEX: readonly FoundSetting[] = SETTINGS_PAGES.flatMap((page) =>
  WORDS[page].map((words) => ({ page, words })),
);

/** What can be set that has every word of `text` in its words, its page's title or what that is about; none for no text. */
export function findSettings(text: string): readonly FoundSetting[] {
  const sought = readTerms(text);
  if (sought.length === 0) return [];
  return SETTINGS_INDEX.filter(({ page, words }) => {
    const { title, about } = SETTINGS_TITLES[page];
    const told = foldText([words, title, about].map((one) => t(one)).join(' '));
    return sought.every((word) => told.includes(word));
  });
}
