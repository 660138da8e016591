import { expect, vi } from 'vitest';
import { type Resource, type Answer } from './answers.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';

/** A Bayeux message as it came. */
export interface Frame {
  readonly channel: string;
  readonly id?: string;
  readonly clientId?: string;
  readonly successful?: boolean;
  readonly error?: string;
  readonly advice?: Record<string, unknown>;
  readonly ext?: Record<string, unknown>;
  readonly data?: unknown;
}

/** A client that knows HTTP and cookies and nothing else. */
export function createRawClient(
  simulator: Simulator,
  account: { userName: string; password: string } | null = simulator.account,
) {
  const cookies = new Map<string, string>();
  const headers: Record<string, string> = {};
  let frameId = 0;
  let clientId = '';

  async function send(method: string, path: string, body?: unknown, extra: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${simulator.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        // A pooled connection would be found broken after an outage.
        connection: 'close',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' }),
        ...headers,
        ...extra,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=');
      cookies.set(name!, value!);
    }
    return response;
  }

  const get = (path: string, extra?: Record<string, string>) => send('GET', `/api/v2${path}`, undefined, extra);
  const post = (path: string, body: unknown, extra?: Record<string, string>) => send('POST', `/api/v2${path}`, body, extra);
  const json = async (answer: Response | Promise<Response>): Promise<Answer> => (await answer).json() as Promise<Answer>;
  const basic = (): Record<string, string> =>
    account ? { authorization: `Basic ${Buffer.from(`${account.userName}:${account.password}`).toString('base64')}` } : {};

  async function bayeux(messages: readonly Record<string, unknown>[], suffix = ''): Promise<Frame[]> {
    const answer = await post(
      `/notifications${suffix}`,
      messages.map((message) => ({ id: String(++frameId), ...message })),
    );
    return answer.json() as Promise<Frame[]>;
  }

  async function handshake(): Promise<Frame> {
    const [reply] = await bayeux([{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }]);
    clientId = reply!.clientId ?? '';
    return reply!;
  }

  const client = {
    cookies,
    headers,
    send,
    get,
    post,
    json,
    basic,
    bayeux,
    handshake,
    clientId: () => clientId,
    signIn: () => get('/me', basic()),
    connect: (message: Record<string, unknown> = {}) =>
      bayeux([{ channel: '/meta/connect', clientId, connectionType: 'long-polling', ...message }], '/connect'),
    /** A connect that is not held. */
    collect: () => client.connect({ advice: { timeout: 0 } }),
    subscribeTopics: (...topics: string[]) =>
      bayeux(topics.map((subscription) => ({ channel: '/meta/subscribe', clientId, subscription }))),
    /** Signs in, shakes hands and subscribes to the topics. */
    async open(...topics: string[]): Promise<void> {
      expect((await client.signIn()).status).toBe(200);
      expect((await handshake()).successful).toBe(true);
      const replies = await client.subscribeTopics(...(topics.length > 0 ? topics : ['/v2/me/workbins']));
      expect(replies.every(({ successful }) => successful)).toBe(true);
      expect((await client.collect())[0]!.successful).toBe(true);
    },
    subscribe: (path: string, operationName = 'Subscribe') => post(path, { operationName }),
    /** Polls until this many events have come; their data. */
    async events(count: number): Promise<Resource[]> {
      const found: Resource[] = [];
      while (found.length < count) {
        const frames = await client.connect();
        const answer = frames.find(({ channel }) => channel === '/meta/connect');
        if (!answer?.successful) throw new Error(`connect failed: ${JSON.stringify(answer)}`);
        found.push(...frames.filter(({ channel }) => !channel.startsWith('/meta/')).map(({ data }) => data as Resource));
      }
      return found;
    },
  };
  return client;
}

/** A client as tests use it. */
export type RawClient = ReturnType<typeof createRawClient>;

/** Waits until the server holds a poll. */
export async function untilPollIsHeld(simulator: Simulator): Promise<void> {
  const isHeld = () => simulator.requests.some(({ channels, endedAt }) => channels.includes('/meta/connect') && endedAt === null);
  await vi.waitUntil(isHeld, { timeout: 10_000 });
}
