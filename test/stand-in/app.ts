import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { closeChromium } from './chromium.ts';
import { hooks } from './hooks.ts';
import { isAllowed } from './preventable.ts';
import { createInstanceLock, type InstanceLock } from './instance-lock.ts';

const folder = appFolder(path.dirname(path.resolve(process.argv[1] ?? '.')));
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
  name: string;
  productName?: string;
  version: string;
};

/** Key of the one method that only the stand-in's own window calls. */
export const windowClosed = Symbol('windowClosed');

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = manifest.productName ?? manifest.name;
  readonly #paths = new Map<string, string>();
  #lock: InstanceLock | undefined;
  #ready = false;
  #quitting = false;

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#ready) return;
    this.#ready = true;
    this.emit('ready');
  }
  isReady(): boolean {
    return this.#ready;
  }
  getName(): string {
    return this.name;
  }
  getVersion(): string {
    return manifest.version;
  }
  getAppPath(): string {
    return folder;
  }
  getLocale(): string {
    return 'en-GB';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }
  getPath(name: string): string {
    const known = this.#paths.get(name) ?? defaultPath(name, this.name, (other) => this.getPath(other));
    this.#paths.set(name, known);
    return known;
  }
  setPath(name: string, to: string): void {
    this.#paths.set(name, to);
  }
  setAppUserModelId(_id: string): void {}
  setToastActivatorCLSID(_id: string): void {}
  setBadgeCount(count = 0): boolean {
    hooks.badge = count;
    return true;
  }
  getLoginItemSettings(): object {
    return hooks.loginItem;
  }
  setLoginItemSettings(settings: object): void {
    hooks.loginItem = settings;
  }

  requestSingleInstanceLock(): boolean {
    this.#lock ??= createInstanceLock(this.getPath('userData'), ({ args, folder: from }) =>
      this.emit('second-instance', {}, args, from, undefined),
    );
    return this.#lock.take();
  }
  releaseSingleInstanceLock(): void {
    this.#lock?.release();
  }

  quit(): void {
    if (!isAllowed(this, 'before-quit')) return;
    this.#quitting = true;
    for (const window of hooks.windows) window.close();
    this.#quitting = false;
    if (hooks.windows.length > 0 || !isAllowed(this, 'will-quit')) return;
    this.exit(0);
  }
  exit(code = 0): void {
    for (const window of hooks.windows) window.destroy();
    this.emit('quit', {}, code);
    void this.#end().finally(() => process.exit(code));
  }
  async #end(): Promise<void> {
    await this.#lock?.told();
    await closeChromium();
    this.#lock?.release();
  }

  /** The last window decides, as in Electron, unless the app listens. */
  [windowClosed](): void {
    if (hooks.windows.length > 0 || this.#quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }
}

/** Electron's `app`. */
export const app = new App();

function appFolder(from: string): string {
  if (existsSync(path.join(from, 'package.json'))) return from;
  const above = path.dirname(from);
  return above === from ? process.cwd() : appFolder(above);
}

function defaultPath(name: string, appName: string, pathOf: (name: string) => string): string {
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'exe':
      return process.execPath;
    case 'appData':
      if (process.env['VITEST'] !== undefined) return path.join(tmpdir(), 'stand-in');
      if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support');
      return (
        (process.platform === 'win32' ? process.env['APPDATA'] : process.env['XDG_CONFIG_HOME']) ??
        path.join(homedir(), '.config')
      );
    case 'userData':
      return path.join(pathOf('appData'), appName);
    default:
      throw new Error(`Failed to get '${name}' path`);
  }
}
