import { createSpeech, ENGLISH_SPEECH, PSEUDO, readLanguage, type Catalog, type Language, type Speech } from '../language.ts';

/** Each is a file of its own, read only where it is spoken. */
const CATALOGS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Catalog }>>> = {
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  ja: () => import('./ja.ts'),
  ar: () => import('./ar.ts'),
};

/** How a locale is spoken, as `chooseLocale` gives it. Rejects where its catalog cannot be read. */
export async function loadSpeech(locale: string): Promise<Speech> {
  if (locale === PSEUDO) return createSpeech(PSEUDO, (await import('./pseudo.ts')).disguise);
  const language = readLanguage(locale);
  if (language === 'en') return createSpeech(locale, ENGLISH_SPEECH.look);
  const { default: catalog } = await CATALOGS[language]();
  return createSpeech(locale, (english) => (Object.hasOwn(catalog, english) ? catalog[english] : undefined));
}
