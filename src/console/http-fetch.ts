import { Agent as HttpAgent, request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { StringDecoder } from 'node:string_decoder';
import { urlToHttpOptions } from 'node:url';
import type { Fetch, FetchInit, FetchReply } from '../gws/rest.ts';
import { createCookieJar, type CookieJar } from './cookie-jar.ts';

/** A probe on idle connections is sent this seldom, in ms: Node's own default would be every second. */
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 60_000, maxSockets: 6 };
/** The longest reply that is taken, in bytes. */
const MOST = 64 * 1024 * 1024;

/** The network of one account. */
export interface HttpFetch extends Fetch {
  /** Closes the connections that are kept but not in use: they may be dead. */
  dropConnections(): void;
}

/** Where requests go, with what is worked out once for all of them. */
interface Origin {
  readonly request: typeof requestHttp;
  readonly options: RequestOptions;
  readonly jar: CookieJar;
}

/**
 * Requests over Node's own HTTP with kept connections and the cookies of one account in memory. Does less than Node's `fetch`, so
 * that a flood of small replies costs little. Follows no redirect.
 */
export function createHttpFetch(): HttpFetch {
  const agents = { 'http:': new HttpAgent(KEEP_ALIVE), 'https:': new HttpsAgent(KEEP_ALIVE) };
  const origins = new Map<string, Origin>();

  function originOf(name: string): Origin {
    const known = origins.get(name);
    if (known) return known;
    const { protocol, hostname, port } = urlToHttpOptions(new URL(name));
    const isSecure = protocol === 'https:';
    const origin: Origin = {
      request: isSecure ? requestHttps : requestHttp,
      options: { protocol, hostname, port, agent: agents[isSecure ? 'https:' : 'http:'] },
      jar: createCookieJar(isSecure),
    };
    origins.set(name, origin);
    return origin;
  }

  const fetch: Fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const pathAt = url.indexOf('/', 'https://'.length);
      const path = url.slice(pathAt);
      const { request, options, jar } = originOf(url.slice(0, pathAt));
      const { signal } = init;
      const sending = request({
        ...options,
        path,
        method: init.method,
        headers: headersOf(init, jar.cookiesFor(path, Date.now())),
      });
      const abort = (): void => void sending.destroy(signal.reason as Error);
      const fail = (error: Error): void => {
        signal.removeEventListener('abort', abort);
        reject(error);
      };
      sending.on('error', fail);
      sending.on('response', (message) => {
        jar.keep(path, message.headers['set-cookie'] ?? [], Date.now());
        readAll(
          message,
          (text) => {
            // What is given up in the middle ends as well, but without the rest.
            if (signal.aborted) return fail(signal.reason as Error);
            signal.removeEventListener('abort', abort);
            resolve(formatReply(message, text));
          },
          fail,
        );
      });
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      else sending.end(init.body);
    });
  return Object.assign(fetch, {
    dropConnections() {
      for (const agent of Object.values(agents))
        for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    },
  });
}

function headersOf({ headers, body }: FetchInit, cookies: string): Readonly<Record<string, string | number>> {
  return {
    ...headers,
    ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
    ...(cookies !== '' && { Cookie: cookies }),
  };
}

/** The whole body, decoded as it comes: a long one is never held twice, and no character is cut between two pieces. */
function readAll(message: IncomingMessage, done: (text: string) => void, fail: (error: Error) => void): void {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let size = 0;
  message.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > MOST) message.destroy(new Error(`an answer longer than ${MOST / 1024 / 1024} MiB`));
    else text += decoder.write(piece);
  });
  message.on('end', () => done(text + decoder.end()));
  message.on('error', fail);
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
