import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { ENGLISH, type Translate } from './core/language.ts';
import type { Settings } from './core/settings.ts';
import { formatMoment } from './core/time-text.ts';
import { createFeed } from './gws/feed.ts';
import { createRest, type Fetch } from './gws/rest.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import { openLedgerFile } from './storage/ledger-file.ts';
import { press } from './storage/press.ts';

export { testConnection, trySignIn } from './gws/connection-test.ts';

/** What one account runs on. */
export interface AccountOptions {
  /** Origin of Genesys Web Services. */
  readonly server: string;
  readonly userName: string;
  readonly password: string;
  readonly settings: Settings;
  /** Folder for the ledger; it must exist. */
  readonly dataDir: string;
  /** Carries the cookies of this account and of no other. */
  readonly fetch: Fetch;
  /** Takes lines without anything of a customer's and without secrets. */
  readonly log: (line: string) => void;
  /** Takes what a person has to know once, in words. */
  readonly tellTrouble?: (text: string) => void;
  /** What alerts are said in; English unless told. */
  readonly t?: Translate;
  /** What reasons are written in; English as people here write it unless told. */
  readonly english?: Translate;
  /** Whether the computer asks not to be disturbed; alerts are held as long as it does. */
  readonly isDoNotDisturb?: () => boolean;
}

/** Names the files of an account without naming the account. */
export function accountName(server: string, userName: string): string {
  return createHash('sha256').update(`${server} ${userName}`).digest('hex').slice(0, 16);
}

/** The notifier of one account, composed of its network, its feed and its ledger; nothing runs until `start`. */
export function createAccount(options: AccountOptions): Notifier {
  const { server, userName, password, settings, dataDir, fetch, log } = options;
  const { t = ENGLISH, english = ENGLISH, isDoNotDisturb = () => false } = options;
  return createNotifier({
    feed: createFeed({
      rest: createRest({ fetch, server, userName, password }),
      server,
      cometdPath: settings.cometdPath,
      choice: settings,
      now: Date.now,
      random: Math.random,
      spread: 1,
      log,
    }),
    ledger: openLedgerFile({
      path: path.join(dataDir, `ledger-${accountName(server, userName)}.ndjson`),
      log,
      tellTrouble: options.tellTrouble ?? log,
    }),
    settings,
    press,
    server,
    now: Date.now,
    createId: () => randomUUID(),
    formatTime: (at) => formatMoment(at, Date.now(), t),
    t,
    english,
    isDoNotDisturb,
    log,
  });
}
