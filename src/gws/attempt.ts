import type { ConnectionEvent, Spread } from '../core/connection.ts';
import type { FeedEvents } from '../core/feed-events.ts';
import { readMessage, type GwsMessage } from '../core/message.ts';
import { readAccount, type Account, type Item } from '../core/resource.ts';
import { CONTACT_SERVER } from '../core/backend.ts';
import type { OptionalTopic } from '../core/settings.ts';
import type { InteractionId } from '../core/workbin.ts';
import { openSession, type BayeuxSession, type SessionEnd, type SessionEvents } from './bayeux.ts';
import { createFreshLook } from './fresh-look.ts';
import { createServerHistory, type ServerHistory } from './server-history.ts';
import type { Reply, Rest } from './rest.ts';
import type { StateReader } from './state-reader.ts';
import type { WatchedWorkbins } from './watched-workbins.ts';

/** How an attempt ended. */
export type AttemptEnd = SessionEnd | { readonly kind: 'stopped' | 'woken'; readonly why: string };

/** One attempt at watching: a session from the sign-in to its end. */
export interface Attempt {
  /** Settles when it is over and its session was closed. */
  readonly ended: Promise<AttemptEnd>;
  end(end: AttemptEnd): void;
  /** Whether its session was opened so lately that it needs no fresh look. */
  isFresh(): boolean;
  /** What the contact server's history holds of an interaction; null where that is nothing, or cannot be had now. */
  readHistory(id: InteractionId): Promise<Item | null>;
}

/** What an attempt is made with. */
export interface AttemptOptions extends Spread {
  readonly rest: Rest;
  readonly server: string;
  readonly cometdPath: string;
  readonly topics: readonly OptionalTopic[];
  /** Whether the password is to be sent: later the sign-in is kept as long as it holds. */
  readonly isFirst: boolean;
  readonly workbins: WatchedWorkbins;
  readonly state: StateReader;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly move: (event: ConnectionEvent) => void;
  readonly log: (line: string) => void;
}

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

