import { HTTPParser } from 'http-parser-js';
import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { connect as connectSecure } from 'node:tls';
import { addPiece } from '../gws/long-text.ts';

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
  /** The body in pieces, none of them empty, for whoever reads it. */
  readonly pieces: string[];
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
/** After so many reads of a long answer others have their turn: decoding what was read takes some ms. */
const AT_ONCE = 8;
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
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  const socket = connect(place, buffer, read);
  let listener: HttpListener | null = null;
  let isReady = false;
  let unsent: (() => void) | null = null;
  let head: { readonly status: number; readonly headers: readonly string[] } | null = null;
  let pieces: string[] = [];
  /** Whether the last piece of a body may have ended within a character: to ask the decoder takes 4 µs, a tenth of the parsing. */
  let isCut = false;
  let size = 0;
  let isWhole = false;
  /** How often this answer was read from since the last rest. */
  let reads = 0;
  let isReusable = true;
  /** The head of the last answer, which says how long the server keeps the connection, and when it came, in steady ms. */
  let latest: { readonly headers: readonly string[]; readonly at: number } | null = null;

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
    addPiece(pieces, decoder.write(piece));
    isCut = (piece.at(-1) ?? 0) >= 0x80;
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    isWhole = head !== null;
  };

  /** What is wrong with this piece of an answer, of so many bytes; null where nothing is. */
  function parse(length: number): Error | null {
    try {
      const outcome = parser.execute(buffer, 0, length);
      return outcome instanceof Error ? outcome : null;
    } catch (error) {
      return error as Error;
    }
  }

  /** Whether more is to be read at once. */
  function read(length: number): boolean {
    if (!listener) fail(new Error('the server spoke unasked'));
    const wrong = listener && parse(length);
    // What follows a whole answer in the same breath does not harm it, but nothing more is asked there.
    if (wrong) isReusable = false;
    if (isWhole) deliver();
    else if (wrong) fail(wrong);
    reads = head ? reads + 1 : 0;
    if (reads < AT_ONCE) return true;
    reads = 0;
    setImmediate(() => socket.resume());
    return false;
  }

  function deliver(): void {
    const answered = listener;
    if (!answered || !head) return;
    if (isCut) addPiece(pieces, decoder.end());
    const answer = { status: head.status, headers: head.headers, pieces };
    listener = null;
    head = null;
    pieces = [];
    isCut = false;
    size = 0;
    isWhole = false;
    if (isReusable) {
      latest = { headers: answer.headers, at: performance.now() };
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
    isKept: (now) => !socket.destroyed && isReusable && latest !== null && now < latest.at + readKept(latest.headers),
  };
  return connection;
}

/** Reads everything into this one buffer: each piece, of so many bytes, is good until the next comes. */
function connect(place: HttpPlace, buffer: Buffer, read: (length: number) => boolean): Socket {
  const { host, port, connectSecure, session } = place;
  const onread: OnReadOpts = { buffer, callback: read };
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

/** All values of this header; null where there is none. */
export function findHeaders(headers: readonly string[], name: string): readonly string[] | null {
  let values: string[] | null = null;
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.length === name.length && headers[at]?.toLowerCase() === name) (values ??= []).push(headers[at + 1] ?? '');
  return values;
}

/** For how long the server says that it keeps the connection, in ms. */
function readKept(headers: readonly string[]): number {
  const seconds = /timeout=(\d+)/.exec(findHeaders(headers, 'keep-alive')?.[0] ?? '')?.[1];
  return seconds === undefined ? Infinity : Number(seconds) * 1000 - EARLY;
}

function cut(): Error {
  return Object.assign(new Error('the connection was closed before the end of the answer'), { code: 'ECONNRESET' });
}
