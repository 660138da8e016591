import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { ItemView } from '../../src/core/contract.ts';
import { PAUSES } from '../../src/core/pause.ts';
import { decideQuiet } from '../../src/core/quiet.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { formatMoment } from '../../src/core/time-text.ts';
import { workbinKey, type InteractionId } from '../../src/core/workbin.ts';
import { trayMenu, type TrayContents } from '../../src/electron/tray-menu.ts';
import { iconName } from '../../src/electron/tray.ts';

const NOW = new Date(2026, 10, 20, 12).getTime();
const MINE = workbinKey('abc', { kind: 'me' });
const item = (id: string, receivedAt: number | null, subject: string | null = `Subject ${id}`): ItemView => ({
  workbin: MINE,
  id: id as InteractionId,
  media: 'email',
  subject,
  customer: 'Ada',
  receivedAt,
  unread: true,
  snoozedUntil: null,
});
const snapshot = (newest: readonly ItemView[], more: Partial<TrayContents> = {}) =>
  ({
    account: { server: 'https://gws.example', userName: 'ada', fullName: 'Ada' },
    newest,
    workbins: [{ key: MINE, name: 'Billing', ownerLabel: '' }],
    settings: DEFAULT_SETTINGS,
    ...more,
  }) as TrayContents;
const actions = () => ({ open: vi.fn(), pauseUntil: vi.fn(), setPrivate: vi.fn(), signOut: vi.fn(), quit: vi.fn() });
const labels = (menu: readonly MenuItemConstructorOptions[]) => menu.map(({ label, type }) => label ?? type);
const click = (entry: MenuItemConstructorOptions | undefined) => entry?.click?.({} as never, undefined, {});

describe('the tray’s menu', () => {
  it('opens the window first and lists the newest', () => {
    const items = [6, 5, 4, 3, 2].map((at) => item(`${at}`, at));

    expect(labels(trayMenu(snapshot(items), actions(), false, NOW))).toEqual([
      'Open Workbin Notifier',
      'separator',
      ...[6, 5, 4, 3, 2].map((id) => `Subject ${id} — Billing`),
      'separator',
      'Pause alerts',
      'Private mode',
      'Sign out',
      'separator',
      'Quit',
    ]);
  });

  it('opens an item that is chosen', () => {
    const chosen = actions();
    click(trayMenu(snapshot([item('1', 1)]), chosen, false, NOW)[2]);

    expect(chosen.open).toHaveBeenCalledWith({ view: 'item', workbin: MINE, interactionId: '1' });
  });

  it('shows no customer’s text while the screen is locked', () => {
    expect(labels(trayMenu(snapshot([item('1', 1)]), actions(), true, NOW))).toContain('An item — Billing');
  });

  it('switches private mode on and off, and shows no customer’s text while it is on', () => {
    const chosen = actions();
    const on = trayMenu(snapshot([item('1', 1)], { settings: { ...DEFAULT_SETTINGS, privateMode: true } }), chosen, false, NOW);
    const entry = (menu: readonly MenuItemConstructorOptions[]) => menu.find(({ label }) => label === 'Private mode');

    expect(labels(on)).toContain('An item — Billing');
    expect(entry(on)?.checked).toBe(true);
    click(entry(on));
    click(entry(trayMenu(snapshot([]), chosen, false, NOW)));
    expect(chosen.setPrivate.mock.calls).toEqual([[false], [true]]);
  });

  it.each([
    [null, '(no subject) — Billing'],
    ['  \n ', '(no subject) — Billing'],
    ['A & B', 'A && B — Billing'],
    ['x'.repeat(200), `${'x'.repeat(59)}… — Billing`],
    ['\u202eevil', 'evil — Billing'],
  ])('shows the subject %j fit for a menu', (subject, label) => {
    expect(labels(trayMenu(snapshot([item('1', null, subject)]), actions(), false, NOW))).toContain(label);
  });

  it('offers to sign in when nobody is', () => {
    const chosen = actions();
    const menu = trayMenu(snapshot([], { account: null }), chosen, false, NOW);
    click(menu.find(({ label }) => label === 'Sign in…'));

    expect(labels(menu)).not.toContain('Sign out');
    expect(chosen.open).toHaveBeenCalledWith({ view: 'sign-in' });
  });

  it('ends a pause, and says until when it lasts', () => {
    const chosen = actions();
    const paused = snapshot([], { settings: { ...DEFAULT_SETTINGS, pausedUntil: NOW + 60_000 } });
    const resume = trayMenu(paused, chosen, false, NOW).find(({ label }) => label?.startsWith('Resume alerts'));
    click(resume);

    expect(resume?.label).toBe(`Resume alerts (paused until ${formatMoment(NOW + 60_000, NOW, ENGLISH)})`);
    expect(chosen.pauseUntil).toHaveBeenCalledWith(0);
  });

  it('says until when quiet hours last that end after the pause', () => {
    const always = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: 0 }];
    const settings = { ...DEFAULT_SETTINGS, pausedUntil: NOW + 60_000, quietHours: always };
    const end = trayMenu(snapshot([], { settings }), actions(), false, NOW).find(({ label }) => label?.includes('pause'));

    const { until } = decideQuiet(settings, false, NOW)!;
    expect(end?.label).toBe(`End the pause (quiet hours until ${formatMoment(until!, NOW, ENGLISH)})`);
  });

  it('offers the pauses of the window, counted from the click', () => {
    vi.useFakeTimers({ now: NOW });
    const chosen = actions();
    const { submenu } = trayMenu(snapshot([]), chosen, false, NOW - 3_600_000).find(({ label }) => label === 'Pause alerts')!;
    const entries = submenu as MenuItemConstructorOptions[];
    for (const entry of entries) click(entry);
    vi.useRealTimers();

    expect(labels(entries)).toEqual(['15 minutes', '1 hour', 'Until tomorrow 6:00']);
    expect(chosen.pauseUntil.mock.calls).toEqual(PAUSES.map(({ until }) => [until(new Date(NOW))]));
  });

  it('names the owner of a workbin that is not one’s own', () => {
    const group = { key: MINE, name: 'Billing', ownerLabel: 'Refunds' };

    expect(labels(trayMenu(snapshot([item('1', 1)], { workbins: [group] as never }), actions(), false, NOW))).toContain(
      'Subject 1 — Billing (Refunds)',
    );
  });

  it('has the demo’s entries in a demo alone', () => {
    const demo = trayMenu(snapshot([]), actions(), false, NOW, [{ label: 'Add an item' }]);

    expect(labels(demo)).toContain('Demo');
    expect(labels(trayMenu(snapshot([]), actions(), false, NOW))).not.toContain('Demo');
  });
});

describe('the tray’s icon', () => {
  it.each([
    ['darwin', true, 'newTemplate.png'],
    ['win32', true, 'new-dark.png'],
    ['linux', false, 'new-light.png'],
  ] as const)('on %s, dark bar %s, is %s', (platform, dark, name) => {
    expect(iconName('new', platform, dark)).toBe(name);
  });
});
