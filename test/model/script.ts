import fc from 'fast-check';

/** One thing that happens. Workbins are numbers from 0 to 3, times are ms. */
export type Step =
  | { readonly kind: 'add' | 'remove'; readonly bin: number; readonly id: string }
  /** `overlap`: it lies in the new workbin before it has left the old one. */
  | { readonly kind: 'move'; readonly from: number; readonly bin: number; readonly id: string; readonly overlap: boolean }
  /** Leaves and comes back at once. */
  | { readonly kind: 'reenter'; readonly bin: number; readonly id: string }
  | { readonly kind: 'burst'; readonly bin: number; readonly count: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Until everything is certain; then the books are closed. */
  | { readonly kind: 'calm' }
  /** `torn`: killed in the midst of a write to the ledger, of which `part` gets onto the disk; 1 is all of it. */
  | { readonly kind: 'restart-app'; readonly how: 'ended' | 'killed' | 'torn'; readonly part: number; readonly away: number }
  | { readonly kind: 'session-lost' | 'poll-lost' | 'sign-in-lost' }
  /** The server refuses connections; `forgets`: it knows nobody afterwards. */
  | { readonly kind: 'server-down'; readonly ms: number; readonly forgets: boolean }
  /** The server accepts and answers nothing. */
  | { readonly kind: 'server-silent'; readonly ms: number }
  /** This machine sleeps; `wakes`: the app is told so. */
  | { readonly kind: 'sleep'; readonly ms: number; readonly wakes: boolean }
  | { readonly kind: 'clock'; readonly by: number }
  | { readonly kind: 'contents-503' | 'rest-cut' | 'request-failed' | 'echo-never'; readonly times: number }
  | { readonly kind: 'interaction-server-down'; readonly ms: number }
  /** The next event is delivered twice, or after the one that follows it if that is about another item. */
  | { readonly kind: 'twice' | 'swapped' }
  | { readonly kind: 'unknown-workbin' | 'garbage' }
  /** Alerts are paused for so long; 0 ends a pause. */
  | { readonly kind: 'pause'; readonly ms: number }
  /** A rule holds what arrives in this workbin for the digest, or no longer does. */
  | { readonly kind: 'hold-rule'; readonly bin: number; readonly on: boolean }
  /** The person opens an item, or puts it aside. */
  | { readonly kind: 'open'; readonly bin: number; readonly id: string }
  | { readonly kind: 'snooze'; readonly bin: number; readonly id: string; readonly ms: number };

/** Steps after which what came and left unseen cannot be asked for. */
export const GAPS: readonly Step['kind'][] = [
  'session-lost',
  'poll-lost',
  'sign-in-lost',
  'server-down',
  'server-silent',
  'sleep',
  'restart-app',
  'interaction-server-down',
  // A leap of the clock is taken for a sleep: the app looks afresh.
  'clock',
  // A workbin that is read again because of these was subscribed anew.
  'request-failed',
  'echo-never',
];

const bin = fc.integer({ min: 0, max: 3 });
const id = fc.constantFrom('x1', 'x2', 'x3', 'x4');
const times = fc.integer({ min: 1, max: 3 });
const of = <Kind extends Step['kind']>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

const items = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: of('add', 'add', 'remove'), bin, id }) },
  { weight: 3, arbitrary: fc.record({ kind: of('move'), from: bin, bin, id, overlap: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: of('reenter'), bin, id }) },
  { weight: 1, arbitrary: fc.record({ kind: of('burst'), bin, count: fc.integer({ min: 2, max: 6 }) }) },
);
const pauses = fc.oneof(
  fc.record({ kind: of('wait'), ms: fc.constantFrom(0, 10, 100, 700, 2100, 12_000, 45_000) }),
  fc.record({ kind: of('calm') }),
);
const wishes = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: of('pause'), ms: fc.constantFrom(0, 100, 10_000, 60_000, 3_600_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: of('hold-rule'), bin, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: of('open'), bin, id }) },
  { weight: 1, arbitrary: fc.record({ kind: of('snooze'), bin, id, ms: fc.constantFrom(100, 20_000, 3_600_000) }) },
);
const trouble = fc.oneof(
  fc.record({
    kind: of('restart-app'),
    how: fc.constantFrom('ended', 'killed', 'torn'),
    part: fc.constantFrom(0, 0.2, 0.5, 0.8, 0.99, 1),
    away: fc.constantFrom(0, 100, 20_000),
  }),
  fc.record({ kind: of('session-lost', 'poll-lost', 'sign-in-lost') }),
  fc.record({ kind: of('server-down'), ms: fc.constantFrom(50, 3000, 20_000, 90_000), forgets: fc.boolean() }),
  fc.record({ kind: of('server-silent'), ms: fc.constantFrom(3000, 30_000, 120_000) }),
  fc.record({ kind: of('sleep'), ms: fc.constantFrom(2000, 60_000, 3_600_000), wakes: fc.boolean() }),
  fc.record({ kind: of('clock'), by: fc.constant(3_600_000) }),
  fc.record({ kind: of('contents-503', 'rest-cut', 'request-failed', 'echo-never'), times }),
  fc.record({ kind: of('interaction-server-down'), ms: fc.constantFrom(100, 5000, 60_000) }),
  fc.record({ kind: of('twice', 'swapped', 'unknown-workbin', 'garbage') }),
);

const harmless = trouble.filter(({ kind }) => !GAPS.includes(kind));

/** Scripts of this many steps at most: `troubled` with all that can go wrong, else with nothing that leaves a gap. */
export function scripts(maxLength: number, troubled: boolean): fc.Arbitrary<readonly Step[]> {
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: items },
      { weight: 2, arbitrary: pauses },
      { weight: 1, arbitrary: wishes },
      { weight: 3, arbitrary: troubled ? trouble : harmless },
    ),
    { minLength: 1, maxLength, size: 'max' },
  );
}
