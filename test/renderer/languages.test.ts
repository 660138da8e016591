import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PSEUDO } from '../../src/core/language.ts';
import { busy, fixtureData, type FixtureData } from './fixture-host.ts';
import { inspect, measure } from './inspection.ts';
import { findCutOff } from './legibility.ts';
import { buildRenderer, NARROW, resize, WIDE, type Renderer } from './rendered-window.ts';
import { atFirst, speakIn, VIEWS } from './views.ts';

const ARABIC = 'ar-u-nu-latn';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());

describe('axe finds nothing, only panes scroll and no text is cut off or was forgotten in', { timeout: 60_000 }, () => {
  it.each(Object.entries(VIEWS))('%s', async (_name, { data, at, act }) => {
    const window = await renderer.open(data, { at });
    await act?.(window.page);

    for (const [locale, viewport] of [
      [ARABIC, WIDE],
      [PSEUDO, NARROW],
      [PSEUDO, WIDE],
    ] as const) {
      await resize(window.page, viewport);
      await speakIn(window, data, locale);

      expect(await measure(window.page)).toEqual({ small: [], sideways: [], page: 'as high as the window' });
      expect(await findCutOff(window.page)).toEqual([]);
      if (locale === PSEUDO) expect(findForgotten(await readPage(window.page), data)).toEqual([]);
    }
    expect(await inspect(window.page)).toEqual([]);
    await speakIn(window, data, ARABIC);
    expect(await inspect(window.page)).toEqual([]);
    expect(window.troubles).toEqual([]);
    await window.close();
  });
});

describe('Arabic', () => {
  it('has the panes of English in a mirror', async () => {
    const data = fixtureData(busy());
    const window = await renderer.open(data, { at: atFirst, viewport: WIDE });
    const panes = () =>
      window.page.evaluate(() =>
        ['nav', 'main', 'h2', '[aria-label] header a'].map((selector) => {
          const box = document.querySelector(selector)?.getBoundingClientRect();
          return { left: Math.round(box?.left ?? 0), right: Math.round(innerWidth - (box?.right ?? 0)) };
        }),
      );
    const english = await panes();

    await speakIn(window, data, ARABIC);
    const arabic = await panes();

    expect(await window.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    for (const [index, { left }] of english.slice(0, 2).entries()) expect(arabic[index]?.right).toBeCloseTo(left, -1);
    await window.close();
  });

  it('begins every text at the right, that of another language too', async () => {
    const data = fixtureData(busy());
    const window = await renderer.open(data, { at: atFirst, viewport: WIDE });
    await speakIn(window, data, ARABIC);
    await window.page.getByText('Gold').waitFor();

    const begins = await window.page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll('[dir="auto"]')]
          .filter((one) => getComputedStyle(one).display !== 'inline' && getComputedStyle(one).textAlign !== 'right')
          .map((one) => one.outerHTML),
      ),
    ]);

    expect(begins).toEqual([]);
    await window.close();
  });
});

describe('German', () => {
  it('has words for the times of an item', async () => {
    const data = fixtureData(busy());
    const window = await renderer.open(data, { at: atFirst, viewport: WIDE });
    await window.page.getByText('Placed in queue').waitFor();

    await speakIn(window, data, 'de');

    await window.page.getByText('In die Warteschlange gestellt').waitFor();
    expect(await window.page.getByText('Eingereicht').count()).toBe(1);
    await window.close();
  });
});

/** Every text that is seen or heard, but for what says of itself that it is of another language. */
function readPage(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const told: string[] = [];
    const isOurs = (element: Element) => element.closest('[lang]') === document.documentElement;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // A sentence may have a link in its middle.
    const sentences = new Map<Element | null, string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // A short name stands for another where there is no room for it.
      if (!node.parentElement || !isOurs(node.parentElement) || node.parentElement.closest('.short')) continue;
      const around = node.parentElement.closest('p, li, dd, dt, h1, h2, h3, button, label, legend, option, summary, div');
      sentences.set(around, `${sentences.get(around) ?? ''} ${node.textContent ?? ''}`);
    }
    told.push(...sentences.values());
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (!isOurs(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) told.push(element.getAttribute(name) ?? '');
    }
    return told;
  });
}

/** Texts with words that stand neither in the brackets of the pseudo-language nor in the data. */
function findForgotten(texts: readonly string[], data: FixtureData): readonly string[] {
  const known = JSON.stringify(data);
  return texts.filter((text) => {
    let rest = text;
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replaceAll(/\[[^[\]]*\]/g, ' ');
    }
    const words = rest.match(/\p{L}{3,}/gu) ?? [];
    return words.some((word) => !known.includes(word) && !CALENDAR.includes(word) && !NAMES.includes(word));
  });
}

const names = (how: Intl.DateTimeFormatOptions) =>
  Array.from({ length: 84 }, (_, index) => new Intl.DateTimeFormat('en-GB', how).format(new Date(2026, index, 1 + index)));
/** Days, months and what stands in lists, which come from `Intl`. */
const CALENDAR = [
  ...names({ month: 'long' }),
  ...names({ month: 'short' }),
  ...names({ weekday: 'long' }),
  ...names({ weekday: 'short' }),
  'and',
];
/** What has the same name in every language. */
const NAMES = ['Workbin', 'Notifier', 'Interaction', 'Server', 'https', 'gws', 'desk', 'example', 'interaction', 'interactionId'];
