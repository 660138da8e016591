import { readFileSync, rmSync } from 'node:fs';
import * as v from 'valibot';
import { writeAtomically } from '../storage/atomic-file.ts';
import { hasKeychain, type Keychain } from './keychain.ts';

/** One secret in a file, encrypted with the keychain of the operating system. */
export interface SecretFile {
  /** Whether the operating system offers a keychain. */
  hasKeychain(): Promise<boolean>;
  /** The secret as it is kept; null where there is none, or what there is is damaged beyond use. */
  stored(): Buffer | null;
  /** Decrypts it, and keeps it anew where the keychain wants that. Rejects where the keychain does not give it out. */
  decrypt(stored: Buffer): Promise<string>;
  /** Keeps it in the place of any other; rejects where that cannot be done. The file is written whole or not at all. */
  keep(secret: string): Promise<void>;
  forget(): void;
}

/** Where a secret is kept, and by what. */
export interface SecretFileOptions {
  readonly path: string;
  readonly keychain: Keychain;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}

const Stored = v.object({ version: v.literal(1), encrypted: v.pipe(v.string(), v.base64()) });

/** The secret in the file at `path`. */
export function createSecretFile({ path, keychain, platform, log }: SecretFileOptions): SecretFile {
  async function keep(secret: string): Promise<void> {
    const encrypted = (await keychain.encryptStringAsync(secret)).toString('base64');
    writeAtomically(path, JSON.stringify({ version: 1, encrypted }));
  }

  return {
    hasKeychain: () => hasKeychain(keychain, platform),
    stored() {
      try {
        const read = v.safeParse(Stored, JSON.parse(readFileSync(path, 'utf8')));
        return read.success ? Buffer.from(read.output.encrypted, 'base64') : null;
      } catch {
        // Missing or damaged: a new one takes its place.
        return null;
      }
    },
    async decrypt(stored) {
      const { result, shouldReEncrypt } = await keychain.decryptStringAsync(stored);
      // Where that fails, what is kept stays good until the next time.
      if (shouldReEncrypt) await keep(result).catch((error: unknown) => log(`not encrypted anew: ${nameOf(error)}`));
      return result;
    },
    keep,
    forget: () => rmSync(path, { force: true }),
  };
}

/** What kind of error it is: its words may hold the secret. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
