import { describe, expect, it } from 'vitest';
import { createLanguage } from '../../src/electron/language.ts';

function speaking(preferred: readonly string[]) {
  let changes = 0;
  const language = createLanguage({ preferred, changed: () => (changes += 1), log: () => undefined });
  return { language, changes: () => changes };
}

describe('the language of the app', () => {
  it('is English until another is read, and then the one chosen', async () => {
    const { language, changes } = speaking(['fr-CA']);
    const before = language.t('Quit');

    await language.use('de');

    expect([before, language.t('Quit'), language.t.speech().locale]).toEqual(['Quit', 'Beenden', 'de-DE']);
    expect(changes()).toBe(1);
  });

  it('is the system’s, with its region', async () => {
    const { language } = speaking(['nl-NL', 'fr-CA']);

    await language.use('system');

    expect([language.t('Quit'), language.t.speech().locale]).toEqual(['Quitter', 'fr-CA']);
  });

  it('is the last one chosen, however the files come', async () => {
    const { language } = speaking([]);

    await Promise.all([language.use('ja'), language.use('es')]);

    expect(language.t('Quit')).toBe('Salir');
  });

  it('is there when the same is asked for twice', async () => {
    const { language } = speaking([]);
    void language.use('ar');

    await language.use('ar');

    expect(language.t.speech().direction).toBe('rtl');
  });
});
