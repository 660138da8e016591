import { advance, type Connection, type ConnectionEvent, type Spread } from '../core/connection.ts';
import type { Directory } from '../core/directory.ts';
import type { FeedEvents } from '../core/feed-events.ts';
import { readMessage, type GwsMessage } from '../core/message.ts';
import { readAccount, type Account, type Item } from '../core/resource.ts';
import { CONTACT_SERVER, INTERACTION_SERVER } from '../core/backend.ts';
import type { OptionalTopic } from '../core/settings.ts';
import type { WatchChoice } from '../core/watch-plan.ts';
import type { InteractionId, Workbin, WorkbinKey } from '../core/workbin.ts';
import { openSession, type BayeuxSession, type SessionEnd, type SessionEvents } from './bayeux.ts';
import { watchClock } from './clock-watch.ts';
import { createDirectory } from './directory.ts';
import { createServerHistory, type ServerHistory } from './server-history.ts';
import type { Reply, Rest } from './rest.ts';
import { createStateReader, type StateReader } from './state-reader.ts';
import { createWorkbinList } from './workbin-list.ts';
import { watchWorkbins, type WorkbinWatch } from './workbin-watch.ts';

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

type End = SessionEnd | { readonly kind: 'stopped' | 'woken'; readonly why: string };

/** Followed always: workbins, workitems and services. @see GWS 8.5.2 API, CometD notifications */
export const CORE_TOPICS: readonly string[] = ['/v2/me/workbins', '/v2/me/workitems', '/notifications/services'];
/** How often everything is compared although nothing seems wrong, in ms; also keeps the sign-in alive. */
const COMPARE_EVERY = 10 * 60_000;
/** A session younger than this needs no fresh look, in ms. */
const FRESH = 5000;
/** How long the names of colleagues are waited for before their workbins are watched without, in ms. */
const NAMES_WITHIN = 1500;
/** How long a person who signs out or ends the app waits for the server to be told that workbins are no longer watched, in ms. */
const LEAVE_WITHIN = 800;
const PASSWORD_CHANGE = 'The password must be changed first. Sign in to Workspace and change it there';

