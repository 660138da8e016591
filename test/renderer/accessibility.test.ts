import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { degraded, fixtureData } from './fixture-host.ts';
import { inspect, measure } from './inspection.ts';
import { buildRenderer, NARROW, NORMAL, resize, WIDE, type Renderer } from './rendered-window.ts';
import { atFirst, VIEWS } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());

/** Of the theme depend the colours alone: all else is asked about once for each width. */
const LOOKS = [
  [WIDE, 'light', 'all'],
  [WIDE, 'dark', 'colours'],
  [NORMAL, 'light', 'all'],
  [NARROW, 'dark', 'all'],
  [NARROW, 'light', 'colours'],
] as const;

describe('axe finds nothing, nothing is too small to hit and only panes scroll, never sideways, in', () => {
  it.each(Object.entries(VIEWS))('%s', async (_name, { data, at, act }) => {
    const window = await renderer.open(data, { at });
    await act?.(window.page);

    for (const [viewport, colorScheme, what] of LOOKS) {
      await resize(window.page, viewport);
      await window.page.emulateMedia({ colorScheme });

      expect(await inspect(window.page, what)).toEqual([]);
      expect(await measure(window.page)).toEqual({ small: [], sideways: [], page: 'as high as the window' });
    }
    expect(window.troubles).toEqual([]);
    await window.close();
  });

  it('forced colours', async () => {
    const window = await renderer.open(fixtureData(degraded()), { at: atFirst, forcedColors: 'active' });

    expect(await inspect(window.page)).toEqual([]);
    await window.close();
  });
});
