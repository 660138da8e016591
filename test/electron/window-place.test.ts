import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINIMUM_SIZE, placeWindow } from '../../src/electron/window-place.ts';

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const LEFT = { x: -1920, y: 0, width: 1920, height: 1040 };
const stored = (x: number, y: number, width: number, height: number, maximized = false) => ({ x, y, width, height, maximized });

describe('the place of the window', () => {
  it.each([
    ['where it was', stored(100, 100, 800, 600), [LAPTOP], stored(100, 100, 800, 600)],
    ['where it was, on the second display', stored(-1800, 50, 800, 600, true), [LAPTOP, LEFT], stored(-1800, 50, 800, 600, true)],
    [
      'in the middle when its display is gone',
      stored(-1800, 50, 800, 600),
      [LAPTOP],
      { width: 800, height: 600, maximized: false },
    ],
    ['moved in when it hung over an edge', stored(1200, 700, 800, 600), [LAPTOP], stored(640, 300, 800, 600)],
    ['shrunk to a smaller display', stored(0, 0, 3000, 2000), [LAPTOP], stored(0, 25, 1440, 875)],
    ['no smaller than can be used', stored(10, 30, 20, 20), [LAPTOP], stored(10, 30, 360, 480)],
    ['1000 by 680 at the first start', null, [LAPTOP], { width: 1000, height: 680, maximized: false }],
    ['1000 by 680 when what was stored is damaged', { x: 'a' }, [LAPTOP], { width: 1000, height: 680, maximized: false }],
    ['its size alone when no display is known', stored(0, 0, 800, 600), [], { width: 800, height: 600, maximized: false }],
  ])('is %s', (_where, place, displays, expected) => {
    expect(placeWindow(place, displays)).toEqual(expected);
  });

  it('lies wholly in one display, for any displays and any stored place', () => {
    const area = fc.record({
      x: fc.integer({ min: -8000, max: 8000 }),
      y: fc.integer({ min: -8000, max: 8000 }),
      width: fc.integer({ min: MINIMUM_SIZE.width, max: 5000 }),
      height: fc.integer({ min: MINIMUM_SIZE.height, max: 3000 }),
    });
    const place = fc.record({
      x: fc.integer({ min: -20_000, max: 20_000 }),
      y: fc.integer({ min: -20_000, max: 20_000 }),
      width: fc.integer({ min: -10, max: 9000 }),
      height: fc.integer({ min: -10, max: 9000 }),
      maximized: fc.boolean(),
    });

    fc.assert(
      fc.property(place, fc.array(area, { minLength: 1, maxLength: 4 }), (kept, areas) => {
        const { x, y, width, height } = placeWindow(kept, areas);
        const fits = areas.some(
          (one) =>
            width <= one.width &&
            height <= one.height &&
            (x === undefined ||
              y === undefined ||
              (x >= one.x && y >= one.y && x + width <= one.x + one.width && y + height <= one.y + one.height)),
        );
        expect(fits).toBe(true);
      }),
    );
  });
});
