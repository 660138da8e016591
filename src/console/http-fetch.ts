import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { CookieJar } from 'tough-cookie';
import type { Fetch, FetchInit, FetchReply } from '../gws/rest.ts';

/** A probe on idle connections is sent this seldom, in ms: Node's own default would be every second. */
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 60_000, maxSockets: 6 };
/** The longest reply that is taken, in bytes. */
const MOST = 64 * 1024 * 1024;

/** The network of one account. */
export interface HttpFetch extends Fetch {
  /** Closes the connections that are kept but not in use: they may be dead. */
  dropConnections(): void;
}

/**
 * Requests over Node's own HTTP with kept connections and a cookie jar in memory: the cookies of one account. Does less than
 * Node's `fetch`, so that a flood of small replies costs little. Follows no redirect.
 */
export function createHttpFetch(): HttpFetch {
  const agents = { 'http:': new HttpAgent(KEEP_ALIVE), 'https:': new HttpsAgent(KEEP_ALIVE) };
  const jar = new CookieJar();
  const sent = new Map<string, string>();

  function cookiesFor(url: string): string {
    const [path = url] = url.split('?');
    const known = sent.get(path) ?? jar.getCookieStringSync(url);
    sent.set(path, known);
    return known;
  }

  function keepCookies(url: string, message: IncomingMessage): void {
    const cookies = message.headers['set-cookie'] ?? [];
    for (const cookie of cookies) jar.setCookieSync(cookie, url, { ignoreError: true });
    if (cookies.length > 0) sent.clear();
  }

  const fetch: Fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith('https:');
      const cookies = cookiesFor(url);
      const sending = (isSecure ? requestHttps : requestHttp)(
        url,
        {
          method: init.method,
          headers: { ...init.headers, ...lengthOf(init), ...(cookies !== '' && { Cookie: cookies }) },
          agent: agents[isSecure ? 'https:' : 'http:'],
          signal: init.signal,
        },
        (message) => {
          keepCookies(url, message);
          readAll(message).then((text) => resolve(formatReply(message, text)), reject);
        },
      );
      sending.on('error', reject);
      sending.end(init.body);
    });
  return Object.assign(fetch, {
    dropConnections() {
      for (const agent of Object.values(agents))
        for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    },
  });
}

function lengthOf({ body }: FetchInit): Readonly<Record<string, number>> {
  return body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
}

/** The whole body, decoded in one piece, so that no character is cut. */
async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST) throw new Error(`an answer longer than ${MOST / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  const [only] = chunks;
  return (chunks.length === 1 && only ? only : Buffer.concat(chunks)).toString('utf8');
}

function formatReply({ statusCode, headers }: IncomingMessage, text: string): FetchReply {
  return {
    status: statusCode ?? 0,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return value === undefined ? null : [value].flat().join(', ');
      },
    },
    text: () => Promise.resolve(text),
  };
}
