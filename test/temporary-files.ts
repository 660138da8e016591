import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAME = 'workbin-tests-';

/** Gives the whole run one folder for temporary files and removes it at the end: a browser that is ended quickly leaves some. */
export default function useOwnFolder(): () => void {
  // Called for each project of the run, which share one.
  if (path.basename(tmpdir()).startsWith(NAME)) return () => undefined;
  const folder = mkdtempSync(path.join(tmpdir(), NAME));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
