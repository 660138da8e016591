import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, retryDelay, type Connection, type ConnectionEvent, type Spread } from '../../src/core/connection.ts';
import { START } from './samples.ts';

const NOW = START + 1_000_000;
/** As far apart as can be, half-way: delays are half of their ceiling. */
const HALF: Spread = { random: () => 0.5, spread: 1 };

const STOPPED: Connection = { phase: 'stopped' };
const FIRST: Connection = { phase: 'connecting', attempt: 1, downSince: null };
const AGAIN: Connection = { phase: 'connecting', attempt: 4, downSince: NOW - 30_000 };
const UNPROVEN: Connection = { phase: 'open', since: NOW - 100, attempt: 4, downSince: NOW - 30_000, proven: false };
const PROVEN: Connection = { phase: 'open', since: NOW - 60_000, attempt: 1, downSince: null, proven: true };
const INTERRUPTED: Connection = { phase: 'interrupted', since: NOW - 3000, why: 'no answer', openSince: NOW - 60_000 };
const WAITING: Connection = { phase: 'waiting', attempt: 4, downSince: NOW - 30_000, retryAt: NOW + 9000, why: 'refused' };
const SIGNED_OUT: Connection = { phase: 'signed-out', since: NOW - 5000, why: 'Access denied' };

/** What people are told where handshakes succeed and mean nothing, time after time. */
const FUTILE = expect.stringContaining('forgets every session') as string;

