import * as v from 'valibot';
import { createSecretFile, nameOf, type SecretFileOptions } from './secret-file.ts';

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

const Secret = v.object({ server: v.string(), userName: v.string(), password: v.string() });

/** The password file at `path`. Owner and password are encrypted together. */
export function createPasswordFile(options: SecretFileOptions): PasswordFile {
  const file = createSecretFile(options);

  return {
    async keep({ server, userName }, password) {
      try {
        if (!(await file.hasKeychain())) return false;
        await file.keep(JSON.stringify({ server, userName, password }));
        return true;
      } catch (error) {
        options.log(`the password could not be kept: ${nameOf(error)}`);
        return false;
      }
    },
    async read(owner) {
      const stored = file.stored();
      if (stored === null) return { kind: 'none' };
      try {
        if (!(await file.hasKeychain())) return { kind: 'lost' };
        const secret = v.parse(Secret, JSON.parse(await file.decrypt(stored)));
        if (secret.server !== owner.server || secret.userName !== owner.userName) return { kind: 'none' };
        return { kind: 'read', password: secret.password };
      } catch (error) {
        options.log(`the kept password could not be decrypted: ${nameOf(error)}`);
        return { kind: 'lost' };
      }
    },
    forget: file.forget,
  };
}

/** For a demo: there is no file, and nobody is told so. */
export const keepNoPassword: PasswordFile = {
  read: () => Promise.resolve({ kind: 'none' }),
  keep: () => Promise.resolve(true),
  forget: () => undefined,
};
