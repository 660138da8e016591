import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraffic, TRAFFIC_BARS, TRAFFIC_STEP } from '../../src/core/traffic.ts';
import { makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a').key;
const B = makeWorkbin('b').key;
const HOUR = 3_600_000;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('the traffic of workbins', () => {
  it('is counted by the quarter of an hour, the newest last', () => {
    const traffic = createTraffic(START);
    traffic.note(A, 'came', START);
    traffic.note(A, 'came', START + 14 * 60_000);
    traffic.note(A, 'came', START + HOUR);
    traffic.note(A, 'left', START + HOUR);
    traffic.note(B, 'left', START + HOUR);

    const { from, since, workbins } = traffic.view(START + HOUR + 5);

    expect([from, since]).toEqual([START + HOUR - (TRAFFIC_BARS - 1) * TRAFFIC_STEP, START]);
    expect(workbins.map(({ workbin, came, left }) => [workbin, came.slice(-5), left.slice(-5)])).toEqual([
      [A, [2, 0, 0, 0, 1], [0, 0, 0, 0, 1]],
      [B, [0, 0, 0, 0, 0], [0, 0, 0, 0, 1]],
    ]);
    expect(workbins[0]?.came).toHaveLength(TRAFFIC_BARS);
  });

  it('is forgotten after eight hours, and with its workbin', () => {
    const traffic = createTraffic(START);
    traffic.note(A, 'came', START);
    traffic.note(B, 'came', START + 7 * HOUR);

    traffic.drop(B);

    expect(traffic.view(START + 7 * HOUR).workbins.map(({ workbin }) => workbin)).toEqual([A]);
    expect(traffic.view(START + 8 * HOUR).workbins).toEqual([]);
  });

  it('loses nothing of the last eight hours', () => {
    const notes = fc.array(fc.record({ what: fc.constantFrom('came', 'left'), after: fc.nat(2 * HOUR) }), { maxLength: 60 });

    fc.assert(
      fc.property(notes, (told) => {
        const traffic = createTraffic(START);
        let at = START;
        const times: { readonly what: string; readonly at: number }[] = [];
        for (const { what, after } of told) {
          at += after;
          traffic.note(A, what, at);
          times.push({ what, at });
        }

        const { from, workbins } = traffic.view(at);

        for (const what of ['came', 'left'] as const)
          expect(sum(workbins[0]?.[what] ?? [])).toBe(times.filter((one) => one.what === what && one.at >= from).length);
      }),
      { seed: 1612 },
    );
  });
});
