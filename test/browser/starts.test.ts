import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startConsole } from '../console/console-process.ts';
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

describe('a start that goes wrong', () => {
  it('is told and ends, and leaves the next start free', async () => {
    app = launch({
      home,
      before: ({ Tray }) => {
        Tray.prototype.setImage = () => {
          // In two parts, since this source is the name of its module, which the log may bear.
          throw new TypeError(['can', 'ary of ada'].join(''));
        };
      },
    });

    expect(await app.exited).toBe(1);
    expect(app.stderr()).toMatch(/^Workbin Notifier could not start: .*main\.log$/m);
    const log = home.files().get('logs/main.log');
    expect(log).toMatch(/could not start: TypeError at /);
    expect(log).not.toContain('canary');

    app = launch({ home });
    await app.shows('Know when something lands in your workbins');
  });

  it('for want of a folder to write to is told in the language of the system', async () => {
    rmSync(home.userData, { recursive: true });
    writeFileSync(home.userData, 'a file in the place of the folder');

    app = launch({
      home,
      before: ({ app }) => {
        app.getPreferredSystemLanguages = () => ['de-CH'];
      },
    });

    expect(await app.exited).toBe(1);
    expect(app.stderr()).toContain('Workbin Notifier konnte nicht starten: Es kann seine Dateien nicht in ');
    expect(app.stderr()).toContain(home.userData);
  });

  it('because the console host has its folder is told, and works once that is gone', async () => {
    const console = startConsole(['--demo', '--data-dir', home.userData]);
    await console.live();

    app = launch({
      home,
      before: ({ app }) => {
        app.getPreferredSystemLanguages = () => ['de-CH'];
      },
    });
    expect(await app.exited).toBe(1);
    expect(app.stderr()).toContain('Workbin Notifier konnte nicht starten: Der Konsolen-Host läuft mit den Dateien in ');
    expect(app.stderr()).toContain(home.userData);
    await console.end('SIGKILL');

    app = launch({ home });
    await app.shows('Know when something lands in your workbins');
    const again = startConsole(['--demo', '--data-dir', home.userData]);
    expect(await again.ended).toBe(2);
  });

  it('later than that is logged and told, and the app goes on', async () => {
    app = launch({ home });
    await app.shows('Sign in');

    await app.inside(() => void Promise.reject(new TypeError('canary of ada')));

    await app.shows('Something in the app went wrong.');
    const log = home.files().get('logs/main.log');
    expect(log).toMatch(/fault: TypeError/);
    expect(log).not.toContain('canary');
  });
});

describe('a second start', () => {
  it('opens the window of a first that is not ready yet', async () => {
    app = launch({
      home,
      args: ['--hidden'],
      before: ({ app }) => {
        const ready = app.whenReady.bind(app);
        app.whenReady = () => new Promise<void>((goOn) => app.once('let it go on', goOn)).then(ready);
      },
    });
    await app.until(({ app: first }) => first.listenerCount('let it go on'), 1);
    const second = launch({ home });
    expect(await second.exited).toBe(0);

    await app.inside(({ app: first }) => void first.emit('let it go on'));

    await app.shows('Know when something lands in your workbins');
  });

  it('opens the window of a first that waits for the keychain', async () => {
    home.writeSettings({ server: 'https://gws.invalid', userName: 'ada' });
    writeFileSync(path.join(home.userData, 'password.json'), JSON.stringify({ version: 1, encrypted: 'AAAA' }));
    app = launch({
      home,
      before: ({ safeStorage }) => {
        safeStorage.decryptStringAsync = () => new Promise(() => {});
      },
    });
    await app.until(({ hooks }) => [hooks.trays.length, hooks.windows.length], [1, 0]);

    const second = launch({ home });

    expect(await second.exited).toBe(0);
    await app.shows('Know when something lands in your workbins');
  });
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

  it('writes its log wherever it is started from', async () => {
    app = launch({ home, args: ['--hidden'], cwd: home.folder });
    await app.until(({ hooks }) => hooks.trays.length, 1);

    expect(home.files().get('logs/main.log')).toContain('started version');
  });

  it('by a link opens the view of the link, on any system', async () => {
    home.writeSettings({ server: 'https://gws.invalid', userName: 'ada' });
    app = launch({ home, args: ['--hidden', 'workbin-notifier://open/#/settings', '--demo'] });

    await app.until(({ window }) => window().webContents.getURL(), 'app://workbin-notifier/index.html#/settings');
    expect(await app.inside(({ menu }) => menu())).not.toContain('Demo > Add an item');
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
