import type { PowerMonitor } from 'electron';

/** Whether the screen is locked: then others may see it, and no customer's text is shown. */
export interface Lock {
  isLocked(): boolean;
}

/** Follows the lock of the screen and calls `changed` when it is told of one. */
export function createLock(
  power: Pick<PowerMonitor, 'on' | 'getSystemIdleState'>,
  changed: () => void,
  platform: NodeJS.Platform = process.platform,
): Lock {
  let locked = false;
  power.on('lock-screen', () => {
    locked = true;
    changed();
  });
  power.on('unlock-screen', () => {
    locked = false;
    changed();
  });
  // Linux sends neither event, but answers when asked.
  return { isLocked: () => locked || (platform === 'linux' && power.getSystemIdleState(60) === 'locked') };
}
