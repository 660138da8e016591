import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMAND_NAMES } from '../../src/electron/channels.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { Inside } from '../stand-in/control.ts';
import { createHome, launch, violations, type Home, type RunningApp } from './launch.ts';

let simulator: Simulator;
let home: Home;
let app: RunningApp;
const PASSWORD_CANARY = 'not the right one 4711';
/** When a notification last made a sound, by what the tests know of it. */
let latestSound = 0;

beforeAll(async () => {
  simulator = await createSimulator({ populated: false });
  home = createHome();
});
afterAll(async () => {
  await app.close();
  await simulator.close();
  home.remove();
});

const where = () => ({ workbin: simulator.workbins.InProgress.id });
/** Received now, so that the tray's menu, which names the newest, has them in this order. */
const arrive = (subject: string) => simulator.add(where(), { subject, receivedAt: Date.now() });

function signInAs(userName: string, password: string): Promise<void> {
  return app.inside(
    async ({ page }, { server, user, word }) => {
      const opened = await page();
      await opened.getByLabel('Server').fill(server);
      await opened.getByLabel('User name').fill(user);
      await opened.getByLabel('Password').fill(word);
      await opened.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
    { server: simulator.origin, user: userName, word: password },
  );
}

describe('the first start', () => {
  beforeAll(() => {
    app = launch({ home });
  });

  it('opens the sign-in view', async () => {
    await app.shows('Sign in');

    expect(await app.inside(({ window }) => window().webContents.getURL())).toBe('app://workbin-notifier/index.html#/sign-in');
    expect(await violations(app)).toEqual([]);
  });

  it('says in words that a password is wrong, and keeps nothing of it', async () => {
    await signInAs(simulator.account.userName, PASSWORD_CANARY);

    await app.inside(async ({ page }) => (await page()).getByRole('alert').waitFor());
    expect([...home.files().keys()]).not.toContain('password.json');
    expect([...home.files().values()].join()).not.toContain(PASSWORD_CANARY);
  });

  it('tells each step of the test of the connection', async () => {
    await app.inside(async ({ page }, password) => {
      const opened = await page();
      await opened.getByLabel('Password').fill(password);
      await opened.getByRole('button', { name: 'Test the connection' }).click();
    }, simulator.account.password);

    await app.shows('Everything works');
  });

  it('goes to work once the password is right', async () => {
    await signInAs(simulator.account.userName, simulator.account.password);

    await app.shows('In Progress');
    await app.until(({ tray }) => /watching \d+ workbins/.test(tray().toolTip), true);
    expect(await violations(app)).toEqual([]);
  });

  it('keeps the account, and the password only encrypted', () => {
    const files = home.files();

    expect(JSON.parse(files.get('settings.json')!)).toMatchObject({
      server: simulator.origin,
      userName: simulator.account.userName,
    });
    expect(files.get('password.json')).toBeDefined();
    const { userName, password } = simulator.account;
    for (const trace of ['"password"', btoa(`${userName}:${password}`)]) expect([...files.values()].join()).not.toContain(trace);
  });
});

describe('an arrival', () => {
  it('raises one notification, fills the tray and its menu', async () => {
    arrive('Where is my parcel & co?');

    await app.until(({ hooks }) => hooks.notifications.length, 1);
    await app.until(({ tray }) => tray().toolTip.includes('1 new'), true);
    expect(await app.inside(({ hooks }) => hooks.notifications[0]!.title + hooks.notifications[0]!.body)).toContain(
      'Where is my parcel & co?',
    );
    const icon = await app.inside(({ tray }) => tray().image);
    expect(icon).toMatch(/new-(light|dark)\.png$/);
    expect(existsSync(icon)).toBe(true);
    expect(await app.inside(({ menu }) => menu()[1])).toBe('Where is my parcel && co? — In Progress');
    expect(await app.inside(({ hooks }) => hooks.badge)).toBe(1);
    expect(await app.inside(({ hooks }) => hooks.focused)).toBe(0);
  });

  it('is opened by a click on the notification, in the open window', async () => {
    await app.inside(({ hooks }) => void hooks.notifications[0]!.emit('click', {}));

    await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'Where is my parcel & co?' }).waitFor());
    expect(await app.inside(({ hooks }) => hooks.focused)).toBe(1);
    expect(await violations(app)).toEqual([]);
  });

  it('is opened by a click when the window was closed meanwhile', async () => {
    arrive('Second letter');
    await app.until(({ hooks }) => hooks.notifications.length, 2);
    await app.inside(({ window }) => window().close());
    // As if a minute had passed.
    await app.inside(({ window }) => window().destroy());

    await app.inside(({ hooks }) => void hooks.notifications[1]!.emit('click', {}));

    await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'Second letter' }).waitFor());
  });

  it('is no longer announced once it was opened in the window', async () => {
    const id = arrive('Read at once');
    const isShown = ({ hooks }: Inside) => hooks.notifications.some(({ body }) => body.includes('Read at once'));
    await app.until(isShown, true);

    await app.inside(async ({ page }, item) => (await page()).locator(`a[href$="${item}"]`).first().click(), id);

    await app.until(isShown, false);
  });

  it('is announced while no window exists, and withdrawn when it leaves', async () => {
    await app.inside(({ window }) => window().destroy());
    const id = arrive('Third letter');
    await app.until(({ hooks }) => hooks.notifications.some(({ body, title }) => (title + body).includes('Third letter')), true);

    simulator.remove(where(), id);

    await app.until(({ hooks }) => hooks.notifications.some(({ body, title }) => (title + body).includes('Third letter')), false);
  });

  it('is taken back when the screen is locked, as far as it shows more than may be seen then', async () => {
    const isShown = ({ hooks }: Inside) => hooks.notifications.some(({ body }) => body.includes('Lying open'));
    const id = arrive('Lying open');
    await app.until(isShown, true);

    await app.inside(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));

    expect(await app.inside(isShown, undefined)).toBe(false);
    await app.inside(({ powerMonitor }) => void powerMonitor.emit('unlock-screen'));
    simulator.remove(where(), id);
  });

  it('says nothing of the customer while the screen is locked', async () => {
    await app.inside(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
    const before = await app.inside(({ hooks }) => hooks.notifications.length);
    arrive('Confidential');

    await app.until(({ hooks }) => hooks.notifications.at(-1)!.title !== '' && hooks.notifications.length, before + 1);
    expect(await app.inside(({ hooks }) => JSON.stringify(hooks.notifications.at(-1)))).not.toContain('Confidential');
    expect(await app.inside(({ menu }) => menu().join())).not.toContain('Confidential');
    await app.inside(({ powerMonitor }) => void powerMonitor.emit('unlock-screen'));
    await app.until(({ menu }) => menu().join().includes('Confidential'), true);
    latestSound = Date.now();
  });
});

