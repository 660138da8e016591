import pLimit from 'p-limit';
import { readRecord, readText, type Wire } from '../core/record.ts';
import { addPiece, beginningOf, type LongText } from './long-text.ts';
import { describeFailure, isRedirect, REDIRECTED } from './network-failure.ts';
import { parseInSlices } from './sliced-json.ts';

/** A request as it is handed to the network. */
export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly credentials: 'include';
  readonly cache: 'no-store';
  readonly redirect: 'manual';
}

/** What of a `Response` is used. */
export interface FetchReply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Bytes that are read as they come, so that their length can be limited; or text in pieces, to be read once, which uses them up. */
  readonly body: ReadableStream<Uint8Array> | string[] | null;
}

/** The network, like `fetch`, with the cookies of this account alone: `net.fetch` of Electron, or the console host's own. */
export interface Fetch {
  (url: string, init: FetchInit): Promise<FetchReply>;
  /** Closes connections that are kept and may be dead, where the network has any to close. */
  dropConnections?(): void;
}

/** What became of a request. Only `ok` has a body to read; `why` is in plain words and holds no secret. */
export type Reply =
  | { readonly kind: 'ok'; readonly body: Wire }
  | { readonly kind: 'refused'; readonly status: number; readonly statusCode: number | null; readonly why: string }
  | { readonly kind: 'signed-out'; readonly why: string }
  | { readonly kind: 'foreign'; readonly status: number; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** An answer as it came, for Bayeux; `renewal` says how the sign-in that it asked for failed to be renewed. */
export interface RawReply {
  readonly status: number;
  /** To be read once. */
  readonly text: LongText;
  readonly renewal?: Exclude<Reply, { kind: 'ok' }>;
}

/** Requests to one GWS server on behalf of one account. */
export interface Rest {
  get(path: string): Promise<Reply>;
  post(path: string, body: Wire): Promise<Reply>;
  /** Signs in with the password. One that was refused is not sent again: accounts lock. */
  signIn(): Promise<Reply>;
  /** Calls `listener` whenever an expired sign-in was renewed: the server may have lost more than the sign-in. Returns its stop. */
  onRenewed(listener: () => void): () => void;
  /** Connections that were kept open may be dead: for a while what is not answered soon is sent again on another, where that does no harm. */
  suspect(): void;
  /** A Bayeux request. Rejects as `fetch` does when nothing answers. */
  bayeux(path: string, body: string, signal: AbortSignal): Promise<RawReply>;
}

/** A server and an account on it. */
export interface RestOptions {
  readonly fetch: Fetch;
  /** Origin, e.g. `https://gws.example:8090`. */
  readonly server: string;
  readonly userName: string;
  readonly password: string;
}

const API = '/api/v2';
const SIGN_IN = '/me?subresources=features';
/** How long the complete address of a request may be. @see GWS 8.5.2 API, "Making a Request" */
export const MAX_URL = 2000;
const TIMEOUT = 15_000;
/** How long connections stay suspect, and how long a request then has before it is sent again, in ms. */
const SUSPECT_FOR = 20_000;
const SUSPECT_TIMEOUTS = [2500, 5000];
const MAX_REPLY = 64 * 1024 * 1024;
const PARALLEL = 3;

/** Requests at most three at a time beside the poll, each within 15 s; an expired sign-in or CSRF token is renewed once, unseen. */
export function createRest({ fetch, server, userName, password }: RestOptions): Rest {
  const limit = pLimit(PARALLEL);
  const renewed = new Set<() => void>();
  let csrf: readonly [header: string, token: string] | null = null;
  let renewing: Promise<Reply> | null = null;
  let refused: Reply | null = null;
  let suspectUntil = 0;
  let isBasicAlways = false;

  async function send(
    method: 'GET' | 'POST',
    path: string,
    signal: AbortSignal,
    body?: string,
    basic = false,
  ): Promise<RawReply> {
    const url = server + (path.startsWith('/') ? path : `/${path}`);
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json;charset=UTF-8';
    if (basic || isBasicAlways) headers['Authorization'] = `Basic ${base64(`${userName}:${password}`)}`;
    if (csrf && method === 'POST') headers[csrf[0]] = csrf[1];
    const response = await fetch(url, {
      method,
      headers,
      signal,
      ...(body === undefined ? {} : { body }),
      credentials: 'include',
      cache: 'no-store',
      redirect: 'manual',
    });
    const header = response.headers.get('X-CSRF-HEADER');
    const token = header && response.headers.get('X-CSRF-TOKEN');
    if (header && token) csrf = [header, token];
    const { status, body: answered } = response;
    const pieces = Array.isArray(answered) ? answered : answered ? await readBody(answered) : [];
    // What is as expected is read once, which uses up its pieces; all else may be looked at again.
    return { status, text: status === 200 && pieces.length > 1 ? pieces : pieces.join('') };
  }

  /** Sends, and after a repaired sign-in or token once more. */
  async function exchange(method: 'GET' | 'POST', path: string, signal: AbortSignal, body?: string): Promise<RawReply> {
    const first = await send(method, path, signal, body);
    const need = first.status === 200 ? null : await readNeed(first);
    if (need === null) return first;
    if (need === 'csrf') {
      const look = await send('GET', API + SIGN_IN, signal);
      if ((await readNeed(look)) === null && look.status === 200) return await send(method, path, signal, body);
    }
    if (isBasicAlways) {
      // The password went with the request: to be asked for it all the same is to be refused.
      isBasicAlways = false;
      refused = { kind: 'signed-out', why: REFUSED };
    }
    const again = await signIn();
    if (again.kind !== 'ok') return { ...first, renewal: again };
    for (const listener of renewed) listener();
    const second = await send(method, path, signal, body);
    if ((await readNeed(second)) !== 'sign-in') return second;
    // A server, or something before it, that gives no cookie of the sign-in wants the password with every request.
    isBasicAlways = true;
    return await send(method, path, signal, body);
  }

  async function request(method: 'GET' | 'POST', path: string, isRepeatable: boolean, body?: string): Promise<Reply> {
    if (server.length + API.length + path.length > MAX_URL)
      return { kind: 'refused', status: 0, statusCode: 1, why: 'A name or an id is too long for the server' };
    return limit(async () => {
      const attempt = (timeout: number) =>
        within(timeout, async (signal) => await readReply(await exchange(method, API + path, signal, body)));
      for (const timeout of isRepeatable && performance.now() < suspectUntil ? SUSPECT_TIMEOUTS : []) {
        const reply = await attempt(timeout);
        if (reply.kind !== 'unreachable') return reply;
      }
      return attempt(TIMEOUT);
    });
  }

  function signIn(): Promise<Reply> {
    if (refused) return Promise.resolve(refused);
    renewing ??= within(TIMEOUT, async (signal) => {
      const reply = await readReply(await send('GET', API + SIGN_IN, signal, undefined, true));
      if (reply.kind === 'signed-out') refused = reply;
      return reply;
    }).finally(() => (renewing = null));
    return renewing;
  }

  return {
    get: (path) => request('GET', path, true),
    // An Unsubscribe that comes late could undo a Subscribe that was sent after it.
    post: (path, body) => request('POST', path, body['operationName'] !== 'Unsubscribe', JSON.stringify(body)),
    signIn,
    onRenewed(listener) {
      renewed.add(listener);
      return () => void renewed.delete(listener);
    },
    suspect() {
      suspectUntil = performance.now() + SUSPECT_FOR;
      fetch.dropConnections?.();
    },
    bayeux: (path, body, signal) => exchange('POST', path, signal, body),
  };
}

async function within(timeout: number, run: (signal: AbortSignal) => Promise<Reply>): Promise<Reply> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    return await run(abort.signal);
  } catch (error) {
    if (isRedirect(error)) return { kind: 'foreign', status: 302, why: REDIRECTED };
    return { kind: 'unreachable', why: abort.signal.aborted ? `No answer within ${timeout / 1000} s` : describeFailure(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function readNeed({ status, text }: RawReply): Promise<'sign-in' | 'csrf' | null> {
  if (status === 401) return 'sign-in';
  if (status !== 403) return null;
  const body = await readJson(text);
  if (body) return body['statusCode'] === 20 ? 'sign-in' : null;
  return /csrf/i.test(beginningOf(text)) ? 'csrf' : null;
}

/** What an answer means, by GWS's envelope where there is one. @see GWS 8.5.2 API, "Return Values" */
export async function readReply({ status, text, renewal }: RawReply): Promise<Reply> {
  if (renewal) return renewal;
  const body = await readJson(text);
  const statusCode = typeof body?.['statusCode'] === 'number' ? body['statusCode'] : null;
  const said = body ? readText(body['statusMessage']) : null;
  if (statusCode === 8)
    return {
      kind: 'signed-out',
      why: 'The password must be changed first. Sign in to Workspace, change it there, then sign in here again',
    };
  if (status === 401 || statusCode === 20) return { kind: 'signed-out', why: REFUSED };
  if (body && status >= 200 && status < 300 && (statusCode === null || statusCode === 0 || statusCode === 7))
    return { kind: 'ok', body };
  if (body && statusCode !== null)
    return { kind: 'refused', status, statusCode, why: said ?? `The server answered with code ${statusCode}` };
  if (status >= 300 && status < 400) return { kind: 'foreign', status, why: REDIRECTED };
  if (status === 200)
    return { kind: 'foreign', status, why: 'Something other than Genesys Web Services answered, perhaps a sign-in page' };
  return { kind: 'refused', status, statusCode: null, why: `The server answered with HTTP ${status}` };
}

async function readJson(text: LongText): Promise<Wire | null> {
  if (!/^\s*\{/.test(beginningOf(text))) return null;
  try {
    return readRecord(await parseInSlices(text));
  } catch {
    return null;
  }
}

async function readBody(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const decoder = new TextDecoder();
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const pieces: string[] = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    addPiece(pieces, done ? decoder.decode() : decoder.decode(value, { stream: true }));
    if (done) return pieces;
    size += value.byteLength;
    if (size > MAX_REPLY) {
      await reader.cancel();
      throw new Error(`an answer longer than ${MAX_REPLY / 1024 / 1024} MiB`);
    }
  }
}

const REFUSED = 'The server did not accept this user name and password';
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
