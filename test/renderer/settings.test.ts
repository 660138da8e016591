import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, degraded, exceptOne, fixtureData, KEYS, NOW, stale } from './fixture-host.ts';
import { NARROW, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

describe('settings', () => {
  it('keeps each change at once', async () => {
    await open(fixtureData(busy()), { at: '#/settings/appearance' });

    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByText('Saved').waitFor();
    await page.getByRole('radio', { name: 'One line' }).check();
    await page.getByRole('switch', { name: 'Start when you log in to this computer' }).check();
    await page.getByRole('link', { name: 'Alerts' }).click();
    await page.getByRole('switch', { name: 'When a workitem is offered to you' }).uncheck();
    await page.getByRole('button', { name: '1 hour' }).click();

    expect(await window.calls('changeSettings')).toEqual([
      [{ theme: 'dark' }],
      [{ density: 'compact' }],
      [{ startAtLogin: true }],
      [{ workitemAlerts: false }],
      [{ pausedUntil: NOW + 3_600_000 }],
    ]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await page.getByRole('button', { name: 'Resume' }).first().waitFor();
  });

  it('says next to the setting why a change was refused, and shows what holds', async () => {
    const refusal = 'The file of the settings cannot be written';
    await open(fixtureData(busy(), { refusal }), { at: '#/settings/connection' });
    const browser = page.getByRole('region', { name: 'Opening in the browser' });

    await browser.getByLabel('Address').fill('https://desk.example/');
    await browser.getByRole('button', { name: 'Save' }).click();
    await browser.getByRole('alert').waitFor();
    expect(await browser.getByRole('alert').innerText()).toBe(`${refusal}.`);
    expect(await browser.getByLabel('Address').inputValue()).toBe('https://desk.example/');

    await page.getByRole('link', { name: 'Appearance' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.getByRole('region', { name: 'Look' }).getByRole('alert').waitFor();
    expect(await page.getByRole('radio', { name: 'As the system' }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Alerts' }).click();
    await page.getByRole('switch', { name: 'When a workitem is offered to you' }).click();
    await page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('alert').waitFor();
    expect(await page.getByRole('switch', { name: 'When a workitem is offered to you' }).isChecked()).toBe(true);
  });

  it('says what is allowed where something else was typed, and asks nobody', async () => {
    await open(fixtureData(busy()), { at: '#/settings/connection' });
    const browser = page.getByRole('region', { name: 'Opening in the browser' });

    await browser.getByLabel('Address').fill('javascript:alert(1)');
    await browser.getByRole('button', { name: 'Save' }).click();

    await browser
      .getByRole('alert')
      .filter({ hasText: /Use an address that begins with https:\/\/ .* with \{interactionId\}/ })
      .waitFor();
    expect(await browser.getByLabel('Address').inputValue()).toBe('javascript:alert(1)');
    await page.getByLabel('Path of notifications').fill('cometd');
    await page.getByLabel('Path of notifications').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Use a path that begins with /' }).waitFor();
    expect(await window.calls('changeSettings')).toEqual([]);

    await browser.getByLabel('Address').fill('https://desk.example/{interactionId}');
    await browser.getByRole('button', { name: 'Save' }).click();
    await browser.getByRole('alert').waitFor({ state: 'detached' });
    expect(await window.calls('changeSettings')).toEqual([[{ browserTemplate: 'https://desk.example/{interactionId}' }]]);
  });

  it('pauses for as long as the tray does', async () => {
    await open(fixtureData(busy()), { at: '#/settings/alerts' });
    const pauses = page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('button');

    expect(await pauses.allInnerTexts()).toEqual(['15 minutes', '1 hour', 'Until tomorrow 6:00']);
    await pauses.last().click();

    expect(await window.calls('changeSettings')).toEqual([[{ pausedUntil: new Date(2026, 2, 4, 6).getTime() }]]);
    await page.getByText('Paused until tomorrow 06:00', { exact: true }).waitFor();
  });

  it('shows account and version, and signs out', async () => {
    await open(fixtureData(busy()), { at: '#/settings/about' });
    await page.getByText('Workbin Notifier 0.1.0').waitFor();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Connection' }).click();

    const account = page.getByRole('region', { name: 'Account' });
    expect(await account.innerText()).toContain('k.adeyemi at https://gws.example:8090');
    await account.getByRole('button', { name: 'Sign out' }).click();

    expect(await window.calls('signOut')).toHaveLength(1);
  });

  it('leads back to the list it was opened from, with Escape too', async () => {
    const list = formatRoute({ view: 'list', workbin: KEYS.billing });
    await open(fixtureData(busy()), { at: list });

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByRole('heading', { name: 'Billing', level: 2 }).last().waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'What I watch' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Waiting in Billing' }).waitFor();

    expect(await page.evaluate(() => location.hash)).toBe(list);
  });
});

describe('the pages of the settings', () => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent);

  it('stand beside their list in a wide window; the one that opens takes the focus', async () => {
    await open(fixtureData(busy()), { at: '#/list' });

    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.poll(focused).toBe('What I watch');
    await page.getByRole('link', { name: 'About' }).click();
    await expect.poll(focused).toBe('About');

    expect(await page.getByRole('navigation', { name: 'Settings' }).locator('[aria-current]').innerText()).toBe('About');
    expect(await page.evaluate(() => location.hash)).toBe('#/settings/about');
  });

  it('take the place of their list in a narrow window, and lead back to it', async () => {
    await open(fixtureData(busy()), { at: '#/settings', viewport: NARROW });
    await expect.poll(focused).toBe('Settings');

    await page.getByRole('link', { name: /^Alerts/ }).click();
    await expect.poll(focused).toBe('Alerts');
    expect(await page.getByRole('navigation', { name: 'Settings' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to all settings' }).click();

    await expect.poll(focused).toBe('Settings');
  });
});

describe('the connection', () => {
  it('is told in words, with its times, its services and each workbin', async () => {
    await open(fixtureData(degraded()), { at: '#/connection' });

    const told = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');

    for (const words of [
      'Partly watching One workbin is not watched.',
      'Since 11:02 (3 h ago)',
      'All true as of 14:02 (just now)',
      'Claims, Claims EMEA Not watching: the server refused',
      'Archive Not watched, by your choice',
      'Interaction Server Workbins depend on it Running',
      'Universal Contact Server Email text, contacts and history Not running',
    ])
      expect(told).toContain(words);
  });

  it('claims to watch nothing while offline', async () => {
    await open(fixtureData(stale()), { at: '#/connection' });
    const workbins = page.getByRole('main').getByRole('region', { name: 'Workbins', exact: true });

    const told = (await workbins.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));

    expect(told).toHaveLength(8);
    expect(told.filter((text) => text.endsWith('Not watching while offline'))).toHaveLength(7);
    expect(told.filter((text) => text.endsWith('Not watched, by your choice'))).toHaveLength(1);
    expect(await workbins.locator('svg.live').count()).toBe(0);
    expect(await workbins.locator('svg.offline').count()).toBe(7);
    expect(await page.getByRole('button', { name: /^Try again to watch/ }).count()).toBe(0);
  });

  it('is live except for a workbin whose watching failed', async () => {
    await open(fixtureData(exceptOne()), { at: '#/connection' });

    await page.getByRole('main').getByRole('heading', { name: 'Live, except 1 workbin' }).waitFor();
    expect(await page.getByRole('main').locator('.lead svg.degraded').count()).toBe(1);
  });

  it('tries one workbin again, or everything', async () => {
    await open(fixtureData(degraded()), { at: '#/connection' });

    await page.getByRole('button', { name: 'Try again to watch Claims' }).click();
    await page.getByRole('button', { name: 'Try now' }).click();

    expect(await window.calls('retry')).toEqual([[KEYS.claims], [null]]);
  });

  it('tells when the next try is due', async () => {
    await open(fixtureData(stale()), { at: '#/connection' });

    await page.getByText('Next try', { exact: true }).waitFor();
    expect((await page.getByRole('main').innerText()).replace(/\s+/g, ' ')).toContain('Next try 14:02 (in 20 s)');
  });

  it('copies the technical reason', async () => {
    await open(fixtureData(degraded()), { at: '#/connection' });

    await page.getByRole('button', { name: 'Copy details' }).click();

    await expect.poll(async () => (await window.calls('copyText')).join()).toContain('agentGroup/Claims%20EMEA/claims: failed');
  });
});