describe('the self-test', () => {
  it('goes through every step to a notification, and says what it found', async () => {
    await app.inside(({ choose }) => choose('Open Workbin Notifier'));
    await app.inside(async ({ page }) => (await page()).evaluate('location.hash = "#/connection"'));
    await app.inside(async ({ page }) => (await page()).getByRole('button', { name: 'Test notifications' }).click());

    await app.shows('Arrivals are told on this computer.');
    expect(await app.inside(({ hooks }) => hooks.notifications.at(-1)!.title)).toBe('Test of Workbin Notifier');
    expect(await violations(app)).toEqual([]);
    await app.inside(async ({ page }) => (await page()).evaluate('location.hash = "#/list"'));
  });
});

describe('a sound of our own', () => {
  it('is played by a page that nobody sees, and the notification itself is silent', async () => {
    await app.inside(async ({ page }) =>
      (await page()).evaluate(`workbinNotifier.changeSettings({ sound: 'knock', soundVolume: 40 })`),
    );
    // Of two sounds within two seconds only the first is made.
    await vi.waitUntil(() => Date.now() - latestSound > 2000, { timeout: 10_000 });
    arrive('Knock knock');

    await app.until(({ hooks }) => hooks.windows.length, 2);
    await app.until(async ({ page }) => (await page()).evaluate('document.querySelector("audio").currentTime > 0'), true);
    const audio = `(({ src, volume }) => [src.replace(/.*\\/(\\w+).*/, '$1'), volume])(document.querySelector('audio'))`;
    expect(await app.inside(async ({ page }, asked) => (await page()).evaluate(asked), audio)).toEqual(['knock', 0.4]);
    expect(await app.inside(({ hooks }) => hooks.notifications.at(-1)!.silent)).toBe(true);
    expect(await app.inside(async ({ page }) => (await page()).evaluate('"workbinNotifier" in globalThis'))).toBe(false);

    await app.inside(({ hooks }) => hooks.windows.at(-1)!.destroy());
    await app.inside(async ({ page }) => (await page()).evaluate(`workbinNotifier.changeSettings({ sound: 'system' })`));
  });
});

