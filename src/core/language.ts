import { INTL, type Writing } from './writing.ts';

/** The languages people can choose; each but English has a catalog in `languages/`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;

/** A language by its BCP 47 subtag. */
export type Language = (typeof LANGUAGES)[number];

/** What a catalog says for an English text: one text, or one for each plural category of the language. */
export type Entry = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The texts of a language by their English; of plurals by the English for many. */
export type Catalog = Readonly<Record<string, Entry>>;

/** A language as it is spoken here: with the numbers and dates of a region. */
export interface Speech {
  /** A BCP 47 tag: `de-CH`, or `en-x-pseudo` for the pseudo-language of tests. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** What the language says for an English text; nothing where its catalog has none. */
  readonly look: (english: string) => Entry | undefined;
}

/** What stands in the holes of a text, by their names. Numbers are written as the language does. */
export type Values = Readonly<Record<string, string | number>>;

/** Says English texts in the language of the moment. `t('{count} wait in {workbin}', { count, workbin })` */
export interface Translate {
  (english: string, values?: Values): string;
  /** The text for that many, which stand in `{count}`: `t.count(n, '{count} item', '{count} items')`. */
  count(count: number, one: string, many: string, values?: Values): string;
  /** `12`, `1,532`. */
  number(value: number): string;
  /** `Ada, Rosa and Tom`. */
  list(names: readonly string[]): string;
  /** A moment (ms since the epoch) by the calendar or the clock of the language. */
  date(at: number, how: Intl.DateTimeFormatOptions): string;
  /** The language of the moment. */
  speech(): Speech;
}

/** The tag of the pseudo-language, in which tests find text that was never handed to `Translate`. */
export const PSEUDO = 'en-x-pseudo';

/** Where nothing is known of the region. Arabic has the digits of ids and phone numbers, which stand beside its own. */
const REGIONS: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  ja: 'ja-JP',
  ar: 'ar-u-nu-latn',
};

/** English as the console speaks it. */
export const ENGLISH_SPEECH: Speech = createSpeech(REGIONS.en, () => undefined);

/** English, whatever a person has chosen: for scripts, and for the first moment of a window. */
export const ENGLISH: Translate = createTranslate(() => ENGLISH_SPEECH);

/** Marks an English text that is handed to `Translate` elsewhere, so that the catalogs must have it. Gives it back. */
export function phrase<Text extends string>(english: Text): Text {
  return english;
}

/** A speech with the direction of its language. */
export function createSpeech(locale: string, look: Speech['look']): Speech {
  return { locale, direction: readLanguage(locale) === 'ar' ? 'rtl' : 'ltr', look };
}

/** The language of a locale; English for any that has no catalog. */
export function readLanguage(locale: string): Language {
  return LANGUAGES.find((language) => isOf(language, locale)) ?? 'en';
}

/**
 * The locale to speak: of the chosen language, or of the first language that both the system's `preferred` locales and we
 * have, with the region that they name.
 */
export function chooseLocale(chosen: Language | 'system' | 'pseudo', preferred: readonly string[]): string {
  if (chosen === 'pseudo') return PSEUDO;
  const offered = preferred.filter(isLocale);
  const known = offered.flatMap((locale) => LANGUAGES.find((language) => isOf(language, locale)) ?? []);
  const language = chosen === 'system' ? (known[0] ?? 'en') : chosen;
  return offered.find((locale) => isOf(language, locale) && locale !== language) ?? REGIONS[language];
}

function isOf(language: Language, locale: string): boolean {
  return locale.toLowerCase().split('-')[0] === language;
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/**
 * A name, an id or what a customer wrote, to stand within a sentence. In a language written from right to left it is set apart by
 * characters that nobody sees, since one of the other direction would scatter the words around it.
 */
export function isolate(text: string, { direction }: Speech): string {
  return direction === 'rtl' ? `\u2068${text}\u2069` : text;
}

/** A text that was cut, or mixed with others: what is set apart in it ends within it, and nothing ends that did not begin. */
export function closeIsolates(text: string): string {
  let open = 0;
  const paired = text.replace(/[\u2068\u2069]/g, (mark) => {
    if (mark === '\u2069' && open === 0) return '';
    open += mark === '\u2068' ? 1 : -1;
    return mark;
  });
  return paired + '\u2069'.repeat(open);
}

/** A translation that speaks as `speech` says at each call, and writes numbers and dates in this way. */
export function createTranslate(speech: () => Speech, writing: Writing = INTL): Translate {
  function fill(text: string, values: Values): string {
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = values[name];
      if (value === undefined) return hole;
      if (typeof value === 'number') return writing.number(speech().locale, value);
      return isolate(value, speech());
    });
  }

  function translate(english: string, values: Values = {}): string {
    const entry = speech().look(english);
    return fill((typeof entry === 'object' ? entry.other : entry) ?? english, values);
  }

  return Object.assign(translate, {
    count(count: number, one: string, many: string, values: Values = {}) {
      const { locale, look } = speech();
      const entry = look(many);
      const category = writing.plural(entry === undefined ? 'en' : locale, count);
      const forms = typeof entry === 'object' ? entry : { one: typeof entry === 'string' ? entry : one, other: entry ?? many };
      return fill(forms[category] ?? forms.other ?? many, { count, ...values });
    },
    number: (value: number) => writing.number(speech().locale, value),
    list(names: readonly string[]) {
      const now = speech();
      return writing.list(
        now.locale,
        names.map((name) => isolate(name, now)),
      );
    },
    date: (at: number, how: Intl.DateTimeFormatOptions) => writing.date(speech().locale, at, how),
    speech,
  });
}
