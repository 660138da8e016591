// @ts-check
/** What this machine can show the app with. Looks only: nothing is downloaded and nothing is started. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Places where the packages of the usual systems put Chromium or a browser built from it. */
const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Path of Chromium, or undefined where there is none. `CHROMIUM` names one elsewhere, and then only that one counts.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  return (named ? [named] : usualPaths).find((candidate) => existsSync(candidate));
}

/**
 * Path of Electron's own binary, or undefined where its download has not happened.
 * Asking the package itself (`import 'electron'`) would start that download.
 *
 * @returns {string | undefined}
 */
export function findElectron() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const named = path.join(folder, 'path.txt');
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const binary = path.join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] || path.join(folder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}

/** Whether a window could be seen by someone. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