describe('private mode', () => {
  it('takes back what shows too much, and from then on shows only that something came', async () => {
    arrive('CANARY-BEFORE');
    await app.until(({ hooks }) => JSON.stringify(hooks.notifications).includes('CANARY-BEFORE'), true);

    await app.inside(({ choose }) => choose('Open Workbin Notifier'));
    await app.inside(({ choose }) => choose('Private mode'));
    arrive('CANARY-DURING');

    await app.until(({ tray }) => tray().toolTip.includes('4 new'), true);
    const shown = await app.inside(({ hooks, menu }) => JSON.stringify([hooks.notifications, menu()]));
    expect(shown).not.toContain('CANARY');
    expect(await app.inside(({ hooks }) => hooks.contentProtected)).toBe(true);
    await app.inside(({ choose }) => choose('Private mode'));
    await app.until(({ menu }) => menu().join().includes('CANARY-DURING'), true);
    expect(await app.inside(({ hooks }) => hooks.contentProtected)).toBe(false);
  });
});

describe('the tray', () => {
  it('opens the window, and what it lists', async () => {
    await app.inside(({ choose }) => choose('Open Workbin Notifier'));
    await app.shows('Confidential');

    await app.inside(({ choose }) => choose('Confidential — In Progress'));

    await app.inside(async ({ page }) => (await page()).getByRole('heading', { name: 'Confidential' }).waitFor());
  });

  it('pauses alerts and resumes them', async () => {
    await app.inside(({ choose }) => choose('Pause alerts > 1 hour'));
    await app.until(({ tray }) => /paused-(light|dark)\.png$/.test(tray().image), true);
    await app.shows('Alerts are paused until');

    await app.inside(({ menu, choose }) => choose(menu().find((label) => label.startsWith('Resume alerts'))!));

    await app.until(({ tray }) => /paused-/.test(tray().image), false);
  });

  it('shows that nothing is watched when the server is gone, and that it is again', async () => {
    await simulator.outage();
    await app.until(({ tray }) => /not-watching-/.test(tray().image), true);

    // Once the server is back the button may be gone before it can be clicked.
    await app.inside(async ({ page }) => (await page()).getByRole('button', { name: 'Try now' }).click());
    await simulator.resume();

    await app.until(({ tray }) => /not-watching-/.test(tray().image), false);
  });

  it('goes on watching after sleep, on new connections', async () => {
    const standing = 'workbinNotifier.snapshot().then(({ connection }) => connection.state)';
    await vi.waitFor(
      async () => expect(await app.inside(async ({ page }, asked) => (await page()).evaluate(asked), standing)).toBe('live'),
      { timeout: 15_000 },
    );
    const closed = await app.inside(({ hooks, powerMonitor }) => {
      const before = hooks.connectionsClosed;
      powerMonitor.emit('resume');
      return hooks.connectionsClosed - before;
    });

    expect(closed).toBe(1);
    arrive('After the sleep');
    await app.until(({ menu }) => menu().includes('After the sleep — In Progress'), true);
  });
});

