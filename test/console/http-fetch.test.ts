import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { FetchInit } from '../../src/gws/rest.ts';

/** A server that sets a cookie and answers all but `/held`; what it was asked, and over which connections. */
async function serve() {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let held = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const server = createServer((request, response) => {
    requests.push(request);
    sockets.add(request.socket);
    if (request.url === '/held') return held();
    response.setHeader('Set-Cookie', 'session=1; Path=/');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, sockets, isHeld };
}

const init = (more: Partial<FetchInit> = {}): FetchInit => ({
  method: 'GET',
  headers: {},
  signal: new AbortController().signal,
  credentials: 'include',
  cache: 'no-store',
  redirect: 'manual',
  ...more,
});

it('keeps its connection and its cookies for the next request, until connections may be dead', async () => {
  const { origin, requests, sockets } = await serve();
  const fetch = createHttpFetch();

  await fetch(`${origin}/a`, init());
  await fetch(`${origin}/b?c`, init({ method: 'POST', body: '{"name":"Zoë"}' }));
  const kept = sockets.size;
  fetch.dropConnections();
  await fetch(`${origin}/d`, init());

  expect([kept, sockets.size]).toEqual([1, 2]);
  expect(requests.map(({ method, url, headers }) => [method, url, headers.cookie, headers['content-length']])).toEqual([
    ['GET', '/a', undefined, undefined],
    ['POST', '/b?c', 'session=1', '15'],
    ['GET', '/d', 'session=1', undefined],
  ]);
});

it.each([
  ['a header that would begin another', '/a', { Token: 'a\r\nOther: b' }],
  ['the name of a header that would begin another', '/a', { 'Token: a\r\nOther': 'b' }],
  ['a header beyond Latin-1', '/a', { Token: '你' }],
  ['a path that would end the first line', '/a HTTP/1.1\r\nOther: b\r\n\r\n', {}],
])('sends nothing with %s', async (_what, path, headers) => {
  const { origin, requests } = await serve();

  await expect(createHttpFetch()(origin + path, init({ headers }))).rejects.toThrow(TypeError);

  expect(requests).toEqual([]);
});

it('gives up a request for the reason of its signal, and leaves the others alone', async () => {
  const { origin, isHeld } = await serve();
  const fetch = createHttpFetch();
  const early = new AbortController();
  const late = new AbortController();
  await fetch(`${origin}/a`, init({ signal: early.signal }));
  const held = fetch(`${origin}/held`, init({ signal: late.signal }));
  await isHeld;

  early.abort(new Error('too late to matter'));
  late.abort(new Error('given up'));

  await expect(held).rejects.toThrow('given up');
  await expect(fetch(`${origin}/b`, init({ signal: early.signal }))).rejects.toThrow('too late to matter');
  expect((await fetch(`${origin}/c`, init())).status).toBe(200);
});
