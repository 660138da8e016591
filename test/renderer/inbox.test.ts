import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import type { ItemView } from '../../src/core/contract.ts';
import {
  busy,
  degraded,
  detailsOf,
  exceptOne,
  fixtureData,
  HOSTILE,
  id,
  item,
  KEYS,
  loading,
  manyItems,
  NOW,
  stale,
} from './fixture-host.ts';
import { NARROW, NORMAL, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const rows = () => page.getByRole('list', { name: /^Interactions in/ }).getByRole('link');
const row = (name: string | RegExp) => page.getByRole('list', { name: /^Interactions in/ }).getByRole('link', { name });
const hash = () => page.evaluate(() => location.hash);
const focused = () => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
const routeTo = (one: ItemView) => formatRoute({ view: 'item', workbin: one.workbin, interactionId: one.id });

function at(index: number): ItemView {
  const found = busy().items[index];
  if (found === undefined) throw new Error(`The fixtures hold no item ${index}.`);
  return found;
}

describe('the list', () => {
  it('holds what waits, newest first, with kind, subject, customer, workbin and age', async () => {
    await open(fixtureData(busy()));

    const told = await rows().first().innerText();

    expect(await rows().count()).toBe(16);
    expect(told.split(/\s*\n\s*/).join(' ')).toBe(
      'Unread. Email: Refund for order 7431 has not arrived Ada Njoku Billing team in Billing now',
    );
    expect(await page.title()).toBe('All – Workbin Notifier');
  });

  it('is that of one workbin after a click in the side pane', async () => {
    await open(fixtureData(busy()));

    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Billing/ })
      .click();

    expect(await hash()).toBe(formatRoute({ view: 'list', workbin: KEYS.billing }));
    await page.getByRole('heading', { name: 'Billing' }).waitFor();
    expect(await rows().count()).toBe(4);
  });

  it('is one stop for the Tab key and moves the focus with the arrows', async () => {
    await open(fixtureData(busy()));
    await page.getByRole('button', { name: 'Filter, sort and group' }).focus();

    // The heads of the columns are one stop, too.
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Subject');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Refund for order');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Call me back');
    await page.keyboard.press('End');
    expect(await focused()).toContain('Contract from before');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Contract from before');
    await page.keyboard.press('Home');
    expect(await focused()).toContain('Refund for order');
    expect(await page.locator('a[tabindex="0"]').count()).toBe(1);
  });

  it('opens an item with Enter, keeps the list of all beside it, and comes back with Escape', async () => {
    await open(fixtureData(busy()), { at: '#/list' });
    await row(/Claim 4711/).focus();

    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Claim 4711/ }).waitFor();
    expect(await hash()).toBe(routeTo(at(3)));
    expect(await rows().count()).toBe(16);
    expect(await row(/Claim 4711/).getAttribute('aria-current')).toBe('true');

    await page.keyboard.press('Escape');
    await page.getByText('Choose an interaction').waitFor();
    expect(await hash()).toBe('#/list');
    expect(await focused()).toContain('Claim 4711');
  });

  it('keeps ten thousand items usable', async () => {
    await open(fixtureData(busy({ items: manyItems(10_000) })));

    expect(await rows().count()).toBeLessThan(60);
    await rows().first().focus();
    await page.keyboard.press('End');
    expect(await focused()).toContain('Letter 10000');
    await page.keyboard.press('PageUp');
    expect(await focused()).toMatch(/Letter 99\d\d/);
    await page.getByText('10,000 items').waitFor();
    expect(await rows().first().locator('xpath=..').getAttribute('aria-setsize')).toBe('10000');
  });

  it('counts what is new in the same way as what waits', async () => {
    const items = manyItems(1532).map((one, index) => ({ ...one, unread: index < 1500 }));
    await open(fixtureData(busy({ items })));

    await page.getByText('1,532 items, 1,500 new', { exact: true }).waitFor();
    const billing = page.getByRole('navigation').getByRole('link', { name: /^Billing/ });
    expect(await billing.innerText()).toContain('1,500 new');
  });

  it('keeps what is read under the eyes when something arrives above it', async () => {
    const items = manyItems(500);
    await open(fixtureData(busy({ items })));
    await rows().first().focus();
    for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowDown');
    const before = await row('Letter 61 ').boundingBox();

    await window.show(
      busy({ at: NOW + 1, items: [item(['0003aANEW000001', KEYS.billing, 'chat', 'Just in', 'Rosa', 0, true]), ...items] }),
    );
    await page.getByText('501 items').waitFor();

    await expect.poll(async () => (await row('Letter 61 ').boundingBox())?.y).toBe(before?.y);
    expect(await focused()).toContain('Letter 61 ');
  });

  it('hands the focus to a neighbour when the focused item leaves', async () => {
    await open(fixtureData(busy()));
    await row(/Call me back/).focus();

    await window.show(busy({ at: NOW + 1, items: busy().items.filter(({ id: one }) => one !== at(2).id) }));

    await expect.poll(focused).toContain('Claim 4711');
  });

  it('shows one line a row when the settings say so', async () => {
    await open(fixtureData(busy({ settings: { ...busy().settings, density: 'compact' } })));
    expect((await rows().first().boundingBox())?.height).toBe(31);

    await window.show(busy({ at: NOW + 1 }));

    await expect.poll(async () => (await rows().first().boundingBox())?.height).toBe(43);
  });

  it('mutes its workbin and marks everything as read', async () => {
    await open(fixtureData(busy()), { at: formatRoute({ view: 'list', workbin: KEYS.billing }) });

    await page.getByRole('button', { name: 'Mute Billing' }).click();
    await page.getByRole('button', { name: 'Mute Billing', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();

    expect(await window.calls('changeSettings')).toEqual([[{ mutedWorkbins: [KEYS.billing] }]]);
    expect(await window.calls('markRead')).toEqual([[KEYS.billing, null]]);
  });

  it('keeps its ages true while nothing happens', async () => {
    await open(fixtureData(busy()));

    await page.clock.runFor(60_000);

    await row(/Refund for order 7431 .* 1 min/).waitFor();
  });
});