describe('the window', () => {
  it('follows the theme of the settings at once', async () => {
    await app.inside(async ({ page }) => (await page()).evaluate('location.hash = "#/settings/appearance"'));
    await app.inside(async ({ page }) => (await page()).getByRole('radio', { name: 'Dark' }).click());

    await app.until(async ({ page }) => (await page()).evaluate('matchMedia("(prefers-color-scheme: dark)").matches'), true);
    expect(await app.inside(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    expect(JSON.parse(home.files().get('settings.json')!)).toMatchObject({ theme: 'dark' });
    expect(await violations(app)).toEqual([]);
  });

  it('comes back where it was', async () => {
    await app.inside(({ window }) => window().setBounds({ x: 200, y: 120, width: 640, height: 700 }));
    await app.inside(({ window }) => window().close());

    await app.inside(({ choose }) => choose('Open Workbin Notifier'));

    expect(await app.inside(({ window }) => window().getBounds())).toEqual({ x: 200, y: 120, width: 640, height: 700 });
  });

  it('opens beside the tray when its icon is clicked, and comes back to its own place after that', async () => {
    await app.inside(({ window }) => window().close());
    await app.inside(({ hooks }) => {
      hooks.trayBounds = { x: 1800, y: 1010, width: 24, height: 24 };
      hooks.trays[0]!.emit('click', {});
    });
    const beside = await app.inside(({ window }) => window().getBounds());
    await app.inside(({ window }) => window().close());
    await app.inside(({ choose }) => choose('Open Workbin Notifier'));

    expect([beside.width, beside.height]).toEqual([400, 640]);
    expect(await app.inside(({ window }) => window().getBounds())).toEqual({ x: 200, y: 120, width: 640, height: 700 });
  });

  it('loads again where it stands, and is told what happens after that', async () => {
    await app.inside(async ({ page }) => (await page()).evaluate('location.hash = "#/settings"; globalThis.before = true'));
    await app.inside(({ window }) => window().webContents.reloadIgnoringCache());

    await app.until(async ({ page }) => (await page()).evaluate('globalThis.before'), null);
    await app.shows('Alerts');
    expect(await app.inside(({ window }) => window().webContents.getURL())).toMatch(/#\/settings$/);
    await app.inside(({ choose }) => choose('Pause alerts > 15 minutes'));
    await app.shows('Alerts are paused until');
    await app.inside(({ menu, choose }) => choose(menu().find((label) => label.startsWith('Resume alerts'))!));
  });

  it('has the commands of the contract and nothing else of Electron or Node', async () => {
    const found = await app.inside(async ({ page }) =>
      (await page()).evaluate(`({
        host: Object.keys(workbinNotifier).sort(), frozen: Object.isFrozen(workbinNotifier),
        foreign: ['require', 'process', 'module', 'Buffer', 'global', '__electronCall'].filter((name) => name in globalThis),
      })`),
    );

    expect(found).toEqual({
      host: [...COMMAND_NAMES, 'on'].sort(),
      frozen: true,
      foreign: [],
    });
  });

  it('runs no script but its own, loads nothing foreign and goes nowhere', async () => {
    const url = await app.inside(({ window }) => window().webContents.getURL());
    await app.inside(async ({ page, hooks }) => {
      hooks.pageErrors.length = 0;
      const opened = await page();
      await opened.evaluate(`
        document.head.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.stray = true' }));
        document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.invalid/a.png' }));
        document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://elsewhere.invalid/' }));
      `);
      await opened.evaluate(`open('https://elsewhere.invalid/'), location.assign('https://elsewhere.invalid/')`);
    });

    await app.until(
      ({ hooks }) =>
        ['script-src', 'img-src', 'frame-src'].filter((name) => hooks.pageErrors.some((text) => text.includes(name))).length,
      3,
    );
    await expect.poll(() => home.files().get('logs/main.log')).toContain('refused a navigation');
    expect(await app.inside(async ({ page }) => (await page()).evaluate('globalThis.stray'))).toBeNull();
    expect(await app.inside(({ window }) => window().webContents.getURL())).toBe(url);
    await app.until(async ({ page }) => (await page()).context().pages().length, 1);
    expect(await app.inside(({ permissions }) => permissions.check(null, 'media'))).toBe(false);
  });

  it('opens an interaction in the browser by the template, and copies text', async () => {
    const [item] = simulator.items(where());
    const answers = await app.inside(
      async ({ page }, id) =>
        (await page()).evaluate(`(async () => {
          const id = ${JSON.stringify(id)};
          const without = await workbinNotifier.openInBrowser(null, id);
          await workbinNotifier.changeSettings({ browserTemplate: 'https://crm.example/{medium}/{interactionId}' });
          const unknown = await workbinNotifier.openInBrowser(null, 'unknown');
          await workbinNotifier.copyText('copied');
          return [without, unknown, await workbinNotifier.openInBrowser(null, id)];
        })()`),
      item!.id,
    );

    expect(answers).toEqual([false, false, true]);
    expect(await app.inside(({ hooks }) => hooks.opened)).toEqual([`https://crm.example/${item!.media}/${item!.id}`]);
    expect(await app.inside(({ hooks }) => hooks.clipboard)).toBe('copied');
  });

  it('is told in words when it asks for something that makes no sense', async () => {
    const told = await app.inside(async ({ page }) =>
      (await page()).evaluate(`Promise.all([
        workbinNotifier.signIn({ server: 'x', userName: 'y', password: 4711 }).catch((error) => error.message),
        workbinNotifier.changeSettings({ server: 'https://elsewhere.invalid' }).catch((error) => error.message),
        workbinNotifier.readItem('nonsense', 7).catch((error) => error.message),
      ])`),
    );

    expect(told).toEqual([
      'This was asked in a way that the app does not understand.',
      'This setting cannot have that value.',
      'This was asked in a way that the app does not understand.',
    ]);
  });

  it('raised no error of its own', async () => {
    const errors = await app.inside(({ hooks }) => hooks.pageErrors);

    expect(errors.filter((text) => !text.includes('Content Security Policy') && !text.includes('ERR_ABORTED'))).toEqual([]);
  });
});

describe('another start', () => {
  it('brings the running app to the front and ends', async () => {
    await app.inside(({ window }) => window().close());
    const second = launch({ home });

    expect(await second.exited).toBe(0);
    await app.until(({ hooks }) => hooks.windows.filter((window) => window.isVisible()).length, 1);
  });

  it('opens no window when it is a hidden one', async () => {
    await app.inside(({ window }) => window().close());
    const second = launch({ home, args: ['--hidden'] });

    expect(await second.exited).toBe(0);
    expect(await app.inside(({ hooks }) => hooks.windows.filter((window) => window.isVisible()).length)).toBe(0);
  });

  it('by a link opens the view of the link', async () => {
    const second = launch({ home, args: ['--hidden', 'workbin-notifier://open#/connection'] });

    expect(await second.exited).toBe(0);
    await app.until(({ hooks }) => hooks.windows.filter((window) => window.isVisible()).length, 1);
    await app.until(({ window }) => window().webContents.getURL(), 'app://workbin-notifier/index.html#/connection');
  });

  it('by a link that means nothing opens the window and no more', async () => {
    const second = launch({ home, args: ['workbin-notifier://elsewhere/..#javascript:alert(1)', '--demo'] });

    expect(await second.exited).toBe(0);
    await app.until(({ window }) => window().webContents.getURL(), 'app://workbin-notifier/index.html#/connection');
    await app.inside(
      ({ app: electron }) => void electron.emit('open-url', { preventDefault() {} }, 'workbin-notifier://open#/settings'),
    );
    await app.until(({ window }) => window().webContents.getURL(), 'app://workbin-notifier/index.html#/settings');
    expect(
      await app.inside(({ hooks }) => [hooks.windows.filter((window) => window.isVisible()).length, hooks.opened.length]),
    ).toEqual([1, 1]);
    await app.inside(({ window }) => window().close());
  });
});

describe('the next start', () => {
  it('follows a quit from the tray that leaves nothing behind', async () => {
    await app.inside(({ choose }) => choose('Quit'));

    expect(await app.exited).toBe(0);
    expect(simulator.sessions()).toEqual([]);
    expect([...home.files().keys()].filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('goes straight to work, hidden, and announces nothing twice', async () => {
    app = launch({ home, args: ['--hidden'] });

    await app.until(({ tray }) => /: watching|paused|new/.test(tray().toolTip), true);
    expect(
      await app.inside(({ hooks }) => [hooks.windows.filter((window) => window.isVisible()).length, hooks.notifications.length]),
    ).toEqual([0, 0]);
  });

  it('forgets the password when the person signs out', async () => {
    await app.inside(({ choose }) => choose('Sign out'));

    await app.until(({ menu }) => menu().includes('Sign in…'), true);
    expect([...home.files().keys()]).not.toContain('password.json');
    await app.inside(({ choose }) => choose('Open Workbin Notifier'));
    await app.shows('Know when something lands in your workbins');
  });

  it('asked for nothing that changes the contact centre, and logged nothing of customers or passwords', () => {
    const log = home.files().get('logs/main.log');

    expect(simulator.violations).toEqual([]);
    for (const secret of ['Confidential', 'Where is my parcel', 'Third letter', PASSWORD_CANARY])
      expect(log).not.toContain(secret);
  });
});
