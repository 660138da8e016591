import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PSEUDO } from '../../src/core/language.ts';
import { busy, detailsOf, fixtureData, stale } from './fixture-host.ts';
import { buildRenderer, NARROW, NORMAL, WIDE, type Renderer } from './rendered-window.ts';
import { atFirst, speakIn } from './views.ts';

const kept = fileURLToPath(new URL('pictures/', import.meta.url));
/** So small that fonts make no difference, and a pane, a theme or a row that is missing does. */
const SIZE = { width: 72, height: 48 };
/** How far the average point may be off, of 255. */
const TOLERANCE = 4;

let renderer: Renderer;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());

const [first] = busy().items;
const read = fixtureData(busy(), { details: { [first!.id]: detailsOf(first!) } });

describe('the window looks as it did', { timeout: 60_000 }, () => {
  it.each([
    ['list-wide-dark', read, atFirst, WIDE, 'dark', 'en-GB'],
    ['list-wide-arabic', read, atFirst, WIDE, 'light', 'ar-u-nu-latn'],
    ['details-narrow', read, atFirst, NARROW, 'light', 'en-GB'],
    ['overview-offline', fixtureData(stale()), '#/overview', NORMAL, 'light', 'en-GB'],
    ['settings-pseudo', read, '#/settings/appearance', NORMAL, 'light', PSEUDO],
  ] as const)('in %s', async (name, data, at, viewport, colorScheme, locale) => {
    const window = await renderer.open(data, { at, viewport, colorScheme });
    await speakIn(window, data, locale);

    const now = await shrink(await window.page.screenshot());

    const file = path.join(kept, `${name}.png`);
    if (!existsSync(file)) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(
        file,
        await sharp(now, { raw: { ...SIZE, channels: 1 } })
          .png()
          .toBuffer(),
      );
      throw new Error(`${file} was missing and is taken: look at it, and keep it if it is right.`);
    }
    const before = await shrink(readFileSync(file));
    const off = now.reduce((sum, point, index) => sum + Math.abs(point - (before[index] ?? 0)), 0) / now.length;
    expect(off).toBeLessThan(TOLERANCE);
    await window.close();
  });
});

function shrink(picture: Buffer): Promise<Buffer> {
  return sharp(picture)
    .removeAlpha()
    .greyscale()
    .resize({ ...SIZE, fit: 'fill' })
    .raw()
    .toBuffer();
}
