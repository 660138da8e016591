import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRecord, type Wire } from '../core/record.ts';
import { writeAtomically } from './atomic-file.ts';

/** Values that can be used, and what was wrong with the file that should have held them. */
export interface Repaired {
  readonly values: Wire;
  /** Null where nothing was. */
  readonly damage: {
    readonly lastGood: boolean;
    /** The name of the copy; null where it could not be kept. */ readonly aside: string | null;
  } | null;
}

/** The file that holds the settings in a data folder, and the last copy that could be read. */
export function settingsFiles(folder: string): { readonly file: string; readonly lastGood: string } {
  return { file: path.join(folder, 'settings.json'), lastGood: path.join(folder, 'settings.last-good.json') };
}

/**
 * Reads the settings file of a data folder. A damaged one is kept aside as `settings.damaged-<time>.json`, and the last good
 * copy, else nothing, takes its place. Never throws.
 */
export function repairSettings(folder: string, now: number): Repaired {
  const { file, lastGood } = settingsFiles(folder);
  const found = readJson(file);
  if (found !== 'damaged') return { values: found === 'missing' ? {} : found, damage: null };
  const copy = readJson(lastGood);
  const isCopy = typeof copy !== 'string';
  const values = isCopy ? copy : {};
  const aside = file.replace(/\.json$/, `.damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.json`);
  try {
    copyFileSync(file, aside);
    writeAtomically(file, JSON.stringify(values, undefined, '\t'));
    return { values, damage: { lastGood: isCopy, aside: path.basename(aside) } };
  } catch {
    return { values, damage: { lastGood: isCopy, aside: null } };
  }
}

/** The object that a JSON file holds; editors of Windows may begin it with a byte order mark. */
export function readJson(file: string): Wire | 'missing' | 'damaged' {
  try {
    return readRecord(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))) ?? 'damaged';
  } catch (error) {
    return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'damaged';
  }
}
