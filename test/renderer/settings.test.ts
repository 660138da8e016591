import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SETTINGS_TITLES } from '../../renderer/settings-pages.ts';
import { SETTINGS_INDEX } from '../../renderer/settings-search.ts';
import { createTranslate } from '../../src/core/language.ts';
import { loadSpeech } from '../../src/core/languages/load.ts';
import { formatRoute, SETTINGS_PAGES } from '../../src/core/route.ts';
import type { Settings } from '../../src/core/settings.ts';
import { busy, degraded, exceptOne, fixtureData, KEYS, NOW, stale } from './fixture-host.ts';
import { NARROW, type RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';
import { speakIn } from './views.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const focused = () => page.evaluate(() => document.activeElement?.textContent);

describe('settings', () => {
  it('keeps each change at once', async () => {
    await open(fixtureData(busy()), { at: '#/settings/appearance' });

    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByText('Saved').waitFor();
    await page.getByRole('radio', { name: 'One line' }).check();
    await page.getByRole('switch', { name: 'Start when you log in to this computer' }).check();
    await page.getByRole('switch', { name: 'Number of what is new on the icon of the app' }).uncheck();
    await page.getByRole('link', { name: 'Alerts' }).click();
    await page.getByRole('switch', { name: 'When a workitem is offered to you' }).uncheck();
    await page.getByRole('link', { name: 'Quiet' }).click();
    await page.getByRole('button', { name: '1 hour' }).click();

    expect(await window.calls('changeSettings')).toEqual([
      [{ theme: 'dark' }],
      [{ density: 'compact' }],
      [{ startAtLogin: true }],
      [{ badgeCount: false }],
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
    await page.getByRole('region', { name: 'Besides what arrives' }).getByRole('alert').waitFor();
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

  it('says that quiet hours follow a pause', async () => {
    const quietHours = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 14 * 60 + 30, until: 16 * 60 }];
    const settings = { ...busy().settings, quietHours, pausedUntil: NOW + 3_600_000 };
    await open(fixtureData(busy({ settings })), { at: '#/settings/quiet' });

    await page.getByText('Paused until 15:02, then quiet hours until 16:00', { exact: true }).waitFor();
  });

  it('pauses for as long as the tray does', async () => {
    await open(fixtureData(busy()), { at: '#/settings/quiet' });
    const pauses = page.getByRole('region', { name: 'Now', exact: true }).getByRole('button');

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

describe('quiet hours', () => {
  const weekend = { days: [6, 0], from: 0, until: 0 };
  const withHours = (...quietHours: Settings['quietHours']) => busy({ settings: { ...busy().settings, quietHours } });
  const saved = async () => (await window.calls('changeSettings')).at(-1);

  it('are added, moved and taken away, and told in words', async () => {
    await open(fixtureData(withHours(weekend)), { at: '#/settings/quiet' });

    await page.getByRole('button', { name: 'Add quiet hours' }).click();
    const hours = page.getByRole('group', { name: 'Mon, Tue, Wed, Thu and Fri, 18:00 to 08:00 the next day' });
    await hours.getByLabel('from').fill('20:30');
    expect(await saved()).toEqual([{ quietHours: [weekend, { days: [1, 2, 3, 4, 5], from: 1230, until: 480 }] }]);
    await page
      .getByRole('group', { name: /^Mon, Tue/ })
      .getByRole('button', { name: 'Mon', exact: true })
      .click();
    expect(await saved()).toEqual([{ quietHours: [weekend, { days: [2, 3, 4, 5], from: 1230, until: 480 }] }]);
    await page.getByRole('button', { name: 'Remove Tue, Wed, Thu and Fri, 20:30 to 08:00 the next day' }).click();

    await expect.poll(saved).toEqual([{ quietHours: [weekend] }]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add quiet hours');
  });

  it('keep at least one day, and a time of day', async () => {
    await open(fixtureData(withHours({ ...weekend, days: [6] })), { at: '#/settings/quiet' });

    await page.getByRole('button', { name: 'Sat', exact: true }).click();
    await page.getByRole('textbox', { name: 'to' }).fill('');
    await page.getByRole('textbox', { name: 'to' }).blur();

    expect(await page.getByRole('textbox', { name: 'to' }).inputValue()).toBe('00:00');
    expect(await window.calls('changeSettings')).toEqual([]);
  });
});

describe('the sound of alerts', () => {
  it('is heard when it is chosen, as loud as it will be', async () => {
    await open(fixtureData(busy()), { at: '#/settings/alerts' });
    expect(await page.getByLabel('Volume').count()).toBe(0);

    await page.getByLabel('Alerts sound').selectOption('Knock');
    await page.getByLabel('Volume').fill('35');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('switch', { name: 'Also while the screen is locked' }).check();

    expect(await window.calls('changeSettings')).toEqual([
      [{ sound: 'knock' }],
      [{ soundVolume: 35 }],
      [{ soundWhenLocked: true }],
    ]);
    expect(await window.calls('trySound')).toEqual([['knock'], ['knock'], ['knock']]);
  });

  it('is none where that is chosen, and then there is nothing more to choose', async () => {
    await open(fixtureData(busy()), { at: '#/settings/alerts' });

    await page.getByLabel('Alerts sound').selectOption('None');

    await page.getByRole('switch', { name: 'Also while the screen is locked' }).waitFor({ state: 'detached' });
    expect(await window.calls('trySound')).toEqual([]);
  });
});

describe('the test of alerts', () => {
  it('runs where it is asked for, step by step', async () => {
    const selfTest = [
      { name: 'signed-in', outcome: 'passed', text: 'You are signed in.' },
      { name: 'shown', outcome: 'failed', text: 'Nothing was shown within 5 seconds.' },
    ] as const;
    await open(fixtureData(busy(), { selfTest }), { at: '#/settings/alerts' });

    await page.getByRole('button', { name: 'Test notifications' }).click();

    await page.getByText('Nothing was shown within 5 seconds.').waitFor();
    await page.getByText('1 step failed.').waitFor();
    expect(await window.calls('selfTest')).toEqual([[]]);
  });
});

describe('what is chosen for single workbins', () => {
  it('is how much of a customer others may see', async () => {
    await open(fixtureData(busy()), { at: '#/settings/privacy' });

    await page.getByLabel('What is shown of single workbins').selectOption('Billing (Billing team)');
    await page.getByLabel('What is shown of Billing (Billing team)').selectOption('The subject only');
    await page.getByLabel('While the screen is locked, at most').selectOption('Everything');
    await page.getByLabel('Keep the history for').selectOption('7 days');
    await page.getByRole('button', { name: 'Remove Billing (Billing team)' }).click();

    await expect
      .poll(() => window.calls('changeSettings'))
      .toEqual([
        [{ contentByWorkbin: { [KEYS.billing]: 'count' } }],
        [{ contentByWorkbin: { [KEYS.billing]: 'subject' } }],
        [{ contentWhenLocked: 'everything' }],
        [{ historyDays: 7 }],
        [{ contentByWorkbin: {} }],
      ]);
  });

  it('is how long something may wait there, never too old before it gets old', async () => {
    await open(fixtureData(busy()), { at: '#/settings/alerts' });
    const offered = (name: string) => page.getByLabel(name).locator('option').allInnerTexts();

    expect(await offered('Getting old after')).toContain('16 hours');
    expect(await offered('Getting old after')).not.toContain('24 hours');
    expect((await offered('Too old after')).slice(0, 2)).toEqual(['never', '6 hours']);
    await page.getByLabel('How long may be waited in single workbins').selectOption('Billing (Billing team)');
    await page.getByLabel('Getting old in Billing (Billing team) after').selectOption('30 minutes');
    await page.getByLabel('Too old in Billing (Billing team) after').selectOption('never');

    expect(await window.calls('changeSettings')).toEqual([
      [{ ageLimitsByWorkbin: { [KEYS.billing]: { warnAfter: 240, breachAfter: 1440 } } }],
      [{ ageLimitsByWorkbin: { [KEYS.billing]: { warnAfter: 30, breachAfter: 1440 } } }],
      [{ ageLimitsByWorkbin: { [KEYS.billing]: { warnAfter: 30, breachAfter: 0 } } }],
    ]);
  });

  it('goes back where it was refused', async () => {
    await open(fixtureData(busy(), { refusal: 'No' }), { at: '#/settings/privacy' });

    await page.getByLabel('In all workbins').selectOption('The subject only');
    await page.getByRole('alert').waitFor();

    expect(await page.getByLabel('In all workbins').inputValue()).toBe('Everything');
  });
});

describe('the search over the settings', () => {
  it('names only what stands on its page', async () => {
    await open(fixtureData(busy({ settings: { ...busy().settings, sound: 'chime' } })), { at: '#/settings' });

    for (const name of SETTINGS_PAGES) {
      await page.evaluate((hash) => void (location.hash = hash), formatRoute({ view: 'settings', page: name }));
      await expect.poll(focused).toBe(SETTINGS_TITLES[name].title);
      const told = await page.getByRole('main').innerText();
      for (const { words } of SETTINGS_INDEX.filter((one) => one.page === name)) expect(told).toContain(words);
    }
  });

  it('leads to the page of what was looked for', async () => {
    await open(fixtureData(busy()), { at: '#/settings', viewport: NARROW });
    const search = page.getByRole('searchbox', { name: 'Search settings' });

    await search.fill('nowhere');
    await page.getByText('No setting is called that.').waitFor();
    await search.fill('LOCKED screen');
    expect(await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts()).toEqual([
      'Also while the screen is locked',
      'While the screen is locked, at most',
    ]);
    await page.getByRole('link', { name: 'While the screen is locked, at most' }).click();

    await expect
      .poll(() => page.getByLabel('While the screen is locked, at most').evaluate((one) => one === document.activeElement))
      .toBe(true);
    await page.locator('[data-sought]').waitFor();
    await page.clock.runFor(2000);
    expect(await page.locator('[data-sought]').count()).toBe(0);
  });

  it.each(['en-GB', 'ar-u-nu-latn'])(
    'leads to the very control, or its group, of everything that can be found in %s',
    { timeout: 90_000 },
    async (locale) => {
      const data = fixtureData(busy({ settings: { ...busy().settings, sound: 'chime' } }));
      await open(data, { at: '#/settings' });
      await speakIn(window, data, locale);
      const speech = await loadSpeech(locale);
      const t = createTranslate(() => speech);
      const lost: string[] = [];

      for (const { words, page: id } of SETTINGS_INDEX.filter((one) => one.page !== 'about')) {
        await page.evaluate(() => document.querySelector('[data-sought]')?.removeAttribute('data-sought'));
        const link = page.locator(`nav a[href="#/settings/${id}"]`);
        const said = t(words);
        await page.locator('nav input[type=search]').fill(said);
        await link.filter({ hasText: said }).first().click();
        const isThere = await page
          .locator('[data-sought]:focus-within, [data-sought]:focus')
          .filter({ hasText: said })
          .waitFor({ timeout: 5000 })
          .then(
            () => true,
            () => false,
          );
        if (!isThere) lost.push(words);
      }

      expect(lost).toEqual([]);
    },
  );
});

describe('the pages of the settings', () => {
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
      'Partly watching Not certain about Overflow: The server did not confirm it.',
      'Since 11:02 (3 h ago)',
      'All true as of 14:02 (just now)',
      'Claims, Claims EMEA Not watching: The server refused to watch it',
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
