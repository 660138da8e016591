import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../renderer/rendered-window.ts';
import { createRawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('names and counts in English', async () => {
  const simulator = await startSimulator();
  await createRawClient(simulator).open();
  const page = await browser.newPage();
  await page.goto(simulator.origin);

  await page.getByText('· 12 items · 1 CometD session', { exact: false }).waitFor();

  expect(await page.locator('#summary').innerText()).toMatch(/ · 1 CometD session$/);
  expect(await page.locator('#offer-buttons button').allInnerTexts()).toEqual([
    'Offer a workitem',
    'Offer a chat',
    'Offer a call',
    'Offer an email',
  ]);
  await page.close();
});
