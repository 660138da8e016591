import { EventEmitter } from 'node:events';
import { CookieJar } from 'tough-cookie';
import { hooks } from './hooks.ts';

let jar = new CookieJar();
/** Ends what is under way when all connections are closed. */
let connections = new AbortController();

/**
 * Electron's `net.fetch` over Node's: with the cookies of the default session unless they are left out, and, as there, without
 * a way to look at a redirect.
 */
async function fetchWithCookies(input: string, init: RequestInit = {}, redirects = 0): Promise<Response> {
  const headers = new Headers(init.headers);
  const included = init.credentials === 'include';
  const cookies = included ? await jar.getCookieString(input) : '';
  if (cookies !== '') headers.set('cookie', cookies);
  const signal = AbortSignal.any([connections.signal, ...(init.signal ? [init.signal] : [])]);
  const response = await fetch(input, { ...init, headers, signal, redirect: 'manual' });
  if (included) for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, input, { ignoreError: true });
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
  await response.body?.cancel();
  if (init.redirect === 'error' || init.redirect === 'manual') throw new Error('Redirect was cancelled');
  if (redirects === 20) throw new TypeError('net::ERR_TOO_MANY_REDIRECTS');
  const { body: _body, ...rest } = init;
  const next = response.status < 304 && init.method !== 'HEAD' ? { ...rest, method: 'GET' } : init;
  return fetchWithCookies(new URL(location, input).href, next, redirects + 1);
}

/** Electron's `net`. */
export const net = {
  fetch: (input: string, init?: RequestInit) => fetchWithCookies(input, init),
  isOnline: () => true,
  online: true,
};

class Session extends EventEmitter {
  setPermissionRequestHandler(handler: unknown): void {
    permissions.request = handler as typeof permissions.request;
  }
  setPermissionCheckHandler(handler: unknown): void {
    permissions.check = handler as typeof permissions.check;
  }
  setDevicePermissionHandler(_handler: unknown): void {}
  setDisplayMediaRequestHandler(_handler: unknown): void {}
  readonly fetch = net.fetch;
  async clearStorageData(_options?: object): Promise<void> {
    jar = new CookieJar();
  }
  async closeAllConnections(): Promise<void> {
    hooks.connectionsClosed++;
    connections.abort(new TypeError('net::ERR_ABORTED'));
    connections = new AbortController();
  }
}

/** What the app answers to permissions. Chromium itself is never given any. */
export const permissions = {
  request: (_contents: unknown, _permission: string, answer: (granted: boolean) => void): void => answer(true),
  check: (_contents: unknown, _permission: string): boolean => true,
};

/** Electron's `session`. */
export const session = { defaultSession: new Session() };
