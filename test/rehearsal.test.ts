import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../src/core/language.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/core/settings.ts';
import { rehearse } from '../src/rehearsal.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const run = (settings: Partial<Settings> = {}) =>
  rehearse({
    settings: { ...DEFAULT_SETTINGS, ...settings },
    now: () => NOW,
    createId: () => 'one',
    formatTime: () => '12:00',
    t: ENGLISH,
    subject: 'This is a test',
    workbinName: 'Test',
  });

describe('a rehearsal', () => {
  it('goes the way of a real arrival, up to its alert', async () => {
    const { decision, alert } = await run();

    expect(alert).toMatchObject({ kind: 'item-added', title: 'Email in Test', body: 'This is a test', count: 1 });
    expect(decision).toMatchObject({ outcome: 'alerted', alertId: alert!.id });
  });

  it('says why there is no alert', async () => {
    const { decision, alert } = await run({ pausedUntil: NOW + 60_000 });

    expect(alert).toBeNull();
    expect(decision!.outcome).not.toBe('alerted');
    expect(decision!.reason).toContain('paused');
  });
});
