/** How the session stands. Replaced by `advance` alone; times are ms since the epoch. */
export type Connection =
  | { readonly phase: 'stopped' }
  /** Signing in and opening a session. `downSince` is null at the first attempt. */
  | { readonly phase: 'connecting'; readonly attempt: number; readonly downSince: number | null }
  /** The session is open; `proven` once a poll was answered, before which a handshake means nothing. */
  | {
      readonly phase: 'open';
      readonly since: number;
      readonly attempt: number;
      readonly downSince: number | null;
      readonly proven: boolean;
    }
  /** A poll failed and is tried again on the same session. */
  | { readonly phase: 'interrupted'; readonly since: number; readonly why: string; readonly openSince: number }
  /** Without a session until `retryAt`. */
  | {
      readonly phase: 'waiting';
      readonly attempt: number;
      readonly downSince: number;
      readonly retryAt: number;
      readonly why: string;
    }
  /** The server refuses the account; nothing is tried until the person does something. */
  | { readonly phase: 'signed-out'; readonly since: number; readonly why: string };

/** What happens to a session. */
export type ConnectionEvent =
  | { readonly kind: 'attempt' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'polled' }
  | { readonly kind: 'interrupted'; readonly why: string }
  /** `forgotten`: the server no longer knows the session. */
  | { readonly kind: 'lost'; readonly why: string; readonly forgotten?: boolean }
  | { readonly kind: 'signed-out'; readonly why: string }
  /** Do not wait any longer: the machine woke, the network changed or the person asked. */
  | { readonly kind: 'hurry' }
  | { readonly kind: 'stop' };

/** Chance and how far it spreads desktops over time: 1 in the product, 0 where a return is to be timed. */
export interface Spread {
  /** A number from 0 to 1, drawn anew at each call. */
  readonly random: () => number;
  readonly spread: number;
}

const HICCUP = 1000;
const LEAST_CEILING = 20_000;
const MOST_CEILING = 50_000;
const LEAST_DELAY = 250;
/** From this attempt on sessions that are forgotten before their first poll are no accident. */
const FUTILE = 3;
const FUTILE_DELAY = 5000;
const FUTILE_MOST = 40_000;
const NO_AFFINITY =
  'The server forgets every session at once. Perhaps its load balancer does not keep to one node, or cookies are lost on the way';

/** The next standing of the session. An event that makes no sense where it stands changes nothing. */
export function advance(from: Connection, event: ConnectionEvent, now: number, spread: Spread): Connection {
  switch (event.kind) {
    case 'stop':
      return { phase: 'stopped' };
    case 'attempt':
      if (from.phase === 'waiting') return { phase: 'connecting', attempt: from.attempt, downSince: from.downSince };
      if (from.phase === 'stopped' || from.phase === 'signed-out') return { phase: 'connecting', attempt: 1, downSince: null };
      return from;
    case 'opened':
      return from.phase === 'connecting' ? { ...from, phase: 'open', since: now, proven: false } : from;
    case 'polled':
      if (from.phase === 'open' && !from.proven) return { ...from, downSince: null, proven: true };
      return from.phase === 'interrupted'
        ? { phase: 'open', since: from.openSince, attempt: 1, downSince: null, proven: true }
        : from;
    case 'interrupted':
      // Before its first poll was answered a session has nothing to be interrupted in.
      if (from.phase === 'open' && from.proven)
        return { phase: 'interrupted', since: now, why: event.why, openSince: from.since };
      return from.phase === 'interrupted' ? { ...from, why: event.why } : from;
    case 'signed-out':
      return from.phase === 'stopped' ? from : { phase: 'signed-out', since: now, why: event.why };
    case 'hurry':
      return from.phase === 'waiting' ? { ...from, retryAt: now } : from;
    case 'lost': {
      if (from.phase === 'stopped' || from.phase === 'signed-out' || from.phase === 'waiting') return from;
      const downSince = from.phase === 'interrupted' ? from.since : (from.downSince ?? now);
      // Only a session that proved itself starts the count anew: without affinity handshakes succeed and mean nothing.
      const attempt = from.phase === 'interrupted' || (from.phase === 'open' && from.proven) ? 1 : from.attempt + 1;
      const delay = retryDelay({ attempt, downFor: now - downSince }, spread);
      const isFutile = event.forgotten === true && from.phase === 'open' && !from.proven && attempt >= FUTILE;
      if (!isFutile) return { phase: 'waiting', attempt, downSince, retryAt: now + delay, why: event.why };
      const least = Math.min(FUTILE_DELAY * 2 ** (attempt - FUTILE), FUTILE_MOST) * (0.5 + 0.5 * spread.random());
      return { phase: 'waiting', attempt, downSince, retryAt: now + Math.round(Math.max(delay, least)), why: NO_AFFINITY };
    }
  }
}

/**
 * How long to wait before attempt `attempt` (from 1) after an outage that has lasted `downFor` ms: at once after a hiccup,
 * else anywhere within the time it has lasted already, at least 20 and at most 50 s, so that all desktops of a site do not
 * return at one instant. In ms.
 */
export function retryDelay({ attempt, downFor }: { attempt: number; downFor: number }, { random, spread }: Spread): number {
  if (attempt === 1 && downFor < HICCUP) return Math.round(random() * LEAST_DELAY * spread);
  const ceiling = Math.min(Math.max(downFor, LEAST_CEILING), MOST_CEILING);
  const least = attempt === 1 ? 0 : Math.min(LEAST_DELAY * 2 ** Math.min(attempt, 5), downFor * 0.1 + LEAST_DELAY);
  return Math.round(Math.max(least, random() * ceiling * spread));
}
