import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { Inside } from '../stand-in/control.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { createHome, launch, type Home, type RunningApp } from './launch.ts';

let desktop: Desktop;
let simulator: Simulator;
let home: Home;
let app: RunningApp;

beforeAll(async () => {
  [desktop, simulator] = await Promise.all([startDesktop(), createSimulator({ populated: false })]);
  home = createHome();
  app = launch({ home, env: desktop.env });
  await app.shows('Sign in');
  await app.inside(
    async ({ page }, credentials) => (await page()).evaluate(`workbinNotifier.signIn(${JSON.stringify(credentials)})`),
    { server: simulator.origin, ...simulator.account },
  );
  await app.until(({ tray }) => /watching \d+ workbins/.test(tray().toolTip), true);
}, 60_000);
afterAll(async () => {
  await app.close();
  await simulator.close();
  await desktop.stop();
  home.remove();
});

const where = () => ({ workbin: simulator.workbins.InProgress.id });
/** Waits until so many notifications are on the screen. */
const shows = (count: number) =>
  vi.waitFor(async () => expect(await desktop.displayed()).toBe(count), { timeout: 15_000, interval: 100 });

describe('a notification daemon', () => {
  it('shows an arrival, with what a customer wrote as text and not as markup', async () => {
    simulator.add(where(), { media: 'email', subject: 'Fish & <b>chips</b>' });
    await shows(1);

    await desktop.closeAll();

    await shows(0);
    expect(await desktop.history()).toMatchObject([
      {
        app: 'Workbin Notifier',
        title: 'Email in In Progress',
        body: expect.stringContaining('Fish &amp; &lt;b&gt;chips&lt;/b&gt;'),
      },
    ]);
  });

  it('opens the interaction when its notification is clicked, though no window was open', async () => {
    await app.inside(({ window }) => window().destroy());
    simulator.add(where(), { subject: 'Clicked on the screen' });
    await shows(1);

    await desktop.click();

    await app.until(({ hooks }) => hooks.windows.length, 1);
    await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'Clicked on the screen' }).waitFor());
    await desktop.closeAll();
    await shows(0);
  });

  it('takes a notification back when its item has left', async () => {
    const id = simulator.add(where(), { subject: 'Soon gone' });
    await shows(1);

    simulator.remove(where(), id);

    await shows(0);
  });

  it('shows nothing of a customer’s while the screen is locked, and takes back what showed more', async () => {
    simulator.add(where(), { subject: 'Shown before the lock' });
    await shows(1);

    desktop.lock(true);
    await shows(0);
    simulator.add(where(), { subject: 'CANARY of the lock' });
    await shows(1);
    desktop.lock(false);
    await desktop.closeAll();
    await shows(0);

    expect(JSON.stringify(await desktop.history())).not.toContain('CANARY of the lock');
  });

  it('shows a flood as few, and a summary in the place of the one before', async () => {
    let added = 0;
    for (; added < 6; added++) simulator.add(where());
    const summaries = ({ hooks }: Inside) => hooks.notifications.filter(({ title }) => /^\d+ new/.test(title)).length;
    await app.until(summaries, 1);

    // As long as it goes on, the summary is brought up to date; the daemon then has the earlier one in its history.
    await vi.waitFor(
      async () => {
        simulator.add(where());
        added += 1;
        expect((await desktop.history()).some(({ title }) => /^\d+ new/.test(title))).toBe(true);
      },
      { timeout: 15_000, interval: 250 },
    );

    expect(await app.inside(summaries)).toBe(1);
    await vi.waitFor(
      async () => expect(await desktop.displayed()).toBe(await app.inside(({ hooks }) => hooks.notifications.length)),
      { timeout: 15_000, interval: 100 },
    );
    expect(await desktop.displayed()).toBeLessThanOrEqual(4);
    // What came last is told two seconds after what was told before it.
    const counted = ({ hooks }: Inside) =>
      hooks.notifications.reduce((sum, { title }) => sum + Number(/^(\d+) new/.exec(title)?.[1] ?? 1), 0);
    await app.until(counted, added);
  });

  it('shows no customer’s text while private mode is on', async () => {
    await app.inside(({ choose }) => choose('Private mode'));
    await shows(0);
    simulator.add(where(), { subject: 'CANARY' });
    await shows(1);

    await desktop.closeAll();
    await shows(0);

    expect(JSON.stringify(await desktop.history())).not.toContain('CANARY');
  });

  it('keeps nothing on the screen that does nothing when it is clicked: the app has ended', async () => {
    simulator.add(where());
    await shows(1);

    await app.close();

    await shows(0);
  });
});
