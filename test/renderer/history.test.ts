import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { EVERYTHING } from '../../src/core/history-query.ts';
import { formatRoute, readRoute } from '../../src/core/route.ts';
import type { InteractionId } from '../../src/core/workbin.ts';
import { busy, fixtureData, happenings, HOSTILE, KEYS, longHistory, NOW, type FixtureData } from './fixture-host.ts';
import { NARROW, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});
const show = (more: Partial<FixtureData> = {}, options = {}) =>
  open(fixtureData(busy(), more), { at: formatRoute({ view: 'history' }), ...options });

const entries = () => page.locator('li.entry');
const heading = (name: string) => page.getByRole('heading', { name, exact: true });

describe('the history', () => {
  it('tells for each thing when it was, what, where and what became of it, by days', async () => {
    await show();

    await heading('Today').waitFor();
    expect(await entries().first().innerText()).toMatch(/^14:01\s+Email:\s+Refund for order 7431 has not arrived\s+Ada Njoku/);
    expect(await entries().first().innerText()).toMatch(/Arrived\s*Announced\s+in\s+Billing$/);
    const text = await page.locator('ul[aria-label="History"]').innerText();
    expect(text).toContain('Not announced: alerts are switched off for this workbin');
    expect(text).toContain('Held: alerts are paused until 14:00');
    expect(text).toContain('Nothing answers at this address');
    expect(text).toContain('Opened in the browser');
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, 2000);
    await heading('Yesterday').waitFor();
    await heading('Wednesday 25 February').waitFor();
  });

  it('shows customers’ text as text', async () => {
    await show({ history: happenings().filter(({ subject }) => subject === HOSTILE) });

    await page.getByText(HOSTILE).waitFor();
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  });

  it('opens an item with a click, and a row without one is no link', async () => {
    await show();

    expect(await entries().filter({ hasText: 'Nothing answers at this address' }).getByRole('link').count()).toBe(0);
    await entries().first().getByRole('link').click();

    await page.getByRole('heading', { name: 'Refund for order 7431 has not arrived' }).waitFor();
  });

  it('is come back to as it was left, at the entry that was opened, with Escape and with the arrow', async () => {
    await show({ history: longHistory(500), historyPage: 100 });
    await page.getByRole('searchbox').fill('letter 1');
    await page.getByRole('link', { name: /Letter 100 / }).waitFor();
    await page.getByRole('link', { name: /Letter 1 / }).focus();
    await page.keyboard.press('End');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const opened = await focused();
    expect(opened).toMatch(/Letter 1\d\d/);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Back to the history' }).first().waitFor();

    await page.keyboard.press('Escape');
    await entries().first().waitFor();

    expect(await page.evaluate(() => location.hash)).toBe('#/history');
    await expect.poll(focused).toBe(opened);
    expect(await page.getByRole('searchbox').inputValue()).toBe('letter 1');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Back to the history' }).first().click();
    await expect.poll(focused).toBe(opened);
  });

  it('is not come back to from an item that an alert opened, and begins anew the next time', async () => {
    await show();
    const first = await entries().first().getByRole('link').getAttribute('href');
    await page.getByRole('searchbox').fill('refund');
    await expect.poll(() => entries().count()).toBeLessThan(5);

    await window.emit('route', readRoute(first)!);
    await heading('Refund for order 7431 has not arrived').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Choose an interaction').waitFor();
    await page.getByRole('link', { name: 'History' }).click();

    await heading('Yesterday').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it('is not come back to from the same item when that is opened in a list later', async () => {
    await show();
    await entries().first().getByRole('link').click();
    const item = page.getByRole('heading', { name: 'Refund for order 7431 has not arrived' });
    await item.waitFor();
    await page.keyboard.press('Escape');
    await heading('Today').waitFor();
    await page.keyboard.press('Escape');

    await page.locator('a[href*="/item/"]', { hasText: 'Refund for order 7431 has not arrived' }).click();
    await item.waitFor();
    await page.keyboard.press('Escape');
    await item.waitFor({ state: 'detached' });

    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/list/);
  });

  it('is read with the keyboard alone: one stop for the Tab key, arrows from item to item', async () => {
    await show({ history: longHistory(500), historyPage: 100 });
    await page.getByRole('link', { name: /Letter 1 / }).focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('PageDown');
    const after = await page.evaluate(() => document.activeElement?.textContent);
    expect(after).not.toMatch(/Letter [12] /);
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Letter 1');
    expect(await page.locator('ul[aria-label="History"] a[tabindex="0"]').count()).toBe(1);
  });

  it('reads on as one scrolls, a hundred thousand entries, and holds only those that are seen', async () => {
    await show({ history: longHistory(100_000), historyPage: 20_000 });
    const scroller = page.locator('.scroller', { has: page.locator('ul[aria-label="History"]') });
    await entries().first().waitFor();

    for (let pages = 1; pages < 5; pages++) {
      const asked = (await window.calls('readHistory')).length;
      await scroller.evaluate((one) => one.scrollTo({ top: one.scrollHeight }));
      await expect.poll(async () => (await window.calls('readHistory')).length).toBeGreaterThan(asked);
    }
    await scroller.evaluate((one) => one.scrollTo({ top: one.scrollHeight }));
    await page.getByText('Letter 100000').waitFor();

    expect(await page.locator('ul[aria-label="History"] li').count()).toBeLessThan(80);
  });

  it('takes in what is new above what is read, which stays in its place', async () => {
    const rows = longHistory(300);
    await show({ history: rows.slice(3) });
    const scroller = page.locator('.scroller', { has: page.locator('ul[aria-label="History"]') });
    await entries().first().waitFor();
    await scroller.evaluate((one) => one.scrollTo({ top: 2200 }));
    const seen = page.getByText('Letter 55', { exact: true });
    const before = await seen.boundingBox();

    await window.change({ history: rows });
    await window.emit('history', null);
    await expect.poll(() => scroller.evaluate((one) => one.scrollTop)).toBe(2200 + 3 * 44);

    expect(await seen.boundingBox()).toEqual(before);
    await scroller.evaluate((one) => one.scrollTo({ top: 0 }));
    await page.getByText('Letter 1', { exact: true }).waitFor();
  });
});

