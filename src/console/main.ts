import { createAccount } from '../account.ts';
import { nameBadRules } from '../core/rule.ts';
import { describeBadSettings } from '../core/settings-damage.ts';
import { nameBadSettings, readSettings, type Settings } from '../core/settings.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { repairSettings } from '../storage/settings-repair.ts';
import { createHttpFetch } from './http-fetch.ts';
import { createTemporaryFolder, defaultDataFolder, prepareFolder } from './data-folder.ts';
import { startDemo } from './demo.ts';
import { HELP, readOptions, type ConsoleOptions } from './options.ts';
import { PLAIN_ENGLISH } from './plain-english.ts';
import { printLines } from './print.ts';

const read = readOptions(process.argv.slice(2));
if (read.kind === 'unusable') refuse(read.why);
else if (read.options.help) process.stdout.write(HELP);
else await run(read.options);

async function run(options: ConsoleOptions): Promise<void> {
  const temporary = options.demo && options.dataDir === null ? createTemporaryFolder() : null;
  const dataDir = options.dataDir ?? temporary?.folder ?? defaultDataFolder(process.platform, process.env);
  const unwritable = prepareFolder(dataDir);
  if (unwritable !== null)
    return refuse(`The data directory ${dataDir} cannot be written (${unwritable}). Choose another with --data-dir.`);
  if ((await lockFolder(dataDir, log)) === null)
    return refuse(
      `The data directory ${dataDir} is in use by the desktop app or another console host. End that, or choose another with --data-dir.`,
    );

  const { values, damage } = repairSettings(dataDir, Date.now());
  if (damage)
    log(
      `settings.json was damaged and is kept as ${damage.aside ?? 'it is'}; ${damage.lastGood ? 'the last good copy' : 'the defaults'} are used`,
    );
  for (const name of nameBadRules(values['rules'])) log(`rule ${name} of settings.json cannot be read and is left out`);
  for (const sentence of describeBadSettings(nameBadSettings(values), 'console')) log(sentence);
  const settings = withOptions(readSettings(values), options);
  const demo = options.demo ? await startDemo() : null;
  const server = demo?.server ?? settings.server;
  const userName = demo?.userName ?? settings.userName;
  const password = demo?.password ?? process.env['GWS_PASSWORD'] ?? '';
  if (server === '') return refuse('No server is known. Name one with --server URL, or try --demo.');
  if (userName === '') return refuse('No user is known. Name one with --user NAME, or try --demo.');
  if (password === '') return refuse('No password is known. Set the environment variable GWS_PASSWORD, or try --demo.');

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
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(0);
    stopping = true;
    await notifier.stop();
    await demo?.stop();
    temporary?.remove();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  // The reader of the lines has gone: nobody is left to tell.
  process.stdout.on('error', () => void stop());
  printLines(notifier, process.stdout);
  notifier.start();
}

function withOptions(settings: Settings, options: ConsoleOptions): Settings {
  return readSettings({
    ...settings,
    server: options.server ?? settings.server,
    userName: options.user ?? settings.userName,
    cometdPath: options.cometdPath ?? settings.cometdPath,
    agentGroups: [...settings.agentGroups, ...options.agentGroups],
    placeGroups: [...settings.placeGroups, ...options.placeGroups],
    watchedUsers: [...settings.watchedUsers, ...options.watchedUsers],
    topics: [...settings.topics, ...options.topics],
  });
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

function refuse(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}
