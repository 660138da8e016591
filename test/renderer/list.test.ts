import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ItemView, RowsChange } from '../../src/core/contract.ts';
import { DEFAULT_LIST_VIEW, type ListView } from '../../src/core/list-view.ts';
import { formatRoute } from '../../src/core/route.ts';
import type { Settings } from '../../src/core/settings.ts';
import { busy, fixtureData, item, KEYS, manyItems, NOW } from './fixture-host.ts';
import { measure } from './inspection.ts';
import { ZOOMED, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';
import { speakIn } from './views.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const list = () => page.getByRole('list', { name: /^Interactions in/ });
const rows = () => list().getByRole('link');
const row = (name: string | RegExp) => list().getByRole('link', { name });
const groups = () => list().getByRole('button');
const search = () => page.getByRole('searchbox', { name: 'Search all workbins' });
const tools = () => page.getByRole('button', { name: 'Filter, sort and group' });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
const arranged = (view: Partial<ListView>, items: readonly ItemView[] = busy().items) =>
  fixtureData(busy({ items, settings: { ...busy().settings, lists: { all: { ...DEFAULT_LIST_VIEW, ...view } } } }));

describe('arranging a list', () => {
  it('sorts by what was chosen, keeps it for that list, and the next key decides where the first does not', async () => {
    await open(fixtureData(busy()));
    await tools().click();

    await page.getByLabel('Sort by').selectOption('Kind');
    await page.getByLabel('then by').selectOption('Age');
    await page.getByRole('button', { name: 'Age, the other way round' }).click();

    await expect.poll(() => rows().first().innerText()).toContain('Second opinion');
    expect((await window.calls('changeSettings')).at(-1)).toEqual([
      {
        lists: {
          all: {
            ...DEFAULT_LIST_VIEW,
            sort: [
              { by: 'media', descending: false },
              { by: 'age', descending: true },
            ],
          },
        },
      },
    ]);
    await page.getByRole('button', { name: 'As it was' }).click();
    await expect.poll(() => rows().first().innerText()).toContain('Refund');
  });

  it('gathers rows under headings that fold, by the keyboard too', async () => {
    await open(arranged({ group: 'owner' }));
    await groups().first().waitFor();
    expect(await groups().allInnerTexts()).toEqual(
      ['Mine\n6', 'Billing team\n4', 'Claims EMEA\n3', 'Floor 3\n2', 'Maya Okafor\n2'].map((text) =>
        expect.stringContaining(text.split('\n')[0]!),
      ),
    );

    await groups().first().focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => groups().first().getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^Billing team/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');

    await expect.poll(focused).toContain('Call me back');
  });

  it('shows the columns that were chosen, of the user data too', async () => {
    const items = busy().items.map((one) => ({ ...one, data: { CustomerSegment: 'Gold', OrderNumber: '7431' } }));
    await open(arranged({ columns: ['segment', 'data:OrderNumber'] }, items));

    const told = await row(/Refund/).innerText();

    expect(told).toContain('Gold');
    expect(told).toContain('7431');
    expect(told).not.toContain('Ada Njoku');
  });
});

describe('a row with user data', () => {
  it('has its lines on the side of the page, whatever is written in it', async () => {
    const items = busy().items.map((one) => ({ ...one, data: { OrderNumber: 'A 7431' } }));
    const data = arranged({ columns: ['customer', 'data:OrderNumber'] }, items);
    await open(data);
    await speakIn(window, data, 'ar-u-nu-latn');
    const fact = page.locator('[title=OrderNumber]').first();

    expect(await fact.evaluate((one) => getComputedStyle(one).borderRightWidth)).toBe('1px');
  });
});

describe('the tools of the list', () => {
  it('do not make the page higher than the window', async () => {
    await open(fixtureData(busy()), { viewport: ZOOMED });

    await tools().click();
    await page.getByLabel('Sort by').waitFor();

    expect((await measure(page)).page).toBe('as high as the window');
  });
});

describe('columns of the user data', () => {
  const keys = () => page.getByRole('list', { name: 'Keys that occur here' });
  const field = () => page.getByRole('textbox', { name: 'A key of the user data' });
  const columns = async () => ((await window.calls('changeSettings')).at(-1)?.[0] as Settings | undefined)?.lists['all']?.columns;

  it('are picked from the keys that occur, with fewer as one types, or typed', async () => {
    await open(fixtureData(busy()));
    await tools().click();
    await page.getByText('and 9 more').waitFor();
    expect(await window.calls('listDataKeys')).toEqual([[null]]);

    await field().fill('gros');
    expect(await keys().getByRole('button').allInnerTexts()).toEqual(['Größe']);
    await keys().getByRole('button', { name: 'Größe' }).click();
    await expect.poll(columns).toEqual([...DEFAULT_LIST_VIEW.columns, 'data:Größe']);
    expect(await field().evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await keys().getByRole('button', { name: 'Größe' }).count()).toBe(0);
    await page.keyboard.type('ordernumber');
    await page.keyboard.press('Enter');
    await expect.poll(columns).toEqual([...DEFAULT_LIST_VIEW.columns, 'data:Größe', 'data:OrderNumber']);
    await page.keyboard.type('Unheard of');
    await page.keyboard.press('Enter');

    await expect.poll(columns).toContain('data:Unheard of');
  });
});

describe('the heads of the columns', () => {
  const heads = () => page.getByRole('table', { name: 'Columns' });
  const head = (name: string) => heads().getByRole('columnheader', { name });
  const sort = async () => ((await window.calls('changeSettings')).at(-1)?.[0] as Settings | undefined)?.lists['all']?.sort;
  const at = { viewport: { width: 1900, height: 700 } };

  it('sort by a click, turn round by a second, and take further keys with Shift, by the keyboard too', async () => {
    await open(fixtureData(busy()), at);
    expect(await head('Age').getAttribute('aria-sort')).toBe('ascending');

    await head('Subject').getByRole('button').click();
    await expect.poll(() => head('Subject').getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(() => rows().first().innerText()).toContain('@acme');
    await head('Subject').getByRole('button').click();
    await expect.poll(() => head('Subject').getAttribute('aria-sort')).toBe('descending');
    await head('Kind').getByRole('button').click();
    await head('Workbin')
      .getByRole('button')
      .click({ modifiers: ['Shift'] });
    await head('Age').getByRole('button').focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => head('Age').innerText()).toContain('3');
    await page.keyboard.press('Shift+Space');

    await expect.poll(sort).toEqual([
      { by: 'media', descending: false },
      { by: 'workbin', descending: false },
      { by: 'age', descending: true },
    ]);
    expect(await heads().locator('[aria-sort=ascending], [aria-sort=descending]').count()).toBe(1);
    expect(await focused()).toContain('Age');
    await tools().click();
    expect(await page.getByLabel('then by').first().inputValue()).toBe('Workbin');
  });

  it('sort by what was chosen from the user data', async () => {
    const items = busy().items.map((one, index) => ({ ...one, data: { OrderNumber: `${90 - index}` } }));
    await open(arranged({ columns: ['customer', 'data:OrderNumber'] }, items), at);

    await head('OrderNumber').getByRole('button').click();

    await expect.poll(() => rows().first().innerText()).toContain('75');
    expect(await sort()).toEqual([{ by: 'data:OrderNumber', descending: false }]);
  });

  it.each(['en-GB', 'ar-u-nu-latn'])('stand above their cells in %s', async (locale) => {
    const data = fixtureData(busy({ items: manyItems(100) }));
    await open(data, at);
    await speakIn(window, data, locale);
    const edges = (selector: string) =>
      page.locator(selector).evaluateAll((all) =>
        all.map((one) => {
          const { left, right } = one.getBoundingClientRect();
          return Math.round(document.documentElement.dir === 'rtl' ? right : left);
        }),
      );

    const above = await edges('[role=columnheader] .word');
    const below = await edges('li:first-child .subject, li:first-child .customer, li:first-child .workbin');

    expect(above.slice(0, 4)).toEqual(below);
  });

  it.each([
    [1100, 440, 'Subject'],
    [760, 311, null],
    [380, 380, null],
  ])('in a window of %i px, a list of %i px, begin with %s', async (width, _list, first) => {
    await open(fixtureData(busy()), { viewport: { width, height: 700 } });
    await row(/Refund/).waitFor();

    const shown = await heads().getByRole('columnheader').allInnerTexts();

    expect(shown[1] ?? null).toBe(first);
  });
});

describe('reading while things come', () => {
  const came = (n: number) => item([`0003aANEW00000${n}`, KEYS.billing, 'chat', `Just in ${n}`, 'Rosa', 0, true]);

  it('shows at once what comes while nobody reads', async () => {
    await open(fixtureData(busy()));
    await row(/Refund/).waitFor();

    await window.show(busy({ at: NOW + 1, items: [came(1), ...busy().items] }));

    await row(/Just in 1/).waitFor();
    expect((await row(/Just in 1/).boundingBox())?.y).toBeLessThan((await row(/Refund/).boundingBox())?.y ?? 0);
    expect(await page.getByRole('button', { name: /new above/ }).count()).toBe(0);
  });

  it.each([
    ['under the pointer', () => row(/Call me back/).hover()],
    ['with the focus', () => row(/Call me back/).focus()],
  ])('never moves the row %s, and says how many came above', async (_what, read) => {
    const many = [...busy().items, ...manyItems(100)];
    await open(fixtureData(busy({ items: many })));
    await read();
    const before = await row(/Call me back/).boundingBox();

    await window.show(busy({ at: NOW + 1, items: [came(1), ...many] }));
    await window.show(busy({ at: NOW + 2, items: [came(2), came(1), ...many] }));

    await page.getByRole('button', { name: '2 new above' }).waitFor();
    expect((await row(/Call me back/).boundingBox())?.y).toBe(before?.y);
    await page.getByRole('button', { name: '2 new above' }).click();
    await expect.poll(focused).toMatch(/Just in/);
    expect(await page.getByRole('button', { name: /new above/ }).count()).toBe(0);
  });
});

describe('rows that were missed', () => {
  const gap = { from: 7, to: 8, put: '[]', gone: [] } as unknown as RowsChange;

  it('are read again', async () => {
    await open(fixtureData(busy()));
    await row(/Refund/).waitFor();

    await window.change({ snapshot: busy({ items: busy().items.slice(1) }) });
    await window.emit('rows', gap);

    await expect.poll(() => rows().count()).toBe(15);
    expect(await window.calls('rows')).toHaveLength(2);
  });

  it('and cannot be read leave a list that never looks live, with a way out', async () => {
    await open(fixtureData(busy()));
    await row(/Refund/).waitFor();
    await window.change({ rowsFail: 'Something broke' });

    await window.emit('rows', gap);

    await page.getByText('This list may be out of date: Something broke.').waitFor();
    expect(await page.locator('.stale').count()).toBe(1);
    await window.change({ rowsFail: '' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This list may be out of date').waitFor({ state: 'detached' });
    expect(await page.locator('.stale').count()).toBe(0);
  });
});

describe('searching', () => {
  it('finds as one types, over all workbins, and marks what was found', async () => {
    await open(fixtureData(busy()), { at: formatRoute({ view: 'list', workbin: KEYS.drafts }) });
    await page.keyboard.press('/');

    await page.keyboard.type('refund ada');

    await expect.poll(() => rows().count()).toBe(1);
    expect(await list().locator('mark').allTextContents()).toEqual(['Refund', 'Ada']);
    expect(await row(/Refund/).innerText()).toContain('Billing');
    await page.getByRole('status').filter({ hasText: '1 found' }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Refund');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Refund for order/ }).waitFor();
    expect(await search().inputValue()).toBe('refund ada');
  });

  it('shows the id and marks the medium where it was found by these', async () => {
    await open(fixtureData(busy()));

    await search().fill('FACE000');
    await expect.poll(() => rows().count()).toBe(1);
    expect(await list().locator('mark').allTextContents()).toEqual(['FACE000']);
    await search().fill('workitem');

    await expect.poll(() => rows().count()).toBe(3);
    expect(await list().locator('.media.found').count()).toBe(3);
  });

  it('offers to leave out one word of several that are not found together', async () => {
    await open(fixtureData(busy()));
    await search().fill('refund rosa');

    await page.getByRole('button', { name: 'Leave out “rosa”' }).click();

    await row(/Refund/).waitFor();
    expect(await search().inputValue()).toBe('refund');
  });

  it('finds what stands in the user data a moment later', async () => {
    await open(fixtureData(busy(), { found: { parcel: [busy().items[3]!.id] } }));

    await search().fill('parcel');
    await page.getByText('Nothing matches “parcel”').waitFor();
    await page.clock.runFor(200);

    await row(/Claim 4711/).waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('says what to loosen where nothing is found, and does so with one click', async () => {
    await open(fixtureData(busy()));
    await tools().click();
    await page.getByRole('group', { name: 'Show only' }).getByLabel('Kind').selectOption('Chat');
    await search().fill('refund');

    await page.getByText('Nothing matches “refund”').waitFor();
    await page.getByRole('button', { name: 'Look beyond Chat' }).click();

    await row(/Refund/).waitFor();
    await search().press('Escape');
    await expect.poll(() => rows().count()).toBe(16);
  });

  it('narrows to what is new, too old or in one workbin, and shows by what', async () => {
    await open(fixtureData(busy()));
    await tools().click();
    const only = page.getByRole('group', { name: 'Show only' });

    await only.getByLabel('New only').check();
    await expect.poll(() => rows().count()).toBe(3);
    await only.getByLabel('Workbin').selectOption('Billing – Billing team');
    await expect.poll(() => rows().count()).toBe(2);
    await page.getByRole('list', { name: 'Show only' }).getByRole('button', { name: /^New/ }).click();
    await expect.poll(() => rows().count()).toBe(4);
    await only.getByLabel('Age').selectOption('Too old');

    await expect.poll(() => rows().allInnerTexts()).toEqual([expect.stringContaining('direct debit')]);
  });

  it('ends where one goes to another list', async () => {
    await open(fixtureData(busy()));
    await search().fill('refund');
    await expect.poll(() => rows().count()).toBe(1);

    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Claims/ })
      .click();

    await expect.poll(() => rows().count()).toBe(3);
    expect(await search().inputValue()).toBe('');
  });
});
