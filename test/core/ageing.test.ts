import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitsOf, nextAgeAt, readAge } from '../../src/core/ageing.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { makeWorkbin, START } from './samples.ts';

const MINUTE = 60_000;
const LIMITS = { warnAfter: 30, breachAfter: 60 };

describe('the age of what waits', () => {
  it.each([
    [0, 'fresh'],
    [30 * MINUTE - 1, 'fresh'],
    [30 * MINUTE, 'old'],
    [60 * MINUTE - 1, 'old'],
    [60 * MINUTE, 'too-old'],
    [-MINUTE, 'fresh'],
  ])('after %i ms is %s', (waited, age) => {
    expect(readAge(START - waited, LIMITS, START)).toBe(age);
  });

  it('is fresh where no time is known, or no limit is set', () => {
    expect(readAge(null, LIMITS, START)).toBe('fresh');
    expect(readAge(0, { warnAfter: 0, breachAfter: 0 }, START)).toBe('fresh');
    expect(readAge(0, { warnAfter: 0, breachAfter: 60 }, START)).toBe('too-old');
    expect(readAge(0, { warnAfter: 30, breachAfter: 0 }, START)).toBe('old');
  });

  it('changes next at the moment that is foretold, and not before', () => {
    const limit = fc.nat({ max: 100 });

    fc.assert(
      fc.property(fc.record({ warnAfter: limit, breachAfter: limit }), fc.integer({ min: -100, max: 100 }), (limits, minutes) => {
        const since = START - minutes * MINUTE;
        const at = nextAgeAt(since, limits, START);
        const now = readAge(since, limits, START);

        expect(readAge(since, limits, at === null ? START + 1000 * MINUTE : at - 1)).toBe(now);
        if (at !== null) expect(at).toBeGreaterThan(START);
      }),
      { seed: 4 },
    );
  });

  it('never changes where no time is known', () => {
    expect(nextAgeAt(null, LIMITS, START)).toBeNull();
  });
});

it('has the limits of its workbin before those of all', () => {
  const [own, other] = [makeWorkbin('own').key, makeWorkbin('other').key];
  const settings = { ...DEFAULT_SETTINGS, ageLimitsByWorkbin: { [own]: LIMITS } };

  expect(limitsOf(own, settings)).toEqual(LIMITS);
  expect(limitsOf(other, settings)).toEqual({ warnAfter: 240, breachAfter: 1440 });
});
