import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';

const SCHEME = 'app';
const HOST = 'workbin-notifier';

/** The page of the app's window, less its fragment. */
export const PAGE = `${SCHEME}://${HOST}/index.html`;

/** The page that plays sounds, less its fragment. */
export const SOUND_PAGE = `${SCHEME}://${HOST}/sound.html`;

/** What the page may load: its own files. Sent as a header, so that the page cannot leave it out. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** Makes `app:` a scheme with an origin of its own. To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Whether the URL is the app's own page, whatever its fragment. */
export function isOwnPage(url: string): boolean {
  return url === PAGE || url.startsWith(`${PAGE}#`);
}

/** The file below `root` that the URL names; null when it names none that may be served. No URL leads out of `root`. */
export function resolveFile(root: string, url: string): { readonly file: string; readonly type: string } | null {
  const [, host, wanted] = /^app:\/\/([^/?#]*)(\/[^?#]*)?/i.exec(url) ?? [];
  if (host !== HOST) return null;
  const names = (wanted ?? '/').slice(1).split('/');
  // Only such names as the build gives: no dot at the front, no percent sign, no backslash, no drive.
  if (!names.every((name) => /^[\w-][\w.-]*$/.test(name))) return null;
  const type = TYPES[path.extname(names.at(-1) ?? '').toLowerCase()];
  return type === undefined ? null : { file: path.join(root, ...names), type };
}

/** Serves the files below `root`, and nothing else, to the app's window. To be called when the app is ready. */
export function serveFiles(root: string): void {
  protocol.handle(SCHEME, async (request) => {
    const found = request.method === 'GET' ? resolveFile(root, request.url) : null;
    if (found === null) return new Response(null, { status: 404, headers: HEADERS });
    try {
      return new Response(await readFile(found.file), { headers: { ...HEADERS, 'content-type': found.type } });
    } catch {
      // A file that the build does not have.
      return new Response(null, { status: 404, headers: HEADERS });
    }
  });
}
