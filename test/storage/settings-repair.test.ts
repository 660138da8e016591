import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/settings.ts';
import { readJson, repairSettings, settingsFiles } from '../../src/storage/settings-repair.ts';
import { makeFolder } from './temporary-folder.ts';

const NOW = Date.UTC(2026, 2, 24, 10, 0, 0, 7);
const ASIDE = 'settings.damaged-2026-03-24T10-00-00-007Z.json';
const GOOD = { version: 1, server: 'https://gws.example', userName: 'j.doe', ofANewerVersion: { a: 1 } };

/** A data folder with these texts in the settings file and in its last good copy. */
function makeData({ settings, lastGood }: { settings?: string | Buffer; lastGood?: string }) {
  const folder = makeFolder();
  const files = settingsFiles(folder);
  if (settings !== undefined) writeFileSync(files.file, settings);
  if (lastGood !== undefined) writeFileSync(files.lastGood, lastGood);
  return { folder, ...files };
}

const text = JSON.stringify(GOOD, undefined, '\t');
const damages: readonly (readonly [string, string | Buffer])[] = [
  ['nothing in it', ''],
  ['blanks in it', ' \n'],
  ['no JSON in it', 'server = gws.example'],
  ['zeros in it', Buffer.alloc(4096)],
  ['zeros behind its text', Buffer.concat([Buffer.from(text), Buffer.alloc(512)])],
  ['half of its text', text.slice(0, text.length / 2)],
  ['its text twice', text + text],
  ['a list in it', '[{"version":1}]'],
  ['null in it', 'null'],
  ['text in it', '"settings"'],
  ['a number in it', '7'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x7b])],
];

describe('a settings file in order', () => {
  it('is read as it is and left alone', () => {
    const { folder, file } = makeData({ settings: text });

    expect(repairSettings(folder, NOW)).toEqual({ values: GOOD, damage: null });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('may be an empty object', () => {
    expect(repairSettings(makeData({ settings: '{}', lastGood: text }).folder, NOW)).toEqual({ values: {}, damage: null });
  });

  it('is read though an editor put a byte order mark before it', () => {
    const { folder } = makeData({ settings: `\ufeff${text}` });

    expect(repairSettings(folder, NOW)).toEqual({ values: GOOD, damage: null });
  });

  it('with values that cannot be used is not damaged: each gets its default', () => {
    const { folder } = makeData({ settings: '{"server":7,"theme":"dark","__proto__":{"density":"compact"}}' });

    const { values, damage } = repairSettings(folder, NOW);

    expect(damage).toBeNull();
    expect(readSettings(values)).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });
});

describe('a missing settings file', () => {
  it('is no damage, and none is made', () => {
    const { folder } = makeData({});

    expect(repairSettings(folder, NOW)).toEqual({ values: {}, damage: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is no damage where the folder is missing too', () => {
    expect(repairSettings(path.join(makeFolder(), 'missing'), NOW)).toEqual({ values: {}, damage: null });
  });
});

describe('a damaged settings file', () => {
  it.each(damages)('with %s is kept aside, and the last good copy takes its place', (_what, damaged) => {
    const { folder, file } = makeData({ settings: damaged, lastGood: text });

    const repaired = repairSettings(folder, NOW);

    expect(repaired).toEqual({ values: GOOD, damage: { lastGood: true, aside: ASIDE } });
    expect(readFileSync(path.join(folder, ASIDE))).toEqual(Buffer.from(damaged));
    expect(readJson(file)).toEqual(GOOD);
    expect(readdirSync(folder).toSorted()).toEqual([ASIDE, 'settings.json', 'settings.last-good.json']);
  });

  it.each(damages)('with %s gives nothing where there is no good copy', (_what, damaged) => {
    const { folder, file } = makeData({ settings: damaged });

    expect(repairSettings(folder, NOW)).toEqual({ values: {}, damage: { lastGood: false, aside: ASIDE } });
    expect(readJson(file)).toEqual({});
  });

  it('gives nothing where the last good copy is damaged as well', () => {
    const { folder } = makeData({ settings: '{', lastGood: '\0\0\0' });

    expect(repairSettings(folder, NOW)).toEqual({ values: {}, damage: { lastGood: false, aside: ASIDE } });
  });

  it('is damaged no more at the next start', () => {
    const { folder } = makeData({ settings: '{', lastGood: text });
    repairSettings(folder, NOW);

    expect(repairSettings(folder, NOW + 1)).toEqual({ values: GOOD, damage: null });
  });

  it('is kept each time that it happens', () => {
    const { folder, file } = makeData({ settings: 'first' });
    repairSettings(folder, NOW);
    writeFileSync(file, 'second');

    repairSettings(folder, NOW + 1);

    expect(readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'))).toHaveLength(2);
  });

  it('is done without where it cannot be read at all', () => {
    const { folder, file } = makeData({ lastGood: text });
    mkdirSync(path.join(file, 'full'), { recursive: true });

    expect(repairSettings(folder, NOW)).toEqual({ values: GOOD, damage: { lastGood: true, aside: null } });
    expect(existsSync(file)).toBe(true);
  });

  it('is used no further where it cannot be kept aside', () => {
    const { folder, file } = makeData({ settings: '{', lastGood: text });
    mkdirSync(path.join(folder, ASIDE));

    expect(repairSettings(folder, NOW)).toEqual({ values: GOOD, damage: { lastGood: true, aside: null } });
    expect(readFileSync(file, 'utf8')).toBe('{');
  });
});

describe('readJson', () => {
  it('tells a missing file from a damaged one', () => {
    const { folder, file } = makeData({ settings: '[1]' });

    expect(readJson(file)).toBe('damaged');
    expect(readJson(folder)).toBe('damaged');
    expect(readJson(path.join(folder, 'missing.json'))).toBe('missing');
  });

  it('keeps __proto__ a member like any other', () => {
    const { file } = makeData({ settings: '{"__proto__":{"theme":"dark"}}' });

    expect((readJson(file) as Record<string, unknown>)['theme']).toBeUndefined();
  });
});
