import { LongPollingTransport, type Envelope, type Message, type SendPacket } from 'cometd';
import type {} from './cometd.d.ts';
import { readRecord, type Wire } from '../core/record.ts';
import type { LongText } from './long-text.ts';
import { describeFailure } from './network-failure.ts';
import type { RawReply } from './rest.ts';
import { parseInSlices, shortText } from './sliced-json.ts';

/** What the transport works with and tells. */
export interface TransportOptions {
  /** Posts to a path below the origin; rejects as `fetch` does when nothing answers. */
  readonly post: (path: string, body: string, signal: AbortSignal) => Promise<RawReply>;
  /** One message of a topic, or whatever else stood in a reply beside Bayeux's own messages. */
  readonly onMessage: (channel: string, data: unknown) => void;
  /** Something came from the server. */
  readonly onAlive: () => void;
  readonly onSignedOut: (why: string) => void;
  /** Whether the session has ended: nothing more is sent then. */
  readonly isOver: () => boolean;
  /** How long a poll that the server should answer at once may take, in ms. */
  readonly probeTimeout: number;
}

/** How much longer than it was asked to hold a poll a server may take to answer, in ms. */
const SLACK = 5000;
/** After this many quick polls in a row there is a pause before the next, in ms, which spares both sides work under a flood. */
const QUICK = 3;
const BREATH = 25;
/** A poll that ends sooner than this with nothing in it is followed by a pause: a floor under the server's `interval: 0`. */
const FLOOR = 400;

/** So many messages are told in one go, so that a flood in one reply does not hold up everything else. */
const TURN = 300;

/** One request, as `cometd` keeps it: something to abort, with a status. */
class Exchange {
  readonly abort = new AbortController();
  status = 0;
  done = false;
}

/**
 * Long polling over an injected `fetch`. Topic messages go straight to `onMessage`, so that a malformed one never reaches
 * `cometd`, and a reply that lacks Bayeux's own answer counts as a failed request: `cometd` would wait for it for ever.
 */
export class FetchLongPollingTransport extends LongPollingTransport {
  readonly #options: TransportOptions;
  #emptyPolls = 0;
  #quickPolls = 0;
  /** Whether the server holds polls for as long as it is asked to; a dead connection is noticed the sooner then. */
  #isHeldAsAsked = false;
  /** What the packet that is sent next says. */
  #messages: readonly Message[] = [];

  constructor(options: TransportOptions) {
    super();
    this.#options = options;
  }

  override transportSend(envelope: Envelope, request: object): boolean {
    this.#messages = envelope.messages;
    return super.transportSend(envelope, request);
  }

  override xhrSend(packet: SendPacket): unknown {
    const exchange = new Exchange();
    void this.#exchange(packet, this.#messages, exchange);
    return exchange;
  }

  /** True: the abort will be told through `packet.onError`; false: nothing was under way. */
  override abortXHR(exchange: unknown): boolean {
    if (!(exchange instanceof Exchange)) return false;
    exchange.abort.abort();
    return !exchange.done;
  }

  override xhrStatus(exchange: unknown): number {
    return exchange instanceof Exchange ? exchange.status : -1;
  }

