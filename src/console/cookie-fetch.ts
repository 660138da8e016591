import { CookieJar } from 'tough-cookie';
import type { Fetch } from '../gws/rest.ts';

/** Node's `fetch` with a cookie jar of its own, in memory: the cookies of one account. */
export function createCookieFetch(): Fetch {
  const jar = new CookieJar();
  return async (url, init) => {
    const headers = new Headers(init.headers);
    const cookies = await jar.getCookieString(url);
    if (cookies !== '') headers.set('Cookie', cookies);
    const response = await fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url, { ignoreError: true });
    return response;
  };
}
