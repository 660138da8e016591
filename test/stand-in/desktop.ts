import { spawn } from 'node:child_process';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { hooks, isHeaded } from './hooks.ts';

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';
  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }
  set themeSource(source: 'system' | 'light' | 'dark') {
    if (source === this.#source) return;
    this.#source = source;
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? hooks.systemIsDark : this.#source === 'dark';
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return hooks.systemIsDark;
  }
}

/** Electron's `nativeTheme`; pages follow it. */
export const nativeTheme = new NativeTheme();

/** What a page is to prefer; null leaves it to the desktop. */
export function colorScheme(): 'light' | 'dark' | null {
  if (nativeTheme.themeSource !== 'system') return nativeTheme.themeSource;
  return isHeaded ? null : hooks.systemIsDark ? 'dark' : 'light';
}

class PowerMonitor extends EventEmitter {
  getSystemIdleState(_threshold: number): 'active' | 'locked' {
    return hooks.screenIsLocked ? 'locked' : 'active';
  }
}

/** Electron's `powerMonitor`: tells only what a test lets happen. */
export const powerMonitor = new PowerMonitor();

const display = (workArea: Electron.Rectangle, index: number) => ({ id: index + 1, bounds: workArea, workArea, scaleFactor: 1 });

/** Electron's `screen`. */
export const screen = {
  getPrimaryDisplay: () => display(hooks.displays[0] ?? { x: 0, y: 0, width: 1280, height: 720 }, 0),
  getAllDisplays: () => hooks.displays.map(display),
};

/** Electron's `shell`. */
export const shell = {
  async openExternal(url: string): Promise<void> {
    hooks.opened.push(url);
    if (!isHeaded) return;
    const [program, ...args]: [string, ...string[]] =
      process.platform === 'darwin'
        ? ['open']
        : process.platform === 'win32'
          ? ['rundll32', 'url.dll,FileProtocolHandler']
          : ['xdg-open'];
    spawn(program, [...args, url], { stdio: 'ignore', detached: true })
      .on('error', () => process.stderr.write(`Open in your browser: ${url}\n`))
      .unref();
  },
  openPath: (_path: string) => Promise.resolve(''),
};

/** Electron's `clipboard`: of the desktop where there is one with a window, and kept for tests. */
export const clipboard = {
  writeText(text: string): Promise<void> {
    hooks.clipboard = text;
    if (isHeaded) hooks.events.emit('clipboard', text);
    return Promise.resolve();
  },
  readText: () => Promise.resolve(hooks.clipboard),
};

/** Electron's `dialog`. */
export const dialog = {
  showSaveDialog: async (_options: Electron.SaveDialogOptions) => ({ canceled: hooks.savesTo === '', filePath: hooks.savesTo }),
  showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}: ${content}\n`),
};

/** Electron's `nativeImage`: the path is all that is known of an image. */
export const nativeImage = {
  createEmpty: () => ({ isEmpty: () => true, toString: () => '' }),
  createFromPath: (path: string) => ({ isEmpty: () => !existsSync(path), toString: () => path }),
};

// No keychain here, and so nothing is kept, unless a test plays one.
const keychain = process.env['STAND_IN_KEYCHAIN'];
const key = createHash('sha256')
  .update(keychain ?? randomBytes(32))
  .digest();

/** Electron's `safeStorage`. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(keychain !== undefined),
  getSelectedStorageBackend: () => (keychain === undefined ? 'basic_text' : 'gnome_libsecret'),
  async encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
  },
  async decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12));
    decipher.setAuthTag(encrypted.subarray(12, 28));
    return {
      shouldReEncrypt: false,
      result: Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString('utf8'),
    };
  },
};
