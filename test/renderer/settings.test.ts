import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, degraded, fixtureData, KEYS, NOW, stale, type FixtureData } from './fixture-host.ts';
import { buildRenderer, type RenderedWindow, type Renderer } from './rendered-window.ts';

let renderer: Renderer;
let window: RenderedWindow;
let page: Page;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());
afterEach(async () => {
  const { troubles } = window;
  await window.close();
  expect(troubles).toEqual([]);
});

async function open(data: FixtureData, at: string): Promise<void> {
  window = await renderer.open(data, { at });
  page = window.page;
}

describe('settings', () => {
  it('keeps each change at once', async () => {
    await open(fixtureData(busy()), '#/settings');

    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByText('Saved').waitFor();
    await page.getByRole('radio', { name: 'One line' }).check();
    await page.getByRole('switch', { name: 'Start when you log in to this computer' }).check();
    await page.getByRole('switch', { name: 'When a workitem is offered to you' }).uncheck();
    await page.getByRole('switch', { name: 'Watch Drafts' }).uncheck();
    await page.getByRole('switch', { name: 'Alerts for Billing, Billing team' }).uncheck();
    await page.getByRole('button', { name: '2 h' }).click();

    expect(await window.calls('changeSettings')).toEqual([
      [{ theme: 'dark' }],
      [{ density: 'compact' }],
      [{ startAtLogin: true }],
      [{ workitemAlerts: false }],
      [{ unwatchedWorkbins: [...busy().settings.unwatchedWorkbins, KEYS.drafts] }],
      [{ mutedWorkbins: [KEYS.billing] }],
      [{ pausedUntil: expect.closeTo(NOW + 7_200_000, -5) as number }],
    ]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await page.getByRole('button', { name: 'Resume' }).first().waitFor();
  });

  it('adds to a list and takes away from it', async () => {
    await open(fixtureData(busy()), '#/settings');
    const field = page.getByLabel('Agent groups', { exact: true }).and(page.locator('input'));

    await field.fill('  Escalations ');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Remove Escalations' }).waitFor();
    await page.getByRole('button', { name: 'Remove Billing team' }).click();
    await page.getByRole('button', { name: 'Remove Billing team' }).waitFor({ state: 'detached' });

    expect(await window.calls('changeSettings')).toEqual([
      [{ agentGroups: ['Billing team', 'Claims EMEA', 'Escalations'] }],
      [{ agentGroups: ['Claims EMEA', 'Escalations'] }],
    ]);
    expect(await field.inputValue()).toBe('');
    await field.fill('Escalations');
    await field.press('Enter');
    await page.getByText('Escalations is in the list already.').waitFor();
    expect(await window.calls('changeSettings')).toHaveLength(2);
  });

  it('says next to the setting why a change was refused, and shows what holds', async () => {
    const refusal = 'The address must start with https:// or http://';
    await open(fixtureData(busy(), { refusal }), '#/settings');
    const browser = page.getByRole('region', { name: 'Opening in the browser' });

    await browser.getByLabel('Address').fill('javascript:alert(1)');
    await browser.getByRole('button', { name: 'Save' }).click();
    await browser.getByRole('alert').waitFor();
    expect(await browser.getByRole('alert').innerText()).toBe(`${refusal}.`);
    expect(await browser.getByLabel('Address').inputValue()).toBe('javascript:alert(1)');

    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.getByRole('region', { name: 'Look' }).getByRole('alert').waitFor();
    expect(await page.getByRole('radio', { name: 'As the system' }).isChecked()).toBe(true);
    await page.getByRole('switch', { name: 'When a workitem is offered to you' }).click();
    await page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('alert').waitFor();
    expect(await page.getByRole('switch', { name: 'When a workitem is offered to you' }).isChecked()).toBe(true);
  });

  it('takes the focus, shows account and version, and signs out', async () => {
    await open(fixtureData(busy()), '#/list');
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Settings');

    const account = page.getByRole('region', { name: 'Account' });
    expect(await account.innerText()).toContain('k.adeyemi at https://gws.example:8090');
    await page.getByText('Workbin Notifier 0.1.0').waitFor();
    await account.getByRole('button', { name: 'Sign out' }).click();

    expect(await window.calls('signOut')).toHaveLength(1);
  });

  it('leads back to the list it was opened from, with Escape too', async () => {
    const list = formatRoute({ view: 'list', workbin: KEYS.billing });
    await open(fixtureData(busy()), list);

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByRole('heading', { name: 'Billing', level: 2 }).last().waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Waiting in Billing' }).waitFor();

    expect(await page.evaluate(() => location.hash)).toBe(list);
  });
});

describe('the connection', () => {
  it('is told in words, with its times, its services and each workbin', async () => {
    await open(fixtureData(degraded()), '#/connection');

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

  it('tries one workbin again, or everything', async () => {
    await open(fixtureData(degraded()), '#/connection');

    await page.getByRole('button', { name: 'Try again to watch Claims' }).click();
    await page.getByRole('button', { name: 'Try now' }).click();

    expect(await window.calls('retry')).toEqual([[KEYS.claims], [null]]);
  });

  it('tells when the next try is due', async () => {
    await open(fixtureData(stale()), '#/connection');

    await page.getByText('Next try', { exact: true }).waitFor();
    expect((await page.getByRole('main').innerText()).replace(/\s+/g, ' ')).toContain('Next try 14:02 (in 20 s)');
  });

  it('copies the technical reason', async () => {
    await open(fixtureData(degraded()), '#/connection');

    await page.getByRole('button', { name: 'Copy details' }).click();

    await expect.poll(async () => (await window.calls('copyText')).join()).toContain('agentGroup/Claims%20EMEA/claims: failed');
  });
});
