import { chooseLocale, createTranslate, ENGLISH_SPEECH, type Speech, type Translate } from '../core/language.ts';
import { loadSpeech } from '../core/languages/load.ts';
import type { Settings } from '../core/settings.ts';

/** The language of the app on this computer. */
export interface SpokenLanguage {
  readonly t: Translate;
  /** Speaks this language as soon as its catalog is read; the one of before where that fails. */
  use(chosen: Settings['language']): Promise<void>;
}

interface SpokenLanguageOptions {
  /** The system's languages, the most wanted first. */
  readonly preferred: readonly string[];
  readonly changed: () => void;
  readonly log: (line: string) => void;
}

/** English until another is chosen. */
export function createLanguage({ preferred, changed, log }: SpokenLanguageOptions): SpokenLanguage {
  let speech: Speech = ENGLISH_SPEECH;
  let wanted = speech.locale;
  let loading: Promise<void> = Promise.resolve();

  async function load(locale: string): Promise<void> {
    const next = await loadSpeech(locale).catch(() => null);
    if (next === null) log(`the texts of ${locale} could not be read`);
    // Another may have been chosen meanwhile.
    if (next === null || wanted !== locale) return;
    speech = next;
    changed();
  }

  return {
    t: createTranslate(() => speech),
    use(chosen) {
      const locale = chooseLocale(chosen, preferred);
      if (locale !== wanted) loading = load(locale);
      wanted = locale;
      return loading;
    },
  };
}
