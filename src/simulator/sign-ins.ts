import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Faults } from './faults.ts';
import type { Person } from './people.ts';

/** How the server guards against forged requests; null for not at all. */
export interface CsrfProtection {
  /** The name of the header that carries the token. */
  readonly header: string;
  /** Whether posts to the CometD endpoint need it too. */
  readonly notifications: boolean;
}

/** The protection wished: none for nothing or `false`; `true` is for the header X-CSRF-TOKEN, with CometD left out. */
export function readCsrfWish(wish: boolean | Partial<CsrfProtection> | undefined): CsrfProtection | null {
  if (wish === undefined || wish === false) return null;
  const { header = 'X-CSRF-TOKEN', notifications = false } = wish === true ? {} : wish;
  return { header, notifications };
}

/** An HTTP session of a person. */
export interface SignIn {
  /** The value of JSESSIONID. */
  readonly id: string;
  readonly person: Person;
  csrfToken: string;
  /** The load balancer's cookies that lead to the node of this session. */
  nodes: readonly string[];
}

/** What a request is allowed, and the cookies that its answer sets. */
export type Admission =
  | { readonly kind: 'signed-in'; readonly signIn: SignIn; readonly cookies: readonly string[] }
  | { readonly kind: 'refused'; readonly statusCode: 8 | 20; readonly cookies: readonly string[] };

/** What a request proves itself by; never the proof itself. */
export type Proof = 'none' | 'password' | 'cookie' | 'both';

/** The HTTP sessions of the server and its load balancer. */
export interface SignIns {
  admit(request: IncomingMessage): Admission;
  /** Whether a post carries the session's token, where the server wants one. */
  hasToken(request: IncomingMessage, signIn: SignIn | null): boolean;
  isLive(signIn: SignIn): boolean;
  live(): readonly SignIn[];
  /** Forgets these sessions: their cookies are worth nothing any more. */
  expire(which: (signIn: SignIn) => boolean): void;
  /** Gives every session a new token. */
  changeTokens(): void;
  /** Gives the load balancer's cookie a new value; the former one still leads to the session until the new one was sent. */
  rotateBalancerCookie(): void;
}

const newToken = (): string => randomBytes(16).toString('hex');

function cookiesOf(request: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

function basicOf(request: IncomingMessage): { userName: string; password: string } | null {
  const text = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (text === undefined) return null;
  const [userName = '', ...password] = Buffer.from(text, 'base64').toString('utf8').split(':');
  return { userName, password: password.join(':') };
}

/** What the request proves itself by. */
export function proofOf(request: IncomingMessage): Proof {
  const cookie = cookiesOf(request).has('JSESSIONID');
  if (basicOf(request)) return cookie ? 'both' : 'password';
  return cookie ? 'cookie' : 'none';
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The HTTP sessions, none at first. */
export function createSignIns(people: readonly Person[], csrf: CsrfProtection | null, faults: Faults): SignIns {
  const sessions = new Map<string, SignIn>();
  let node = newToken();

  function byCookie(cookies: ReadonlyMap<string, string>): SignIn | null {
    const signIn = sessions.get(cookies.get('JSESSIONID') ?? '');
    const sent = cookies.get('AWSELB');
    // Without the load balancer's cookie the request reaches a node that knows nothing of the session.
    if (!signIn || sent === undefined || !signIn.nodes.includes(sent)) return null;
    if (sent === node) signIn.nodes = [node];
    return signIn;
  }

  return {
    admit(request) {
      const cookies = cookiesOf(request);
      const set = cookies.get('AWSELB') === node ? [] : [`AWSELB=${node}; Path=/`];
      const known = byCookie(cookies);
      const basic = basicOf(request);
      if (known && (!basic || basic.userName === known.person.userName))
        return { kind: 'signed-in', signIn: known, cookies: set };
      const person = people.find(({ userName }) => userName === basic?.userName);
      if (!basic || !person || !same(basic.password, person.password) || faults.strikes('password-refused')) {
        return { kind: 'refused', statusCode: 20, cookies: set };
      }
      if (faults.strikes('password-change')) return { kind: 'refused', statusCode: 8, cookies: set };
      const signIn: SignIn = { id: newToken(), person, csrfToken: newToken(), nodes: [node] };
      sessions.set(signIn.id, signIn);
      return { kind: 'signed-in', signIn, cookies: [...set, `JSESSIONID=${signIn.id}; Path=/; HttpOnly`] };
    },
    hasToken(request, signIn) {
      if (!csrf) return true;
      const sent = request.headers[csrf.header.toLowerCase()];
      return signIn !== null && typeof sent === 'string' && same(sent, signIn.csrfToken);
    },
    isLive: (signIn) => sessions.has(signIn.id),
    live: () => [...sessions.values()],
    expire(which) {
      for (const signIn of [...sessions.values()]) if (which(signIn)) sessions.delete(signIn.id);
    },
    changeTokens() {
      for (const signIn of sessions.values()) signIn.csrfToken = newToken();
    },
    rotateBalancerCookie() {
      node = newToken();
      for (const signIn of sessions.values()) signIn.nodes = [...signIn.nodes, node];
    },
  };
}
