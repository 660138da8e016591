import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { openSettingsFile } from '../../src/electron/settings-file.ts';

let folder: string;
let told: [id: string, text: string][];
const file = () => path.join(folder, 'settings.json');
const stored = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;
const open = (inside = folder) =>
  openSettingsFile({
    folder: inside,
    tell: (...notice) => void told.push(notice),
    log: () => {},
    now: () => Date.UTC(2026, 10, 20, 9, 30),
  });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'settings-file-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings file', () => {
  it('starts with the defaults and tells nobody anything', () => {
    expect(open().get()).toEqual(DEFAULT_SETTINGS);
    expect(told).toEqual([]);
  });

  it('keeps a change, for this run and the next', () => {
    const settings = open();

    expect(settings.change({ theme: 'dark' }).theme).toBe('dark');
    expect(settings.get().theme).toBe('dark');
    expect(open().get().theme).toBe('dark');
  });

  it('tells its listeners until they stop listening', () => {
    const settings = open();
    const heard: [string, string][] = [];
    const stop = settings.onChange((now, before) => void heard.push([now.theme, before.theme]));

    settings.change({ theme: 'dark' });
    stop();
    settings.change({ theme: 'light' });

    expect(heard).toEqual([['dark', 'system']]);
  });

  it('names rules that cannot be read, and keeps the others', () => {
    const good = { name: 'Good', on: true, when: [], then: { kind: 'hold' } };
    writeFileSync(file(), JSON.stringify({ rules: [good, { ...good, name: 'Bad', then: 7 }, 'nonsense'] }));

    expect(open().get().rules).toEqual([good]);
    expect(told).toEqual([['rules-unreadable', 'These rules could not be read and are left out: Bad, number 3.']]);
  });

  it('names settings that cannot be used, and shows less where it is not certain how much may be seen', () => {
    const some = { content: 'none', quietHours: '22:00', mutedWorkbins: ['nonsense'], theme: 'dark', version: 2 };
    writeFileSync(file(), JSON.stringify(some));

    expect(open().get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', content: 'count' });
    expect(told).toEqual([
      [
        'settings-unusable-0',
        'How much others may see could not be read in settings.json (content), so less is shown. Check it here.',
      ],
      [
        'settings-unusable-1',
        'These settings could not be read in settings.json, so what is usual is done: quietHours. Check them here.',
      ],
      [
        'settings-unusable-2',
        'Some entries of these settings could not be read in settings.json and are left out: mutedWorkbins. Check them here.',
      ],
    ]);
  });

  it('leaves alone what a newer version or a person wrote', () => {
    writeFileSync(file(), JSON.stringify({ version: 2, future: { a: 1 }, density: 'airy', theme: 'light' }));
    const settings = open();
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'light' });
    writeFileSync(file(), JSON.stringify({ ...stored(), 'dotted.key': true }));

    settings.change({ theme: 'dark' });

    expect(stored()).toEqual({ version: 2, future: { a: 1 }, density: 'airy', theme: 'dark', 'dotted.key': true });
  });

  it.each([
    ['cut off', '{"theme": "dark", "serv'],
    ['filled with zeros', '\0'.repeat(400)],
    ['empty', ''],
    ['no object', '[1, 2]'],
    ['a web page', '<html>'],
    ['null', 'null'],
  ])('keeps a damaged one aside that is %s, and uses the last good copy', (_how, content) => {
    open().change({ theme: 'dark', userName: 'ada' });
    writeFileSync(file(), content);

    expect(open().get()).toMatchObject({ theme: 'dark', userName: 'ada' });

    const aside = readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'));
    expect(aside).toEqual(['settings.damaged-2026-11-20T09-30-00-000Z.json']);
    expect(readFileSync(path.join(folder, aside[0]!), 'utf8')).toBe(content);
    expect(told).toEqual([['settings-damaged', expect.stringContaining(aside[0]!)]]);
    expect(stored()).toMatchObject({ theme: 'dark' });
  });

  it('uses the defaults when the last good copy is damaged too', () => {
    writeFileSync(file(), '{');
    writeFileSync(path.join(folder, 'settings.last-good.json'), '\0\0');

    expect(open().get()).toEqual(DEFAULT_SETTINGS);
    expect(told).toHaveLength(1);
    expect(open().get()).toEqual(DEFAULT_SETTINGS);
    expect(told).toHaveLength(1);
  });

  it('works on where nothing can be written, and says so', () => {
    writeFileSync(path.join(folder, 'no-folder'), '');
    const settings = open(path.join(folder, 'no-folder'));

    expect(settings.change({ theme: 'dark' }).theme).toBe('dark');
    expect(told.map(([id]) => id)).toContain('settings-unwritable');
  });

  it('changes what can still be changed when the file is damaged while the app runs', () => {
    const settings = open();
    settings.change({ userName: 'ada' });
    writeFileSync(file(), '{"half');

    settings.change({ theme: 'dark' });

    expect(stored()).toMatchObject({ userName: 'ada', theme: 'dark' });
  });
});
