import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** A request as it reached a server. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const META = /^\/meta\/(handshake|connect|subscribe|unsubscribe|disconnect)$/;
const WORKBINS = /^\/api\/v2\/(me\/|users\/[^/]+\/)?workbins(\/[^/?]+)?(\?|$)/;
const HISTORY = /^\/api\/v2\/ucs\/interactions\/[^/?]+$/;

/**
 * Whether a guest in a contact centre may send this: GET, Bayeux's own messages, Subscribe and Unsubscribe of workbins, and
 * GetInteractionContent, which only reads. What is not for the API of a contact centre is nobody's business here.
 */
export function isAllowed({ method, path, body }: SentRequest): boolean {
  const read = readJson(body);
  const isBayeux = Array.isArray(read);
  if (!path.startsWith('/api/') && !isBayeux) return true;
  if (method === 'GET') return true;
  if (method !== 'POST') return false;
  if (isBayeux) return read.every((one: { channel?: unknown } | null) => META.test(String(one?.channel)));
  const operation = (read as { operationName?: unknown } | null)?.operationName;
  if (operation === 'Subscribe' || operation === 'Unsubscribe') return WORKBINS.test(path);
  return operation === 'GetInteractionContent' && HISTORY.test(path);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Requests that were not allowed. */
export interface TrafficRecord {
  /** Those since the last time, in words. */
  take(): readonly string[];
}

/** Records what every HTTP server of this process is asked from now on, whoever started it. */
export function recordTraffic(): TrafficRecord {
  let sent: { readonly request: IncomingMessage; readonly chunks: Buffer[] }[] = [];

  subscribe('http.server.request.start', (event) => {
    const { request } = event as { request: IncomingMessage };
    const chunks: Buffer[] = [];
    // The body is looked at on its way in: a listener would take it from the server.
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding) => {
      if (chunk !== null) chunks.push(Buffer.from(chunk));
      return push(chunk, encoding);
    };
    sent.push({ request, chunks });
  });

  return {
    take() {
      const taken = sent.map(({ request: { method = '', url = '' }, chunks }) => ({
        method,
        path: url,
        body: Buffer.concat(chunks).toString(),
      }));
      sent = [];
      return taken.filter((one) => !isAllowed(one)).map(({ method, path, body }) => `${method} ${path} ${body.slice(0, 200)}`);
    },
  };
}
