import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import * as v from 'valibot';
import { writeAtomically } from '../storage/atomic-file.ts';
import { hasKeychain, type Keychain } from './keychain.ts';

/** What the history is sealed with. */
export interface HistoryKey {
  /**
   * `kept`: by the keychain, so that the history outlives the app. `session`: there is no keychain, and the key goes with the app.
   * `locked`: the same, although there is an earlier key, which the keychain does not give out now.
   */
  readonly kind: 'kept' | 'session' | 'locked';
  /** 32 bytes. */
  readonly key: Buffer;
}

/** Where the key of the history comes from. */
export interface HistoryKeys {
  open(): Promise<HistoryKey>;
  /** Gives the kept key up, and with it all that was sealed with it. */
  forget(): void;
}

interface HistoryKeysOptions {
  readonly path: string;
  readonly keychain: Keychain;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}

const Stored = v.object({ version: v.literal(1), encrypted: v.pipe(v.string(), v.base64()) });
const LENGTH = 32;

/** The key in the file at `path`, random, made at the first need and encrypted with the keychain of the operating system. */
export function createHistoryKeys({ path, keychain, platform, log }: HistoryKeysOptions): HistoryKeys {
  async function read(encrypted: string): Promise<Buffer> {
    const { result, shouldReEncrypt } = await keychain.decryptStringAsync(Buffer.from(encrypted, 'base64'));
    const key = Buffer.from(result, 'base64');
    if (key.length !== LENGTH) throw new RangeError('no key');
    if (shouldReEncrypt) await keep(key);
    return key;
  }

  async function keep(key: Buffer): Promise<void> {
    const encrypted = (await keychain.encryptStringAsync(key.toString('base64'))).toString('base64');
    writeAtomically(path, JSON.stringify({ version: 1, encrypted }));
  }

  return {
    async open() {
      const stored = readStored(path);
      const fresh = randomBytes(LENGTH);
      try {
        if (!(await hasKeychain(keychain, platform))) return { kind: stored === null ? 'session' : 'locked', key: fresh };
        if (stored !== null) return { kind: 'kept', key: await read(stored) };
        await keep(fresh);
        return { kind: 'kept', key: fresh };
      } catch (error) {
        log(`the key of the history could not be used: ${error instanceof Error ? error.name : typeof error}`);
        return { kind: stored === null ? 'session' : 'locked', key: fresh };
      }
    },
    forget: () => rmSync(path, { force: true }),
  };
}

/** For a demo: nothing of it stays. */
export const sessionKeys: HistoryKeys = {
  open: () => Promise.resolve({ kind: 'session', key: randomBytes(LENGTH) }),
  forget: () => undefined,
};

function readStored(path: string): string | null {
  try {
    const read = v.safeParse(Stored, JSON.parse(readFileSync(path, 'utf8')));
    return read.success ? read.output.encrypted : null;
  } catch {
    // Missing, or damaged beyond use: a new one takes its place.
    return null;
  }
}
