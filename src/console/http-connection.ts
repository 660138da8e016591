import { HTTPParser } from 'http-parser-js';
import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { connect as connectSecure } from 'node:tls';

/** A server that connections go to. */
export interface HttpPlace {
  readonly host: string;
  readonly port: number;
  /** What opens secure connections; null for a server that is spoken to in the clear, which needs none of it loaded. */
  readonly connectSecure: typeof connectSecure | null;
  /** The TLS session that was given last, with which the next connection is opened sooner. */
  session?: Buffer;
}

/** An answer with the whole of its body. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** What is told of one request: one of the two, once. */
export interface HttpListener {
  answered(answer: HttpAnswer): void;
  failed(error: Error): void;
}

/** One connection, on which one request follows the answer of the other. */
export interface HttpConnection {
  /** Sends a request and its body, where it has one; only on a connection that is new or was handed back. */
  send(head: string, body: string, listener: HttpListener): void;
  /** Gives up the request that is under way. */
  close(reason: Error): void;
  /** Whether the server still keeps it at `now`, in steady ms. */
  isKept(now: number): boolean;
}

/** The longest body that is taken, in bytes. */
const MOST = 64 * 1024 * 1024;
/** A probe on a silent connection is sent this seldom, in ms: every second, as Node does unless told, would wear out desktops and servers. */
const PROBE = 60_000;
/** The longest head of an answer that is taken, in bytes. */
const MOST_HEAD = 16 * 1024;
/** As much is read in one go, in bytes. */
const PIECE = 64 * 1024;
/** So much sooner than the server says, a connection counts as closed, in ms. */
const EARLY = 1000;

// The parser's own choice, ASCII, would spoil what other servers put into cookies.
HTTPParser.encoding = 'latin1';

/**
 * Opens a connection; `handBack` gets it after each answer if it can be used again. Costs about half of what `node:http` does for a
 * small answer, since there are no streams for request and answer.
 * @see RFC 9112
 */
export function openConnection(place: HttpPlace, handBack: (connection: HttpConnection) => void): HttpConnection {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  parser.maxHeaderSize = MOST_HEAD;
  // Decodes a body as it comes: a long one is never held twice, and no character is cut between two pieces.
  const decoder = new StringDecoder('utf8');
  const socket = connect(place, read);
  let listener: HttpListener | null = null;
  let isReady = false;
  let unsent: (() => void) | null = null;
  let head: { readonly status: number; readonly headers: readonly string[] } | null = null;
  let text = '';
  /** Whether the last piece of a body may have ended within a character: to ask the decoder takes 4 µs, a tenth of the parsing. */
  let isCut = false;
  let size = 0;
  let isWhole = false;
  let isReusable = true;
  let keptUntil = Infinity;

  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers, shouldKeepAlive }) => {
    // Something like 103 comes before the answer itself.
    if (statusCode < 200) return;
    if (head) throw new Error('more than one answer');
    isReusable = shouldKeepAlive;
    head = { status: statusCode, headers };
  };
  parser[HTTPParser.kOnBody] = (piece) => {
    // The parser takes any number for a length, also one that leads it back to where it was.
    if (piece.length === 0) throw new Error('a length that is none');
    size += piece.length;
    if (size > MOST) throw new Error(`an answer longer than ${MOST / 1024 / 1024} MiB`);
    text += decoder.write(piece);
    isCut = (piece.at(-1) ?? 0) >= 0x80;
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    isWhole = head !== null;
  };

  /** What is wrong with this piece of an answer; null where nothing is. */
  function parse(piece: Buffer): Error | null {
    try {
      const outcome = parser.execute(piece);
      return outcome instanceof Error ? outcome : null;
    } catch (error) {
      return error as Error;
    }
  }

  function read(piece: Buffer): void {
    if (!listener) return fail(new Error('the server spoke unasked'));
    const wrong = parse(piece);
    // What follows a whole answer in the same breath does not harm it, but nothing more is asked there.
    if (wrong) isReusable = false;
    if (isWhole) deliver();
    else if (wrong) fail(wrong);
  }

  function deliver(): void {
    const answered = listener;
    if (!answered || !head) return;
    const answer = { status: head.status, headers: head.headers, text: isCut ? text + decoder.end() : text };
    listener = null;
    head = null;
    text = '';
    isCut = false;
    size = 0;
    isWhole = false;
    if (isReusable) {
      keptUntil = readKeptUntil(answer.headers);
      socket.unref();
      handBack(connection);
    } else socket.destroy();
    answered.answered(answer);
  }

  function fail(error: Error): void {
    const failed = listener;
    listener = null;
    isReusable = false;
    socket.destroy();
    failed?.failed(error);
  }

  socket.on('end', () => {
    isReusable = false;
    // An answer without a length ends with the connection.
    parser.finish();
    if (isWhole) deliver();
    else fail(cut());
  });
  socket.on('error', fail);
  socket.on('close', () => fail(cut()));
  // Before that it is not certain who gets what is sent.
  socket.once(place.connectSecure ? 'secureConnect' : 'connect', () => {
    isReady = true;
    unsent?.();
  });

  const connection: HttpConnection = {
    send(request, body, next) {
      listener = next;
      if (socket.destroyed) return fail(cut());
      socket.ref();
      const write = (): void => {
        if (isAscii(body)) return void socket.write(request + body, 'latin1');
        socket.write(request, 'latin1');
        socket.write(body);
      };
      if (isReady) write();
      else unsent = write;
    },
    close: fail,
    isKept: (now) => !socket.destroyed && isReusable && now < keptUntil,
  };
  return connection;
}

/** Each piece is good until the next comes: all are read into one buffer. */
function connect(place: HttpPlace, read: (piece: Buffer) => void): Socket {
  const { host, port, connectSecure, session } = place;
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  const onread: OnReadOpts = {
    buffer,
    callback(length) {
      read(buffer.subarray(0, length));
      return true;
    },
  };
  const options = { host, port, onread, noDelay: true, keepAlive: true, keepAliveInitialDelay: PROBE };
  if (!connectSecure) return connectPlain(options);
  const named = isIP(host) === 0 && { servername: host };
  return connectSecure({ ...options, ...named, ...(session && { session }), ALPNProtocols: ['http/1.1'] }).on(
    'session',
    (given) => (place.session = given),
  );
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** All values of this header. */
export function findHeaders(headers: readonly string[], name: string): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.length === name.length && headers[at]?.toLowerCase() === name) values.push(headers[at + 1] ?? '');
  return values;
}

/** Until when the server says that it keeps the connection, in steady ms. */
function readKeptUntil(headers: readonly string[]): number {
  const seconds = /timeout=(\d+)/.exec(findHeaders(headers, 'keep-alive')[0] ?? '')?.[1];
  return seconds === undefined ? Infinity : performance.now() + Number(seconds) * 1000 - EARLY;
}

function cut(): Error {
  return Object.assign(new Error('the connection was closed before the end of the answer'), { code: 'ECONNRESET' });
}
