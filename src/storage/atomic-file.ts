import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes `text` so that the file holds the old or the new text, whole, whenever the machine stops. Only its owner can read it.
 * Throws where the file system refuses; nothing is left behind then.
 */
export function writeAtomically(path: string, text: string): void {
  const next = `${path}.${process.pid}.new`;
  try {
    const file = openSync(next, 'w', 0o600);
    try {
      // `writeSync` may write a part only, without an error.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
