import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPasswordFile } from '../../src/electron/password-file.ts';

const ADA = { server: 'https://gws.example', userName: 'ada' };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'password-file-'));
  file = path.join(folder, 'password.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Turns bytes around: enough to see what lies open and what does not. */
function keychain(backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret', available = true) {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: vi.fn((text: string) => Promise.resolve(Buffer.from(text).reverse())),
    decryptStringAsync: (bytes: Buffer) =>
      Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
  };
}
const passwords = (chain = keychain(), platform: NodeJS.Platform = 'linux') => {
  const lines: string[] = [];
  return { ...createPasswordFile({ path: file, keychain: chain, platform, log: (line) => void lines.push(line) }), lines };
};

describe('the password', () => {
  it('comes back for the account it was kept for, and lies nowhere open', async () => {
    expect(await passwords().keep(ADA, 'pässwörd')).toBe(true);

    expect(await passwords().read(ADA)).toEqual({ kind: 'read', password: 'pässwörd' });
    expect(readFileSync(file, 'utf8')).not.toMatch(/pässwörd|ada|gws/);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    ['another user', { ...ADA, userName: 'bob' }],
    ['another server', { ...ADA, server: 'https://evil.example' }],
  ])('is not given out for %s', async (_whose, owner) => {
    await passwords().keep(ADA, 'secret');

    expect(await passwords().read(owner)).toEqual({ kind: 'none' });
  });

  it.each([
    ['Linux knows only a password that everybody knows', keychain('basic_text'), 'linux'],
    ['Linux does not know yet what it has', keychain('unknown'), 'linux'],
    ['the keychain is not available', keychain('gnome_libsecret', false), 'darwin'],
  ] as const)('is not kept where %s', async (_why, chain, platform) => {
    expect(await passwords(chain, platform).keep(ADA, 'secret')).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(chain.encryptStringAsync).not.toHaveBeenCalled();
  });

  it('is gone once forgotten', async () => {
    const kept = passwords();
    await kept.keep(ADA, 'secret');

    kept.forget();
    kept.forget();

    expect(await kept.read(ADA)).toEqual({ kind: 'none' });
    expect(existsSync(file)).toBe(false);
  });

  it.each(['', '{', 'null', '{"version":1}', '{"version":1,"encrypted":"%%%"}', '{"version":2,"encrypted":"AAAA"}', '\0\0\0'])(
    'is asked for again when its file is %j',
    async (content) => {
      writeFileSync(file, content);

      expect(await passwords().read(ADA)).toEqual({ kind: 'none' });
    },
  );

  it('is lost, not wrong, when it can no longer be decrypted', async () => {
    await passwords().keep(ADA, 'secret');
    const broken = passwords({ ...keychain(), decryptStringAsync: () => Promise.reject(new Error('secret key changed')) });

    expect(await broken.read(ADA)).toEqual({ kind: 'lost' });
    expect(broken.lines).toEqual(['the kept password could not be decrypted: Error']);
  });

  it('is encrypted anew when the keychain asks for it', async () => {
    await passwords().keep(ADA, 'secret');
    const chain = keychain();
    const asking = passwords({
      ...chain,
      decryptStringAsync: async (bytes) => ({ ...(await chain.decryptStringAsync(bytes)), shouldReEncrypt: true }),
    });

    expect(await asking.read(ADA)).toEqual({ kind: 'read', password: 'secret' });
    expect(chain.encryptStringAsync).toHaveBeenCalledTimes(1);
  });

  it('that cannot be written is not kept', async () => {
    rmSync(folder, { recursive: true });

    expect(await passwords().keep(ADA, 'secret')).toBe(false);
  });
});