describe('the search and the filters', () => {
  it('ask the host for what is wanted, and say how to loosen what gives nothing', async () => {
    await show();
    await entries().first().waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('water');
    await expect.poll(() => entries().count()).toBe(4);
    await page.getByLabel('What').selectOption('Arrivals');
    await page.getByLabel('Outcome').selectOption('Not announced');
    await page.getByLabel('Workbin', { exact: true }).selectOption('Claims, Claims EMEA');
    await page.getByLabel('Media').selectOption('Workitem');
    await page.getByLabel('When').selectOption('Today');
    await expect.poll(() => entries().count()).toBe(1);

    const midnight = new Date(NOW).setHours(0, 0, 0, 0);
    expect((await window.calls('readHistory')).at(-1)).toEqual([
      {
        ...EVERYTHING,
        text: 'water',
        kind: 'arrived',
        outcome: 'silenced',
        workbin: KEYS.claims,
        media: 'workitem',
        from: midnight,
      },
      null,
      null,
    ]);
    await page.getByLabel('Outcome').selectOption('Held');
    await page.getByText('Nothing matches “water”').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(() => entries().count()).toBeGreaterThan(10);
    expect(await page.getByLabel('When').inputValue()).toBe('any');
    expect((await window.calls('readHistory')).at(-1)).toEqual([EVERYTHING, null, null]);
  });

  it('are let go of one by one where nothing fits', async () => {
    await show();
    await page.getByRole('searchbox').fill('WÄTER');
    await page.getByLabel('Outcome').selectOption('Held');
    await page.getByLabel('Owner').selectOption('Mine');

    await page.getByRole('button', { name: 'Look beyond Held' }).click();
    await page.getByText('Nothing matches “WÄTER”').waitFor();
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Look beyond Mine' }).click();

    await expect.poll(() => entries().count()).toBe(4);
    expect(await entries().first().locator('mark').allInnerTexts()).toEqual(['water']);
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Segment').selectOption('Silver');
    await expect.poll(async () => (await window.calls('readHistory')).at(-1)?.[0]).toEqual({ ...EVERYTHING, segment: 'Silver' });
  });

  it('read only what is new once something has happened', async () => {
    await show({ history: happenings().slice(1) });
    await entries().first().waitFor();

    await window.change({ history: happenings() });
    await window.emit('history', null);

    await page.getByText('Refund for order 7431 has not arrived').first().waitFor();
    expect((await window.calls('readHistory')).at(-1)).toEqual([EVERYTHING, null, 'k1']);
    expect(await entries().count()).toBeGreaterThan(10);
  });

  it('fold away in a narrow window, and say how many are in use', async () => {
    await show({}, { viewport: NARROW });
    await entries().first().waitFor();
    expect(await page.getByLabel('Outcome').isVisible()).toBe(false);

    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Outcome').selectOption('Held');

    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
  });

  it('give the search up with Escape, before the page', async () => {
    await show();
    await page.getByRole('searchbox').fill('zebra');
    await page.getByText('Nothing matches “zebra”').waitFor();

    await page.keyboard.press('Escape');
    await entries().first().waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });
});

