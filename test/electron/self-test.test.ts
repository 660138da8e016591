import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import type { ConnectionView, SelfTestStep } from '../../src/core/contract.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import type { Shown } from '../../src/electron/notification.ts';
import { runSelfTest } from '../../src/electron/self-test.ts';
import { rehearse } from '../../src/rehearsal.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

interface Circumstances {
  readonly state?: ConnectionView['state'];
  readonly pausedUntil?: number;
  readonly isDoNotDisturb?: boolean | null;
  readonly shown?: Shown;
  readonly platform?: NodeJS.Platform;
}

async function test({
  state = 'live',
  pausedUntil = 0,
  isDoNotDisturb = false,
  shown = 'shown',
  platform = 'linux',
}: Circumstances) {
  const told: SelfTestStep[] = [];
  const alerts: Alert[] = [];
  const common = { now: () => NOW, createId: () => 'rehearsed', formatTime: () => '12:00', t: ENGLISH };
  const steps = await runSelfTest({
    connection: () => ({ state, reason: 'The reason', since: NOW, freshAt: NOW, retryAt: null }),
    rehearse: (subject, workbinName) =>
      rehearse({ ...common, settings: { ...DEFAULT_SETTINGS, pausedUntil }, subject, workbinName }),
    isDoNotDisturb: () => Promise.resolve(isDoNotDisturb),
    show: (alert) => {
      alerts.push(alert);
      return Promise.resolve(shown);
    },
    createId: () => 'shown',
    tell: (step) => void told.push(step),
    t: ENGLISH,
    platform,
  });
  return { steps, told, alerts };
}

describe('the self-test', () => {
  it('passes where all is well, and tells each step as it begins and ends', async () => {
    const { steps, told, alerts } = await test({});

    expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'signed-in passed',
      'decided passed',
      'do-not-disturb passed',
      'shown passed',
    ]);
    expect(told.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 4 }, () => ['running', 'passed']).flat());
    expect(alerts).toMatchObject([{ id: 'shown', title: 'Test of Workbin Notifier', opens: { view: 'connection' } }]);
  });

  it.each([
    ['signed-in', { state: 'signed-out' }, 'failed', 'You are not signed in. Sign in to be told of anything.'],
    ['signed-in', { state: 'offline' }, 'failed', 'Not everything is watched: The reason. The connection page says more.'],
    ['decided', { pausedUntil: NOW + 60_000 }, 'failed', /^It raises no alert now: .*paused/],
    ['do-not-disturb', { isDoNotDisturb: true }, 'failed', /^Do not disturb is on/],
    ['do-not-disturb', { isDoNotDisturb: null }, 'unknown', /^Your system does not tell/],
    [
      'shown',
      { shown: 'refused', platform: 'win32' },
      'failed',
      'Your system refused the notification. Allow Workbin Notifier in Settings, System, Notifications.',
    ],
    [
      'shown',
      { shown: 'refused', platform: 'darwin' },
      'failed',
      'Your system refused the notification. Allow Workbin Notifier in System Settings, Notifications.',
    ],
    ['shown', { shown: 'late' }, 'failed', /did not show it within 5 seconds\. Allow .* of your desktop\.$/],
  ] as const)('says of %s what is wrong and what to do, and goes on', async (name, circumstances, outcome, text) => {
    const { steps } = await test(circumstances);

    const step = steps.find((one) => one.name === name)!;
    expect(step.outcome).toBe(outcome);
    expect(step.text).toMatch(typeof text === 'string' ? new RegExp(`^${text.replaceAll('.', '\\.')}$`) : text);
    expect(steps).toHaveLength(4);
  });
});
