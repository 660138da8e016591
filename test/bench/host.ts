import { createAccount } from '../../src/account.ts';
import { prepareFolder } from '../../src/console/data-folder.ts';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import { PLAIN_ENGLISH } from '../../src/console/plain-english.ts';
import { printLines } from '../../src/console/print.ts';
import { readSettings } from '../../src/core/settings.ts';
import type { Notifier } from '../../src/notifier.ts';
import { repairSettings } from '../../src/storage/settings-repair.ts';
import { person } from './message.ts';

/**
 * Composes an account as the console host does, with its ledger in this folder and its lines on standard output. `listen` is told
 * before the lines are made of what is told.
 */
export function createHost(server: string, dataDir: string, listen: (notifier: Notifier) => void): Notifier {
  const unwritable = prepareFolder(dataDir);
  if (unwritable !== null) throw new Error(`${dataDir} cannot be written (${unwritable})`);
  const { userName, password } = person;
  const settings = readSettings({ ...repairSettings(dataDir, Date.now()).values, server, userName });
  const notifier = createAccount({
    server,
    userName,
    password,
    settings,
    dataDir,
    fetch: createHttpFetch(),
    t: PLAIN_ENGLISH,
    english: PLAIN_ENGLISH,
    log,
    tellTrouble: log,
  });
  listen(notifier);
  printLines(notifier, process.stdout);
  return notifier;
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