describe('since somebody left', () => {
  const absence = { since: NOW - 30 * 60_000, until: NOW, arrived: 3, unannounced: 1, left: 1, aged: 0, unwatched: 11 * 60_000 };

  it('is summed up, and marked in the list', async () => {
    await show({ absence });

    await page
      .getByText(
        'Since 13:32, when you left: 3 arrived, 1 was not announced, 1 left its workbin and nothing was watched for 11 minutes',
      )
      .waitFor();
    const lines = await page.locator('ul[aria-label="History"] li').allInnerTexts();
    const mark = lines.findIndex((line) => line === 'You left 13:32');
    expect(lines[mark - 1]).toContain('13:37');
    expect(lines[mark + 1]).toContain('13:31');
  });

  it('may be that nothing has happened', async () => {
    await show({ absence: { ...absence, arrived: 0, unannounced: 0, left: 0, unwatched: 0 } });

    await page.getByText('Since 13:32, when you left, nothing has happened').waitFor();
  });

  it('is told to who comes back, until it is put away or looked up', async () => {
    await show({ absence }, { at: '#/list' });
    const words = page.getByText('Since 13:32, when you left');
    await words.waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await words.count()).toBe(0);

    await window.change({ absence: { ...absence, since: NOW - 20 * 60_000 } });
    await page.evaluate(() => void dispatchEvent(new Event('focus')));
    await page.getByText('Since 13:42, when you left').waitFor();
    await page.getByRole('link', { name: 'Show', exact: true }).click();
    await entries().first().waitFor();
    await page.goBack();

    await page.getByRole('link', { name: /Your shop in Leeds/ }).waitFor();
    expect(await page.getByText('when you left').count()).toBe(0);
  });

  it.each([
    ['long ago', { until: NOW - 11 * 60_000 }],
    ['and nobody is back', { until: null }],
    ['and nothing happened', { arrived: 0, left: 0, unannounced: 0 }],
  ])('is not told where it was %s', async (_when, more) => {
    await show({ absence: { ...absence, ...more } }, { at: '#/list' });
    await page.getByRole('link', { name: /Your shop in Leeds/ }).waitFor();
    await expect.poll(async () => (await window.calls('readAbsence')).length).toBe(1);

    expect(await page.getByText('when you left').count()).toBe(0);
  });

  it('is a filter too', async () => {
    await show({ absence });

    await page.getByLabel('When').selectOption('Since you left');
    await expect
      .poll(async () => (await window.calls('readHistory')).at(-1)?.[0])
      .toMatchObject({ from: absence.since, to: null });
  });
});

