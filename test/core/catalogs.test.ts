import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Catalog, type Entry } from '../../src/core/language.ts';

const TRANSLATED = LANGUAGES.filter((language) => language !== 'en');
const catalogs = await Promise.all(
  TRANSLATED.map(async (language) => {
    const { default: catalog } = (await import(`../../src/core/languages/${language}.ts`)) as { default: Catalog };
    return [language, catalog] as const;
  }),
);

const formsOf = (entry: Entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const holesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe.each(catalogs)('the catalog of %s', (language, catalog) => {
  it('has the holes of the English, and no other', () => {
    const wrong = Object.entries(catalog).filter(([english, entry]) =>
      typeof entry === 'string'
        ? holesIn(entry).join() !== holesIn(english).join()
        : formsOf(entry).some((form) => holesIn(form).some((hole) => !holesIn(english).includes(hole))),
    );

    expect(wrong).toEqual([]);
  });

  it('has all forms that its plural rules ask for', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    // Millions in French and Spanish have a form of their own, which is that of many others.
    const needed = pluralCategories.filter((category) => category !== 'many' || language === 'ar');
    const plurals = Object.entries(catalog).filter(([, entry]) => typeof entry !== 'string');

    expect(plurals.filter(([, entry]) => needed.some((category) => !Object.hasOwn(entry as object, category)))).toEqual([]);
  });

  it('leaves no text empty and none with blanks around it that the English has not', () => {
    const wrong = Object.entries(catalog).filter(([english, entry]) =>
      formsOf(entry).some((form) => form === '' || (form !== form.trim() && english === english.trim())),
    );

    expect(wrong).toEqual([]);
  });

  it('has the same texts as the others', () => {
    const [[, first] = ['', {}]] = catalogs;

    expect(Object.keys(catalog).sort()).toEqual(Object.keys(first).sort());
  });
});
