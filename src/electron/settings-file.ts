import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import { readSettings, type Settings } from '../core/settings.ts';
import { writeAtomically } from './atomic-file.ts';

/** The settings, kept in `settings.json`. */
export interface SettingsFile {
  get(): Settings;
  /** Applies at once; where the file cannot be written, until the app ends, and `tell` says so. */
  change(change: Partial<Settings>): Settings;
  onChange(listener: (settings: Settings, before: Settings) => void): () => void;
}

interface SettingsFileOptions {
  readonly folder: string;
  readonly tell: (id: string, text: string) => void;
  readonly log: (line: string) => void;
  readonly now: () => number;
}

/**
 * Opens `settings.json` in `folder`. A damaged one is kept aside as `settings.damaged-<time>.json`; the last good copy, else the
 * defaults, take its place, and the person is told. What a newer version wrote survives every change.
 */
export function openSettingsFile(options: SettingsFileOptions): SettingsFile {
  const { folder, tell, log } = options;
  const file = path.join(folder, 'settings.json');
  const lastGood = path.join(folder, 'settings.last-good.json');
  const inUse = repair(options, file, lastGood);
  const store = openStore(folder, log);
  let stored = store?.store ?? inUse;
  let settings = readSettings(stored);
  const listeners = new Set<(settings: Settings, before: Settings) => void>();

  function write(change: Partial<Settings>): void {
    // Read again: the console program or an editor may have changed the file meanwhile.
    const now = readRecord(file);
    stored = { version: settings.version, ...(now.kind === 'read' ? now.record : stored), ...change };
    try {
      if (store === null) throw new Error('no store');
      store.store = stored;
      writeAtomically(lastGood, JSON.stringify(stored, undefined, '\t'));
    } catch (error) {
      log(`settings.json could not be written: ${codeOf(error)}`);
      tell('settings-unwritable', `Your settings hold only until the app ends, because ${file} could not be written.`);
    }
  }

  return {
    get: () => settings,
    change(change) {
      const before = settings;
      settings = readSettings({ ...before, ...change });
      write(change);
      for (const listener of listeners) listener(settings, before);
      return settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type Values = Record<string, unknown>;

/** Null where the folder cannot be written at all: the app works on, with what it could read. */
function openStore(folder: string, log: (line: string) => void): Store<Values> | null {
  try {
    // `clearInvalidConfig: true` would silently drop a file that cannot be read.
    return new Store<Values>({ cwd: folder, name: 'settings', clearInvalidConfig: false });
  } catch (error) {
    log(`settings.json could not be opened: ${codeOf(error)}`);
    return null;
  } finally {
    // electron-store answers any renderer on this channel; ours has no use for it.
    ipcMain.removeAllListeners('electron-store-get-data');
  }
}

/** Puts a damaged file aside and the last good copy in its place. Gives the values to use should that fail. */
function repair({ tell, log, now }: SettingsFileOptions, file: string, lastGood: string): Values {
  const found = readRecord(file);
  if (found.kind === 'read') return found.record;
  if (found.kind === 'missing') return {};
  const copy = readRecord(lastGood);
  const [values, instead] =
    copy.kind === 'read'
      ? [copy.record, 'The last settings that could be read are in use.']
      : [{}, 'The app starts with the settings it was delivered with.'];
  const aside = file.replace(/\.json$/, `.damaged-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}.json`);
  log(`settings.json is damaged; ${copy.kind === 'read' ? 'the last good copy is' : 'the defaults are'} used`);
  try {
    copyFileSync(file, aside);
    writeAtomically(file, JSON.stringify(values, undefined, '\t'));
    tell('settings-damaged', `Your settings could not be read. ${instead} The damaged file is kept as ${path.basename(aside)}.`);
  } catch (error) {
    log(`damaged settings.json could not be kept aside: ${codeOf(error)}`);
    tell('settings-damaged', `Your settings could not be read. ${instead}`);
  }
  return values;
}

type ReadRecord = { readonly kind: 'read'; readonly record: Values } | { readonly kind: 'missing' | 'damaged' };

function readRecord(file: string): ReadRecord {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? { kind: 'read', record: read as Values }
      : { kind: 'damaged' };
  } catch (error) {
    return { kind: codeOf(error) === 'ENOENT' ? 'missing' : 'damaged' };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : typeof error;
}
