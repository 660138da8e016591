import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is deleted, with all in it, when the test that asked for it ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
