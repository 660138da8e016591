import { readBayeuxMessages } from './bayeux-reply.ts';
import type { BayeuxServer } from './bayeux-server.ts';
import { brokenBayeuxReply, brokenRestReply } from './broken-reply.ts';
import type { Faults } from './faults.ts';
import { accessDenied, notFound, refusal, success, text, type Reply } from './reply.ts';
import type { RequestLog } from './request-log.ts';
import type { RestRequest } from './rest-api.ts';
import type { CsrfProtection, SignIn, SignIns } from './sign-ins.ts';
import type { WebRequest } from './web-server.ts';

/** The longest request that GWS takes, origin included. */
const maxUrl = 2000;

const version = '8.5.202.96';
const notifications = /^\/api\/v2\/notifications(\/[a-z]+)?$/;

/** What the API's front door leads to. */
export interface ApiRooms {
  readonly signIns: SignIns;
  readonly bayeux: BayeuxServer;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly csrf: CsrfProtection | null;
  rest(request: RestRequest): Reply;
}

function operationOf(body: unknown): string | null {
  const named = typeof body === 'object' && body !== null && 'operationName' in body ? body.operationName : null;
  return typeof named === 'string' ? named : null;
}

/** The decoded parts of a path below `/api/v2`; null where it cannot be decoded. */
function partsOf(path: string): readonly string[] | null {
  try {
    return path
      .replace(/^\/api\/v2\/?/, '')
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** Gives a function that lets requests for `/api/v2` in: it signs people in, guards against forgery and hands on to REST or CometD. */
export function createApiServer({ signIns, bayeux, faults, log, csrf, rest }: ApiRooms): (request: WebRequest) => Reply | null {
  const forged = (request: WebRequest, signIn: SignIn | null, guarded: boolean): Reply | null =>
    guarded && request.method !== 'GET' && !signIns.hasToken(request.incoming, signIn)
      ? text(403, 'Expected CSRF token not found: it is missing or invalid')
      : null;

  /** Whoever is signed in, or the refusal. Cookies are set on the answer either way. */
  function admit(request: WebRequest, guarded: boolean): { signIn: SignIn; cookies: readonly string[] } | Reply {
    const admission = signIns.admit(request.incoming);
    for (const cookie of admission.cookies) request.response.appendHeader('Set-Cookie', cookie);
    const refused = forged(request, admission.kind === 'signed-in' ? admission.signIn : null, guarded);
    if (refused) return refused;
    if (admission.kind === 'refused')
      return admission.statusCode === 8 ? refusal(403, 8, 'Password change required') : accessDenied;
    if (csrf && request.method === 'GET') {
      request.response.setHeader('X-CSRF-HEADER', csrf.header);
      request.response.setHeader('X-CSRF-TOKEN', admission.signIn.csrfToken);
    }
    return { signIn: admission.signIn, cookies: admission.cookies };
  }

  function answerBayeux(request: WebRequest): Reply | null {
    const messages = readBayeuxMessages(request.body);
    const broken = brokenBayeuxReply(faults, request.path);
    if (broken) return broken;
    if (request.method !== 'POST' || !messages) return text(400, 'Bayeux messages expected');
    const admitted = admit(request, csrf?.notifications ?? false);
    if ('status' in admitted) return admitted;
    bayeux.handle(request.incoming, request.response, messages, admitted.signIn, admitted.cookies);
    return null;
  }

  function answerRest(request: WebRequest): Reply {
    const { method, path, query, body } = request;
    const broken = brokenRestReply(faults, path);
    if (broken) return broken;
    if (path === '/api/v2/diagnostics/version') return success({ version });
    const admitted = admit(request, csrf !== null);
    if ('status' in admitted) return admitted;
    const parts = partsOf(path);
    const reply = parts ? rest({ method, parts, query, operation: operationOf(body), signIn: admitted.signIn }) : notFound;
    return faults.strikes('rest-cut', path) ? { ...reply, cut: true } : reply;
  }

  return (request) => {
    const { incoming, response, path, body } = request;
    const entry = log.record(incoming, response);
    entry.operation = operationOf(body);
    const bayeuxPath = notifications.test(path);
    if (bayeuxPath) entry.channels = (readBayeuxMessages(body) ?? []).map(({ channel }) => channel);
    if (`http://${incoming.headers.host}${incoming.url}`.length > maxUrl) return text(414, 'URI Too Long');
    return bayeuxPath ? answerBayeux(request) : answerRest(request);
  };
}
