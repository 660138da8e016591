import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, fixtureData } from './fixture-host.ts';
import { useRenderer } from './use-renderer.ts';

let page: Page;
const open = useRenderer((opened) => {
  page = opened.page;
});
const withKeys = (singleKeys: boolean) => {
  const snapshot = busy();
  return fixtureData({ ...snapshot, settings: { ...snapshot.settings, singleKeys } });
};
const sheet = () => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const search = () => page.getByRole('searchbox', { name: /^Search/ });
const hasFocus = () => search().evaluate((field) => field === document.activeElement);

describe('keys that work alone', () => {
  it('do something as long as they are on', async () => {
    await open(withKeys(true));

    await page.keyboard.press('/');
    expect(await hasFocus()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('?');

    await sheet().getByText('Show these shortcuts', { exact: true }).waitFor();
  });

  it('do nothing when they are off, and the same is reached with Ctrl', async () => {
    await open(withKeys(false));

    await page.keyboard.press('/');
    await page.keyboard.press('?');
    expect([await hasFocus(), await sheet().count()]).toEqual([false, 0]);
    await page.keyboard.press('Control+f');
    expect(await hasFocus()).toBe(true);
    await page.keyboard.press('Control+/');

    await sheet().getByText('Show these shortcuts, also while typing').waitFor();
    expect(await sheet().getByText('Show these shortcuts', { exact: true }).count()).toBe(0);
  });

  for (const view of ['history', 'settings'] as const)
    it(`leave the search of the ${view} within reach when they are off`, async () => {
      await open(withKeys(false), { at: formatRoute({ view }) });
      await search().waitFor();

      await page.keyboard.press('Control+f');

      expect(await hasFocus()).toBe(true);
    });

  it('are switched off where the shortcuts are listed', async () => {
    await open(withKeys(true));
    await page.keyboard.press('?');

    await sheet().getByRole('switch', { name: 'Single-key shortcuts' }).click();

    await sheet().getByText('Show these shortcuts', { exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await sheet().count()).toBe(0);
  });
});