/** The feed of one account on one server. */
export function createFeed(options: FeedOptions): Feed {
  const { rest, server, cometdPath, now, random, log } = options;
  const spread = { random, spread: options.spread };
  const directory = createDirectory({ rest, now });
  const list = createWorkbinList({ rest, nameOf: directory.nameOf, log });
  let { choice } = options;
  let connection: Connection = { phase: 'stopped' };
  let tell: FeedEvents | null = null;
  let endAttempt: ((end: End) => void) | null = null;
  let endWaiting: (() => void) | null = null;
  let watch: WorkbinWatch | null = null;
  let state: StateReader | null = null;
  let history: ServerHistory | null = null;
  let stopClock = (): void => undefined;
  /** When the session was opened, by both clocks. */
  let openedAt = { steady: 0, wall: 0 };
  let running: Promise<void> = Promise.resolve();

  function move(event: ConnectionEvent): void {
    const next = advance(connection, event, now(), spread);
    if (next === connection) return;
    connection = next;
    tell?.connection(next);
  }

  async function run(events: FeedEvents): Promise<void> {
    for (let first = true; connection.phase !== 'stopped'; first = false) {
      move({ kind: 'attempt' });
      const end = await attempt(events, first);
      watch?.stop();
      watch = null;
      if (end.kind === 'stopped') return;
      log(`session ended: ${end.kind}`);
      if (end.kind === 'signed-out') move({ kind: 'signed-out', why: end.why });
      else move({ kind: 'lost', why: end.why, forgotten: end.kind === 'forgotten' });
      if (end.kind === 'woken') move({ kind: 'hurry' });
      await pause();
    }
  }

  /** A fault of ours: noted by its kind, since its words may hold a customer's, and gone on from. */
  function noteFault(error: unknown): string {
    const kind = error instanceof Error ? error.name : typeof error;
    log(`fault: ${kind}`);
    return `Something in the app went wrong (${kind})`;
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

  /** One session from sign-in to end. */
  async function attempt(events: FeedEvents, first: boolean): Promise<End> {
    let session: BayeuxSession | null = null;
    let stopListening = (): void => undefined;
    const ended = new Promise<End>((resolve) => (endAttempt = resolve));
    const comparing = setInterval(
      () => {
        void state?.read();
        void listAgain(events);
        // A subscription may have been lost without a word.
        watch?.ensure();
      },
      COMPARE_EVERY * (0.9 + 0.2 * random()),
    );
    const started = (async (): Promise<End | null> => {
      // Before a new handshake: whether the sign-in still holds, which also brings its token and cookies.
      const kept = first ? null : await rest.get('/me?subresources=features');
      // Some servers answer with a sign-in page where GWS says 403: the password is accepted all the same.
      const me = kept === null || kept.kind === 'foreign' ? await rest.signIn() : kept;
      const account = me.kind === 'ok' ? readAccount(me.body) : null;
      if (!account) return { kind: me.kind === 'signed-out' ? 'signed-out' : 'lost', why: failureOf(me, 'who is signed in') };
      if (account.mustChangePassword) return { kind: 'signed-out', why: PASSWORD_CHANGE };
      events.account(account);
      const opened = await openSession({ rest, server, cometdPath, ...spread }, sessionEvents(events));
      if (opened.kind === 'failed') return { kind: opened.signedOut ? 'signed-out' : 'lost', why: opened.why };
      session = opened.session;
      if (endAttempt === null) return null;
      // With the sign-in the server may have lost our subscriptions without a word.
      stopListening = rest.onRenewed(() => endAttempt?.({ kind: 'forgotten', why: 'The sign-in had expired and was renewed' }));
      openedAt = { steady: performance.now(), wall: now() };
      move({ kind: 'opened' });
      history = createServerHistory({
        rest,
        subscribe: opened.session.subscribe,
        isThere: () => state?.service(CONTACT_SERVER) === 'Active',
      });
      return await begin(opened.session, events, account);
    })().catch((error: unknown): End => ({ kind: 'lost', why: noteFault(error) }));
    const end = await Promise.race([ended, started.then((failure) => failure ?? ended)]);
    endAttempt = null;
    clearInterval(comparing);
    state?.stop();
    history?.stop();
    history = null;
    stopListening();
    // Before the session ends, since it is the session that hears of workbins.
    if (end.kind === 'stopped' && watch) await within(LEAVE_WITHIN, watch.leave());
    const close = async (): Promise<void> => session?.close();
    // At the end of the app a handshake that is still under way is not waited for.
    if (end.kind === 'stopped') await Promise.race([close(), started.then(close)]);
    else await started.then(close);
    return end;
  }

  /** Everything between a session's handshake and the watching of its workbins; how it failed, or null. */
  async function begin(session: BayeuxSession, events: FeedEvents, account: Account): Promise<End | null> {
    const topics = await session.subscribe([...CORE_TOPICS, ...choice.topics.map((topic) => `/v2/me/${topic}`)]);
    for (const [topic, result] of topics) if (result !== 'subscribed') log(`topic refused: ${topic}`);
    const refused = topics.get('/v2/me/workbins');
    if (refused !== 'subscribed' && refused !== undefined)
      return { kind: 'lost', why: `The server does not let us follow workbins (${refused.refused})` };
    const [found] = await Promise.all([list.ask(), state?.read(), within(NAMES_WITHIN, learnNames())]);
    if (found.kind !== 'ok')
      return { kind: found.kind === 'signed-out' ? 'signed-out' : 'lost', why: failureOf(found, 'the workbins') };
    if (endAttempt === null) return null;
    list.take(found.body);
    const workbins = plan(events);
    watch = watchWorkbins({ rest, account, workbins, suspended: interactionServerDown(), random }, events);
    return null;
  }

  /** Notices workbins that were made or taken away since. */
  async function listAgain(events: FeedEvents): Promise<void> {
    const found = await list.ask();
    if (found.kind !== 'ok' || !watch) return;
    list.take(found.body);
    plan(events);
  }

  /** Tells what of all that is listed is to be watched, and watches it. */
  function plan(events: FeedEvents): readonly Workbin[] {
    const planned = list.plan(choice);
    events.workbins(planned);
    const watched = planned.filter((one) => one.watched).map((one) => one.workbin);
    watch?.change(watched);
    return watched;
  }

  /** The names of colleagues; those that come when their workbins are being watched already are told then. */
  async function learnNames(): Promise<void> {
    const isNew = await directory.learn(choice.watchedUsers);
    if (isNew && watch && tell) plan(tell);
  }

  function interactionServerDown(): string | null {
    return state?.service(INTERACTION_SERVER) === 'Inactive' ? 'The Interaction Server is not available' : null;
  }

  // A workbin's messages from before it was subscribed are in its contents, which are read later.
  function take(events: FeedEvents, message: GwsMessage): void {
    switch (message.kind) {
      case 'service':
      case 'workitem':
        return state?.message(message);
      case 'content':
        return history?.message(message);
      case 'subscription':
      case 'item-added':
      case 'item-removed':
      case 'item-unnamed':
        return watch?.message(message);
      case 'ignored':
        return log(`ignored: ${message.messageType.slice(0, 60)}`);
      case 'offer':
      case 'unreadable':
        return events.message(message);
    }
  }

  function sessionEvents(events: FeedEvents): SessionEvents {
    return {
      message: (_channel, data) => {
        // What comes while we leave would be told but not decided on; the next start finds it.
        if (connection.phase === 'stopped') return;
        // A fault of ours in one message must not keep the others of the same reply from being told.
        try {
          take(events, readMessage(data));
        } catch (error) {
          events.message({ kind: 'unreadable', why: noteFault(error) });
        }
      },
      alive: (silence) => events.alive(silence),
      polled: () => move({ kind: 'polled' }),
      interrupted: (why) => {
        rest.suspect();
        move({ kind: 'interrupted', why });
      },
      resumed: () => {
        // The poll that failed may have carried events, also of services.
        void state?.read();
        watch?.ensure();
      },
      ended: (end) => endAttempt?.(end),
    };
  }

  function wake(): void {
    rest.suspect();
    if (endWaiting) return endWaiting();
    // What is under way or has just been opened is fresh enough, and a second handshake must never run beside the first.
    // Steady time stands still during sleep, the wall clock may be set back.
    const age = Math.max(performance.now() - openedAt.steady, now() - openedAt.wall);
    if (connection.phase === 'connecting' || age < FRESH) return;
    endAttempt?.({ kind: 'woken', why: 'The computer woke or its network changed' });
  }

  return {
    directory,
    start(events) {
      tell = events;
      state = createStateReader(
        { rest, random },
        {
          ...events,
          services(services) {
            events.services(services);
            watch?.suspend(interactionServerDown());
          },
        },
      );
      stopClock = watchClock(now, wake);
      connection = { phase: 'connecting', attempt: 1, downSince: null };
      events.connection(connection);
      running = run(events);
    },
    async stop() {
      move({ kind: 'stop' });
      stopClock();
      endAttempt?.({ kind: 'stopped', why: 'The app was ended' });
      endWaiting?.();
      await running;
    },
    choose(next) {
      const topicsChanged = next.topics.join() !== choice.topics.join();
      choice = next;
      if (!tell || list.isEmpty()) return;
      if (topicsChanged && watch) return endAttempt?.({ kind: 'woken', why: 'Other topics were chosen' });
      plan(tell);
      void learnNames();
    },
    retry(key) {
      if (key !== null) watch?.renew(key);
      else if (endWaiting) endWaiting();
      else {
        watch?.renew(null);
        if (tell) void listAgain(tell);
      }
    },
    readHistory: (id) => history?.read(id) ?? Promise.resolve(null),
    wake,
  };
}

/** Waits for it, but no longer than this, in ms. */
async function within(most: number, done: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([done, new Promise<void>((resolve) => (timer = setTimeout(resolve, most)))]);
  clearTimeout(timer);
}

function failureOf(reply: Reply, what: string): string {
  return reply.kind === 'ok' ? `The server did not say ${what}` : reply.why;
}
