import { ipcMain } from 'electron';
import Store from 'electron-store';
import { nameBadRules } from '../core/rule.ts';
import { describeBadSettings } from '../core/settings-damage.ts';
import { nameBadSettings, readSettings, type Settings } from '../core/settings.ts';
import { writeAtomically } from '../storage/atomic-file.ts';
import { readJson, repairSettings, settingsFiles } from '../storage/settings-repair.ts';

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
  const { file, lastGood } = settingsFiles(folder);
  const inUse = repair(options);
  const store = openStore(folder, log);
  let stored = store?.store ?? inUse;
  let settings = readSettings(stored);
  const bad = nameBadRules(stored['rules']);
  if (bad.length > 0) log(`rules that cannot be read: ${bad.length}`);
  if (bad.length > 0) tell('rules-unreadable', `These rules could not be read and are left out: ${bad.join(', ')}.`);
  for (const [index, sentence] of describeBadSettings(nameBadSettings(stored), 'app').entries()) {
    log(sentence);
    tell(`settings-unusable-${index}`, sentence);
  }
  const listeners = new Set<(settings: Settings, before: Settings) => void>();

  function write(change: Partial<Settings>): void {
    // Read again: the console program or an editor may have changed the file meanwhile.
    const now = readJson(file);
    stored = { version: settings.version, ...(typeof now === 'string' ? stored : now), ...change };
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

/** Tells of a damaged file what was done about it. Gives the values to use. */
function repair({ folder, tell, log, now }: SettingsFileOptions): Values {
  const { values, damage } = repairSettings(folder, now());
  if (!damage) return { ...values };
  log(`settings.json is damaged; ${damage.lastGood ? 'the last good copy is' : 'the defaults are'} used`);
  const instead = damage.lastGood
    ? 'The last settings that could be read are in use.'
    : 'The app starts with the settings it was delivered with.';
  const kept = damage.aside === null ? '' : ` The damaged file is kept as ${damage.aside}.`;
  tell('settings-damaged', `Your settings could not be read. ${instead}${kept}`);
  return { ...values };
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : typeof error;
}