describe('how the history is kept', () => {
  it.each([
    ['session', 'kept only until the app ends'],
    ['locked', 'Your earlier history is locked'],
    ['unwritable', 'The disk does not take the history'],
  ] as const)('is said where it is %s', async (keeping, words) => {
    await show({ keeping });

    await page.getByText(words).waitFor();
    await entries().first().waitFor();
  });

  it('is not said where all is well', async () => {
    await show();
    await entries().first().waitFor();

    expect(await page.getByText('until the app ends').count()).toBe(0);
  });

  it('not at all can be changed', async () => {
    await show({ keeping: 'off', history: [] });
    await page.getByText('No history is kept').waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);

    await page.getByRole('button', { name: 'Keep it for 30 days' }).click();
    await expect.poll(() => window.calls('changeSettings')).toEqual([[{ historyDays: 30 }]]);
  });

  it('is empty at first', async () => {
    await show({ history: [] });

    await page.getByText('Nothing has happened yet').waitFor();
  });

  it('for longer is chosen at once, for less only when that is confirmed', async () => {
    await show();
    await entries().first().waitFor();
    const keep = async (words: string) => {
      await page.getByRole('button', { name: 'Options of the history' }).click();
      await page.getByLabel('Keep the history').selectOption(words);
    };

    await keep('for 90 days');
    await expect.poll(() => window.calls('changeSettings')).toEqual([[{ historyDays: 90 }]]);
    await page.keyboard.press('Escape');
    await keep('for 7 days');
    await page.getByRole('dialog').getByText('older than 7 days').waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect((await window.calls('changeSettings')).length).toBe(1);
    await keep('not at all');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();

    await expect.poll(() => window.calls('changeSettings')).toEqual([[{ historyDays: 90 }], [{ historyDays: 0 }]]);
  });

  it('ends when it is deleted, after a question', async () => {
    await show();
    await entries().first().waitFor();

    await page.getByRole('button', { name: 'Options of the history' }).click();
    await page.getByRole('button', { name: 'Delete the history' }).click();
    expect(await window.calls('clearHistory')).toEqual([]);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();

    await page.getByText('Nothing has happened yet').waitFor();
    expect(await window.calls('clearHistory')).toHaveLength(1);
  });
});

describe('an export', () => {
  async function exportAll(withCustomerData: boolean): Promise<void> {
    await page.getByLabel('What').selectOption('Arrivals');
    await page.getByRole('button', { name: 'Options of the history' }).click();
    await page.getByRole('button', { name: 'Export as a table' }).click();
    if (withCustomerData) await page.getByLabel('With subjects').check();
    await page.getByRole('button', { name: 'Choose a place' }).click();
  }

  it.each([false, true])('saves what is shown, customers’ data only if asked for: %s', async (withCustomerData) => {
    await show();

    await exportAll(withCustomerData);

    await page.getByText('The table was saved.').waitFor();
    expect(await window.calls('exportHistory')).toEqual([[{ query: { ...EVERYTHING, kind: 'arrived' }, withCustomerData }]]);
  });

  it('that fails says why', async () => {
    await show({ exportOutcome: { kind: 'failed', why: 'The file could not be written (EACCES). Choose another place.' } });

    await exportAll(false);

    await page.getByText('The file could not be written (EACCES). Choose another place.').waitFor();
  });
});

describe('the page of an item', () => {
  const at = formatRoute({ view: 'item', workbin: KEYS.claims, interactionId: '0003aAWORK00001' as InteractionId });
  const told = async () => {
    await heading('What happened, and why').waitFor();
    return page
      .locator('section', { has: heading('What happened, and why') })
      .last()
      .locator('li')
      .allInnerTexts();
  };

  it('tells what happened to it and why, the oldest first, and goes on doing so', async () => {
    await show({}, { at });

    const lines = await told();
    expect(lines.map((line) => line.split('\n')[0])).toEqual([
      'The server told of an error',
      'Status: Offered to you',
      'Arrived',
      'Left',
    ]);
    expect(lines[1]).toContain('It is offered to you (Invited)');
    expect(lines[2]).toContain('Not announced: alerts are switched off for this workbin');

    const [first] = happenings().filter(({ id }) => id === '0003aAWORK00001');
    await window.change({ history: [{ ...first!, kind: 'opened', reason: null, key: 'new' }, ...happenings()] });
    await window.emit('history', null);
    await page
      .locator('section', { has: heading('What happened, and why') })
      .last()
      .getByText('Opened')
      .waitFor();
  });

  it('tells it by its name though nothing else is known of it any more', async () => {
    await show({ details: {} }, { at });

    await page.getByRole('heading', { name: 'Claim 4711: water damage, photos attached' }).waitFor();
    expect(await told()).toHaveLength(4);
  });

  it('says nothing where nothing is known', async () => {
    await show({ history: [] }, { at });

    await page.getByRole('heading', { name: 'User data' }).waitFor();
    expect(await heading('What happened, and why').count()).toBe(0);
  });
});
