import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { PSEUDO } from '../../src/core/language.ts';
import { busy, detailsOf, firstStart, fixtureData, manyItems, stale, type FixtureData } from './fixture-host.ts';
import { buildRenderer, NARROW, NORMAL, WIDE, type RenderedWindow } from './rendered-window.ts';
import { atFirst, speakIn } from './views.ts';

const WIDTHS = { narrow: NARROW, normal: NORMAL, wide: WIDE } as const;
const THEMES = { light: {}, dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active' } } as const;
const SPOKEN = { en: 'en-GB', ar: 'ar-u-nu-latn', pseudo: PSEUDO } as const;

const [first] = busy().items;
if (first === undefined) throw new Error('The fixtures hold no items.');
const read = { details: { [first.id]: detailsOf(first) } };

/** What there is to show; a view whose pictures would be the same in all of them is shown with the first. */
const STATES: Readonly<Record<string, FixtureData>> = {
  busy: fixtureData(busy(), read),
  empty: fixtureData(busy({ items: [] }), { details: {}, history: [] }),
  '10,000': fixtureData(busy({ items: manyItems(10_000) }), read),
  offline: fixtureData(stale(), read),
};

const WITH_EVERY_STATE: Readonly<Record<string, string>> = {
  overview: '#/overview',
  list: '#/list',
  details: atFirst,
  history: '#/history',
  connection: '#/connection',
};
const WITH_ONE_STATE: Readonly<Record<string, string>> = {
  settings: '#/settings',
  ...Object.fromEntries(
    ['watch', 'alerts', 'quiet', 'privacy', 'appearance', 'connection', 'about'].map((page) => [
      `settings ${page}`,
      `#/settings/${page}`,
    ]),
  ),
};

/** One window: its view, its state and where it starts. */
interface Sheet {
  readonly name: string;
  readonly at: string;
  readonly data: FixtureData;
}

/** Every view with every state in which it looks different. */
function listSheets(): readonly Sheet[] {
  const several = Object.entries(WITH_EVERY_STATE).flatMap(([view, at]) =>
    Object.entries(STATES).map(([state, data]) => ({ name: `${view} ${state}`, at, data })),
  );
  const single = Object.entries(WITH_ONE_STATE).map(([name, at]) => ({ name, at, data: fixtureData(busy(), read) }));
  return [{ name: 'sign-in', at: '#/list', data: fixtureData(firstStart()) }, ...several, ...single];
}

/**
 * Takes every view in every theme, width, state and language, and puts the pictures of a view onto one sheet: a row for each
 * language and theme, a column for each width. Only the sheets whose names hold `wanted`.
 */
export async function shootMatrix(folder: string, wanted: string, tell: (line: string) => void): Promise<void> {
  const renderer = await buildRenderer();
  mkdirSync(folder, { recursive: true });
  try {
    for (const sheet of listSheets().filter(({ name }) => name.includes(wanted))) {
      const window = await renderer.open(sheet.data, { at: sheet.at });
      const file = path.join(folder, `${sheet.name.replaceAll(/\W+/g, '-')}.png`);
      writeFileSync(file, await composeSheet(await shootAll(window, sheet.data)));
      for (const trouble of window.troubles) tell(`${sheet.name}: ${trouble}`);
      tell(file);
      await window.close();
    }
  } finally {
    await renderer.close();
  }
}

/** A picture and its place on the sheet. */
interface Shot {
  readonly picture: Buffer;
  readonly row: number;
  readonly column: number;
}

async function shootAll(window: RenderedWindow, data: FixtureData): Promise<readonly Shot[]> {
  const shots: Shot[] = [];
  for (const [spoken, locale] of Object.values(SPOKEN).entries()) {
    await speakIn(window, data, locale);
    for (const [column, viewport] of Object.values(WIDTHS).entries()) {
      await window.page.setViewportSize(viewport);
      for (const [theme, media] of Object.values(THEMES).entries()) {
        await window.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
        // Skeleton rows come after 200 ms.
        await window.page.evaluate(() => document.getAnimations().forEach((one) => one.finish()));
        shots.push({ picture: await window.page.screenshot(), row: spoken * 3 + theme, column });
      }
    }
  }
  return shots;
}

const GAP = 12;
const LEFT_OF = Object.values(WIDTHS).map((_, index, all) =>
  all.slice(0, index).reduce((sum, { width }) => sum + width + GAP, GAP),
);

function composeSheet(shots: readonly Shot[]): Promise<Buffer> {
  const rows = Math.max(...shots.map(({ row }) => row)) + 1;
  const height = Math.max(...Object.values(WIDTHS).map((one) => one.height)) + GAP;
  const width = (LEFT_OF.at(-1) ?? 0) + WIDE.width + GAP;
  return sharp({ create: { width, height: rows * height + GAP, channels: 3, background: '#888' } })
    .composite(shots.map(({ picture, row, column }) => ({ input: picture, left: LEFT_OF[column] ?? 0, top: row * height + GAP })))
    .png({ compressionLevel: 6 })
    .toBuffer();
}
