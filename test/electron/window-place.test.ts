import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINIMUM_SIZE, placeBeside, placeWindow } from '../../src/electron/window-place.ts';

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

describe('the place beside the tray', () => {
  const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
  const display = (workArea: typeof bounds, of = bounds) => ({ bounds: of, workArea });
  const bottom = display({ x: 0, y: 0, width: 1920, height: 1040 });
  const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 });
  const at = (x: number, y: number) => ({ x, y, width: 400, height: 640, maximized: false });

  it.each([
    ['above a task bar', icon(1600, 1048), [bottom], at(1412, 392)],
    ['above a task bar, in its corner', icon(1890, 1048), [bottom], at(1512, 392)],
    ['below a menu bar', icon(1000, 0), [display({ x: 0, y: 25, width: 1920, height: 1055 })], at(812, 33)],
    [
      'left of a bar at the right, at its lower end',
      icon(1888, 1050),
      [display({ x: 0, y: 0, width: 1872, height: 1080 })],
      at(1464, 432),
    ],
    ['right of a bar at the left', icon(10, 500), [display({ x: 48, y: 0, width: 1872, height: 1080 })], at(56, 192)],
    ['at the nearest edge where the bar hides itself', icon(1700, 1050), [display(bounds)], at(1512, 432)],
    [
      'on the display of the tray, not the main one, whatever the scale of either',
      icon(-300, 700),
      [bottom, display({ x: -1280, y: 0, width: 1280, height: 680 }, { x: -1280, y: 0, width: 1280, height: 720 })],
      at(-488, 32),
    ],
    [
      'as large as a small display lets it',
      icon(300, 490),
      [display({ x: 0, y: 0, width: 360, height: 480 }, { x: 0, y: 0, width: 360, height: 520 })],
      { x: 0, y: 0, width: 360, height: 480, maximized: false },
    ],
    ['not known where the system does not tell', { x: 0, y: 0, width: 0, height: 0 }, [bottom], null],
    ['not known where the icon is on no display', icon(5000, 0), [bottom], null],
    ['not known where there is no display', icon(10, 10), [], null],
  ])('is %s', (_where, tray, displays, expected) => {
    expect(placeBeside(tray, displays)).toEqual(expected);
  });

  it('lies wholly in the work area of the display with the icon, for any displays and bars', () => {
    const inset = fc.integer({ min: 0, max: 120 });
    const screens = fc.array(
      fc
        .record({
          x: fc.integer({ min: -8000, max: 8000 }),
          y: fc.integer({ min: -8000, max: 8000 }),
          width: fc.integer({ min: 400, max: 5000 }),
          height: fc.integer({ min: 400, max: 3000 }),
          insets: fc.tuple(inset, inset, inset, inset),
        })
        .map(({ x, y, width, height, insets: [left, top, right, below] }) =>
          display(
            { x: x + left, y: y + top, width: width - left - right, height: height - top - below },
            { x, y, width, height },
          ),
        ),
      { minLength: 1, maxLength: 3 },
    );
    const inScreen = fc.double({ min: 0, max: 0.99, noNaN: true });

    fc.assert(
      fc.property(screens, inScreen, inScreen, (displays, across, down) => {
        const [first] = displays;
        const { x, y, width, height } = first!.bounds;
        const place = placeBeside(
          { x: x + Math.floor(across * width), y: y + Math.floor(down * height), width: 1, height: 1 },
          displays,
        )!;

        const fits = displays.some(
          ({ workArea }) =>
            place.x >= workArea.x &&
            place.y >= workArea.y &&
            place.x + place.width <= workArea.x + workArea.width &&
            place.y + place.height <= workArea.y + workArea.height,
        );
        expect(fits).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
