import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, CALM, settle, type Pacing } from '../../src/core/pacing.ts';
import { START } from './samples.ts';

/** Which of the arrivals at these times, in ms after the start, are announced alone. */
function admitAll(
  times: readonly number[],
  pacing: Pacing = CALM,
): { readonly alone: readonly boolean[]; readonly pacing: Pacing } {
  const alone: boolean[] = [];
  for (const time of times) {
    const admitted = admit(pacing, START + time);
    alone.push(admitted.alone);
    pacing = admitted.pacing;
  }
  return { alone, pacing };
}

describe('admit', () => {
  it('lets three arrivals of one moment through and gathers the rest for two seconds', () => {
    const { alone, pacing } = admitAll([0, 0, 0, 0, 0]);

    expect(alone).toEqual([true, true, true, false, false]);
    expect(pacing.gatherUntil).toBe(START + 2000);
  });

  it('gathers from the fourth within two seconds on', () => {
    const { alone, pacing } = admitAll([0, 600, 1200, 1999]);

    expect(alone).toEqual([true, true, true, false]);
    expect(pacing.gatherUntil).toBe(START + 3999);
  });

  it('lets the fourth through when the first is two seconds past', () => {
    expect(admitAll([0, 600, 1200, 2000, 2600]).alone).toEqual([true, true, true, true, true]);
  });

  it('does not put the announcement off while more arrive', () => {
    expect(admitAll([0, 0, 0, 0, 1000, 1900]).pacing.gatherUntil).toBe(START + 2000);
  });

  it('is not held up by alerts that lie in the future because the clock was set back', () => {
    const { pacing } = admitAll([3_600_000, 3_600_000, 3_600_000]);

    expect(admit(pacing, START).alone).toBe(true);
  });

  it('lets at most three through within any two seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 }), { maxLength: 60 }), (steps) => {
        let pacing = CALM;
        let now = START;
        const singles: number[] = [];
        for (const step of steps) {
          now += step;
          if (pacing.gatherUntil !== null && now >= pacing.gatherUntil) pacing = settle(pacing, 1, now);
          const admitted = admit(pacing, now);
          pacing = admitted.pacing;
          if (admitted.alone) singles.push(now);
        }

        for (const at of singles)
          expect(singles.filter((other) => other >= at && other < at + 2000).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('settle', () => {
  const { pacing } = admitAll([0, 0, 0, 0]);

  it('gathers on while a flood goes on', () => {
    const settled = settle(pacing, 1, START + 2000);

    expect(settled.gatherUntil).toBe(START + 4000);
    expect(admit(settled, START + 3000).alone).toBe(false);
  });

  it('is calm again after two seconds without an arrival', () => {
    const settled = settle(settle(pacing, 1, START + 2000), 0, START + 4000);

    expect(settled).toEqual(CALM);
    expect(admit(settled, START + 4000).alone).toBe(true);
  });
});
