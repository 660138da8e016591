import type { PowerMonitor } from 'electron';
import { followScreenSaver, type ScreenSaver } from './screen-saver.ts';

/** Whether the screen is locked: then others may see it, and no customer's text is shown. */
export interface Lock {
  isLocked(): boolean;
  /** Calls `listener` whenever the screen was locked or unlocked, until the returned function is called. */
  onChange(listener: (isLocked: boolean) => void): () => void;
  /** Asks the system, where it does not always tell by itself. */
  look(): void;
  stop(): void;
}

interface LockOptions {
  readonly power: Pick<PowerMonitor, 'on' | 'off' | 'getSystemIdleState'>;
  readonly log: (line: string) => void;
  readonly platform?: NodeJS.Platform;
  /** What tells of it on Linux, where Electron has no event for it. */
  readonly follow?: (changed: () => void, log: (line: string) => void) => ScreenSaver;
}

/** Follows the lock of the screen. */
export function createLock({ power, log, platform = process.platform, follow = followScreenSaver }: LockOptions): Lock {
  const listeners = new Set<(isLocked: boolean) => void>();
  let isToldLocked = false;
  let was = false;
  const saver = platform === 'linux' ? follow(look, log) : null;

  function isLocked(): boolean {
    // Electron's answer knows the screen savers of X11 alone, which are on no bus.
    return isToldLocked || (saver !== null && (saver.isActive() || power.getSystemIdleState(60) === 'locked'));
  }

  function look(): void {
    const is = isLocked();
    if (is === was) return;
    was = is;
    for (const listener of listeners) listener(is);
  }

  const lock = () => {
    isToldLocked = true;
    look();
  };
  const unlock = () => {
    isToldLocked = false;
    look();
  };
  power.on('lock-screen', lock);
  power.on('unlock-screen', unlock);
  return {
    isLocked,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    look,
    stop() {
      power.off('lock-screen', lock);
      power.off('unlock-screen', unlock);
      saver?.stop();
    },
  };
}
