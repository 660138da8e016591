import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, busyTraffic, degraded, fixtureData, item, KEYS, NOW } from './fixture-host.ts';
import { NARROW, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const card = (name: RegExp) => page.getByRole('region', { name: 'Overview' }).getByRole('link', { name });

const notedLooks = () => window.calls('lookAt').then((calls) => calls.map(([workbin]) => workbin));

describe('what is new', () => {
  it('stays while the overview and the list of all are read, and ends where the own list of the workbin was on the screen', async () => {
    await open(fixtureData(busy()), { at: '#/overview' });
    await card(/^Billing/).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: /^All/ }).click();
    await page.getByRole('heading', { name: 'All' }).waitFor();
    expect(await notedLooks()).toEqual([]);

    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Billing/ })
      .click();
    await page.getByRole('heading', { name: 'Billing' }).waitFor();
    await expect.poll(notedLooks).toEqual([KEYS.billing]);
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();

    await expect.poll(notedLooks).toEqual([KEYS.billing, null]);
  });

  it('is not looked at by a search, nor behind an item that fills a narrow window', async () => {
    await open(fixtureData(busy()), { at: formatRoute({ view: 'list', workbin: KEYS.billing }), viewport: NARROW });
    await expect.poll(notedLooks).toEqual([KEYS.billing]);

    await page.getByRole('searchbox', { name: 'Search all workbins' }).fill('refund');
    await expect.poll(notedLooks).toEqual([KEYS.billing, null]);
    await page.getByRole('searchbox', { name: 'Search all workbins' }).fill('');
    await expect.poll(notedLooks).toEqual([KEYS.billing, null, KEYS.billing]);
    await page.getByRole('link', { name: /Refund/ }).click();

    await expect.poll(notedLooks).toEqual([KEYS.billing, null, KEYS.billing, null]);
  });

  it('keeps its line whole beside a long name of an owner and many digits', async () => {
    const workbins = busy().workbins.map((one) => ({ ...one, count: 12_345, unseen: 4321, oldestAt: NOW - 8 * 86_400_000 }));
    await open(fixtureData(busy({ workbins })), { at: '#/overview', viewport: NARROW });
    await card(/^Billing/).waitFor();

    const lines = await page.locator('.counts, .ages').evaluateAll((all) => all.map((one) => one.clientHeight));

    expect(Math.max(...lines)).toBeLessThan(30);
  });
});

describe('the overview', () => {
  it('tells of each watched workbin what waits, what is new, how old it is and what came and left', async () => {
    await open(fixtureData(busy()), { at: '#/overview' });
    await card(/^Billing/).waitFor();

    const told = (await card(/^Billing/).innerText()).replace(/\s+/g, ' ');

    expect(told).toContain('Billing Billing team 4 waiting 2 new 2 new since your last look, 26 min ago');
    expect(told).toMatch(/oldest (yesterday|Sun)/);
    expect(
      await card(/Claims/)
        .getByRole('img')
        .getAttribute('aria-label'),
    ).toMatch(/^\d+ came and 16 left since 06:15$/);
    expect(await page.getByRole('region', { name: 'Overview' }).getByRole('listitem').count()).toBe(7);
    expect(await page.title()).toBe('Overview – Workbin Notifier');
  });

  it('leads to the list of a workbin, by the keyboard too', async () => {
    await open(fixtureData(busy()));
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).focus();

    await page.keyboard.press('Enter');
    await card(/^Billing/).focus();
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Billing' }).waitFor();
    expect(await page.evaluate(() => location.hash)).toBe(formatRoute({ view: 'list', workbin: KEYS.billing }));
  });

  it('follows what comes', async () => {
    await open(fixtureData(busy()), { at: '#/overview' });
    await card(/^Billing/).waitFor();

    const came = item(['0003aANEW000001', KEYS.billing, 'chat', 'Just in', 'Rosa', 0, true]);
    await window.change({ traffic: busyTraffic({ workbins: [{ workbin: KEYS.billing, came: [1], left: [] }] }) });
    await window.show(busy({ at: NOW + 1, items: [came, ...busy().items] }));

    await card(/5 waiting 3 new since your last look/).waitFor();
    await card(/^Billing/)
      .getByRole('img', { name: '1 came and 0 left since 06:15' })
      .waitFor();
  });

  it('says since when it counts where that is not long ago, and what is not watched', async () => {
    await open(fixtureData(degraded(), { traffic: busyTraffic({ since: NOW - 60 * 60_000 }) }), { at: '#/overview' });

    await page.getByText('in 15 minutes each, counted since 13:02').waitFor();
    expect(await card(/^Claims/).innerText()).toContain('Not watching: The server refused to watch it');
  });

  it('shows the way where nothing is watched', async () => {
    await open(fixtureData(busy({ items: [], workbins: [] })), { at: '#/overview' });

    await page.getByRole('link', { name: 'Choose workbins' }).click();

    expect(await page.evaluate(() => location.hash)).toBe('#/settings/watch');
  });
});
