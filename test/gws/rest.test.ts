import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import { createRest, readReply, type Fetch, type Rest } from '../../src/gws/rest.ts';
import { simulate } from '../simulated.ts';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const restOf = (server: string, userName = 'demo', password = 'demo') =>
  createRest({ fetch: createHttpFetch(), server, userName, password });

it('signs in once and lives on the cookie after that', async () => {
  const simulator = await simulate();
  const rest = restOf(simulator.origin);

  const me = await rest.signIn();
  const workbins = await rest.get('/workbins?fields=*');

  expect([me.kind, workbins.kind]).toEqual(['ok', 'ok']);
  expect(simulator.requests.map((request) => request.proof)).toEqual(['password', 'cookie']);
});

it('renews an expired sign-in unseen, and tells that it did', async () => {
  const simulator = await simulate();
  const rest = restOf(simulator.origin);
  await rest.signIn();
  let renewed = 0;
  rest.onRenewed(() => (renewed += 1));

  simulator.expireSignIn();
  const replies = await Promise.all([rest.get('/services?fields=*'), rest.get('/workbins?fields=*')]);

  expect(replies.map((reply) => reply.kind)).toEqual(['ok', 'ok']);
  expect(renewed).toBeGreaterThan(0);
  expect(simulator.requests.filter((request) => request.proof === 'password').length).toBeLessThanOrEqual(3);
});

it('never sends a password again that was refused', async () => {
  const simulator = await simulate();
  const rest = restOf(simulator.origin, 'demo', 'wrong');

  await rest.signIn();
  const again = await rest.signIn();
  const other = await rest.get('/workbins?fields=*');

  expect([again.kind, other.kind]).toEqual(['signed-out', 'signed-out']);
  expect(simulator.requests.filter((request) => request.proof === 'password')).toHaveLength(1);
});

it('sends the CSRF token under the name that the server chose, and takes a new one when it changes', async () => {
  const simulator = await simulate({ csrf: { header: 'X-Odd-Token', notifications: true } });
  const rest = restOf(simulator.origin);
  await rest.signIn();
  const path = `/workbins/${simulator.workbins.Draft.id}`;

  const first = await rest.post(path, { operationName: 'Unsubscribe' });
  simulator.changeCsrfToken();
  const second = await rest.post(path, { operationName: 'Unsubscribe' });

  expect([first.kind, second.kind]).toEqual(['ok', 'ok']);
});

it('refuses to send an address of more than 2000 characters', async () => {
  const rest = restOf('http://127.0.0.1:1');

  const reply = await rest.get(`/workbins?workbinIds=${'x'.repeat(2000)}`);

  expect(reply).toMatchObject({ kind: 'refused', statusCode: 1 });
});

it('keeps every character whole when an answer arrives in pieces', async () => {
  const text = 'Grüße 你好 😀 مرحبا';
  const bytes = Buffer.from(JSON.stringify({ statusCode: 0, text }));
  const server = await serve((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.flushHeaders();
    let sent = 0;
    const next = (): void => {
      if (sent === bytes.length) return void response.end();
      response.write(bytes.subarray(sent, (sent += 1)), () => setImmediate(next));
    };
    next();
  });

  const reply = await restOf(server).get('/anything');

  expect(reply).toMatchObject({ kind: 'ok', body: { text } });
});

it('gives up on an answer that is cut off, in words', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('{"statusCode":0,');
    setImmediate(() => response.destroy());
  });

  const reply = await restOf(server).get('/anything');

  expect(reply.kind).toBe('unreachable');
});

it('says in words that nothing answers, with the code behind them', async () => {
  const simulator = await simulate();
  await simulator.outage();

  const reply = await restOf(simulator.origin).get('/anything');

  expect(reply).toEqual({ kind: 'unreachable', why: 'Nothing answers at this address (ECONNREFUSED)' });
});

it('encodes user name and password as UTF-8', async () => {
  let sent = '';
  const server = await serve((request, response) => {
    sent = request.headers.authorization ?? '';
    response.end('{"statusCode":0}');
  });

  await restOf(server, 'jürgen', 'pässwörd').signIn();

  expect(Buffer.from(sent.replace('Basic ', ''), 'base64').toString()).toBe('jürgen:pässwörd');
});

it('follows no redirect', async () => {
  let asked = 0;
  const elsewhere = await serve((_request, response) => {
    asked += 1;
    response.end('{"statusCode":0}');
  });
  const server = await serve((_request, response) => response.writeHead(302, { Location: elsewhere }).end());

  const reply = await restOf(server).signIn();

  expect(reply.kind).toBe('foreign');
  expect(asked).toBe(0);
});

