import { readFileSync, rmSync } from 'node:fs';
import * as v from 'valibot';
import { writeAtomically } from '../storage/atomic-file.ts';
import { hasKeychain, type Keychain } from './keychain.ts';

/** Whose password it is: a password is only ever given out for the server and user that it was kept for. */
export interface PasswordOwner {
  readonly server: string;
  readonly userName: string;
}

/** The password of the person signed in, encrypted with the keychain of the operating system. */
export interface PasswordFile {
  /** `lost` when one was kept for this owner but can no longer be decrypted. */
  read(owner: PasswordOwner): Promise<{ readonly kind: 'read'; readonly password: string } | { readonly kind: 'none' | 'lost' }>;
  /** False where the operating system offers no keychain, or the file cannot be written: then nothing is kept. */
  keep(owner: PasswordOwner, password: string): Promise<boolean>;
  forget(): void;
}

interface PasswordFileOptions {
  readonly path: string;
  readonly keychain: Keychain;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}

const Stored = v.object({ version: v.literal(1), encrypted: v.pipe(v.string(), v.base64()) });
const Secret = v.object({ server: v.string(), userName: v.string(), password: v.string() });

/** The password file at `path`. It is written whole or not at all; owner and password are encrypted together. */
export function createPasswordFile({ path, keychain, platform, log }: PasswordFileOptions): PasswordFile {
  async function keep(owner: PasswordOwner, password: string): Promise<boolean> {
    try {
      if (!(await hasKeychain(keychain, platform))) return false;
      const secret = JSON.stringify({ server: owner.server, userName: owner.userName, password });
      const encrypted = (await keychain.encryptStringAsync(secret)).toString('base64');
      writeAtomically(path, JSON.stringify({ version: 1, encrypted }));
      return true;
    } catch (error) {
      log(`the password could not be kept: ${error instanceof Error ? error.name : typeof error}`);
      return false;
    }
  }

  return {
    keep,
    async read(owner) {
      const stored = readStored(path);
      if (stored === null) return { kind: 'none' };
      try {
        if (!(await hasKeychain(keychain, platform))) return { kind: 'lost' };
        const { result, shouldReEncrypt } = await keychain.decryptStringAsync(Buffer.from(stored, 'base64'));
        const secret = v.parse(Secret, JSON.parse(result));
        if (secret.server !== owner.server || secret.userName !== owner.userName) return { kind: 'none' };
        if (shouldReEncrypt) await keep(owner, secret.password);
        return { kind: 'read', password: secret.password };
      } catch (error) {
        log(`the kept password could not be decrypted: ${error instanceof Error ? error.name : typeof error}`);
        return { kind: 'lost' };
      }
    },
    forget: () => rmSync(path, { force: true }),
  };
}

/** For a demo: there is no file, and nobody is told so. */
export const keepNoPassword: PasswordFile = {
  read: () => Promise.resolve({ kind: 'none' }),
  keep: () => Promise.resolve(true),
  forget: () => undefined,
};

function readStored(path: string): string | null {
  try {
    const read = v.safeParse(Stored, JSON.parse(readFileSync(path, 'utf8')));
    return read.success ? read.output.encrypted : null;
  } catch {
    // Missing or damaged: either way there is no password, and the person is asked for it.
    return null;
  }
}
