import { AckExtension, CometD, type Message } from 'cometd';
import type { Spread } from '../core/connection.ts';
import { SILENCE } from '../core/connection-view.ts';
import { readRecord, readText } from '../core/record.ts';
import { FetchLongPollingTransport } from './bayeux-transport.ts';
import type { Rest } from './rest.ts';
import { pollPause } from './retry-pause.ts';

/** Why a Bayeux session is over. Except after `signed-out`, the next one may be opened. */
export type SessionEnd = { readonly kind: 'signed-out' | 'forgotten' | 'dismissed' | 'lost'; readonly why: string };

/** What a session tells its owner. */
export interface SessionEvents {
  message(channel: string, data: unknown): void;
  /** An answer of the server, which may then be silent for `silence` ms. */
  alive(silence: number): void;
  /** A poll was answered well: the server knows this session. */
  polled(): void;
  /** A poll failed and is tried again. */
  interrupted(why: string): void;
  /** A poll succeeded after one or more had failed; messages may have been lost with the failed ones. */
  resumed(): void;
  /** Told once, unless the owner closed the session itself. */
  ended(end: SessionEnd): void;
}

/** One Bayeux session, from its handshake to its end. It never handshakes a second time. */
export interface BayeuxSession {
  /** Subscribes to topics; a request that is lost is sent again while the session lives. */
  subscribe(topics: readonly string[]): Promise<ReadonlyMap<string, 'subscribed' | { readonly refused: string }>>;
  /** Ends the session and tells the server, which has 2 s to answer. */
  close(): Promise<void>;
}

/** An open session, or why there is none. */
export type Opened =
  | { readonly kind: 'open'; readonly session: BayeuxSession }
  | { readonly kind: 'failed'; readonly why: string; readonly signedOut: boolean };

/** Where a session is opened. */
export interface BayeuxOptions extends Spread {
  readonly rest: Pick<Rest, 'bayeux'>;
  readonly server: string;
  readonly cometdPath: string;
}

const NETWORK_DELAY = 10_000;
/** How long a poll that is to be answered at once may take, in ms. */
const PROBE = 5000;
/** How long the server is asked to hold a poll, unless it would hold it shorter, in ms: a dead connection is noticed soon after. */
const HOLD = 10_000;
/** A server that holds polls for long is given this much more before its silence means anything, in ms. */
const SILENCE_MORE = 15_000;
const RESUBSCRIBE_DELAY = 300;

