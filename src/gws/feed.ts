import { advance, type Connection, type ConnectionEvent, type Spread } from '../core/connection.ts';
import type { Directory } from '../core/directory.ts';
import type { FeedEvents } from '../core/feed-events.ts';
import type { Item } from '../core/resource.ts';
import { INTERACTION_SERVER } from '../core/backend.ts';
import type { OptionalTopic } from '../core/settings.ts';
import type { WatchChoice } from '../core/watch-plan.ts';
import type { InteractionId, WorkbinKey } from '../core/workbin.ts';
import { startAttempt, type Attempt } from './attempt.ts';
import { watchClock } from './clock-watch.ts';
import { createDirectory } from './directory.ts';
import type { Rest } from './rest.ts';
import { createStateReader, type StateReader } from './state-reader.ts';
import { createWatchedWorkbins, type WatchedWorkbins } from './watched-workbins.ts';

/** What of the settings decides what is followed. */
export type FeedChoice = WatchChoice & { readonly topics: readonly OptionalTopic[] };

/** Whose workbins are followed, and over what. */
export interface FeedOptions extends Spread {
  readonly rest: Rest;
  readonly server: string;
  readonly cometdPath: string;
  readonly choice: FeedChoice;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Watches workbins over one session after another, from `start` to `stop`. */
export interface Feed {
  readonly directory: Directory;
  start(tell: FeedEvents): void;
  stop(): Promise<void>;
  choose(choice: FeedChoice): void;
  retry(key: WorkbinKey | null): void;
  /** What the contact server's history holds of an interaction; null where that is nothing, or cannot be had now. */
  readHistory(id: InteractionId): Promise<Item | null>;
  wake(): void;
}

/** The feed of one account on one server. */
export function createFeed(options: FeedOptions): Feed {
  const { rest, now, random, log } = options;
  const directory = createDirectory({ rest, now });
  let { choice } = options;
  let connection: Connection = { phase: 'stopped' };
  let tell: FeedEvents | null = null;
  let attempt: Attempt | null = null;
  let workbins: WatchedWorkbins | null = null;
  let endWaiting: (() => void) | null = null;
  let stopClock = (): void => undefined;
  let running: Promise<void> = Promise.resolve();

  function move(event: ConnectionEvent): void {
    const next = advance(connection, event, now(), { random, spread: options.spread });
    if (next === connection) return;
    connection = next;
    tell?.connection(next);
  }

  /** One attempt after another, so that a second handshake never runs beside the first. */
  async function run(events: FeedEvents, workbins: WatchedWorkbins, state: StateReader): Promise<void> {
    for (let isFirst = true; connection.phase !== 'stopped'; isFirst = false) {
      move({ kind: 'attempt' });
      attempt = startAttempt({ ...options, topics: choice.topics, isFirst, workbins, state, move }, events);
      const end = await attempt.ended;
      if (end.kind === 'stopped') return;
      log(`session ended: ${end.kind}`);
      if (end.kind === 'signed-out') move({ kind: 'signed-out', why: end.why });
      else move({ kind: 'lost', why: end.why, forgotten: end.kind === 'forgotten' });
      if (end.kind === 'woken') move({ kind: 'hurry' });
      await pause();
    }
  }

  /** Until it is time for the next attempt. */
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const delay = connection.phase === 'waiting' ? Math.max(connection.retryAt - now(), 0) : null;
      const timer = delay === null ? undefined : setTimeout(() => endWaiting?.(), delay);
      endWaiting = () => {
        clearTimeout(timer);
        endWaiting = null;
        resolve();
      };
      if (connection.phase === 'stopped') endWaiting();
    });
  }

  function wake(): void {
    rest.suspect();
    if (endWaiting) return endWaiting();
    // What is under way or has just been opened is fresh enough, and a second handshake must never run beside the first.
    if (connection.phase === 'connecting' || attempt?.isFresh()) return;
    attempt?.end({ kind: 'woken', why: 'The computer woke or its network changed' });
  }

  return {
    directory,
    start(events) {
      tell = events;
      const state = createStateReader(
        { rest, random },
        {
          ...events,
          services(services) {
            events.services(services);
            workbins?.noteInteractionServer();
          },
        },
      );
      const isDown = () => state.service(INTERACTION_SERVER) === 'Inactive';
      workbins = createWatchedWorkbins({ rest, directory, choice: () => choice, isDown, random, log }, events);
      stopClock = watchClock(now, wake);
      connection = { phase: 'connecting', attempt: 1, downSince: null };
      events.connection(connection);
      running = run(events, workbins, state);
    },
    async stop() {
      move({ kind: 'stop' });
      stopClock();
      attempt?.end({ kind: 'stopped', why: 'The app was ended' });
      endWaiting?.();
      await running;
    },
    choose(next) {
      const topicsChanged = next.topics.join() !== choice.topics.join();
      choice = next;
      if (topicsChanged && workbins?.watch()) attempt?.end({ kind: 'woken', why: 'Other topics were chosen' });
      else workbins?.planAgain();
    },
    retry(key) {
      const watch = workbins?.watch();
      if (key !== null) watch?.renew(key);
      else if (endWaiting) endWaiting();
      else {
        watch?.renew(null);
        void workbins?.listAgain();
      }
    },
    readHistory: (id) => attempt?.readHistory(id) ?? Promise.resolve(null),
    wake,
  };
}