/** A stream of numbers from 0 to 1 that is the same at every run (mulberry32). */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('advance', () => {
  it.each<[string, Connection, ConnectionEvent, Connection]>([
    ['starts when there is an attempt', STOPPED, { kind: 'attempt' }, FIRST],
    ['tries again when the wait is over, and keeps the count', WAITING, { kind: 'attempt' }, AGAIN],
    ['starts afresh when the person signs in again', SIGNED_OUT, { kind: 'attempt' }, FIRST],
    [
      'is open after the first handshake',
      FIRST,
      { kind: 'opened' },
      { phase: 'open', attempt: 1, downSince: null, since: NOW, proven: false },
    ],
    [
      'is open after a later handshake, and still counts',
      AGAIN,
      { kind: 'opened' },
      { phase: 'open', attempt: 4, downSince: NOW - 30_000, since: NOW, proven: false },
    ],
    [
      'is proven by the first answered poll',
      UNPROVEN,
      { kind: 'polled' },
      { phase: 'open', since: NOW - 100, attempt: 4, downSince: null, proven: true },
    ],
    [
      'is interrupted when a poll fails',
      PROVEN,
      { kind: 'interrupted', why: 'reset' },
      { phase: 'interrupted', since: NOW, why: 'reset', openSince: NOW - 60_000 },
    ],
    [
      'stays interrupted since the first failure, for the latest reason',
      INTERRUPTED,
      { kind: 'interrupted', why: 'refused' },
      { phase: 'interrupted', since: NOW - 3000, why: 'refused', openSince: NOW - 60_000 },
    ],
    [
      'is open since its handshake when an interruption heals',
      INTERRUPTED,
      { kind: 'polled' },
      { phase: 'open', since: NOW - 60_000, attempt: 1, downSince: null, proven: true },
    ],
    [
      'returns at once when a proven session breaks',
      PROVEN,
      { kind: 'lost', why: '402' },
      { phase: 'waiting', attempt: 1, downSince: NOW, retryAt: NOW + 125, why: '402' },
    ],
    [
      'counts an outage from the interruption on',
      INTERRUPTED,
      { kind: 'lost', why: '402' },
      { phase: 'waiting', attempt: 1, downSince: NOW - 3000, retryAt: NOW + 10_000, why: '402' },
    ],
    [
      'waits longer when the first attempt fails',
      FIRST,
      { kind: 'lost', why: 'refused' },
      { phase: 'waiting', attempt: 2, downSince: NOW, retryAt: NOW + 10_000, why: 'refused' },
    ],
    [
      'counts on when a later attempt fails',
      AGAIN,
      { kind: 'lost', why: 'refused' },
      { phase: 'waiting', attempt: 5, downSince: NOW - 30_000, retryAt: NOW + 15_000, why: 'refused' },
    ],
    [
      'counts on when a session is lost that never answered a poll',
      UNPROVEN,
      { kind: 'lost', why: '402', forgotten: true },
      { phase: 'waiting', attempt: 5, downSince: NOW - 30_000, retryAt: NOW + 15_000, why: FUTILE },
    ],
    ['does not wait any longer when in a hurry', WAITING, { kind: 'hurry' }, { ...WAITING, retryAt: NOW }],
    ['is signed out while connecting', FIRST, { kind: 'signed-out', why: 'no' }, { phase: 'signed-out', since: NOW, why: 'no' }],
    ['is signed out while open', PROVEN, { kind: 'signed-out', why: 'no' }, { phase: 'signed-out', since: NOW, why: 'no' }],
    [
      'is signed out while interrupted',
      INTERRUPTED,
      { kind: 'signed-out', why: 'no' },
      { phase: 'signed-out', since: NOW, why: 'no' },
    ],
  ])('%s', (_what, from, event, expected) => {
    expect(advance(from, event, NOW, HALF)).toEqual(expected);
  });

  it.each<[string, Connection]>([
    ['stopped', STOPPED],
    ['connecting', AGAIN],
    ['open', PROVEN],
    ['interrupted', INTERRUPTED],
    ['waiting', WAITING],
    ['signed out', SIGNED_OUT],
  ])('stops while %s', (_phase, from) => {
    expect(advance(from, { kind: 'stop' }, NOW, HALF)).toEqual(STOPPED);
  });

  const lost: ConnectionEvent = { kind: 'lost', why: 'late' };
  const interrupted: ConnectionEvent = { kind: 'interrupted', why: 'late' };
  it.each<[string, Connection, ConnectionEvent]>([
    ['a handshake after the end', STOPPED, { kind: 'opened' }],
    ['a handshake while open', PROVEN, { kind: 'opened' }],
    ['a handshake while waiting', WAITING, { kind: 'opened' }],
    ['a handshake while signed out', SIGNED_OUT, { kind: 'opened' }],
    ['a poll after the end', STOPPED, { kind: 'polled' }],
    ['a poll while connecting', FIRST, { kind: 'polled' }],
    ['a poll while waiting', WAITING, { kind: 'polled' }],
    ['a further poll of a proven session', PROVEN, { kind: 'polled' }],
    ['an interruption after the end', STOPPED, interrupted],
    ['an interruption while connecting', AGAIN, interrupted],
    ['an interruption while waiting', WAITING, interrupted],
    ['a loss after the end', STOPPED, lost],
    ['a loss while waiting already', WAITING, lost],
    ['a loss while signed out', SIGNED_OUT, lost],
    ['a refusal after the end', STOPPED, { kind: 'signed-out', why: 'late' }],
    ['a hurry after the end', STOPPED, { kind: 'hurry' }],
    ['a hurry while open', PROVEN, { kind: 'hurry' }],
    ['a hurry while connecting', FIRST, { kind: 'hurry' }],
    ['a hurry while signed out', SIGNED_OUT, { kind: 'hurry' }],
    ['an attempt while connecting again', AGAIN, { kind: 'attempt' }],
    ['an attempt while open', PROVEN, { kind: 'attempt' }],
    ['an attempt while interrupted', INTERRUPTED, { kind: 'attempt' }],
  ])('is not changed by %s', (_what, from, event) => {
    expect(advance(from, event, NOW, HALF)).toBe(from);
  });

  it('waits longer after each handshake that no poll was ever answered after', () => {
    const whole: Spread = { random: () => 1, spread: 1 };
    let connection: Connection = FIRST;
    let now = NOW;
    const delays: number[] = [];
    for (let round = 0; round < 4; round++) {
      connection = advance(connection, { kind: 'opened' }, now, whole);
      connection = advance(connection, { kind: 'lost', why: '402' }, now, whole);
      if (connection.phase !== 'waiting') throw new Error(connection.phase);
      delays.push(connection.retryAt - now);
      now = connection.retryAt;
      connection = advance(connection, { kind: 'attempt' }, now, whole);
    }

    expect(delays).toEqual([20_000, 20_000, 40_000, 50_000]);
  });

  it('tells the reason of the loss until sessions have been forgotten twice in a row', () => {
    const early: Connection = { ...UNPROVEN, attempt: 1 };

    expect(advance(early, { kind: 'lost', why: '402', forgotten: true }, NOW, HALF)).toMatchObject({ attempt: 2, why: '402' });
    expect(advance({ ...early, attempt: 2 }, { kind: 'lost', why: '402', forgotten: true }, NOW, HALF)).toMatchObject({
      attempt: 3,
      why: FUTILE,
    });
  });

  it('waits less than a minute though sessions are forgotten time after time, to be back within a minute', () => {
    const forgotten = advance({ ...UNPROVEN, attempt: 20 }, { kind: 'lost', why: '402', forgotten: true }, NOW, HALF);

    expect(forgotten.phase === 'waiting' && forgotten.retryAt - NOW).toBeLessThan(60_000);
  });

  it('keeps desktops apart whose sessions are all forgotten at once', () => {
    const chance: Spread = { random: createChance(3), spread: 1 };
    const waits = Array.from({ length: 1000 }, () =>
      advance({ ...UNPROVEN, attempt: 20 }, { kind: 'lost', why: '402', forgotten: true }, NOW, chance),
    );

    expect(new Set(waits.map((wait) => wait.phase === 'waiting' && Math.floor(wait.retryAt / 1000))).size).toBeGreaterThan(10);
  });

  it('does not start the count anew for an interruption of a session that never answered a poll', () => {
    const broken = advance(UNPROVEN, { kind: 'interrupted', why: '502' }, NOW, HALF);

    const waiting = advance(broken, { kind: 'lost', why: '402' }, NOW + 100, HALF);

    expect(waiting).toMatchObject({ phase: 'waiting', attempt: 5, downSince: NOW - 30_000 });
  });

  it('never leaves the end but for an attempt, never throws, and never waits less than nothing', () => {
    const kinds = ['attempt', 'opened', 'polled', 'interrupted', 'lost', 'signed-out', 'hurry', 'stop'] as const;
    const step = fc.record({ kind: fc.constantFrom(...kinds), why: fc.string(), after: fc.nat({ max: 100_000 }) });

    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, drawn) => {
        let connection: Connection = STOPPED;
        let now = NOW;
        for (const { after, ...event } of steps) {
          now += after;
          const from = connection;
          connection = advance(from, event, now, { random: () => drawn, spread: 1 });
          if (from.phase === 'stopped' && event.kind !== 'attempt') expect(connection.phase).toBe('stopped');
          if (connection.phase === 'waiting' && from.phase !== 'waiting') {
            expect(connection.retryAt).toBeGreaterThanOrEqual(now);
            expect(connection.retryAt).toBeLessThanOrEqual(now + 60_000);
            expect(connection.downSince).toBeLessThanOrEqual(now);
          }
        }
      }),
    );
  });
});