  async #exchange(packet: SendPacket, sent: readonly Message[], exchange: Exchange): Promise<void> {
    const poll = sent.find(({ channel }) => channel === '/meta/connect');
    // The server is asked to answer such a poll at once, but `cometd` would wait for it as long as for a held one.
    const hold = poll?.advice?.timeout ?? null;
    const probe = hold === 0;
    const limit = probe ? this.#options.probeTimeout : hold !== null && this.#isHeldAsAsked ? hold + SLACK : null;
    const timer = limit === null ? undefined : setTimeout(() => exchange.done || exchange.abort.abort(), limit);
    try {
      if (this.#options.isOver()) return packet.onError('The session is over');
      if (poll && !probe && this.#emptyPolls > 1) await pause(FLOOR, exchange.abort.signal);
      else if (poll && !probe && this.#quickPolls > QUICK) await pause(BREATH, exchange.abort.signal);
      const sentAt = performance.now();
      const reply = await this.#options.post(pathOf(packet.url), packet.body, exchange.abort.signal);
      exchange.abort.signal.throwIfAborted();
      exchange.status = reply.status;
      exchange.done = true;
      if (reply.renewal?.kind === 'signed-out') this.#options.onSignedOut(reply.renewal.why);
      if (reply.status !== 200) return packet.onError(`HTTP ${reply.status}`);
      this.#options.onAlive();
      const held = performance.now() - sentAt;
      const messages = await this.#deliver(reply.text);
      // Given up between two turns: `cometd` has been told so.
      if (exchange.abort.signal.aborted) return;
      if (poll) this.#noteQuick(held, messages.told);
      if (poll && !probe && messages.told === 0) this.#noteHeld(held, hold);
      else if (poll) this.#emptyPolls = 0;
      const answered = sent.every(({ channel, id }) =>
        messages.meta.some((answer) => answer['channel'] === channel && answer['id'] === id),
      );
      // Without its own answer among them, `cometd` keeps waiting.
      if (messages.meta.length === 0 || (poll && !answered)) packet.onError('The server left the poll without an answer');
      else packet.onSuccess(messages.meta.map(withSaneAdvice));
    } catch (error) {
      if (exchange.done && exchange.abort.signal.aborted) return;
      exchange.done = true;
      packet.onError(exchange.abort.signal.aborted ? 'No answer in time' : describeFailure(error), error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Counts polls that are answered at once with a few messages: they come so fast that one poll could bring many. */
  #noteQuick(held: number, told: number): void {
    this.#quickPolls = held < 5 && told > 0 && told < 50 ? this.#quickPolls + 1 : 0;
  }

  /** Learns from a poll that ended with nothing in it after `held` ms. */
  #noteHeld(held: number, asked: number | null): void {
    this.#emptyPolls = held < FLOOR ? this.#emptyPolls + 1 : 0;
    if (asked !== null && held > asked * 0.9) this.#isHeldAsAsked = held < asked + SLACK / 2;
  }

  async #deliver(text: LongText): Promise<{ meta: readonly Wire[]; told: number }> {
    const meta: Wire[] = [];
    let told = 0;
    const short = shortText(text);
    const parsed: unknown = short === null ? await parseInSlices(text) : JSON.parse(short);
    for (const entry of Array.isArray(parsed) ? parsed : [parsed]) {
      const message = readRecord(entry);
      const channel = message?.['channel'];
      if (message && typeof channel === 'string' && channel.startsWith('/meta/')) {
        meta.push(message);
      } else {
        if (told > 0 && told % TURN === 0) await new Promise(setImmediate);
        told += 1;
        this.#options.onMessage(
          typeof channel === 'string' ? channel : '',
          message && 'data' in message ? message['data'] : entry,
        );
      }
    }
    return { meta, told };
  }
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', 'https://'.length));
}

/** Advice within bounds, so that no server can make us poll like mad, fall silent for hours or stumble over a wrong type. */
function withSaneAdvice(message: Wire): Wire {
  if (message['advice'] === undefined) return message;
  const advice = readRecord(message['advice']);
  if (!advice) return { ...message, advice: undefined };
  const within = (value: unknown, most: number) =>
    typeof value === 'number' && Number.isFinite(value) ? { value: Math.min(Math.max(value, 0), most) } : null;
  const interval = within(advice['interval'], 60_000);
  const timeout = within(advice['timeout'], 120_000);
  const { reconnect } = advice;
  return {
    ...message,
    advice: {
      ...(interval && { interval: interval.value }),
      ...(timeout && { timeout: timeout.value }),
      ...((reconnect === 'retry' || reconnect === 'handshake' || reconnect === 'none') && { reconnect }),
    },
  };
}

function pause(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, delay);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
}
