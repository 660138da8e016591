import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the proxy does with connections, from now on and with those that stand. */
export type Manner =
  | { readonly kind: 'pass' }
  /** Every connection is reset as soon as it is made. */
  | { readonly kind: 'refuse' }
  /** Connections are accepted and acknowledged, and nothing ever comes of what is sent; `standing`: only those that stand now. */
  | { readonly kind: 'half-open'; readonly standing?: boolean }
  /** What the server answers is kept back, and goes on when the manner changes. */
  | { readonly kind: 'stall' }
  /** What the server answers comes in pieces of so many bytes, each after `every` ms. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly every: number }
  /** After so many bytes of answers the connection ends, by a reset or as if all were well. */
  | { readonly kind: 'cut'; readonly after: number; readonly by: 'reset' | 'close' }
  /** Every request is answered with this, whatever it asks. */
  | { readonly kind: 'answer'; readonly status: string; readonly body: string };

/** A proxy between the app and a server on 127.0.0.1. */
export interface FaultProxy {
  readonly origin: string;
  become(manner: Manner): void;
  /** Resets every connection that stands. */
  resetAll(): void;
}

/** A proxy to this origin; it is closed when the test ends. */
export async function createProxy(target: string): Promise<FaultProxy> {
  const { port } = new URL(target);
  const standing = new Map<Socket, () => void>();
  const dead = new WeakSet<Socket>();
  const sockets = new Set<Socket>();
  let manner: Manner = { kind: 'pass' };

  function cut(client: Socket, server: Socket, by: 'reset' | 'close'): void {
    if (by === 'reset') client.resetAndDestroy();
    else client.end();
    server.destroy();
  }

  /** Hands answers on as the manner of the moment wants it, in order. */
  function answer(client: Socket, server: Socket): void {
    let pieces: Buffer[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    let left = 0;
    let before = manner;
    const next = (): void => {
      timer = null;
      if (manner !== before) {
        before = manner;
        left = manner.kind === 'cut' ? manner.after : 0;
      }
      const [piece] = pieces;
      if (dead.has(client)) pieces = [];
      if (!piece || client.destroyed || dead.has(client)) return;
      switch (manner.kind) {
        case 'stall':
          return;
        case 'half-open':
        case 'answer':
        case 'refuse':
          pieces = [];
          return;
        case 'cut':
          client.write(piece.subarray(0, left));
          left -= piece.length;
          pieces.shift();
          return left < 0 ? cut(client, server, manner.by) : next();
        case 'drip':
          client.write(piece.subarray(0, manner.bytes));
          if (piece.length > manner.bytes) pieces[0] = piece.subarray(manner.bytes);
          else pieces.shift();
          timer = setTimeout(next, manner.every);
          return;
        case 'pass':
          client.write(piece);
          pieces.shift();
          return next();
      }
    };
    server.on('data', (data: Buffer) => {
      pieces.push(data);
      if (!timer) next();
    });
    server.on('end', () => client.end());
    const look = (): void => {
      if (!timer) next();
    };
    standing.set(client, look);
    client.on('close', () => {
      standing.delete(client);
      if (timer) clearTimeout(timer);
      server.destroy();
    });
  }

  const proxy = createServer({ noDelay: true }, (client) => {
    sockets.add(client);
    client.on('error', () => undefined).on('close', () => sockets.delete(client));
    if (manner.kind === 'refuse') return void client.resetAndDestroy();
    const server = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    sockets.add(server);
    server.on('error', () => client.resetAndDestroy()).on('close', () => sockets.delete(server));
    client.on('data', (data) => {
      if (manner.kind === 'half-open' || dead.has(client)) return;
      if (manner.kind !== 'answer') return void server.write(data);
      const { status, body } = manner;
      const head = `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
      client.end(`${head}\r\n\r\n${body}`);
    });
    client.on('end', () => server.end());
    answer(client, server);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        proxy.close(() => resolve());
      }),
  );
  const resetAll = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    become(next) {
      if (next.kind === 'half-open' && next.standing) {
        for (const client of standing.keys()) dead.add(client);
        return;
      }
      manner = next;
      if (next.kind === 'refuse' || next.kind === 'answer') resetAll();
      for (const look of [...standing.values()]) look();
    },
    resetAll,
  };
}
