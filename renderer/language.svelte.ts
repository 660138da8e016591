import { createTranslate, ENGLISH_SPEECH, type Speech } from '../src/core/language.ts';
import { loadSpeech } from '../src/core/languages/load.ts';

let speech = $state.raw<Speech>(ENGLISH_SPEECH);
let wanted = ENGLISH_SPEECH.locale;
let loading: Promise<void> = Promise.resolve();

/** Says an English text in the window's language; where it is used in a component, it follows a change of language. */
export const t = createTranslate(() => speech);

/** Speaks another language from the moment its catalog is here; until then, and where that fails, the one of before. */
export function speak(locale: string): Promise<void> {
  if (locale !== wanted) loading = load(locale);
  wanted = locale;
  return loading;
}

async function load(locale: string): Promise<void> {
  const next = await loadSpeech(locale).catch(() => speech);
  // Another may have been asked for meanwhile.
  if (wanted !== locale) return;
  speech = next;
  document.documentElement.lang = next.locale;
  document.documentElement.dir = next.direction;
}
