import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Notification } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import type { Route } from '../../src/core/route.ts';
import { workbinKey, type InteractionId } from '../../src/core/workbin.ts';
import { openAlertRoutes, type AlertRoutes } from '../../src/electron/alert-routes.ts';
import { createNotifications, systemId } from '../../src/electron/notification.ts';
import { hooks } from '../stand-in/hooks.ts';

const KEY = workbinKey('abc', { kind: 'me' });
const SYSTEM = { kind: 'system' } as const;
const ROUTE: Route = { view: 'item', workbin: KEY, interactionId: '00011aAAA0000001' as InteractionId };
const alert = (more: Partial<Alert> = {}): Alert => ({
  id: 'one',
  kind: 'item-added',
  title: 'In Progress',
  body: 'Where is my parcel?',
  count: 1,
  opens: ROUTE,
  workbin: KEY,
  interactions: [],
  replaces: null,
  silent: false,
  manner: { sound: 'default', urgency: 'normal' },
  subjectOnly: { title: 'In Progress', body: 'Where is my parcel?' },
  discreet: { title: 'In Progress', body: 'A new item' },
  ...more,
});

let isPrivate = false;
const open = vi.fn();
const tell = vi.fn();
const lines: string[] = [];
const routes: AlertRoutes = { keep: () => undefined, routeOf: () => null };
const create = (platform: NodeJS.Platform = 'linux', kept = routes) =>
  createNotifications({
    open,
    textOf: (told) => (isPrivate ? told.discreet : told),
    tell,
    log: (line) => void lines.push(line),
    routes: kept,
    platform,
  });

beforeEach(() => {
  isPrivate = false;
  hooks.notifications = [];
  hooks.notificationsSupported = true;
  lines.length = 0;
});
afterEach(() => vi.clearAllMocks());

