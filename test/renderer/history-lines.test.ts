import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, lineAt } from '../../renderer/history-lines.ts';
import { blankEntry } from '../../src/core/history.ts';
import type { HistoryRow } from '../../src/core/contract.ts';

const NOON = new Date(2026, 2, 3, 12).getTime();
const HOUR = 3_600_000;
const row = (hours: number): HistoryRow => {
  const { data: _data, asked: _asked, ...rest } = blankEntry('left', NOON - hours * HOUR);
  return { ...rest, segment: null, key: `${hours}` };
};
const kinds = (hours: readonly number[], since: number | null) =>
  layOut(hours.map(row), since === null ? null : NOON - since * HOUR, 44).lines.map((line) =>
    line.kind === 'entry' ? line.key : line.kind,
  );

describe('the lines of the history', () => {
  it.each([
    [[], null, []],
    [[1, 2], null, ['day', '1', '2']],
    [[1, 20, 21, 40], null, ['day', '1', 'day', '20', '21', 'day', '40']],
    [[1, 2, 3], 2, ['day', '1', 'since', '2', '3']],
    [[1, 20], 15, ['day', '1', 'since', 'day', '20']],
    // Where all is from before, or from after, there is nothing to part.
    [[1, 2], 0.5, ['day', '1', '2']],
    [[1, 2], 3, ['day', '1', '2']],
  ])('of %j hours ago, somebody having left %j hours ago, are %j', (hours, since, expected) => {
    expect(kinds(hours, since)).toEqual(expected);
  });

  it('lie one below the other, and are found by their height', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 60 });

    fc.assert(
      fc.property(ages, fc.nat({ max: 4000 }), (hours, height) => {
        const layout = layOut([...new Set(hours)].sort((a, b) => a - b).map(row), NOON - 50 * HOUR, 32);
        const at = lineAt(layout, height);

        expect(layout.tops).toHaveLength(layout.lines.length + 1);
        expect(layout.tops).toEqual([...layout.tops].sort((a, b) => a - b));
        expect(new Set(layout.lines.map(({ key }) => key)).size).toBe(layout.lines.length);
        expect(layout.tops[at]!).toBeLessThanOrEqual(height);
        expect(at === layout.lines.length - 1 || layout.tops[at + 1]! > height).toBe(true);
      }),
      { seed: 6 },
    );
  });
});
