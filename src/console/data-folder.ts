import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

const NAME = 'workbin-notifier';

/** The per-user folder of the app, as Electron names it on this system. */
export function defaultDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(homedir(), 'AppData', 'Roaming'), NAME);
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', NAME);
  return path.join(env['XDG_CONFIG_HOME'] || path.join(homedir(), '.config'), NAME);
}

/** Makes the folder where it is missing and proves that it can be written; why not, or null. */
export function prepareFolder(folder: string): string | null {
  const probe = path.join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

/** Node's own recursive form never ends where a parent is there but takes no folder, as in `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}

/** A folder for a demonstration, which must leave nothing behind; `remove` deletes it. */
export function createTemporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), `${NAME}-demo-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
