import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHistoryKeys, sessionKeys } from '../../src/electron/history-key.ts';
import type { Keychain } from '../../src/electron/keychain.ts';
import { makeFolder } from '../storage/temporary-folder.ts';

/** Turns bytes around: enough to see what lies open and what does not. */
function makeKeychain(more: Partial<Keychain> = {}): Keychain {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(text).reverse()),
    decryptStringAsync: (bytes) => Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
    ...more,
  };
}

function makePlace() {
  const file = path.join(makeFolder(), 'history-key.json');
  const lines: string[] = [];
  const keys = (keychain = makeKeychain(), platform: NodeJS.Platform = 'linux') =>
    createHistoryKeys({ path: file, keychain, platform, log: (line) => void lines.push(line) });
  return { file, keys, lines };
}
const refusing = makeKeychain({ decryptStringAsync: () => Promise.reject(new Error('canary')) });

describe('the key of the history', () => {
  it('is made once, kept by the keychain, and lies nowhere open', async () => {
    const { keys, file } = makePlace();

    const first = await keys().open();
    const again = await keys().open();

    expect(first.kind).toBe('kept');
    expect(first.key).toHaveLength(32);
    expect(again).toEqual(first);
    for (const form of ['base64', 'hex', 'latin1'] as const)
      expect(readFileSync(file, 'latin1')).not.toContain(first.key.toString(form));
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    [
      'Linux knows only a password that everybody knows',
      makeKeychain({ getSelectedStorageBackend: () => 'basic_text' }),
      'linux',
    ],
    ['the keychain is not available', makeKeychain({ isAsyncEncryptionAvailable: () => Promise.resolve(false) }), 'darwin'],
    ['the keychain fails', makeKeychain({ encryptStringAsync: () => Promise.reject(new Error('canary')) }), 'win32'],
  ] as const)('goes with the app where %s', async (_why, keychain, platform) => {
    const { keys, file, lines } = makePlace();

    const { kind, key } = await keys(keychain, platform).open();

    expect(kind).toBe('session');
    expect(key).toHaveLength(32);
    expect(existsSync(file)).toBe(false);
    expect(lines.join()).not.toContain('canary');
  });

  it('is another one for the time in which the keychain does not give it out, and comes back later', async () => {
    const { keys, lines } = makePlace();
    const first = await keys().open();

    const locked = await keys(refusing).open();

    expect(locked.kind).toBe('locked');
    expect(locked.key).not.toEqual(first.key);
    expect((await keys(makeKeychain({ isAsyncEncryptionAvailable: () => Promise.resolve(false) })).open()).kind).toBe('locked');
    expect(await keys().open()).toEqual(first);
    expect(lines.join()).not.toContain('canary');
  });

  it('is a new one once it was given up', async () => {
    const { keys } = makePlace();
    const first = await keys().open();

    keys().forget();

    expect((await keys().open()).key).not.toEqual(first.key);
  });

  it.each(['', 'nonsense', '{}', '{"version":1,"encrypted":"no base64!"}'])(
    'is a new one where its file holds %j',
    async (text) => {
      const { keys, file } = makePlace();
      writeFileSync(file, text);

      expect((await keys().open()).kind).toBe('kept');
      expect((await keys().open()).kind).toBe('kept');
    },
  );

  it('is not taken for one where it has another length', async () => {
    const { keys, file } = makePlace();
    writeFileSync(file, JSON.stringify({ version: 1, encrypted: Buffer.from('short').toString('base64') }));

    expect((await keys().open()).kind).toBe('locked');
  });

  it('is encrypted anew where the keychain asks for that', async () => {
    const { keys, file } = makePlace();
    const first = await keys().open();
    const before = readFileSync(file, 'utf8');
    const renewing = makeKeychain({
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(`new ${text}`)),
      decryptStringAsync: (bytes) => Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: true }),
    });

    expect(await keys(renewing).open()).toEqual(first);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });

  it('of a demo is a new one each time', async () => {
    const first = await sessionKeys.open();

    expect(first.kind).toBe('session');
    expect((await sessionKeys.open()).key).not.toEqual(first.key);
  });
});
