import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { createHome, launch, type Home, type RunningApp } from './launch.ts';

let simulator: Simulator;
let home: Home;
let app: RunningApp;

beforeAll(async () => {
  simulator = await createSimulator({ populated: false });
  home = createHome();
  app = launch({ home });
});
afterAll(async () => {
  await app.close();
  await simulator.close();
  home.remove();
});

const where = () => ({ workbin: simulator.workbins.InProgress.id });
const press = (...keys: readonly string[]) =>
  app.inside(async ({ page }, all) => {
    for (const key of all) await (await page()).keyboard.press(key);
  }, keys);
const type = (text: string) => app.inside(async ({ page }, typed) => (await page()).keyboard.type(typed), text);

/** What has the focus: its name as assistive technology says it. */
const focused = () =>
  app.inside(async ({ page }) =>
    (await page()).evaluate<string>(`(() => {
      const { activeElement: one } = document;
      if (one === document.body) return '';
      const label = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent ?? '';
      return label.replace(/\\s+/g, ' ').trim();
    })()`),
  );
/** Goes on with Tab until something whose name has `name` in it has the focus. */
async function tabTo(name: string): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < 120; count++) {
    const on = await focused();
    if (on.includes(name)) return;
    passed.push(on);
    await press('Tab');
  }
  throw new Error(`Tab never comes to “${name}”, only to: ${passed.slice(0, 40).join(' | ')}`);
}
const shows = (text: string) => app.shows(text);
const hash = () => app.inside(async ({ page }) => (await page()).evaluate<string>('location.hash'));
const isGone = (text: string) =>
  app.inside(async ({ page }, gone) => (await page()).getByText(gone).first().waitFor({ state: 'hidden' }), text);

it('takes an agent through the whole day without a mouse', async () => {
  // In the morning: sign in.
  await shows('Sign in');
  await tabTo('Server');
  await press('ControlOrMeta+a');
  await type(simulator.origin);
  await tabTo('User name');
  await type(simulator.account.userName);
  await tabTo('Password');
  await type(simulator.account.password);
  await press('Enter');
  await app.until(({ tray }) => /watching \d+ workbins/.test(tray().toolTip), true);
  simulator.add(where(), { subject: 'First letter', receivedAt: Date.now() - 60_000, userData: { OrderNumber: '7431' } });
  simulator.add(where(), { subject: 'Second letter', receivedAt: Date.now() - 120_000 });
  await shows('Second letter');

  // What keys are there?
  await press('?');
  await shows('Keyboard shortcuts');
  await press('Escape');
  await isGone('Keyboard shortcuts');

  // Into the list, to a row, into its details, on to the next and back again.
  await tabTo('First letter');
  await press('Enter');
  await shows('OrderNumber');
  await press('Alt+ArrowDown');
  await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'Second letter' }).waitFor());
  await press('Alt+ArrowUp');
  await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'First letter' }).waitFor());
  await shows('OrderNumber');
  await press('/');
  expect(await focused()).toBe('Filter the user data');
  await type('7431');
  await shows('OrderNumber');
  await tabTo('Copy OrderNumber');
  await press('Enter');
  await app.until(({ hooks }) => hooks.clipboard, '7431');
  await press('Escape');
  await app.until(async ({ page }) => (await page()).evaluate('location.hash.startsWith("#/list")'), true);
  await expect.poll(focused).toContain('First letter');

  // Down a row, and find one by its subject.
  await press('ArrowDown');
  expect(await focused()).toContain('Second letter');
  await press('/');
  await type('first');
  await isGone('Second letter');
  await press('Escape');
  await shows('Second letter');

  // What happened meanwhile: from the history into an item, and back to where it was.
  await tabTo('History');
  await press('Enter');
  await shows('Arrived');
  await tabTo('letter');
  const entry = await focused();
  await press('Enter');
  await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: /letter/ }).waitFor());
  await expect.poll(focused).not.toBe('');
  await press('Escape');
  await app.until(async ({ page }) => (await page()).evaluate('location.hash'), '#/history');
  await expect.poll(focused).toBe(entry);
  await press('Escape');
  await app.until(async ({ page }) => (await page()).evaluate('location.hash.startsWith("#/list")'), true);
  expect(await focused()).not.toBe('');

  // A break: alerts are paused and resumed.
  await tabTo('Settings');
  await press('Enter');
  await app.until(async ({ page }) => (await page()).evaluate('location.hash.startsWith("#/settings")'), true);
  await tabTo('Quiet');
  await press('Enter');
  await tabTo('15 minutes');
  await press('Enter');
  await app.until(({ tray }) => /paused-/.test(tray().image), true);
  await tabTo('Resume');
  await press('Enter');
  await app.until(({ tray }) => /paused-/.test(tray().image), false);
  await press('Escape');
  await app.until(async ({ page }) => (await page()).evaluate('location.hash.startsWith("#/list")'), true);

  // In the evening: sign out.
  await tabTo('Settings');
  await press('Enter');
  await tabTo('Account, server');
  await press('Enter');
  await tabTo('Sign out');
  await press('Enter');
  await shows('Sign in');
  expect(await hash()).not.toContain('item');
}, 120_000);