describe('retryDelay', () => {
  const at = (drawn: number, spread = 1): Spread => ({ random: () => drawn, spread });

  it.each([
    [0, 0],
    [0.5, 125],
    [1, 250],
  ])('is a quarter of a second at most after a hiccup: %d', (drawn, delay) => {
    expect(retryDelay({ attempt: 1, downFor: 999 }, at(drawn))).toBe(delay);
  });

  it.each([
    ['a second', 1000, 20_000],
    ['twenty seconds', 20_000, 20_000],
    ['half a minute', 30_000, 30_000],
    ['fifty seconds', 50_000, 50_000],
    ['an hour', 3_600_000, 50_000],
  ])('reaches its ceiling after an outage of %s', (_long, downFor, ceiling) => {
    expect(retryDelay({ attempt: 1, downFor }, at(1))).toBe(ceiling);
    expect(retryDelay({ attempt: 3, downFor }, at(0.5))).toBe(ceiling / 2);
  });

  it('is not at once for a second attempt, however short the outage', () => {
    expect(retryDelay({ attempt: 2, downFor: 0 }, at(0))).toBe(250);
    expect(retryDelay({ attempt: 2, downFor: 0 }, at(1))).toBe(20_000);
  });

  it('lies between nothing and fifty seconds, and draws once', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0, 1),
        (attempt, downFor, drawn, spread) => {
          const delay = retryDelay({ attempt: attempt + 1, downFor }, at(drawn, spread));

          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(50_000);
          expect(Number.isInteger(delay)).toBe(true);
        },
      ),
    );
  });

  it('is spread evenly over the time that the outage has lasted', () => {
    const random = createChance(1);
    const tenths = Array.from({ length: 10 }, () => 0);

    for (let draw = 0; draw < 10_000; draw++) {
      const delay = retryDelay({ attempt: 3, downFor: 40_000 }, { random, spread: 1 });
      tenths[Math.min(Math.floor(delay / 4000), 9)]! += 1;
    }

    for (const count of tenths) expect(count).toBeGreaterThan(850);
    for (const count of tenths) expect(count).toBeLessThan(1150);
  });
});

describe('ten thousand desktops', () => {
  const DESKTOPS = 10_000;

  /** How many reach a server in each second after it has been away for `outage` ms; all break at one instant. */
  function simulateReturn(outage: number): { readonly perSecond: readonly number[]; readonly handshakes: number } {
    const chance: Spread = { random: createChance(outage), spread: 1 };
    const perSecond: number[] = [];
    let handshakes = 0;
    for (let desktop = 0; desktop < DESKTOPS; desktop++) {
      let now = START;
      let connection = advance(PROVEN, { kind: 'lost', why: 'reset' }, now, chance);
      while (connection.phase === 'waiting') {
        now = connection.retryAt;
        connection = advance(connection, { kind: 'attempt' }, now, chance);
        handshakes += 1;
        if (now < START + outage) connection = advance(connection, { kind: 'lost', why: 'refused' }, now, chance);
      }
      const second = Math.floor((now - START - outage) / 1000);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
    }
    return { perSecond: Array.from(perSecond, (count) => count ?? 0), handshakes };
  }

  it.each([[1000], [5000], [20_000], [60_000], [600_000]])(
    'return spread out, none too late, after an outage of %d ms',
    (outage) => {
      const { perSecond } = simulateReturn(outage);

      expect(perSecond.reduce((sum, count) => sum + count, 0)).toBe(DESKTOPS);
      expect(Math.max(...perSecond)).toBeLessThan(DESKTOPS * 0.12);
      expect(perSecond.length).toBeLessThanOrEqual(51);
    },
  );

  it('knock a few times each while the server is away, none more than twenty times in the first twenty seconds', () => {
    const random = createChance(7);
    const counts = Array.from({ length: DESKTOPS }, () => {
      let count = 0;
      for (let downFor = 0; downFor <= 20_000; count++)
        downFor += retryDelay({ attempt: count + 1, downFor }, { random, spread: 1 });
      return count;
    });

    expect(Math.max(...counts)).toBeLessThanOrEqual(20);
    expect(simulateReturn(60_000).handshakes / DESKTOPS).toBeLessThan(10);
  });
});
