import { connect as connectPlain, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { connect as connectSecure, createServer as createSecureServer, type ConnectionOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection, type HttpConnection } from '../../src/console/http-connection.ts';
import { createHttpFetch } from '../../src/console/http-fetch.ts';

/** A server that answers each request on a connection with the next of these texts, byte by byte where told so. */
async function serve(answers: readonly string[], how: { readonly isByteByByte?: boolean; readonly isEnding?: boolean } = {}) {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  const server = createServer((socket) => {
    const left = [...answers];
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      requests.push(request.toString('latin1'));
      const bytes = Buffer.from(left.shift() ?? '');
      if (how.isByteByByte) for (const byte of bytes) socket.write(Buffer.of(byte));
      else socket.write(bytes);
      if (how.isEnding) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { place: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, connectSecure: null }, requests, sockets };
}

/** A connection that can be asked, and how often it was handed back. */
function open(place: Parameters<typeof openConnection>[0]) {
  const handedBack: HttpConnection[] = [];
  const connection = openConnection(place, (free) => handedBack.push(free));
  onTestFinished(() => connection.close(new Error('the test is over')));
  const ask = (body = '') =>
    new Promise<string>((resolve) => {
      connection.send(`POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`, body, {
        answered: ({ status, pieces }) => resolve(`${status} ${pieces.join('')}`),
        failed: (error) => resolve(`failed: ${(error as NodeJS.ErrnoException).code ?? error.message}`),
      });
    });
  return { connection, ask, handedBack };
}

const TEXT = 'Grüße 你好 😀';
const sized = (text: string, more = '') => `HTTP/1.1 200 OK\r\n${more}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

describe('an answer', () => {
  it.each([
    ['with a length', sized(TEXT), true],
    ['without anything in it', 'HTTP/1.1 204 No Content\r\n\r\n', true],
    ['in chunks', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('Grüße ')}${chunk('你好 😀')}0\r\n\r\n`, true],
    ['in chunks with a trailer', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(TEXT)}0\r\nA: b\r\n\r\n`, true],
    ['after a hint', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${sized(TEXT)}`, true],
    ['that says that the connection is closed', sized(TEXT, 'Connection: close\r\n'), false],
    ['of HTTP/1.0', `HTTP/1.0 200 OK\r\nContent-Length: ${Buffer.byteLength(TEXT)}\r\n\r\n${TEXT}`, false],
  ])('%s is read whole, also byte by byte', async (_name, answer, isKept) => {
    for (const isByteByByte of [false, true]) {
      const { place } = await serve([answer], { isByteByByte });
      const { ask, handedBack } = open(place);

      expect(await ask()).toBe(answer.includes('204') ? '204 ' : `200 ${TEXT}`);
      expect(handedBack.length).toBe(isKept ? 1 : 0);
    }
  });

  it.each([
    ['with a length', (text: string) => sized(text)],
    ['in chunks', (text: string) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(text)}0\r\n\r\n`],
  ])('of some MB, %s, is read whole with rests between, and the next one too', async (_name, format) => {
    const text = TEXT.repeat(200_000);
    const { place } = await serve([format(text), format('b')]);
    const { ask, handedBack } = open(place);

    expect((await ask()) === `200 ${text}`).toBe(true);
    expect(await ask()).toBe('200 b');
    expect(handedBack).toHaveLength(2);
  });

  it('of some MB is read eight times at most before others have their turn', async () => {
    const { place } = await serve([sized(TEXT.repeat(200_000))]);
    const readOns: boolean[] = [];
    const spied = (({ onread, ...options }: NetConnectOpts) => {
      const callback = (length: number, buffer: Uint8Array): boolean => {
        const isOn = onread?.callback(length, buffer) ?? true;
        readOns.push(isOn);
        return isOn;
      };
      const socket = connectPlain({ ...options, onread: { buffer: onread?.buffer ?? Buffer.alloc(0), callback } });
      return socket.once('connect', () => socket.emit('secureConnect'));
    }) as unknown as typeof connectSecure;

    await open({ ...place, connectSecure: spied }).ask();

    const runs = readOns
      .join('')
      .split('false')
      .map((run) => run.length / 'true'.length);
    expect(readOns.length).toBeGreaterThan(50);
    expect(Math.max(...runs)).toBe(7);
  });

  it('without a length ends with the connection', async () => {
    const { place } = await serve([`HTTP/1.1 200 OK\r\n\r\n${TEXT}`], { isEnding: true });
    const { ask, handedBack } = open(place);

    expect(await ask()).toBe(`200 ${TEXT}`);
    expect(handedBack).toEqual([]);
  });

  it.each([
    ['that is cut off', sized(TEXT).slice(0, -9), 'failed: ECONNRESET'],
    ['that never begins', '', 'failed: ECONNRESET'],
    ['that is no HTTP', '220 mail.example ESMTP\r\n', 'failed: HPE_INVALID_CONSTANT'],
    ['with a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}', 'failed: a length that is none'],
    ['with a length below nothing', 'HTTP/1.1 200 OK\r\nContent-Length: -40\r\n\r\n{}', 'failed: a length that is none'],
    [
      'with a piece of a length below nothing',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-6\r\n{}\r\n0\r\n\r\n',
      'failed: a length that is none',
    ],
    ['with endless headers', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(100_000)}`, 'failed: max header size exceeded'],
  ])('%s is a failure', async (_name, answer, outcome) => {
    const { place } = await serve([answer], { isEnding: true });

    expect(await open(place).ask()).toBe(outcome);
  });

  it('that is followed by another at once is the last on its connection', async () => {
    const { place } = await serve([sized('one') + sized('two')]);
    const { ask, handedBack } = open(place);

    expect(await ask()).toBe('200 one');
    expect(handedBack).toEqual([]);
  });
});