describe('what is told of the state', () => {
  it('is nothing more than the foot of the side pane while all is well', async () => {
    await open(fixtureData(busy()));

    expect(
      (
        await page
          .getByRole('link', { name: /^Connection:/ })
          .first()
          .innerText()
      ).replace(/\s+/g, ' '),
    ).toContain('Live As of 14:02');
    expect(await page.locator('.strip').count()).toBe(0);
  });

  it('is from when the list is, with a way to try at once, while it is stale', async () => {
    await open(fixtureData(stale()));

    await page.getByText('As of 13:51, reconnecting').waitFor();
    await page.getByRole('button', { name: 'Try now' }).click();

    expect(await window.calls('retry')).toEqual([[null]]);
    expect(await page.locator('.stale').count()).toBe(1);
  });

  it('names the workbin that is not watched', async () => {
    await open(fixtureData(degraded()));

    await page.getByText('Not watching Claims: The server refused to watch it', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Why' }).click();

    await page.getByRole('heading', { name: 'Partly watching' }).waitFor();
  });

  it('names the workbin whose watching failed for good, although all else is live', async () => {
    await open(fixtureData(exceptOne()));

    await page.getByText('Not watching Claims: The server refused to watch it', { exact: true }).waitFor();
    const foot = page.getByRole('navigation').getByRole('link', { name: 'Connection: Live, except 1 workbin' });
    expect(await foot.locator('svg.degraded').count()).toBe(1);

    await window.show(busy({ at: NOW + 1 }));
    await page.getByText('Not watching Claims').waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByRole('link', { name: 'Connection: Live As of' }).waitFor();
  });

  it('marks no workbin as watched while offline', async () => {
    await open(fixtureData(stale()));
    const places = page.getByRole('navigation').getByRole('listitem');
    await row(/Refund/).waitFor();

    expect(await places.count()).toBe(7);
    expect(await places.locator('svg.offline').count()).toBe(7);
    expect(await places.filter({ hasText: 'Not watching while offline' }).count()).toBe(7);

    await window.show(busy({ at: NOW + 1 }));
    await expect.poll(() => places.locator('svg.offline').count()).toBe(0);
    expect(await places.filter({ hasText: 'Not watching' }).count()).toBe(0);
  });

  it('says that nothing waits and when that was seen', async () => {
    await open(fixtureData(busy({ items: [] })), { at: formatRoute({ view: 'list', workbin: KEYS.billing }) });

    await page.getByText('Nothing waits in Billing').waitFor();
    expect(await page.getByText('Last look').innerText()).toBe('Last look 14:02');
    expect(await page.locator('.choose').innerText()).toBe('');
  });

  it('asks for no choice where one workbin of several is empty', async () => {
    const items = busy().items.filter(({ workbin }) => workbin !== KEYS.billing);
    await open(fixtureData(busy({ items })), { at: formatRoute({ view: 'list', workbin: KEYS.billing }) });

    await page.getByText('Nothing waits in Billing').waitFor();
    expect(await page.locator('.choose').innerText()).toBe('');
  });

  it('says that there are no workbins, or that this one is gone', async () => {
    await open(fixtureData(busy({ items: [], workbins: [] })));
    await page.getByText('No workbins to watch').waitFor();

    await page.evaluate((to) => (location.hash = to), formatRoute({ view: 'list', workbin: KEYS.billing }));

    await page.getByText('This workbin is not there').waitFor();
  });

  it('shows skeleton rows for a first look that takes longer than 200 ms, then what was found', async () => {
    await open(fixtureData(loading()));
    const skeleton = page.getByRole('status').filter({ hasText: 'Reading what waits in All' });
    await skeleton.waitFor();
    expect(await skeleton.evaluate((one) => getComputedStyle(one).animationDelay)).toBe('0.2s');

    await window.show(busy({ at: NOW + 1 }));

    await row(/Refund/).waitFor();
    expect(await skeleton.count()).toBe(0);
  });

  it('shows nothing false while the host has not answered', async () => {
    await open(fixtureData(null));
    expect(await page.locator('main').textContent()).toMatch(/^Workbin Notifier\s*Opening\s*$/);

    await window.show(busy());

    await row(/Refund/).waitFor();
  });

  it('does not go back to an older snapshot', async () => {
    await open(fixtureData(busy()));
    await row(/Refund/).waitFor();

    await window.show(busy({ at: NOW - 1, items: [] }));
    await window.show(busy({ at: NOW + 1, notices: [{ id: 'n', text: 'Newer' }] }));

    await page.getByText('Newer', { exact: true }).waitFor();
    expect(await rows().count()).toBe(16);
  });

  it('keeps a notice until it is dismissed', async () => {
    await open(fixtureData(busy({ notices: [{ id: 'n1', text: 'It starts with this computer from now on.' }] })));

    await page.getByRole('button', { name: /^Dismiss/ }).click();

    expect(await window.calls('dismissNotice')).toEqual([['n1']]);
  });

  it('shows that there are quiet hours, and leads to them', async () => {
    const quietHours = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: 23 * 60 }];
    await open(fixtureData(busy({ settings: { ...busy().settings, quietHours } })));

    await page.getByText('Quiet hours until 23:00').waitFor();
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByRole('button', { name: 'Add quiet hours' }).waitFor();
  });

  it('shows until when alerts are held where quiet hours follow a pause or outlast it', async () => {
    const quietHours = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 14 * 60 + 30, until: 16 * 60 }];
    await open(fixtureData(busy({ settings: { ...busy().settings, quietHours, pausedUntil: NOW + 3_600_000 } })));
    await page.getByText('Alerts are paused until 16:00').waitFor();
    const during = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: 16 * 60 }];
    await open(fixtureData(busy({ settings: { ...busy().settings, quietHours: during, pausedUntil: NOW + 3_600_000 } })));
    await page.getByText('Quiet hours until 16:00').waitFor();
  });

  it('shows that alerts are paused and resumes them', async () => {
    await open(fixtureData(busy({ settings: { ...busy().settings, pausedUntil: NOW + 3_600_000 } })));
    await page.getByText('Alerts are paused until 15:02').waitFor();

    await page.getByRole('button', { name: 'Resume' }).click();

    expect(await window.calls('changeSettings')).toEqual([[{ pausedUntil: 0 }]]);
    await page.getByText('Alerts are paused').waitFor({ state: 'detached' });
  });

  it('bears a badge in the demo', async () => {
    await open(fixtureData(busy({ demo: true })));

    expect(await page.getByRole('navigation').getByText('Demo').count()).toBe(1);
  });

  it('tells a screen reader of arrivals, at most once in three seconds', async () => {
    await open(fixtureData(busy()));
    const told = page.locator('[data-announcements]');
    const arrival = (n: number) => item([`0003aANEW00000${n}`, KEYS.claims, 'chat', `Arrival ${n}`, null, 0, true]);
    await row(/Refund/).waitFor();

    await window.show(busy({ at: NOW + 1, items: [arrival(1), ...busy().items] }));
    await expect.poll(() => told.textContent()).toBe('New in Claims: Arrival 1');

    await window.show(busy({ at: NOW + 2, items: [arrival(2), arrival(1), ...busy().items] }));
    await window.show(busy({ at: NOW + 3, items: [arrival(3), arrival(2), arrival(1), ...busy().items] }));
    await row(/Arrival 3/).waitFor();
    expect(await told.textContent()).toBe('New in Claims: Arrival 1');

    await page.clock.runFor(3000);
    await expect.poll(() => told.textContent()).toBe('2 new: 2 in Claims');
  });
});

