import { parseSetCookie } from 'set-cookie-parser';

/** The cookies of one origin, in memory. */
export interface CookieJar {
  /** Takes what the answer to a request for `path` sets or deletes. */
  keep(path: string, setCookies: readonly string[], now: number): void;
  /** The value of `Cookie` for a request for `path`; empty where there is none to send. */
  cookiesFor(path: string, now: number): string;
}

interface Kept {
  readonly pair: string;
  readonly path: string;
  /** ms since the epoch; Infinity: as long as the jar. */
  readonly until: number;
}

/**
 * An empty jar. Since it sends to no other origin than the one it got the cookies from, it needs neither their domain nor a list of
 * public suffixes.
 * @see RFC 6265, 5.3 and 5.4
 */
export function createCookieJar(isSecure: boolean): CookieJar {
  const kept = new Map<string, Kept>();
  /** What was sent last, since poll after poll goes to the same path, and until when that is right. */
  let latest: { readonly path: string; readonly value: string; readonly until: number } | null = null;

  return {
    keep(path, setCookies, now) {
      latest = null;
      for (const { name, value, secure, maxAge, expires, ...sent } of parseSetCookie(setCookies, QUIET)) {
        if (secure && !isSecure) continue;
        const within = sent.path?.startsWith('/') ? sent.path : folderOf(path);
        const until = maxAge === undefined ? (expires?.getTime() ?? Infinity) : now + maxAge * 1000;
        if (until > now) kept.set(`${name} ${within}`, { pair: `${name}=${value}`, path: within, until });
        else kept.delete(`${name} ${within}`);
      }
    },
    cookiesFor(path, now) {
      if (latest?.path === path && latest.until > now) return latest.value;
      const pathname = pathnameOf(path);
      const sent = [...kept.values()]
        .filter((cookie) => cookie.until > now && isWithin(pathname, cookie.path))
        .sort((one, other) => other.path.length - one.path.length);
      const value = sent.map(({ pair }) => pair).join('; ');
      latest = { path, value, until: Math.min(...sent.map(({ until }) => until)) };
      return value;
    },
  };
}

/** Values are sent back as they came; what cannot be read is passed over without a word, since it may be a secret. */
const QUIET = { decodeValues: false, silent: true };

function pathnameOf(path: string): string {
  const queryAt = path.indexOf('?');
  return queryAt < 0 ? path : path.slice(0, queryAt);
}

/** The default path of a cookie. @see RFC 6265, 5.1.4 */
function folderOf(path: string): string {
  const pathname = pathnameOf(path);
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/';
}

function isWithin(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
