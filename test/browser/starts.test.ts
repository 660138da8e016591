import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHome, launch, type Home, type RunningApp } from './launch.ts';

let home: Home;
let app: RunningApp;

beforeEach(() => {
  home = createHome();
});
afterEach(async () => {
  await app.close();
  home.remove();
});

describe('a start', () => {
  it('with --demo signs in by itself to a contact centre of its own and touches no settings', async () => {
    home.writeSettings({ server: 'https://real.invalid', userName: 'real' });
    const before = [...home.files()];
    app = launch({ home, args: ['--demo'] });
    await app.shows('In Progress');

    await app.inside(({ choose }) => choose('Demo > Offer a workitem'));
    await app.until(({ hooks }) => hooks.notifications.length > 0, true);
    await app.inside(({ choose }) => choose('Demo > Add an item'));
    await app.until(({ hooks }) => hooks.notifications.length > 1, true);

    await app.close();
    expect([...home.files()]).toEqual(before);
  });

  it('with damaged settings says so once and keeps the damaged file', async () => {
    writeFileSync(path.join(home.userData, 'settings.json'), '{"server": "https://gw');
    app = launch({ home });

    await app.shows('Your settings could not be read.');
    expect([...home.files().keys()].filter((name) => name.startsWith('settings.damaged-'))).toHaveLength(1);
    await app.inside(async ({ page }) => (await page()).getByRole('button', { name: /^Dismiss/ }).click());
    await app.until(async ({ page }) => (await page()).getByText('Your settings could not be read.').count(), 0);
  });

  it('hidden and without an account opens no window but can be asked to', async () => {
    app = launch({ home, args: ['--hidden'] });
    await app.until(({ tray }) => tray().toolTip, 'Workbin Notifier: not watching (Nobody is signed in)');
    expect(await app.inside(({ hooks }) => hooks.windows.length)).toBe(0);

    await app.inside(({ choose }) => choose('Sign in…'));

    await app.shows('Know when something lands in your workbins');
  });

  it('is made to happen at login, and no longer', async () => {
    home.writeSettings({ startAtLogin: true });
    app = launch({ home });
    await app.shows('Sign in');
    const entry = path.join(home.folder, 'autostart', 'workbin-notifier.desktop');
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.* "--hidden"$/m);

    await app.inside(async ({ page }) => (await page()).evaluate('workbinNotifier.changeSettings({ startAtLogin: false })'));

    expect(existsSync(entry)).toBe(false);
  });

  it('ends by a signal as by the menu', async () => {
    app = launch({ home, args: ['--hidden'] });
    await app.until(({ hooks }) => hooks.trays.length, 1);

    await app.close();

    expect(await app.exited).toBe(0);
  });
});
