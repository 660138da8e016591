import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from './faults.ts';
import { text, type Reply } from './reply.ts';

/** A request with its body read. */
export interface WebRequest {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** The path without query and without a slash at the end. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body read as JSON; `undefined` for none or none that can be read. */
  readonly body: unknown;
}

/** Answers a request; null where the answer is given in another way. */
export type Answer = (request: WebRequest) => Reply | null;

/** A web server on the loopback address that can be switched off and on again. */
export interface WebServer {
  readonly port: number;
  readonly origin: string;
  /** Stops listening and breaks every connection. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  /** Breaks every connection, but goes on listening. */
  cut(): void;
  /** Keeps an answer back until the faults are switched off, which breaks its connection. */
  stall(response: ServerResponse): void;
}

const maxBody = 1_000_000;

/** Whether the request names this machine as its host: a page elsewhere must not reach the simulator by a name of its own. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** The body; null where the connection broke before it was whole, or it is too long. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBody) resolve(null);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Sends a reply. */
function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.statusCode = reply.status;
  response.setHeader('Content-Type', reply.type);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.after) response.once('finish', reply.after);
  if (reply.cut) {
    response.setHeader('Content-Length', Buffer.byteLength(reply.body));
    response.write(reply.body.slice(0, reply.body.length / 2), () => response.destroy());
  } else if (reply.wait !== undefined) setTimeout(() => response.end(reply.body), reply.wait);
  else response.end(reply.body);
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Starts a web server on 127.0.0.1; rejects where the port is taken. `isApi` tells which paths the delay and the silence are for. */
export async function createWebServer(
  port: number,
  faults: Faults,
  isApi: (path: string) => boolean,
  answer: Answer,
): Promise<WebServer> {
  const stalled = new Set<ServerResponse>();
  const delayed = new Set<NodeJS.Timeout>();
  const stall = (response: ServerResponse): void => {
    stalled.add(response);
    response.once('close', () => stalled.delete(response));
  };
  faults.onOff((name) => {
    if (name !== null && name !== 'silence' && name !== 'poll-stalled') return;
    for (const response of stalled) response.destroy();
  });

  function answerNow(request: WebRequest): void {
    const reply = answer(request);
    if (reply) send(request.response, reply);
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(incoming.headers.host)) return send(response, text(421, 'This server answers to 127.0.0.1 only'));
    const base = 'http://127.0.0.1';
    if (!URL.canParse(incoming.url ?? '/', base)) return send(response, text(400, 'Bad request'));
    const url = new URL(incoming.url ?? '/', base);
    const whole = await readBody(incoming);
    if (whole === null) return void response.destroy();
    const body = readJson(whole);
    const path = url.pathname.replace(/(.)\/+$/, '$1');
    const request: WebRequest = { incoming, response, method: incoming.method ?? 'GET', path, query: url.searchParams, body };
    const api = isApi(path);
    if (api && faults.strikes('silence')) return stall(response);
    if (!api || faults.delay <= 0) return answerNow(request);
    const timer = setTimeout(() => {
      delayed.delete(timer);
      answerNow(request);
    }, faults.delay);
    delayed.add(timer);
    return undefined;
  }

  const server = createServer((incoming, response) => {
    void serve(incoming, response);
  });
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;

  return {
    port: bound,
    origin: `http://127.0.0.1:${bound}`,
    stall,
    cut: () => server.closeAllConnections(),
    start: () => listen(server, bound),
    stop: () =>
      new Promise((resolve) => {
        for (const timer of delayed) clearTimeout(timer);
        delayed.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