describe('a notification', () => {
  it('shows title and body, with sound or without', () => {
    void create().show(alert(), { kind: 'quiet', why: 'no sound is chosen' });

    expect(hooks.notifications).toMatchObject([
      { title: 'In Progress', body: 'Where is my parcel?', silent: true, groupId: KEY, urgency: 'normal' },
    ]);
  });

  it('asks to be looked at as urgently as the alert does', () => {
    void create().show(alert({ manner: { sound: 'default', urgency: 'critical' } }), SYSTEM);

    expect(hooks.notifications).toMatchObject([{ urgency: 'critical' }]);
  });

  it('opens the alert’s own route when it is clicked, once', () => {
    void create().show(alert(), SYSTEM);

    hooks.notifications[0]!.emit('click', {});

    expect(open.mock.calls).toEqual([[ROUTE]]);
  });

  it('takes the place of the one that it replaces', () => {
    const notifications = create();
    void notifications.show(alert(), SYSTEM);
    void notifications.show(alert({ id: 'two', replaces: 'one' }), SYSTEM);

    expect(hooks.notifications.map(({ id }) => id)).toEqual(['two']);
  });

  it('is taken back when the alert is withdrawn, also from the notification centre of Windows', () => {
    const notifications = create();
    void notifications.show(alert(), SYSTEM);
    hooks.notifications[0]!.emit('close', { reason: 'timedOut' });

    notifications.withdraw('one');
    notifications.withdraw('one');
    notifications.withdraw('never shown');

    expect(hooks.notifications).toEqual([]);
  });

  it('shows as much as may be shown', () => {
    isPrivate = true;
    void create().show(alert(), SYSTEM);

    expect(hooks.notifications).toMatchObject([{ title: 'In Progress', body: 'A new item' }]);
  });

  it('is taken back where it shows more than may be shown from now on', () => {
    const notifications = create();
    void notifications.show(alert(), SYSTEM);
    isPrivate = true;
    void notifications.show(alert({ id: 'two' }), SYSTEM);

    notifications.conceal();

    expect(hooks.notifications.map(({ id }) => id)).toEqual(['two']);
  });

  it('is one line each, without characters that turn or hide text, and not too long', () => {
    void create().show(alert({ title: 'a\nb\u202ec\u200bd\u0007', body: '👩‍👩‍👧'.repeat(400) }), SYSTEM);

    const [shown] = hooks.notifications;
    expect(shown!.title).toBe('a bcd');
    expect([...new Intl.Segmenter().segment(shown!.body)]).toHaveLength(300);
    expect(shown!.body.endsWith('…')).toBe(true);
  });

  it('that the system refuses is said in the window and logged without its text', () => {
    void create().show(alert(), SYSTEM);

    hooks.notifications[0]!.emit('failed', {}, 'Where is my parcel? is not allowed');

    expect(tell).toHaveBeenCalledWith('notifications-blocked', expect.stringContaining('Allow those of Workbin Notifier'));
    expect(lines).toEqual(['alert one was not shown: refused by the system']);
  });

  it('that the system does not know is said in the window', () => {
    hooks.notificationsSupported = false;
    void create().show(alert(), SYSTEM);

    expect(hooks.notifications).toEqual([]);
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it('is never made of XML, and has a name that Windows takes and a Mac gives back', () => {
    const seen = vi.spyOn(Notification.prototype, 'show');
    void create().show(alert({ workbin: workbinKey('x'.repeat(80), { kind: 'me' }) }), SYSTEM);

    expect(seen).toHaveBeenCalledTimes(1);
    expect(hooks.notifications[0]!.groupId).toBe('');
    expect(systemId(alert(), 'win32')).toBe('one');
    expect(systemId(alert(), 'darwin')).toBe(`one #/item/${encodeURIComponent(KEY)}/00011aAAA0000001`);
  });
});

describe('the end of the app', () => {
  it.each([
    ['linux', 0],
    ['win32', 1],
    ['darwin', 1],
  ] as const)('leaves on %s what can be clicked afterwards', (platform, left) => {
    const notifications = create(platform);
    void notifications.show(alert(), SYSTEM);

    notifications.stop();

    expect(hooks.notifications).toHaveLength(left);
  });
});

describe('the sound of a notification', () => {
  it.each([
    ['linux', { kind: 'system' }, { silent: false }],
    ['win32', { kind: 'own', sound: 'drop', volume: 60 }, { silent: true }],
    ['darwin', { kind: 'own', sound: 'drop', volume: 60 }, { silent: false, sound: 'drop.wav' }],
    ['darwin', { kind: 'quiet', why: 'no sound is chosen' }, { silent: true, sound: '' }],
  ] as const)('on %s for %j is %j', (platform, sound, expected) => {
    void create(platform).show(alert(), sound);

    expect(hooks.notifications).toMatchObject([expected]);
  });
});

describe('what becomes of a notification', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('is that it is shown', async () => {
    expect(await create().show(alert(), SYSTEM)).toBe('shown');
    expect([vi.getTimerCount(), tell.mock.calls.length]).toEqual([0, 0]);
  });

  it('is that the system refuses it', async () => {
    const shown = create().show(alert(), SYSTEM);
    hooks.notifications[0]!.emit('failed', {}, 'no');

    expect(await shown).toBe('refused');
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it('is that nothing is heard of it for five seconds; the second time in a row the window says so', async () => {
    vi.spyOn(Notification.prototype, 'show').mockReturnValue();
    const notifications = create();

    for (const [id, told] of [
      ['one', 0],
      ['two', 1],
    ] as const) {
      const shown = notifications.show(alert({ id }), SYSTEM);
      vi.advanceTimersByTime(5000);

      expect([await shown, tell.mock.calls.length]).toEqual(['late', told]);
    }
    expect(lines).toEqual(['alert two was not shown: not shown in time']);
  });
});

describe('a click on what an earlier run showed', () => {
  let folder: string;
  const file = () => path.join(folder, 'alerts.json');
  const kept = () => openAlertRoutes(file(), (line) => void lines.push(line));
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens the alert’s own route on Windows, where the system names the alert alone', async () => {
    void create('win32', kept()).show(alert(), SYSTEM);
    await create('win32', kept()).resume();

    hooks.activate!('one');
    hooks.activate!('never shown');

    expect(open.mock.calls).toEqual([[ROUTE], [null]]);
  });

  it('opens the alert’s own route on a Mac, which gives back what it shows', async () => {
    const before = new Notification({ id: systemId(alert(), 'darwin') });
    hooks.notificationHistory = [before as never];
    await create('darwin').resume();

    before.emit('click', {});

    expect(open.mock.calls).toEqual([[ROUTE]]);
  });

  it('is taken back on a Mac when what it opens is over, and only then', async () => {
    const other: Route = { view: 'list', workbin: KEY };
    const [over, waits] = [alert(), alert({ id: 'two', opens: other })].map(
      (one) => new Notification({ id: systemId(one, 'darwin') }),
    );
    hooks.notificationHistory = hooks.notifications = [over, waits] as never[];
    const notifications = create('darwin');
    await notifications.resume();
    void notifications.show(alert({ id: 'of this run' }), SYSTEM);

    notifications.settle((opens) => opens.view === 'item');

    expect(hooks.notifications.map(({ id }) => id)).toEqual([
      systemId(alert({ id: 'two', opens: other }), 'darwin'),
      systemId(alert({ id: 'of this run' }), 'darwin'),
    ]);
  });

  it('is taken back on a Mac where no customer’s text may be shown any more', async () => {
    const before = new Notification({ id: systemId(alert(), 'darwin'), title: 'Email in Billing', body: 'Where is my parcel?' });
    const plain = new Notification({ id: 'two #/connection', title: 'Please sign in again', body: 'The session is over' });
    hooks.notificationHistory = hooks.notifications = [before, plain] as never[];
    const notifications = create('darwin');
    await notifications.resume();

    notifications.conceal();
    expect(hooks.notifications).toHaveLength(2);
    isPrivate = true;
    notifications.conceal();

    expect(hooks.notifications).toEqual([plain]);
  });

  it.each(['', '{', '{}', '[7, [], ["one"], ["one", 7], ["one", "nonsense"]]'])(
    'opens the window where the file holds %j',
    (text) => {
      writeFileSync(file(), text);

      expect(kept().routeOf('one')).toBeNull();
    },
  );

  it('is known for the last 200 alerts', () => {
    const many = kept();
    for (let count = 0; count <= 200; count++) many.keep(`alert-${count}`, ROUTE);

    expect([kept().routeOf('alert-0'), kept().routeOf('alert-1')]).toEqual([null, ROUTE]);
    expect(lines).toEqual([]);
  });

  it('is worth a line in the log where it cannot be kept', () => {
    openAlertRoutes(path.join(folder, 'missing', 'alerts.json'), (line) => void lines.push(line)).keep('one', ROUTE);

    expect(lines).toEqual(['what alerts open could not be kept']);
  });
});