/** Opens a session with one handshake, which is not repeated. */
export function openSession({ rest, server, cometdPath, random, spread }: BayeuxOptions, tell: SessionEvents): Promise<Opened> {
  const cometd = new CometD();
  let signedOut: string | null = null;
  let over = false;
  let closing = false;
  let closed: Promise<void> | null = null;
  /** Polls that failed in a row, and when the first of them did, in steady ms. */
  let failures = 0;
  let failingSince = 0;
  /** How long the server may be silent, by its latest advice: asking `cometd` for that at each answer would take longer than all else then. */
  let silence = SILENCE;

  function end(kind: SessionEnd['kind'], why: string): void {
    if (over) return;
    over = true;
    cometd.getTransport()?.abort();
    tell.ended({ kind, why });
  }

  function noteAdvice(): void {
    silence = Math.max(SILENCE, (cometd.getAdvice().timeout ?? 0) + SILENCE_MORE);
  }

  cometd.unregisterTransports();
  cometd.registerTransport(
    'long-polling',
    new FetchLongPollingTransport({
      post: (path, body, signal) => rest.bayeux(path, body, signal),
      onMessage: (channel, data) => {
        if (!over) tell.message(channel, data);
      },
      onAlive: () => {
        if (!over) tell.alive(silence);
      },
      onSignedOut: (why) => (signedOut = why),
      isOver: () => over && !closing,
      probeTimeout: PROBE,
    }),
  );
  cometd.registerExtension('ack', new AckExtension());
  cometd.registerExtension('advice', {
    outgoing: (message) => {
      if (message.channel === '/meta/connect' && !message.advice)
        message.advice = { timeout: Math.min(HOLD, cometd.getAdvice().timeout || HOLD) };
      return message;
    },
    incoming: (message) => {
      // `cometd` throws on this advice in a successful answer, and then never polls again.
      if (message.channel === '/meta/connect' && message.successful && message.advice?.reconnect === 'handshake') {
        message.advice.reconnect = 'none';
        queueMicrotask(() => end('forgotten', 'The server asked for a new session'));
      }
      return message;
    },
  });
  cometd.configure({
    url: server + cometdPath,
    logLevel: 'warn',
    maxNetworkDelay: NETWORK_DELAY,
    useWorkerScheduler: false,
    maxSendBayeuxMessageSize: 64 * 1024,
  });

  cometd.onTransportFailure = (message, info, handle) => {
    const why = describe(message);
    const finish = (kind: SessionEnd['kind'], reason: string): void => {
      handle({ ...info, action: 'none' });
      if (message.channel !== '/meta/handshake') end(kind, reason);
    };
    if (over || message.channel === '/meta/handshake') return finish('lost', why);
    if (signedOut !== null) return finish('signed-out', signedOut);
    if (info.action === 'handshake') return finish('forgotten', 'The server no longer knows this session');
    if (info.action === 'none') return finish('dismissed', `The server ended the session (${why})`);
    if (failures === 0) failingSince = performance.now();
    const delay = pollPause(failures, performance.now() - failingSince);
    if (delay === null) return finish('lost', why);
    failures += 1;
    tell.interrupted(why);
    handle({ ...info, action: 'retry', delay: delay * (1 + spread * (random() - 0.5)), transport: cometd.getTransport() });
  };
  cometd.addListener('/meta/connect', (message) => {
    if (message.advice) noteAdvice();
    if (over || !message.successful) return;
    if (message.advice?.reconnect === 'none') return queueMicrotask(() => end('dismissed', 'The server ended the session'));
    const wasInterrupted = failures > 0;
    failures = 0;
    tell.polled();
    if (wasInterrupted) tell.resumed();
  });

  function close(): Promise<void> {
    closed ??= disconnect();
    return closed;
  }

  async function disconnect(): Promise<void> {
    if (over || cometd.isDisconnected()) return;
    over = true;
    closing = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 2000);
      cometd.disconnect(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    cometd.getTransport()?.abort();
  }

  /** One request for all of them; the topics whose answer was lost stay out of the result. */
  function ask(topics: readonly string[]): Promise<Map<string, 'subscribed' | { refused: string }>> {
    return new Promise((resolve) => {
      const results = new Map<string, 'subscribed' | { refused: string }>();
      let open = topics.length;
      const answered = (topic: string, message: Message & { failure?: unknown }): void => {
        if (message.successful) results.set(topic, 'subscribed');
        else if (message.error?.startsWith('402') || message.advice?.reconnect === 'handshake')
          end('forgotten', 'The server no longer knows this session');
        else if (!message.failure) results.set(topic, { refused: message.error ?? 'no reason given' });
        if (--open === 0) resolve(results);
      };
      if (over || cometd.isDisconnected()) return resolve(results);
      cometd.batch(() => {
        for (const topic of topics) cometd.subscribe(topic, ignore, (message) => answered(topic, message));
      });
    });
  }

  const session: BayeuxSession = {
    async subscribe(topics) {
      const results = await ask(topics);
      for (let tries = 1; results.size < topics.length && !over; tries++) {
        await new Promise((resolve) => setTimeout(resolve, RESUBSCRIBE_DELAY * Math.min(tries, 10) * (0.5 + random())));
        for (const [topic, result] of await ask(topics.filter((topic) => !results.has(topic)))) results.set(topic, result);
      }
      return results;
    },
    close,
  };

  return new Promise((resolve) => {
    cometd.handshake((message) => {
      noteAdvice();
      if (message.successful) return resolve({ kind: 'open', session });
      over = true;
      resolve({ kind: 'failed', why: signedOut ?? describe(message), signedOut: signedOut !== null });
    });
  });
}

function ignore(): void {
  // Topic messages are taken from the transport, before `cometd` looks at its subscriptions.
}

/** What went wrong with a Bayeux message, in words. */
function describe(message: Message & { failure?: unknown }): string {
  const failure = readRecord(message.failure);
  const reason = failure && readText(failure['reason']);
  if (failure?.['exception'] instanceof SyntaxError) return 'Something other than CometD answered, perhaps a sign-in page';
  return reason ?? message.error ?? 'The server gave no reason';
}