describe('details', () => {
  it('tell who, how to reach them, where and since when, and what was attached', async () => {
    await open(fixtureData(busy(), { details: { [at(0).id]: detailsOf(at(0), { alsoIn: [KEYS.followUps] }) } }), {
      at: routeTo(at(0)),
    });
    const details = page.getByRole('region', { name: 'Details' });
    await details.getByRole('heading', { name: 'Refund for order 7431 has not arrived' }).waitFor();

    const told = (await details.innerText()).replace(/\s+/g, ' ');

    for (const words of [
      'Ada Njoku ada.njoku@example.com',
      'In Billing (Billing team), received 14:01 (just now)',
      'Also in Follow-ups',
      'Kind Email, inbound',
      'State Waits in a workbin',
      'Segment Gold',
      'Service Billing',
      'Submitted yesterday 12:01 1 day ago',
      'OrderNumber 7431',
    ])
      expect(told).toContain(words);
    expect(told).not.toContain('RTargetRequested');
  });

  it('of something offered say so, and nothing of a workbin', async () => {
    const offered = { ...detailsOf(at(3)), workbin: null, state: 'Invited', arrivedAt: null };
    await open(fixtureData(busy(), { details: { [offered.id]: offered } }), { at: `#/item/-/${offered.id}` });
    const details = page.getByRole('region', { name: 'Details' });
    await details.getByText('OrderNumber', { exact: true }).waitFor();

    const told = (await details.innerText()).replace(/\s+/g, ' ');

    expect(told).toContain('State Offered to you');
    expect(told).not.toMatch(/first look|someone|In no workbin/);
    await window.change({ details: { [offered.id]: { ...offered, state: 'Processing' } } });
    await window.show(busy({ at: NOW + 1 }));
    await details.getByText('In no workbin').waitFor();
    expect(await window.calls('offerOpened')).toEqual([[offered.id]]);
    expect(await window.calls('markRead')).toEqual([]);
  });

  it('take the unread mark off what was opened, and only there', async () => {
    await open(fixtureData(busy()));

    await row(/Rechnungsadressenänderung/).click();
    await expect.poll(() => window.calls('markRead')).toEqual([[KEYS.billing, at(1).id]]);
    await row(/Claim 4711/).click();
    await page.getByRole('heading', { name: /Claim 4711/ }).waitFor();

    expect(await window.calls('markRead')).toHaveLength(1);
  });

  it('follow an item as it changes', async () => {
    await open(fixtureData(busy()), { at: routeTo(at(0)) });
    await page.getByText('OrderNumber', { exact: true }).waitFor();

    await window.change({ details: { [at(0).id]: detailsOf(at(0), { leftAt: NOW + 60_000, userData: [] }) } });
    await window.show(busy({ at: NOW + 1, items: busy().items.slice(1) }));

    await page.getByText('Left this workbin at 14:03. What is shown is the last that was known.').waitFor();
    await page.getByText('Nothing is attached to this interaction.').waitFor();
  });

  it('say that an interaction is no longer known, with a way back', async () => {
    await open(fixtureData(busy(), { details: {} }), { at: '#/item/-/0003aAGONE00001' });
    await page.getByRole('heading', { name: 'This interaction is no longer known' }).waitFor();
    expect(await window.calls('readItem')).toContainEqual([null, '0003aAGONE00001']);

    await page.getByRole('region', { name: 'Details' }).getByRole('link', { name: 'Back to the list' }).last().click();

    expect(await hash()).toBe('#/list');
  });

  it('show hostile text as it is', async () => {
    const hostile = at(9);
    await open(fixtureData(busy(), { details: { [hostile.id]: detailsOf(hostile, { address: HOSTILE, segment: HOSTILE }) } }), {
      at: routeTo(hostile),
    });
    await page.getByRole('heading', { name: HOSTILE }).waitFor();

    expect(await page.getByText(HOSTILE, { exact: true }).count()).toBeGreaterThanOrEqual(4);
    expect(await row(HOSTILE).innerText()).toContain('<b>Mallory</b>');
    expect(await page.locator('img, b').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  });

  it('filter the user data after a slash, the folded part too', async () => {
    await open(fixtureData(busy()), { at: routeTo(at(0)) });
    const fields = page.getByRole('region', { name: 'User data' });
    await fields.getByText('OrderNumber', { exact: true }).waitFor();
    expect(await fields.getByText('RVQID', { exact: true }).isVisible()).toBe(false);

    await page.keyboard.press('/');
    await page.keyboard.type('rv');
    await fields.getByText('RVQID', { exact: true }).waitFor();
    expect(await fields.getByText('OrderNumber', { exact: true }).count()).toBe(0);
    await page.keyboard.type('zz');
    await fields.getByText('No field holds “rvzz”.').waitFor();
    await page.keyboard.press('Escape');
    await fields.getByText('OrderNumber', { exact: true }).waitFor();

    expect(await hash()).toBe(routeTo(at(0)));
  });

  it('copy the id and open the browser, and say when it was not opened', async () => {
    await open(fixtureData(busy(), { opensInBrowser: false }), { at: routeTo(at(0)) });

    await page.getByRole('button', { name: 'Copy id' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.getByRole('button', { name: 'Open in browser' }).click();
    await page.getByRole('alert').filter({ hasText: 'The browser was not opened' }).waitFor();

    expect(await window.calls('copyText')).toEqual([[at(0).id]]);
    expect(await window.calls('openInBrowser')).toEqual([[KEYS.billing, at(0).id]]);
  });

  it('offer no browser without a template', async () => {
    await open(fixtureData(busy({ settings: { ...busy().settings, browserTemplate: '' } })), { at: routeTo(at(0)) });
    await page.getByRole('button', { name: 'Copy id' }).waitFor();

    expect(await page.getByRole('button', { name: 'Open in browser' }).count()).toBe(0);
  });
});

describe('routes', () => {
  it('come from the host, and take the focus', async () => {
    await open(fixtureData(busy()));

    await window.emit('route', { view: 'item', workbin: KEYS.claims, interactionId: at(3).id });

    await expect.poll(focused).toContain('Claim 4711');
    expect(await hash()).toBe(routeTo(at(3)));
    await window.emit('route', { view: 'connection' });
    await expect.poll(focused).toBe('Connection');
  });

  it('that name no view lead to the list of all', async () => {
    await open(fixtureData(busy()), { at: '#/nowhere/at/all' });

    await page.getByRole('heading', { name: 'All' }).waitFor();
  });

  it('know an id with characters of a URL', async () => {
    const odd = id('00/01 #ü?%');
    await open(fixtureData(busy(), { details: { [odd]: detailsOf({ ...at(0), id: odd, subject: 'Odd' }) } }));

    await window.emit('route', { view: 'item', workbin: null, interactionId: odd });

    await page.getByRole('heading', { name: 'Odd', exact: true }).waitFor();
  });
});

describe('a narrow window', () => {
  it('shows one pane at a time, each with a way back', async () => {
    await open(fixtureData(busy()), { viewport: NARROW });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);

    await row(/Claim 4711/).click();
    await page.getByRole('heading', { name: /Claim 4711/ }).waitFor();
    expect(await rows().count()).toBe(0);
    expect(await focused()).toContain('Claim 4711');

    await page.getByRole('link', { name: 'Back to the list' }).click();
    await expect.poll(focused).toContain('Claim 4711');
    expect(await hash()).toBe('#/list');

    await page.getByRole('button', { name: 'Back to the workbins' }).click();
    expect(await focused()).toContain('All');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Drafts/ })
      .click();
    await page.getByRole('heading', { name: 'Drafts' }).waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('always tells how the connection stands', async () => {
    await open(fixtureData(degraded()), { viewport: NARROW });

    await page.getByRole('link', { name: 'Connection: Partly watching' }).click();

    await page.getByRole('heading', { name: 'Partly watching' }).waitFor();
  });

  it.each([['#/list'], [routeTo(at(0))], ['#/settings']])(
    'tells at %s how the connection stands, and from when it is',
    async (to) => {
      await open(fixtureData(stale()), { viewport: NARROW, at: to });

      const link = page.getByRole('link', { name: 'Connection: Offline As of 13:51' });
      await link.waitFor();
      expect(await link.locator('svg.offline').count()).toBe(1);
    },
  );
});

describe('the clock', () => {
  it.each([
    ['en-US', '2:02 PM'],
    ['de-DE', '14:02'],
  ])('of %s shows %s', async (locale, clock) => {
    await open(fixtureData(busy()), { locale });

    const foot = await page.getByRole('navigation').getByRole('link', { name: 'Connection:' }).innerText();

    expect(foot.replace(/\s+/g, ' ')).toContain(`As of ${clock}`);
  });
});

it('folds the side pane to counts in a window of normal width, and names a place that has the focus', async () => {
  await open(fixtureData(busy()), { viewport: NORMAL });
  const billing = page.getByRole('navigation').getByRole('link', { name: /Billing/ });

  expect((await page.getByRole('navigation').boundingBox())?.width).toBeLessThanOrEqual(60);
  await billing.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');

  await expect.poll(() => billing.locator('.words').evaluate((words) => getComputedStyle(words).opacity)).toBe('1');
  expect((await billing.locator('.words').boundingBox())?.x).toBeGreaterThan(56);
});