describe('a connection', () => {
  it('carries one request after the other, with text beyond ASCII in them', async () => {
    const { place, requests, sockets } = await serve([sized('one'), sized('two')]);
    const { ask, connection } = open(place);

    expect([await ask('a'), await ask('ü')]).toEqual(['200 one', '200 two']);
    expect(requests.join('')).toMatch(/Content-Length: 1\r\n\r\na.*Content-Length: 2\r\n\r\n\u00c3\u00bc$/s);
    expect(sockets).toHaveLength(1);
    expect(connection.isKept(performance.now())).toBe(true);
  });

  it('counts as closed a second before the server closes it', async () => {
    const { place } = await serve([sized('one', 'Keep-Alive: timeout=5, max=100\r\n')]);
    const { ask, connection } = open(place);
    const before = performance.now();
    await ask();
    const after = performance.now();

    expect(connection.isKept(before + 3999)).toBe(true);
    expect(connection.isKept(after + 4001)).toBe(false);
  });

  it('on which the server speaks unasked is not used again', async () => {
    const { place, sockets } = await serve([sized('one')]);
    const { ask, connection } = open(place);
    await ask();
    const closed = new Promise((resolve) => sockets[0]?.on('close', resolve));

    sockets[0]?.write(sized('two'));
    await closed;

    expect(connection.isKept(performance.now())).toBe(false);
    expect(await ask()).toBe('failed: ECONNRESET');
  });

  it('that is given up says why, and closes', async () => {
    const { place, sockets } = await serve(['']);
    const { ask, connection } = open(place);
    const answer = ask();

    connection.close(new Error('too late'));

    expect(await answer).toBe('failed: too late');
    expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });
});

/** Made for this test alone: nobody trusts it. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTncvKbxty9TL3Vbb
rpBgOgLXi1y6yyBw8M0axalkdWOhRANCAARJNJPqTRQ3IOubYQefB3Lq2q5KloWW
wtFrgY3YxUHecvpA68d6E814ZMudhVy7fz6TyKYzwHdc/9+UFH6OzLYH
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIULRFDhzMFC9UPNkg4IyPTg1rAx/4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDE5MjM0MloYDzIxMjYxMDI3
MTkyMzQyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARJNJPqTRQ3IOubYQefB3Lq2q5KloWWwtFrgY3YxUHecvpA68d6E814
ZMudhVy7fz6TyKYzwHdc/9+UFH6OzLYHo28wbTAdBgNVHQ4EFgQUN7inu8uEhbPk
8hsK6dt5TB55nKAwHwYDVR0jBBgwFoAUN7inu8uEhbPk8hsK6dt5TB55nKAwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgY4fycnhUmmCMdYzOrLHAwu7h4sR1QK/UlyBmulW/TpoCIQCw
k/inIviuMdxP1+01/B5+GbRT8oMTQyK15uWzqEGRiA==
-----END CERTIFICATE-----`;

/** A server that speaks TLS with a certificate that nobody vouches for, what it was told behind that, and answered with. */
async function serveSecurely(answer = '') {
  const heard: Buffer[] = [];
  const server = createSecureServer({ key: KEY, cert: CERTIFICATE }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      heard.push(piece);
      socket.write(answer);
    });
  });
  // A client that spoke in the clear would be heard of here.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard };
}

it('is not made with a server that nobody vouches for, which is told nothing', async () => {
  const { port, heard } = await serveSecurely();

  const outcome = await open({ host: '127.0.0.1', port, connectSecure }).ask('secret');

  expect(outcome).toBe('failed: DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(heard).toEqual([]);
});

it('reads some MB by TLS whole, and what comes next', async () => {
  const text = TEXT.repeat(200_000);
  const { port } = await serveSecurely(sized(text));
  const trusting = ((options: ConnectionOptions) => connectSecure({ ...options, ca: CERTIFICATE })) as typeof connectSecure;
  const { ask } = open({ host: '127.0.0.1', port, connectSecure: trusting });

  for (let times = 0; times < 2; times++) expect((await ask()) === `200 ${text}`).toBe(true);
});

it.each(['https://', 'HTTPS://'])('is made by TLS where the address says %s', async (scheme) => {
  const { port, heard } = await serveSecurely();
  const { signal } = new AbortController();
  const asked = { method: 'GET', headers: {}, signal, credentials: 'include', cache: 'no-store', redirect: 'manual' } as const;
  const fetch = createHttpFetch();

  const outcomes = await Promise.allSettled(['/a', '/b'].map((path) => fetch(`${scheme}127.0.0.1:${port}${path}`, asked)));

  const codes = outcomes.map((one) => one.status === 'rejected' && (one.reason as NodeJS.ErrnoException).code);
  expect(codes).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  expect(heard).toEqual([]);
});
