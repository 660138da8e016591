import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Keychain } from '../../src/electron/keychain.ts';
import { createSecretFile } from '../../src/electron/secret-file.ts';
import { makeFolder } from '../storage/temporary-folder.ts';

/** Turns bytes around: enough to see what lies open and what does not. */
const KEYCHAIN: Keychain = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(text).reverse()),
  decryptStringAsync: (bytes) => Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
};
/** Wants every secret encrypted anew. */
const RENEWING: Keychain = {
  ...KEYCHAIN,
  decryptStringAsync: async (bytes) => ({ ...(await KEYCHAIN.decryptStringAsync(bytes)), shouldReEncrypt: true }),
};

function makePlace() {
  const file = path.join(makeFolder(), 'secret.json');
  const lines: string[] = [];
  const secret = (keychain = KEYCHAIN) =>
    createSecretFile({ path: file, keychain, platform: 'linux', log: (line) => void lines.push(line) });
  return { file, lines, secret };
}

it('gives back the secret that was kept last, which lies nowhere open', async () => {
  const { file, secret } = makePlace();

  await secret().keep('first');
  await secret().keep('pässwörd');

  expect(await secret().decrypt(secret().stored()!)).toBe('pässwörd');
  expect(readFileSync(file, 'utf8')).not.toContain('pässwörd');
});

it.each(['', '{', '{"version":2,"encrypted":"AAAA"}', '{"version":1,"encrypted":"%%%"}'])(
  'has none where its file holds %j, or is forgotten',
  async (text) => {
    const { file, secret } = makePlace();
    writeFileSync(file, text);
    expect(secret().stored()).toBeNull();

    await secret().keep('secret');
    secret().forget();

    expect(secret().stored()).toBeNull();
  },
);

it('still gives it out where it cannot be encrypted anew, and logs no word of it', async () => {
  const { lines, secret } = makePlace();
  await secret().keep('canary');
  const failing = secret({ ...RENEWING, encryptStringAsync: () => Promise.reject(new RangeError('canary')) });

  expect(await failing.decrypt(failing.stored()!)).toBe('canary');
  expect(await secret().decrypt(secret().stored()!)).toBe('canary');
  expect(lines).toEqual(['not encrypted anew: RangeError']);
});
