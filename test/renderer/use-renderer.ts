import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { FixtureData } from './fixture-host.ts';
import { buildRenderer, type OpenOptions, type RenderedWindow, type Renderer } from './rendered-window.ts';

/**
 * Builds the renderer for the tests of a file and gives the function that opens a window of it; `show` is handed each. After each
 * test its windows are closed, and nothing may have been blocked by the page's policy, asked for in vain or thrown.
 */
export function useRenderer(show: (opened: RenderedWindow) => void): (data: FixtureData, options?: OpenOptions) => Promise<void> {
  let renderer: Renderer;
  let opened: RenderedWindow[] = [];
  beforeAll(async () => {
    renderer = await buildRenderer();
  });
  afterAll(() => renderer.close());
  afterEach(async () => {
    const troubles = opened.flatMap((window) => window.troubles);
    for (const window of opened) await window.close();
    opened = [];
    expect(troubles).toEqual([]);
  });
  return async (data, options) => {
    const window = await renderer.open(data, options);
    opened.push(window);
    show(window);
  };
}
