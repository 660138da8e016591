import { randomBytes } from 'node:crypto';
import { createSecretFile, nameOf, type SecretFileOptions } from './secret-file.ts';

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

const LENGTH = 32;

/** The key in the file at `path`, random, made at the first need and encrypted with the keychain of the operating system. */
export function createHistoryKeys(options: SecretFileOptions): HistoryKeys {
  const file = createSecretFile(options);

  async function read(stored: Buffer): Promise<Buffer> {
    const key = Buffer.from(await file.decrypt(stored), 'base64');
    if (key.length !== LENGTH) throw new RangeError('no key');
    return key;
  }

  return {
    async open() {
      const stored = file.stored();
      const fresh = randomBytes(LENGTH);
      try {
        if (!(await file.hasKeychain())) return { kind: stored === null ? 'session' : 'locked', key: fresh };
        if (stored !== null) return { kind: 'kept', key: await read(stored) };
        await file.keep(fresh.toString('base64'));
        return { kind: 'kept', key: fresh };
      } catch (error) {
        options.log(`the key of the history could not be used: ${nameOf(error)}`);
        return { kind: stored === null ? 'session' : 'locked', key: fresh };
      }
    },
    forget: file.forget,
  };
}

/** For a demo: nothing of it stays. */
export const sessionKeys: HistoryKeys = {
  open: () => Promise.resolve({ kind: 'session', key: randomBytes(LENGTH) }),
  forget: () => undefined,
};
