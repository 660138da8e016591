import { describe, expect, it } from 'vitest';
import type { ConnectionView, WorkbinView } from '../../src/core/contract.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { formatMoment } from '../../src/core/time-text.ts';
import { trayStatus } from '../../src/core/tray-status.ts';
import { workbinKey } from '../../src/core/workbin.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

function workbin(name: string, more: Partial<WorkbinView> = {}): WorkbinView {
  return {
    key: workbinKey(name, { kind: 'me' }),
    id: name,
    name,
    kind: 'Agent',
    owner: { kind: 'me' },
    ownerLabel: '',
    watched: true,
    watch: 'subscribed',
    reason: null,
    watchedSince: null,
    staleSince: null,
    count: 0,
    unread: 0,
    unseen: 0,
    lookedAt: null,
    oldestAt: null,
    ...more,
  };
}
const connection = (state: ConnectionView['state'], more: Partial<ConnectionView> = {}): ConnectionView => ({
  state,
  reason: 'the reason',
  since: NOW,
  freshAt: NOW,
  retryAt: null,
  ...more,
});
const failed = workbin('Claims', { watch: 'failed' });
const news = workbin('Billing', { unread: 2 });
const status = (state: ConnectionView, workbins: readonly WorkbinView[], pausedUntil = 0) =>
  trayStatus({ connection: state, workbins }, { ...DEFAULT_SETTINGS, pausedUntil }, NOW);

describe('the tray', () => {
  it('is paused in quiet hours, too', () => {
    const every = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: 0 }];
    const settings = { ...DEFAULT_SETTINGS, quietHours: every };
    const { shape, tooltip } = trayStatus({ connection: connection('live'), workbins: [news] }, settings, NOW);

    expect(shape).toBe('paused');
    expect(tooltip).toMatch(/^Workbin Notifier: quiet hours until .*, 2 new$/);
  });

  it.each([
    ['watching', connection('live'), [workbin('Billing')], 0, 'Workbin Notifier: watching 1 workbin'],
    ['new', connection('live'), [news, workbin('Claims', { unread: 1 })], 0, 'Workbin Notifier: watching 2 workbins, 3 new'],
    ['not-watching', connection('offline'), [news], 0, 'Workbin Notifier: not watching (the reason), 2 new'],
    ['signed-out', connection('signed-out', { freshAt: null }), [], 0, 'Workbin Notifier: not watching (the reason)'],
    ['not-watching', connection('connecting', { freshAt: null }), [], 0, 'Workbin Notifier: not watching (the reason)'],
    [
      'not-watching',
      connection('connecting', { freshAt: NOW - 45_000 }),
      [news],
      0,
      'Workbin Notifier: not watching (the reason), 2 new',
    ],
    [
      'watching',
      connection('connecting', { freshAt: NOW - 44_999 }),
      [workbin('Billing')],
      0,
      'Workbin Notifier: watching 1 workbin',
    ],
    ['not-watching', connection('live'), [], 0, 'Workbin Notifier: not watching (no workbin is chosen)'],
    [
      'not-watching',
      connection('live'),
      [workbin('Billing', { watched: false })],
      0,
      'Workbin Notifier: not watching (no workbin is chosen)',
    ],
    ['not-watching', connection('live'), [failed], 0, 'Workbin Notifier: not watching any of your workbins'],
    ['partly', connection('live'), [news, failed], 0, 'Workbin Notifier: not watching Claims, 2 new'],
    ['partly', connection('degraded'), [workbin('Billing')], 0, 'Workbin Notifier: partly watching (the reason)'],
    [
      'paused',
      connection('live'),
      [news, failed],
      NOW + 1,
      `Workbin Notifier: alerts are paused until ${formatMoment(NOW + 1, NOW, ENGLISH)}, 2 new`,
    ],
    ['new', connection('live'), [news], NOW, 'Workbin Notifier: watching 1 workbin, 2 new'],
    ['not-watching', connection('offline'), [news], NOW + 1, 'Workbin Notifier: not watching (the reason), 2 new'],
  ] as const)('is %s', (shape, state, workbins, pausedUntil, tooltip) => {
    expect(status(state, workbins, pausedUntil)).toMatchObject({ shape, tooltip });
  });

  const old = workbin('Billing', { oldestAt: NOW - 86_400_000 });
  const both = workbin('Billing', { oldestAt: NOW - 86_400_000, unread: 1 });
  it.each([
    ['breach', [old], {}, 'watching 1 workbin, something waits too long'],
    ['new-breach', [both], {}, 'watching 1 workbin, 1 new, something waits too long'],
    ['watching', [old], { ageLimitsByWorkbin: { [old.key]: { warnAfter: 0, breachAfter: 0 } } }, 'watching 1 workbin'],
    ['private', [workbin('Billing')], { privateMode: true }, 'watching 1 workbin, private mode'],
    ['new-private', [news], { privateMode: true }, 'watching 1 workbin, 2 new, private mode'],
  ] as const)('is %s by ages and private mode', (shape, workbins, settings, words) => {
    const { tooltip, ...told } = trayStatus(
      { connection: connection('live'), workbins },
      { ...DEFAULT_SETTINGS, ...settings },
      NOW,
    );

    expect([told.shape, tooltip]).toEqual([shape, `Workbin Notifier: ${words}`]);
  });

  it('counts what is new in watched workbins alone', () => {
    expect(status(connection('live'), [news, workbin('Other', { watched: false, unread: 9 })]).unread).toBe(2);
  });

  it('says no more than Windows shows', () => {
    const { tooltip } = status(connection('offline', { reason: 'word '.repeat(60) }), []);

    expect(tooltip).toHaveLength(127);
    expect(tooltip.endsWith('…')).toBe(true);
  });

  it('tells workbins of one name apart by their owners', () => {
    const ofGroup = (name: string, watch: WorkbinView['watch']) =>
      workbin('Claims', { owner: { kind: 'agentGroup', name }, ownerLabel: name, watch });

    expect(status(connection('live'), [ofGroup('Motor', 'failed'), ofGroup('Travel', 'subscribed')]).tooltip).toBe(
      'Workbin Notifier: not watching Claims (Motor)',
    );
  });

  it('keeps a name from the server to one line without anything that turns it', () => {
    expect(status(connection('live'), [news, workbin('Cl\n\u202eaims', { watch: 'failed' })]).tooltip).toBe(
      'Workbin Notifier: not watching Cl aims, 2 new',
    );
  });
});
