import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import german from '../src/core/languages/de.ts';
import { readTexts } from './build/read-texts.ts';

const top = fileURLToPath(new URL('..', import.meta.url));

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('src/core/languages/') && !file.endsWith('.d.ts'));
}

const sources = [...sourcesIn('renderer'), ...sourcesIn('src/core'), ...sourcesIn('src/electron'), 'src/notifier.ts'];
const texts = sources.map((file) => ({ file, ...readTexts(file, readFileSync(path.join(top, file), 'utf8')) }));
const said = new Set(texts.flatMap(({ keys }) => keys));

// The catalogs have the same texts, so that one stands for all: test/core/catalogs.test.ts
describe('the catalogs', () => {
  it('have every text that is said', () => {
    expect([...said].filter((english) => !Object.hasOwn(german, english))).toEqual([]);
  });

  it('have no text that nobody says', () => {
    expect(Object.keys(german).filter((english) => !said.has(english))).toEqual([]);
  });
});

describe('the window', () => {
  it('says nothing that no catalog is asked for', () => {
    // The report is for the people who look after the server, in English everywhere.
    const inWindow = texts.filter(({ file }) => file.startsWith('renderer/') && file !== 'renderer/report.ts');

    expect(inWindow.flatMap(({ forgotten }) => forgotten)).toEqual([]);
  });
});
