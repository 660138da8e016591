import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { TRAY_SHAPES as shapes } from '../../src/core/tray-status.ts';

const at = (file: string) => fileURLToPath(new URL(`../../build/${file}`, import.meta.url));
const sizes = [
  { suffix: '', size: 16 },
  { suffix: '@1.25x', size: 20 },
  { suffix: '@1.5x', size: 24 },
  { suffix: '@2x', size: 32 },
];
const kinds = [
  { kind: '-light', shade: 0 },
  { kind: '-dark', shade: 255 },
  { kind: 'Template', shade: 0 },
];
/** macOS knows 100 and 200 % only. */
const exists = (kind: string, size: number) => kind !== 'Template' || size % 16 === 0;

/** The picture's size and pixels, four bytes each. */
async function readPixels(file: string) {
  const { data, info } = await sharp(at(file)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { ...info, pixels: Array.from({ length: data.length / 4 }, (_, pixel) => [...data.subarray(pixel * 4, pixel * 4 + 4)]) };
}

/** How much of each pixel the glyph covers, 0 to 255. */
const readGlyph = async (file: string) => (await readPixels(file)).pixels.map(([, , , alpha]) => alpha!);

describe.each(sizes)('tray icons of $size px', ({ suffix, size }) => {
  it.each(kinds.filter(({ kind }) => exists(kind, size)))('are drawn in one shade on nothing: $kind', async ({ kind, shade }) => {
    for (const shape of shapes) {
      const { width, height, pixels } = await readPixels(`icons/tray/${shape}${kind}${suffix}.png`);

      expect([width, height]).toEqual([size, size]);
      expect(
        pixels.filter(([red, green, blue, alpha]) => alpha! > 0 && [red, green, blue].some((part) => part !== shade)),
      ).toEqual([]);
      expect(pixels.some(([, , , alpha]) => alpha === 0)).toBe(true);
      expect(pixels.some(([, , , alpha]) => alpha === 255)).toBe(true);
    }
  });

  it('can be told apart by their shape', async () => {
    const glyphs = await Promise.all(shapes.map((shape) => readGlyph(`icons/tray/${shape}-light${suffix}.png`)));

    const alike = glyphs.flatMap((one, first) =>
      glyphs.slice(first + 1).flatMap((other, offset) => {
        const different = one.filter((alpha, pixel) => Math.abs(alpha - other[pixel]!) > 128).length;
        return different < one.length * 0.06 ? [`${shapes[first]!} and ${shapes[first + 1 + offset]!}: ${different} pixels`] : [];
      }),
    );

    expect(alike).toEqual([]);
  });
});

describe('icons', () => {
  it('exist for the states of the tray and no others', () => {
    const expected = shapes.flatMap((shape) =>
      kinds.flatMap(({ kind }) =>
        sizes.filter(({ size }) => exists(kind, size)).map(({ suffix }) => `${shape}${kind}${suffix}.png`),
      ),
    );

    expect(readdirSync(at('icons/tray')).sort()).toEqual(expected.sort());
  });

  it('exist for every count in the task bar, each another picture', async () => {
    const counts = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'many'];
    const files = counts.flatMap((count) => sizes.map(({ suffix }) => `${count}${suffix}.png`));
    const pictures = await Promise.all(
      counts.map(async (count) => (await readPixels(`icons/overlay/${count}.png`)).pixels.join()),
    );

    expect(readdirSync(at('icons/overlay')).sort()).toEqual(files.sort());
    expect(new Set(pictures).size).toBe(counts.length);
  });

  it('show the app in the sizes and formats of each system', async () => {
    expect(await readPixels('icon.png')).toMatchObject({ width: 1024, height: 1024 });
    expect(readFileSync(at('icon.icns')).toString('latin1', 0, 4)).toBe('icns');
    const ico = readFileSync(at('icon.ico'));
    const widths = Array.from({ length: ico.readUInt16LE(4) }, (_, entry) => ico.readUInt8(6 + entry * 16) || 256);
    expect(widths).toEqual(expect.arrayContaining([16, 24, 32, 48, 256]));
  });
});