/** Signs in, opens one session and watches over it until it ends. */
export function startAttempt(options: AttemptOptions, events: FeedEvents): Attempt {
  const { rest, server, cometdPath, workbins, state, now, random, spread, move, log } = options;
  let settle: (end: AttemptEnd) => void = () => undefined;
  const ending = new Promise<AttemptEnd>((resolve) => (settle = resolve));
  let isStopped = false;
  let isOver = false;
  let session: BayeuxSession | null = null;
  let history: ServerHistory | null = null;
  let stopListening = (): void => undefined;
  /** When the session was opened, by both clocks. */
  let openedAt = { steady: -Infinity, wall: -Infinity };

  function end(how: AttemptEnd): void {
    if (how.kind === 'stopped') isStopped = true;
    settle(how);
  }

  /** A fault of ours: noted by its kind, since its words may hold a customer's, and gone on from. */
  function noteFault(error: unknown): string {
    const kind = error instanceof Error ? error.name : typeof error;
    log(`fault: ${kind}`);
    return `Something in the app went wrong (${kind})`;
  }

  /** Everything until its workbins are being watched; how it failed, or null. */
  async function open(): Promise<AttemptEnd | null> {
    // Before a new handshake: whether the sign-in still holds, which also brings its token and cookies.
    const kept = options.isFirst ? null : await rest.get('/me?subresources=features');
    // Some servers answer with a sign-in page where GWS says 403: the password is accepted all the same.
    const me = kept === null || kept.kind === 'foreign' ? await rest.signIn() : kept;
    const account = me.kind === 'ok' ? readAccount(me.body) : null;
    if (!account) return failure(me, 'who is signed in');
    if (account.mustChangePassword) return { kind: 'signed-out', why: PASSWORD_CHANGE };
    events.account(account);
    const opened = await openSession({ rest, server, cometdPath, random, spread }, sessionEvents);
    if (opened.kind === 'failed') return { kind: opened.signedOut ? 'signed-out' : 'lost', why: opened.why };
    session = opened.session;
    if (isOver) return null;
    // With the sign-in the server may have lost our subscriptions without a word.
    stopListening = rest.onRenewed(() => end({ kind: 'forgotten', why: 'The sign-in had expired and was renewed' }));
    openedAt = { steady: performance.now(), wall: now() };
    move({ kind: 'opened' });
    history = createServerHistory({
      rest,
      subscribe: opened.session.subscribe,
      isThere: () => state.service(CONTACT_SERVER) === 'Active',
    });
    return begin(opened.session, account);
  }

  /** Everything between a session's handshake and the watching of its workbins; how it failed, or null. */
  async function begin({ subscribe }: BayeuxSession, account: Account): Promise<AttemptEnd | null> {
    const topics = await subscribe([...CORE_TOPICS, ...options.topics.map((topic) => `/v2/me/${topic}`)]);
    for (const [topic, result] of topics) if (result !== 'subscribed') log(`topic refused: ${topic}`);
    const refused = topics.get('/v2/me/workbins');
    if (refused !== 'subscribed' && refused !== undefined)
      return { kind: 'lost', why: `The server does not let us follow workbins (${refused.refused})` };
    const [found] = await Promise.all([workbins.ask(), state.read(), within(NAMES_WITHIN, workbins.learnNames())]);
    if (found.kind !== 'ok') return failure(found, 'the workbins');
    if (!isOver) workbins.begin(found.body, account);
    return null;
  }

  // A workbin's messages from before it was subscribed are in its contents, which are read later.
  function take(message: GwsMessage): void {
    switch (message.kind) {
      case 'service':
      case 'workitem':
        return state.message(message);
      case 'content':
        return history?.message(message);
      case 'subscription':
      case 'item-added':
      case 'item-removed':
      case 'item-unnamed':
        return workbins.watch()?.message(message);
      case 'ignored':
        return log(`ignored: ${message.messageType.slice(0, 60)}`);
      case 'offer':
      case 'unreadable':
        return events.message(message);
    }
  }

  const lookAfresh = (): void => {
    void state.read();
    workbins.watch()?.ensure();
  };
  const afresh = createFreshLook(lookAfresh);

  const sessionEvents: SessionEvents = {
    message(_channel, data) {
      // What comes while we leave would be told but not decided on; the next start finds it.
      if (isStopped) return;
      // A fault of ours in one message must not keep the others of the same reply from being told.
      try {
        take(readMessage(data));
      } catch (error) {
        events.message({ kind: 'unreadable', why: noteFault(error) });
      }
    },
    alive: (silence) => events.alive(silence),
    polled: () => move({ kind: 'polled' }),
    interrupted(why) {
      rest.suspect();
      move({ kind: 'interrupted', why });
    },
    // The poll that failed may have carried events, also of services.
    resumed: () => afresh.want(),
    ended: end,
  };

  async function run(): Promise<AttemptEnd> {
    const comparing = setInterval(
      () => {
        void workbins.listAgain();
        // A subscription may have been lost without a word.
        lookAfresh();
      },
      COMPARE_EVERY * (0.9 + 0.2 * random()),
    );
    const started = open().catch((error: unknown): AttemptEnd => ({ kind: 'lost', why: noteFault(error) }));
    const how = await Promise.race([ending, started.then((failed) => failed ?? ending)]);
    isOver = true;
    clearInterval(comparing);
    afresh.stop();
    state.stop();
    history?.stop();
    history = null;
    stopListening();
    const watch = workbins.watch();
    // Before the session ends, since it is the session that hears of workbins.
    if (how.kind === 'stopped' && watch) await within(LEAVE_WITHIN, watch.leave());
    const close = async (): Promise<void> => session?.close();
    // At the end of the app a handshake that is still under way is not waited for.
    if (how.kind === 'stopped') await Promise.race([close(), started.then(close)]);
    else await started.then(close);
    workbins.stop();
    return how;
  }

  return {
    ended: run(),
    end,
    // Steady time stands still during sleep, the wall clock may be set back.
    isFresh: () => Math.max(performance.now() - openedAt.steady, now() - openedAt.wall) < FRESH,
    readHistory: (id) => history?.read(id) ?? Promise.resolve(null),
  };
}

/** Waits for it, but no longer than this, in ms. */
async function within(most: number, done: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([done, new Promise<void>((resolve) => (timer = setTimeout(resolve, most)))]);
  clearTimeout(timer);
}

function failure(reply: Reply, what: string): AttemptEnd {
  const why = reply.kind === 'ok' ? `The server did not say ${what}` : reply.why;
  return { kind: reply.kind === 'signed-out' ? 'signed-out' : 'lost', why };
}
