import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { PSEUDO } from '../../src/core/language.ts';
import { busy, detailsOf, fixtureData, manyItems, manyWorkbins, stale, type FixtureData } from './fixture-host.ts';
import { findUnseenFocus } from './focus-rings.ts';
import { inspect, measure } from './inspection.ts';
import { findCutOff, findHidden } from './legibility.ts';
import { buildRenderer, NARROW, NORMAL, resize, WIDE, ZOOMED, type RenderedWindow } from './rendered-window.ts';
import { atFirst, speakIn, VIEWS, type View } from './views.ts';

const WIDTHS = { narrow: NARROW, 'at 200 %': ZOOMED, normal: NORMAL, wide: WIDE } as const;
const THEMES = { light: {}, dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active' } } as const;
const SPOKEN = { English: 'en-GB', Arabic: 'ar-u-nu-latn', pseudo: PSEUDO } as const;

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
/** From nobody's workbin to more than fit into the window; in the states there are eight. */
const OVERVIEWS: Readonly<Record<string, View>> = {
  'overview of no workbin': { at: '#/overview', data: fixtureData(busy({ items: [], workbins: [] })) },
  'overview of one workbin': { at: '#/overview', data: fixtureData(busy({ workbins: busy().workbins.slice(0, 1) })) },
  'overview of many workbins': { at: '#/overview', data: fixtureData(busy({ workbins: manyWorkbins() })) },
};
/** Views that look the same in all of them, and what is open in one of them only. */
const WITH_ONE_STATE: readonly (keyof typeof VIEWS)[] = [
  'sign-in',
  'sign-in with errors',
  'sign-in under test',
  'the shortcuts',
  'a list with its tools, grouped',
  'a list of what is new',
  'a search',
  'a search that finds nothing',
  'a list being read',
  'no workbins',
  'a list after an absence',
  'a degraded list with a notice',
  'a compact list with an open item',
  'details with all fields',
  'details of an item that left',
  'an item that is offered',
  'an unknown item',
  'settings',
  'what I watch',
  'what I watch, adding to it',
  'the settings of alerts',
  'a rule being written',
  'quiet hours',
  'the settings of privacy',
  'the settings of the appearance',
  'the settings of the connection',
  'settings, refused',
  'about the app',
  'a history with an absence',
  'the options of the history',
  'the export of the history',
  'a history in which nothing fits',
  'a history that is not kept',
];

/** Every view with every state in which it looks different, by name. */
function listSheets(): readonly (readonly [name: string, view: View])[] {
  const several = Object.entries(WITH_EVERY_STATE).flatMap(([view, at]) =>
    Object.entries(STATES).map(([state, data]) => [`${view} ${state}`, { at, data }] as const),
  );
  const single = WITH_ONE_STATE.flatMap((name) => {
    const view = VIEWS[name];
    return view === undefined ? [] : [[name, view] as const];
  });
  return [...several, ...Object.entries(OVERVIEWS), ...single];
}

/** A picture and its place on the sheet. */
interface Shot {
  readonly picture: Buffer;
  readonly row: number;
  readonly column: number;
}

/** What was found, and in which pictures of a sheet. */
type Findings = Map<string, string[]>;

/**
 * Takes every view in every theme, width, state and language, and puts the pictures of a view onto one sheet: a row for each
 * language and theme, a column for each width. In each picture axe and the eye's rules are asked; what they find is told with its
 * places. Only the sheets whose names hold `wanted`. Gives the number of findings.
 */
export async function shootMatrix(folder: string, wanted: string, tell: (line: string) => void): Promise<number> {
  const renderer = await buildRenderer();
  mkdirSync(folder, { recursive: true });
  const waiting = listSheets().filter(([name]) => name.includes(wanted));
  let [pictures, found] = [0, 0];
  async function shootSome(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, { at, data, act }] = next;
      const window = await renderer.open(data, { at });
      await act?.(window.page);
      const findings: Findings = new Map();
      const shots = await shootAll(window, data, findings);
      await lookForFocus(window, data, findings);
      for (const trouble of window.troubles) note(findings, trouble, 'the console');
      await window.close();
      const file = path.join(folder, `${name.replaceAll(/\W+/g, '-')}.png`);
      writeFileSync(file, await composeSheet(shots));
      for (const [finding, places] of findings) tell(`${name}: ${finding}\n    in ${places.join('; ')}`);
      pictures += shots.length;
      found += findings.size;
    }
  }
  try {
    // Two at once: while one is looked at by axe, the other is photographed.
    await Promise.all([shootSome(), shootSome()]);
  } finally {
    await renderer.close();
  }
  tell(`${pictures} pictures, ${found} findings`);
  return found;
}

function note(findings: Findings, finding: string, place: string): void {
  findings.set(finding, [...(findings.get(finding) ?? []), place]);
}

async function shootAll(window: RenderedWindow, data: FixtureData, findings: Findings): Promise<readonly Shot[]> {
  const shots: Shot[] = [];
  for (const [spoken, [language, locale]] of Object.entries(SPOKEN).entries()) {
    await speakIn(window, data, locale);
    for (const [column, [width, viewport]] of Object.entries(WIDTHS).entries()) {
      await resize(window.page, viewport);
      for (const [row, theme] of themes.entries()) {
        await dress(window, theme);
        shots.push({ picture: await window.page.screenshot(), row: spoken * themes.length + row, column });
        for (const finding of await look(window, theme)) note(findings, finding, `${language}, ${width}, ${theme}`);
      }
    }
  }
  return shots;
}

const themes = Object.keys(THEMES) as (keyof typeof THEMES)[];

async function dress({ page }: RenderedWindow, theme: keyof typeof THEMES): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...THEMES[theme] });
  // Skeleton rows come after 200 ms.
  await page.evaluate(() => document.getAnimations().forEach((one) => one.finish()));
}

async function look({ page }: RenderedWindow, theme: keyof typeof THEMES): Promise<readonly string[]> {
  const objections = (await inspect(page, theme === 'light' ? 'all' : 'colours')).map((finding) => `axe: ${finding}`);
  // A theme changes no measure.
  if (theme !== 'light') return objections;
  const { small, sideways, page: height } = await measure(page);
  return [
    ...objections,
    ...small.map((control) => `smaller than 24 × 24: ${control}`),
    ...sideways.map((one) => `scrolls sideways: ${one}`),
    ...(height === 'as high as the window' ? [] : [`the page scrolls: ${height}`]),
    ...(await findCutOff(page)).map((one) => `cut off: ${one}`),
    ...(await findHidden(page)),
  ];
}

/** Last of all, since the focus changes what is seen. */
async function lookForFocus(window: RenderedWindow, data: FixtureData, findings: Findings): Promise<void> {
  await speakIn(window, data, SPOKEN.English);
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    await resize(window.page, viewport);
    for (const theme of themes) {
      await dress(window, theme);
      for (const finding of await findUnseenFocus(window.page)) note(findings, `focus: ${finding}`, `${width}, ${theme}`);
    }
  }
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
