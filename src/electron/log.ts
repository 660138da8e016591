import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
// The half of electron-log for plain Node: the other half would also take in what a renderer sends.
import electronLog from 'electron-log/node';

const FILES = 5;

/**
 * Writes lines to `main.log` in `folder`, at most 5 files of 1 MB each. Callers give fixed words, ids and counts:
 * no customer's text, no address with a user name, no password.
 */
export function openLog(folder: string): (line: string) => void {
  const logger = electronLog.create({ logId: 'main' });
  const { file } = logger.transports;
  // Else it looks for a package.json from the working directory upwards, and without one it writes nothing.
  file.setAppName('workbin-notifier');
  const name = (age: number) => path.join(folder, age === 0 ? 'main.log' : `main.${age}.log`);
  for (const [key, transport] of Object.entries(logger.transports)) if (key !== 'file' && transport) transport.level = false;
  file.resolvePathFn = () => name(0);
  file.maxSize = 1024 * 1024;
  file.archiveLogFn = () => {
    rmSync(name(FILES - 1), { force: true });
    for (let age = FILES - 2; age >= 0; age--) rename(name(age), name(age + 1));
  };
  // One line stays one line, whatever a server put into it.
  return (line) => logger.info(line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 1000));
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There are not five files yet.
  }
}
