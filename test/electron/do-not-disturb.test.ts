import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDoNotDisturb, type RunProgram } from '../../src/electron/do-not-disturb.ts';

const changed = vi.fn();
let answer: string | null = null;
const run = vi.fn<RunProgram>(() => Promise.resolve(answer));
const follow = (platform: NodeJS.Platform, desktop: string) => createDoNotDisturb(changed, platform, desktop, run);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('do not disturb', () => {
  it.each([
    ['ubuntu:GNOME', 'gsettings', 'false\n', true],
    ['GNOME', 'gsettings', 'true\n', false],
    ['XFCE', 'xfconf-query', 'true\n', true],
    ['XFCE', 'xfconf-query', 'false\n', false],
    ['KDE', 'gdbus', '(<true>,)\n', true],
    ['', 'gdbus', '(<false>,)\n', false],
    ['KDE', 'gdbus', null, null],
  ])('is read from %s by %s', async (desktop, program, said, isOn) => {
    answer = said;
    const follower = follow('linux', desktop);

    expect(await follower.look()).toBe(isOn);
    expect(follower.isOn()).toBe(isOn);
    expect(run.mock.calls[0]![0]).toBe(program);
    follower.stop();
  });

  it.each(['win32', 'darwin'] as const)('is not known on %s, and nothing is run for it', async (platform) => {
    const follower = follow(platform, '');

    expect([await follower.look(), follower.isOn(), run.mock.calls.length, vi.getTimerCount()]).toEqual([null, null, 0, 0]);
  });

  it('is looked at every minute, and told when it changes', async () => {
    answer = 'true';
    const follower = follow('linux', 'GNOME');
    await vi.advanceTimersByTimeAsync(0);
    expect([follower.isOn(), changed.mock.calls.length]).toEqual([false, 1]);

    answer = 'false';
    await vi.advanceTimersByTimeAsync(180_000);

    expect([follower.isOn(), changed.mock.calls.length, run.mock.calls.length]).toEqual([true, 2, 4]);
    follower.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
