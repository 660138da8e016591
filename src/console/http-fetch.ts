import { urlToHttpOptions } from 'node:url';
import type { Fetch, FetchInit, FetchReply } from '../gws/rest.ts';
import { createCookieJar, type CookieJar } from './cookie-jar.ts';
import { findHeaders, openConnection, type HttpAnswer, type HttpConnection, type HttpPlace } from './http-connection.ts';

/** The network of one account. */
export interface HttpFetch extends Fetch {
  /** Closes the connections that are kept but not in use: they may be dead. */
  dropConnections(): void;
}

/** Where requests go, with what is worked out once for all of them. */
interface Origin {
  readonly place: HttpPlace;
  /** As the header `Host` names it. */
  readonly host: string;
  readonly jar: CookieJar;
  /** Those that are kept and not in use. */
  idle: HttpConnection[];
}

/**
 * Requests over kept connections, with the cookies of one account in memory. Does less than Node's `fetch` and `http.request`, so
 * that a flood of small replies costs little. Follows no redirect.
 */
export function createHttpFetch(): HttpFetch {
  const origins = new Map<string, Origin>();

  /** TLS is loaded only where it is needed, which takes 2 ms of a start. */
  async function addOrigin(name: string): Promise<Origin> {
    const url = new URL(name);
    const tls = url.protocol === 'http:' ? null : await import('node:tls');
    // An address of IPv6 has no brackets there.
    const host = urlToHttpOptions(url).hostname ?? url.hostname;
    const place = { host, port: Number(url.port) || (tls ? 443 : 80), connectSecure: tls && tls.connect };
    // Another request may have added it meanwhile.
    const origin = origins.get(name) ?? { place, host: url.host, jar: createCookieJar(tls !== null), idle: [] };
    origins.set(name, origin);
    return origin;
  }

  const fetch: Fetch = (url, init) => {
    const pathAt = url.indexOf('/', 'https://'.length);
    const [name, path] = [url.slice(0, pathAt), url.slice(pathAt)];
    const known = origins.get(name);
    return known ? send(known, path, init) : addOrigin(name).then((added) => send(added, path, init));
  };

  const send = (origin: Origin, path: string, init: FetchInit): Promise<FetchReply> =>
    new Promise((resolve, reject) => {
      const { signal, body = '' } = init;
      signal.throwIfAborted();
      const head = formatHead(path, origin, init);
      const connection = findIdle(origin) ?? openConnection(origin.place, (free) => origin.idle.push(free));
      let isOver = false;
      // Stays with its signal, which lasts no longer than a request or two.
      signal.addEventListener('abort', () => {
        if (!isOver) connection.close(signal.reason as Error);
      });
      connection.send(head, body, {
        answered(answer) {
          isOver = true;
          const cookies = findHeaders(answer.headers, 'set-cookie');
          if (cookies) origin.jar.keep(path, cookies, Date.now());
          resolve(formatReply(answer));
        },
        failed(error) {
          isOver = true;
          reject(error);
        },
      });
    });
  return Object.assign(fetch, {
    dropConnections() {
      for (const origin of origins.values()) {
        for (const connection of origin.idle) connection.close(new Error('it may be dead'));
        origin.idle = [];
      }
    },
  });
}

/** The connection that was used last, since it is the surest to be alive. */
function findIdle({ idle }: Origin): HttpConnection | undefined {
  for (let last = idle.pop(); last; last = idle.pop()) {
    if (last.isKept(performance.now())) return last;
    last.close(new Error('the server no longer keeps it'));
  }
  return undefined;
}

/** What may stand in a header and in a path: nothing that would end it, or that is no Latin-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const PATH = /^[\x21-\xff]+$/;

function formatHead(path: string, { host, jar }: Origin, { method, headers, body }: FetchInit): string {
  if (!PATH.test(path)) throw new TypeError('The path holds what no path may hold');
  let head = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`;
  const add = (name: string, value: string): void => {
    if (!NAME.test(name) || !VALUE.test(value)) throw new TypeError('A header holds what no header may hold');
    head += `${name}: ${value}\r\n`;
  };
  for (const name of Object.keys(headers)) add(name, headers[name] ?? '');
  const cookies = jar.cookiesFor(path, Date.now());
  if (cookies !== '') add('Cookie', cookies);
  if (body !== undefined) add('Content-Length', String(Buffer.byteLength(body)));
  return `${head}\r\n`;
}

function formatReply({ status, headers, pieces }: HttpAnswer): FetchReply {
  return {
    status,
    headers: {
      get(name) {
        const values = findHeaders(headers, name.toLowerCase());
        return values && values.join(', ');
      },
    },
    body: pieces,
  };
}
