import type { Alert, Decision } from './core/alert.ts';
import type { FormatTime } from './core/alert-text.ts';
import { unavailable } from './core/directory.ts';
import type { FeedEvents } from './core/feed-events.ts';
import type { Translate } from './core/language.ts';
import { createMemoryLedger } from './core/ledger.ts';
import { readMessage } from './core/message.ts';
import type { Settings } from './core/settings.ts';
import { workbinKey, type Workbin } from './core/workbin.ts';
import { createNotifier } from './notifier.ts';

/** What the program made of a made-up arrival. */
export interface Rehearsal {
  /** Null where none was made: a fault of ours. */
  readonly decision: Decision | null;
  /** Null where it was held or silenced. */
  readonly alert: Alert | null;
}

/** What a rehearsal is made with; the same as the notifier of an account has. */
export interface RehearsalOptions {
  readonly settings: Settings;
  readonly now: () => number;
  readonly createId: () => string;
  readonly formatTime: FormatTime;
  readonly t: Translate;
  /** The words of the made-up item. */
  readonly subject: string;
  readonly workbinName: string;
}

/**
 * Sends a message as GWS would send it through a notifier of its own, with the person's settings and nothing else of theirs: no
 * network, no ledger on disk, and none of it is listed.
 */
export async function rehearse({ subject, workbinName, ...options }: RehearsalOptions): Promise<Rehearsal> {
  const owner = { kind: 'me' } as const;
  const workbin: Workbin = { key: workbinKey('self-test', owner), id: 'self-test', name: workbinName, kind: 'Agent', owner };
  let feed: FeedEvents | null = null;
  let decision: Decision | null = null;
  let alert: Alert | null = null;
  const notifier = createNotifier({
    ...options,
    feed: {
      start: (events) => void (feed = events),
      stop: () => Promise.resolve(),
      choose: () => undefined,
      retry: () => undefined,
      readHistory: () => Promise.resolve(null),
      wake: () => undefined,
      directory: { findPeople: nobody, listGroups: nobody },
    },
    ledger: createMemoryLedger(),
    server: '',
    log: () => undefined,
  });
  notifier.on('decision', (made) => (decision ??= made));
  notifier.on('alert', (raised) => (alert ??= raised));
  notifier.start();
  play(feed, workbin, subject, options.now());
  await notifier.stop();
  return { decision, alert };
}

const nobody = () => Promise.resolve(unavailable('This is a test'));

function play(feed: FeedEvents | null, workbin: Workbin, subject: string, now: number): void {
  const message = readMessage({
    messageType: 'WorkbinStateChangeMessage',
    id: workbin.id,
    action: 'ItemAdded',
    emailStateResourceV2: { id: `self-test-${now}`, subject },
  });
  if (feed === null || message.kind !== 'item-added') return;
  feed.workbins([{ workbin, watched: true }]);
  feed.watch(workbin.key, { watch: 'subscribed', reason: null, level: true });
  feed.contents(workbin.key, [], new Set());
  feed.change(workbin.key, message);
}
