import type { SafeStorage } from 'electron';

/** What is used of the keychain of the operating system. */
export type Keychain = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Whether the operating system offers a keychain that keeps anything from anybody. */
export async function hasKeychain(keychain: Keychain, platform: NodeJS.Platform): Promise<boolean> {
  // `basic_text` encrypts with a password that everybody knows: that is no keychain.
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(keychain.getSelectedStorageBackend())) return false;
  return keychain.isAsyncEncryptionAvailable();
}
