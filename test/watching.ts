import { onTestFinished } from 'vitest';
import { createMemoryLedger, type Ledger } from '../src/core/ledger.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/core/settings.ts';
import { createHttpFetch } from '../src/console/http-fetch.ts';
import { createFeed } from '../src/gws/feed.ts';
import { createRest, type Fetch } from '../src/gws/rest.ts';
import type { NotifierEvents } from '../src/core/notifier-events.ts';
import { createNotifier, type Notifier } from '../src/notifier.ts';
import { press } from '../src/storage/press.ts';
import { createConditions } from './conditions.ts';

/** One thing that a notifier told, by name. */
export type Told = {
  [Name in keyof NotifierEvents]: { readonly name: Name; readonly event: NotifierEvents[Name] };
}[keyof NotifierEvents];

/** A notifier that watches, and all that it told so far. */
export interface Watching {
  readonly notifier: Notifier;
  readonly settings: Settings;
  readonly told: readonly Told[];
  readonly logged: readonly string[];
  /** The events of one name. */
  all<Name extends keyof NotifierEvents>(name: Name): readonly NotifierEvents[Name][];
  /** Waits, without polling, until what was told fulfils the condition. */
  until(condition: () => boolean): Promise<void>;
  /** Waits until everything is certain. */
  live(): Promise<void>;
  stop(): Promise<void>;
}

export interface WatchingOptions {
  readonly server: string;
  readonly userName: string;
  readonly password: string;
  readonly settings?: Partial<Settings>;
  readonly ledger?: Ledger;
  readonly fetch?: Fetch;
  /** The clock of the notifier; the feed keeps the real one. */
  readonly now?: () => number;
}

let ids = 0;

/** Starts a notifier on a real server; it is stopped when the test ends. Attempts are not spread over time. */
export function startWatching({
  server,
  userName,
  password,
  settings,
  ledger,
  fetch,
  now = Date.now,
}: WatchingOptions): Watching {
  const chosen: Settings = { ...DEFAULT_SETTINGS, ...settings };
  const logged: string[] = [];
  const told: Told[] = [];
  const conditions = createConditions();
  const log = (line: string) => void logged.push(line);
  const notifier = createNotifier({
    feed: createFeed({
      rest: createRest({ fetch: fetch ?? createHttpFetch(), server, userName, password }),
      server,
      cometdPath: chosen.cometdPath,
      choice: chosen,
      now: Date.now,
      random: Math.random,
      spread: 0,
      log,
    }),
    ledger: ledger ?? createMemoryLedger(),
    settings: chosen,
    press,
    server,
    now,
    createId: () => `alert-${(ids += 1)}`,
    formatTime: (at) => new Date(at).toISOString().slice(11, 16),
    log,
  });
  const names = ['changed', 'alert', 'withdraw', 'connection', 'service', 'workbin', 'item', 'workitem', 'decision'] as const;
  for (const name of names) {
    notifier.on(name, (event) => {
      if (name !== 'changed') told.push({ name, event } as Told);
      conditions.look();
    });
  }
  let stopping: Promise<void> | null = null;
  const watching: Watching = {
    notifier,
    settings: chosen,
    told,
    logged,
    all: (name) => told.filter((one) => one.name === name).map((one) => one.event as never),
    until: conditions.until,
    live: () => watching.until(() => notifier.view().connection.state === 'live'),
    stop: () => (stopping ??= notifier.stop()),
  };
  onTestFinished(() => watching.stop());
  notifier.start();
  return watching;
}
