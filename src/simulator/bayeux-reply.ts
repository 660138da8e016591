import type { Faults } from './faults.ts';

/** A Bayeux message as clients send and get it. */
export interface BayeuxMessage {
  channel: string;
  id?: string;
  clientId?: string;
  subscription?: unknown;
  successful?: boolean;
  error?: string;
  advice?: Record<string, unknown>;
  data?: unknown;
}

/** The body of an answer, whole or as far as it gets before the connection breaks. */
export type Altered = { readonly kind: 'whole' | 'broken'; readonly content: string };

/** What becomes of the answer to a post. */
export interface ReplyPlan {
  /** The session is forgotten before the post is dealt with. */
  readonly dropsSession: boolean;
  /** The connect is not held. */
  readonly returnsAtOnce: boolean;
  /** The answer, given the server's; `dropped` tells that the session was forgotten. */
  alter(content: string, dropped: boolean): Altered;
}

const unknownClient = { successful: false, error: '402::Unknown client' };
const wanted = { reconnect: 'handshake', interval: 0 };

/** The messages of a body: an array of them or one alone; null for anything else. */
export function readBayeuxMessages(body: unknown): readonly BayeuxMessage[] | null {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const isMessage = (value: unknown): value is BayeuxMessage =>
    typeof value === 'object' &&
    value !== null &&
    'channel' in value &&
    typeof value.channel === 'string' &&
    value.channel.startsWith('/');
  return messages.length > 0 && messages.every(isMessage) ? messages : null;
}

/** What the switches that are on make of connects; null where they are left alone. */
function connectFault(faults: Faults): { change: Partial<BayeuxMessage>; drops: boolean } | null {
  if (faults.strikes('connect-402')) return { change: { ...unknownClient, advice: wanted }, drops: false };
  if (faults.strikes('advice-none'))
    return { change: { ...unknownClient, advice: { reconnect: 'none', interval: 0 } }, drops: true };
  if (faults.strikes('advice-handshake')) return { change: { successful: true, advice: wanted }, drops: true };
  if (faults.strikes('advice-no-wait'))
    return { change: { advice: { reconnect: 'retry', interval: 0, timeout: 0 } }, drops: false };
  if (faults.strikes('multiple-clients')) {
    return {
      change: { advice: { 'multiple-clients': true, reconnect: 'retry', interval: 2000, timeout: 30_000 } },
      drops: false,
    };
  }
  return null;
}

/** Decides what becomes of the answer to these messages. */
export function alterReplies(messages: readonly BayeuxMessage[], faults: Faults): ReplyPlan {
  const connects = messages.some(({ channel }) => channel === '/meta/connect');
  const fault = connects ? connectFault(faults) : null;

  return {
    dropsSession: fault?.drops ?? false,
    returnsAtOnce: fault !== null,
    alter(content, dropped) {
      const all = JSON.parse(content) as BayeuxMessage[];
      const forgotten = dropped && !fault;
      const kept = all.filter(
        ({ channel }) => channel !== '/simulator/wake' && !(dropped && !channel.startsWith('/meta/connect')),
      );
      const replies = kept.map((reply): BayeuxMessage => {
        if (reply.channel !== '/meta/connect') return reply;
        if (fault) return withoutError({ ...reply, ...fault.change });
        return forgotten && reply.successful ? { ...reply, ...unknownClient, advice: wanted } : reply;
      });
      const answer = JSON.stringify(replies);
      if (!replies.some(({ channel }) => !channel.startsWith('/meta/'))) return { kind: 'whole', content: answer };
      if (faults.strikes('reply-lost')) return { kind: 'broken', content: '' };
      if (faults.strikes('reply-cut')) return { kind: 'broken', content: answer.slice(0, answer.length / 2) };
      return { kind: 'whole', content: answer };
    },
  };
}

function withoutError(reply: BayeuxMessage): BayeuxMessage {
  if (!reply.successful) return reply;
  const { error: _error, ...rest } = reply;
  return rest;
}
