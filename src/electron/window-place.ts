import type { Rectangle } from 'electron';
import * as v from 'valibot';

/** Where a window stands; without `x` and `y` in the middle of the main display. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** The smallest size at which all can be used. */
export const MINIMUM_SIZE = { width: 360, height: 480 } as const;
const DEFAULT_PLACE: WindowPlace = { width: 1000, height: 680, maximized: false };

const whole = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const Stored = v.object({ x: whole, y: whole, width: whole, height: whole, maximized: v.boolean() });

/** The place that was stored, or null if this is none. */
function readPlace(stored: unknown): (Rectangle & { readonly maximized: boolean }) | null {
  const read = v.safeParse(Stored, stored);
  return read.success ? read.output : null;
}

/**
 * Where to open: at the stored place, moved and shrunk so that the window lies wholly inside the work area it overlaps most.
 * If that display is gone, the stored size is kept and the system chooses the place.
 */
export function placeWindow(stored: unknown, workAreas: readonly Rectangle[]): WindowPlace {
  const place = readPlace(stored);
  if (place === null) return fit(DEFAULT_PLACE, workAreas[0]);
  const [area, shared] = workAreas
    .map((candidate) => [candidate, overlap(place, candidate)] as const)
    .reduce<readonly [Rectangle | undefined, number]>((best, next) => (next[1] > best[1] ? next : best), [undefined, 0]);
  const { width, height, maximized } = fit(place, area ?? workAreas[0]);
  if (area === undefined || shared === 0) return { width, height, maximized };
  return {
    x: clamp(place.x, area.x, area.x + area.width - width),
    y: clamp(place.y, area.y, area.y + area.height - height),
    width,
    height,
    maximized,
  };
}

function fit({ width, height, maximized }: WindowPlace, area: Rectangle | undefined): WindowPlace {
  return {
    width: clamp(width, MINIMUM_SIZE.width, area?.width ?? width),
    height: clamp(height, MINIMUM_SIZE.height, area?.height ?? height),
    maximized,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
