import type { IncomingMessage, ServerResponse } from 'node:http';
import cometd, { type ServerSession } from 'cometd-nodejs-server';
import ackExtension from 'cometd-nodejs-server/ack-extension.js';
import { alterReplies, type BayeuxMessage } from './bayeux-reply.ts';
import type { Faults } from './faults.ts';
import type { SignIn } from './sign-ins.ts';
import { isTopic, topicMatches } from './topics.ts';
import type { MessageData } from './workbin-message.ts';

/** A Bayeux session of somebody signed in. */
export interface LiveSession {
  readonly id: string;
  readonly signIn: SignIn;
  /** The channels it subscribed to. */
  readonly topics: readonly string[];
  /** Keys of the baskets it subscribed to. */
  readonly baskets: Set<string>;
}

/** How the server deals with Bayeux sessions. */
export interface BayeuxOptions {
  /** How long `/meta/connect` is held, ms. */
  readonly hold: number;
  /** How long a session lives without `/meta/connect`, ms. */
  readonly maxInterval: number;
  /** Whether messages are acknowledged for clients that ask for it. */
  readonly ack: boolean;
}

/** The Bayeux server, which delivers each message to the sessions that it is for. */
export interface BayeuxServer {
  /** Answers a post. `cookies` are set beside the server's own; `stall` keeps an answer back for ever. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    messages: readonly BayeuxMessage[],
    signIn: SignIn,
    cookies: readonly string[],
  ): void;
  /** Delivers to the sessions that subscribed to the topic and are wanted. */
  deliver(topic: string, data: MessageData, wanted: (session: LiveSession) => boolean): void;
  sessions(): readonly LiveSession[];
  /** Forgets sessions: polls held now are answered 402. */
  drop(which: (session: LiveSession) => boolean): void;
  /** Answers the polls held now, as at the end of the hold. */
  endPolls(): void;
  close(): void;
}

interface Linked {
  readonly session: ServerSession;
  signIn: SignIn;
  readonly baskets: Set<string>;
  swapped: { topic: string; data: MessageData } | null;
}

/** A Bayeux server on the official implementation. */
export function createBayeuxServer(
  options: BayeuxOptions,
  faults: Faults,
  stall: (response: ServerResponse) => void,
): BayeuxServer {
  const server = cometd.createCometDServer({
    timeout: options.hold,
    maxInterval: options.maxInterval,
    browserCookiePath: '/',
  });
  if (options.ack) server.addExtension(new ackExtension.AcknowledgedMessagesExtension());
  const linked = new Map<string, Linked>();
  const dropped = new Set<string>();
  let current: SignIn | null = null;

  server.policy = {
    canHandshake(session, message, callback) {
      if (faults.strikes('handshake-denied')) {
        if (message.reply) message.reply.advice = { reconnect: 'handshake', interval: 0 };
        return callback(undefined, false);
      }
      if (!current || faults.strikes('handshake-refused')) return callback(undefined, false);
      linked.set(session.id, { session, signIn: current, baskets: new Set(), swapped: null });
      return callback(undefined, true);
    },
    canCreate: (_session, _message, name, callback) => callback(undefined, isTopic(name)),
    canSubscribe: (_session, _message, { name }, callback) =>
      callback(undefined, isTopic(name) && !faults.strikes('topic-refused', name)),
    canPublish: (_session, _message, _channel, callback) => callback(undefined, false),
  };
  server.addListener('sessionRemoved', (session: ServerSession) => linked.delete(session.id));

  const live = ({ session, signIn, baskets }: Linked): LiveSession => ({
    id: session.id,
    signIn,
    topics: session.subscriptions.map(({ name }) => name),
    baskets,
  });

  function drop(which: (session: LiveSession) => boolean): void {
    for (const link of [...linked.values()]) {
      if (!which(live(link))) continue;
      dropped.add(link.session.id);
      link.session.disconnect();
    }
  }

  function send(link: Linked, topic: string, data: MessageData): void {
    if (faults.strikes('events-lost', topic)) return;
    if (faults.strikes('events-swapped', topic) && !link.swapped) {
      link.swapped = { topic, data };
      return;
    }
    const twice = faults.strikes('events-twice', topic);
    link.session.batch(() => {
      link.session.deliver(null, topic, data);
      if (twice) link.session.deliver(null, topic, data);
      if (link.swapped) link.session.deliver(null, link.swapped.topic, link.swapped.data);
      link.swapped = null;
    });
  }
  faults.onOff(() => {
    for (const link of linked.values()) {
      if (link.swapped) link.session.deliver(null, link.swapped.topic, link.swapped.data);
      link.swapped = null;
    }
  });

  /** The client's own session goes on under a new sign-in of the same person; one of somebody else is unknown to him. */
  function bind(message: BayeuxMessage, signIn: SignIn): BayeuxMessage {
    const link = linked.get(message.clientId ?? '');
    if (!link) return message;
    if (link.signIn.person !== signIn.person) return { ...message, clientId: 'of-somebody-else' };
    link.signIn = signIn;
    return message;
  }

  return {
    handle(request, response, sent, signIn, cookies) {
      const messages = sent.map((message) => bind(message, signIn));
      const connect = messages.find(({ channel }) => channel === '/meta/connect');
      if (connect && faults.strikes('poll-stalled')) return stall(response);
      const plan = alterReplies(messages, faults);
      if (plan.dropsSession && connect) drop(({ id }) => id === connect.clientId);
      if (plan.returnsAtOnce && connect) connect.advice = { ...connect.advice, timeout: 0 };

      const end = response.end.bind(response) as (content?: string) => ServerResponse;
      response.end = ((content?: string) => {
        // The server sets BAYEUX_BROWSER over the cookies that were there.
        const present = [response.getHeader('Set-Cookie') ?? []].flat();
        for (const cookie of cookies) if (!present.includes(cookie)) response.appendHeader('Set-Cookie', cookie);
        if (typeof content !== 'string') return end();
        if (faults.strikes('silence')) {
          response.emit('error', new Error('the answer was kept back'));
          stall(response);
          return response;
        }
        const altered = plan.alter(content, dropped.has(connect?.clientId ?? ''));
        if (altered.kind === 'whole') return end(altered.content);
        const { socket } = request;
        if (altered.content === '') socket.destroy();
        else {
          response.setHeader('Content-Length', Buffer.byteLength(content));
          response.write(altered.content, () => socket.destroy());
        }
        // The server takes the answer for sent, so what was in it is gone and the session may expire.
        response.emit('error', new Error('the answer was lost'));
        return response;
      }) as typeof response.end;

      Object.assign(request, { body: messages });
      current = signIn;
      try {
        server.handle(request, response);
      } finally {
        current = null;
      }
    },
    deliver(topic, data, wanted) {
      for (const link of [...linked.values()]) {
        const session = live(link);
        if (session.topics.some((name) => topicMatches(name, topic)) && wanted(session)) send(link, topic, data);
      }
    },
    sessions: () => [...linked.values()].map(live),
    drop,
    endPolls() {
      for (const { session } of linked.values()) session.deliver(null, wakeChannel, null);
    },
    close() {
      drop(() => true);
      server.close();
    },
  };
}

/** Wakes a held poll; never sent. */
const wakeChannel = '/simulator/wake';
