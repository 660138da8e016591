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

/** The size beside the tray: one pane, as on a phone. */
const PANEL = { width: 400, height: 640 } as const;
type Edge = 'left' | 'right' | 'top' | 'bottom';

/** Between the window and the edges of the work area. */
const GAP = 8;

/**
 * A small window beside the icon in the tray, wholly in the work area of the icon's display; null where the icon's place is not
 * known, or on no display: Linux tells none, and macOS a made-up one for an icon hidden by the notch. All in the system's
 * scaled pixels, so that the scale of a display makes no difference.
 */
export function placeBeside(
  icon: Rectangle,
  displays: readonly { readonly bounds: Rectangle; readonly workArea: Rectangle }[],
): (Rectangle & { readonly maximized: false }) | null {
  const middle = { x: icon.x + icon.width / 2, y: icon.y + icon.height / 2 };
  const display = displays.find(({ bounds }) => isInside(middle, bounds));
  if (display === undefined || icon.width <= 0 || icon.height <= 0) return null;
  const { bounds, workArea: area } = display;
  const width = Math.min(PANEL.width, area.width);
  const height = Math.min(PANEL.height, area.height);
  const edge = edgeOf(middle, bounds, area);
  const beside = {
    left: { x: area.x + GAP, y: middle.y - height / 2 },
    right: { x: area.x + area.width - width - GAP, y: middle.y - height / 2 },
    top: { x: middle.x - width / 2, y: area.y + GAP },
    bottom: { x: middle.x - width / 2, y: area.y + area.height - height - GAP },
  }[edge];
  return {
    x: Math.round(clampWithin(beside.x, area.x, area.width, width)),
    y: Math.round(clampWithin(beside.y, area.y, area.height, height)),
    width,
    height,
    maximized: false,
  };
}

function isInside({ x, y }: { readonly x: number; readonly y: number }, area: Rectangle): boolean {
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

/** The edge at which the task bar or menu bar with the icon lies: where the icon is out of the work area, else, where that bar hides itself, the nearest. */
function edgeOf({ x, y }: { readonly x: number; readonly y: number }, bounds: Rectangle, area: Rectangle): Edge {
  if (y >= area.y + area.height) return 'bottom';
  if (y < area.y) return 'top';
  if (x >= area.x + area.width) return 'right';
  if (x < area.x) return 'left';
  const distances = [
    ['bottom', bounds.y + bounds.height - y],
    ['top', y - bounds.y],
    ['right', bounds.x + bounds.width - x],
    ['left', x - bounds.x],
  ] as const;
  return distances.reduce((nearest, next) => (next[1] < nearest[1] ? next : nearest))[0];
}

/** With the gap to both edges where there is room for it. */
function clampWithin(value: number, start: number, length: number, size: number): number {
  const gap = Math.min(GAP, (length - size) / 2);
  return clamp(value, start + gap, start + length - size - gap);
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
