import { describe, expect, it } from 'vitest';
import {
  chooseLocale,
  createSpeech,
  createTranslate,
  ENGLISH,
  PSEUDO,
  readLanguage,
  type Catalog,
} from '../../src/core/language.ts';
import { loadSpeech } from '../../src/core/languages/load.ts';

const speak = (locale: string, catalog: Catalog) => createTranslate(() => createSpeech(locale, (english) => catalog[english]));

describe('a text', () => {
  it('is said in the language of the catalog, with what belongs into its holes', () => {
    const t = speak('de-DE', { '{count} wait in {workbin}': 'In {workbin} warten {count}' });

    expect(t('{count} wait in {workbin}', { count: 1532, workbin: 'Billing' })).toBe('In Billing warten 1.532');
  });

  it('stays English where the catalog has none', () => {
    expect(speak('de-DE', {})('Settings')).toBe('Settings');
    expect(speak('de-DE', {}).count(1, '{count} item', '{count} items')).toBe('1 item');
  });

  it('keeps a hole for which nothing is given, and takes what is given as it stands', () => {
    expect(ENGLISH('With {interactionId} or {name}', { name: '{interactionId} $& $1' })).toBe(
      'With {interactionId} or {interactionId} $& $1',
    );
  });

  it('keeps a name of the other direction together in a language from right to left', () => {
    expect(speak('ar', {})('In {workbin}', { workbin: 'Billing' })).toBe('In \u2068Billing\u2069');
  });
});

describe('a number of things', () => {
  const arabic = speak('ar-u-nu-latn', {
    '{count} items': {
      zero: 'لا عناصر',
      one: 'عنصر واحد',
      two: 'عنصران',
      few: '{count} عناصر',
      many: '{count} عنصرًا',
      other: '{count} عنصر',
    },
  });

  it.each([
    [0, 'لا عناصر'],
    [1, 'عنصر واحد'],
    [2, 'عنصران'],
    [7, '7 عناصر'],
    [11, '11 عنصرًا'],
    [100, '100 عنصر'],
  ])('has the plural of its language for %d', (count, words) => {
    expect(arabic.count(count, '{count} item', '{count} items')).toBe(words);
  });

  it.each([
    [0, '0 items'],
    [1, '1 item'],
    [1532, '1,532 items'],
  ])('is %d in English', (count, words) => {
    expect(ENGLISH.count(count, '{count} item', '{count} items')).toBe(words);
  });

  it('has one form in a language without plurals', () => {
    expect(speak('ja-JP', { '{count} items': '{count} 件' }).count(1, '{count} item', '{count} items')).toBe('1 件');
  });
});

describe('a number', () => {
  it.each(['en-GB', 'en-US', 'de-CH', 'fr-FR', 'es-MX', 'ja-JP', 'ar-u-nu-latn', 'ar-EG', 'de-DE-u-nu-thai', PSEUDO])(
    'is written as in %s',
    (locale) => {
      const written = new Intl.NumberFormat(locale);

      for (const value of [...Array(1100).keys(), -1, 0.5, 1e6])
        expect(speak(locale, {}).number(value)).toBe(written.format(value));
    },
  );
});

describe('the locale', () => {
  it.each([
    ['system', ['de-CH', 'en-US'], 'de-CH'],
    ['system', ['nl-NL', 'fr-CA', 'en-US'], 'fr-CA'],
    ['system', ['nl-NL'], 'en-GB'],
    ['system', [], 'en-GB'],
    ['system', ['not a locale', 'es'], 'es-ES'],
    ['ja', ['de-DE'], 'ja-JP'],
    ['en', ['de-DE', 'en-US'], 'en-US'],
    ['ar', ['ar'], 'ar-u-nu-latn'],
    ['ar', ['ar-EG'], 'ar-EG'],
    ['pseudo', ['de-DE'], PSEUDO],
  ] as const)('for %s among %j is %s', (chosen, preferred, locale) => {
    expect(chooseLocale(chosen, preferred)).toBe(locale);
  });

  it('has a language, English where it is none of ours', () => {
    expect(['de-CH', 'DE', 'nl', PSEUDO, 'dex'].map(readLanguage)).toEqual(['de', 'de', 'en', 'en', 'en']);
  });
});

describe('a catalog', () => {
  it('is read for each language', async () => {
    const speeches = await Promise.all(['en-GB', 'de-DE', 'fr-FR', 'es-ES', 'ja-JP', 'ar-u-nu-latn'].map(loadSpeech));

    expect(speeches.map(({ look }) => look('toString'))).toEqual(speeches.map(() => undefined));
    expect(speeches.map(({ direction }) => direction)).toEqual(['ltr', 'ltr', 'ltr', 'ltr', 'ltr', 'rtl']);
  });

  it('of the pseudo-language makes every text longer and leaves its holes', async () => {
    const pseudo = createTranslate(() => speech);
    const speech = await loadSpeech(PSEUDO);

    expect(pseudo('Sign in to {server}', { server: 'gws' })).toBe('[Šíígñ ííñ tóó gws]');
    expect(pseudo.count(1, '{count} item', '{count} items')).toBe('[1 íítéémš]');
  });
});
