import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLock } from '../../src/electron/lock.ts';

function play(platform: NodeJS.Platform) {
  const now: { idle: string; isActive: boolean; tell: () => void } = { idle: 'active', isActive: false, tell: () => undefined };
  const power = Object.assign(new EventEmitter(), { getSystemIdleState: () => now.idle });
  const follow = (changed: () => void) => {
    now.tell = changed;
    return { isActive: () => now.isActive, stop: () => void power.emit('saver stopped') };
  };
  const lock = createLock({ power: power as never, log: () => undefined, platform, follow });
  const told: boolean[] = [];
  lock.onChange((isLocked) => void told.push(isLocked));
  return { now, power, lock, told };
}

describe('the lock of the screen', () => {
  it('is told by Electron on Windows and macOS, each change once', () => {
    const { power, lock, told } = play('darwin');

    for (const event of ['lock-screen', 'lock-screen', 'unlock-screen']) power.emit(event);

    expect([told, lock.isLocked()]).toEqual([[true, false], false]);
  });

  it('is told by the desktop on Linux', () => {
    const { now, lock, told } = play('linux');

    now.isActive = true;
    now.tell();

    expect([told, lock.isLocked()]).toEqual([[true], true]);
  });

  it('is asked for on Linux, where a screen saver of X11 tells nobody', () => {
    const { now, lock, told } = play('linux');

    now.idle = 'locked';
    expect([lock.isLocked(), told]).toEqual([true, []]);
    lock.look();
    lock.look();

    expect(told).toEqual([true]);
  });

  it('is not asked for elsewhere', () => {
    const { now, lock } = play('win32');

    now.idle = 'locked';

    expect(lock.isLocked()).toBe(false);
  });

  it('is followed no more when it was stopped', () => {
    const { power, lock, told } = play('linux');
    let stopped = 0;
    power.once('saver stopped', () => (stopped += 1));

    lock.stop();
    power.emit('lock-screen');

    expect([stopped, told, power.eventNames()]).toEqual([1, [], []]);
  });
});