describe('an answer means', () => {
  it.each([
    ['success', 200, '{"statusCode":0,"workbins":[]}', 'ok'],
    ['partial success', 200, '{"statusCode":7,"failed":[]}', 'ok'],
    ['not signed in', 403, '{"statusCode":20,"statusMessage":"Access denied"}', 'signed-out'],
    ['not signed in, by a proxy', 401, 'Unauthorized', 'signed-out'],
    ['a password that must be changed', 403, '{"statusCode":8}', 'signed-out'],
    ['a missing permission', 403, '{"statusCode":5,"statusMessage":"no"}', 'refused'],
    ['an internal error', 500, '{"statusCode":4,"statusMessage":"no"}', 'refused'],
    ['a proxy in trouble', 502, '<html>', 'refused'],
    ['a sign-in page', 200, '<html><form>', 'foreign'],
    ['an array', 200, '[]', 'foreign'],
    ['broken JSON', 200, '{"statusCode":0', 'foreign'],
    ['an unknown code', 200, '{"statusCode":4711}', 'refused'],
  ])('%s', async (_name, status, text, kind) => {
    expect((await readReply({ status, text })).kind).toBe(kind);
  });
});

it('reads an answer that comes in pieces, also where the first of them is blank', async () => {
  const text = [' '.repeat(70_000), '{"statusCode":0,', '"a":1}'];

  expect(await readReply({ status: 200, text })).toEqual({ kind: 'ok', body: { statusCode: 0, a: 1 } });
});

it('takes a server in trouble while the sign-in is renewed for trouble, not for a refusal', async () => {
  const answers = { password: 0 };
  const server = await serve((request, response) => {
    const isSignIn = request.headers.authorization !== undefined;
    if (isSignIn) answers.password += 1;
    if (isSignIn && answers.password === 1) response.writeHead(500).end('{"statusCode":4,"statusMessage":"not available"}');
    else if (isSignIn || answers.password > 1) response.end('{"statusCode":0}');
    else response.writeHead(403).end('{"statusCode":20}');
  });
  const rest = restOf(server);

  const during = await rest.get('/workbins?fields=*');
  const after = await rest.get('/workbins?fields=*');

  expect(during).toMatchObject({ kind: 'refused', statusCode: 4 });
  expect(after.kind).toBe('ok');
});

it('sends the password with every request to a server that keeps no sign-in, and never in a loop', async () => {
  const asked: boolean[] = [];
  const server = await serve((request, response) => {
    asked.push(request.headers.authorization !== undefined);
    if (request.headers.authorization === undefined) response.writeHead(403).end('{"statusCode":20}');
    else response.end('{"statusCode":0}');
  });
  const rest = restOf(server);
  await rest.signIn();

  const first = await rest.get('/workbins?fields=*');
  const second = await rest.get('/services?fields=*');

  expect([first.kind, second.kind]).toEqual(['ok', 'ok']);
  expect(asked).toEqual([true, false, true, false, true, true]);
});

it('stops sending the password with every request once it is refused', async () => {
  let isChanged = false;
  let refusals = 0;
  const server = await serve((request, response) => {
    const isSent = request.headers.authorization !== undefined;
    if (isSent && isChanged) refusals += 1;
    if (isSent && !isChanged) response.end('{"statusCode":0}');
    else response.writeHead(403).end('{"statusCode":20}');
  });
  const rest = restOf(server);
  await rest.signIn();
  await rest.get('/workbins?fields=*');

  isChanged = true;
  const replies = [await rest.get('/workbins?fields=*'), await rest.get('/services?fields=*'), await rest.signIn()];

  expect(replies.map(({ kind }) => kind)).toEqual(['signed-out', 'signed-out', 'signed-out']);
  expect(refusals).toBe(1);
});

it.each([
  ['GET', (rest: Rest) => rest.get('/me'), 2],
  ['Subscribe', (rest: Rest) => rest.post('/me/workbins/a', { operationName: 'Subscribe' }), 2],
  ['Unsubscribe', (rest: Rest) => rest.post('/me/workbins/a', { operationName: 'Unsubscribe' }), 1],
])('sends a %s that is not answered again only where that does no harm', async (_name, ask, times) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let sent = 0;
  const fetch: Fetch = (_url, { signal }) =>
    new Promise((resolve, reject) => {
      sent += 1;
      if (sent > 1) return resolve(Response.json({ statusCode: 0 }));
      return signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const rest = createRest({ fetch, server: 'http://gws.example', userName: 'j.doe', password: 'secret' });

  rest.suspect();
  const reply = ask(rest);
  await vi.advanceTimersByTimeAsync(15_000);

  expect((await reply).kind).toBe(times === 2 ? 'ok' : 'unreachable');
  expect(sent).toBe(times);
});
