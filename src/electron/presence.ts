import type { App, PowerMonitor } from 'electron';
import type { Lock } from './lock.ts';

/**
 * Calls `changed` whenever somebody begins or ends to look at the window, until the returned function is called. Somebody looks while
 * it is in front, the screen is not locked and the computer does not sleep.
 */
export function watchPresence(
  app: Pick<App, 'on' | 'off'>,
  screen: Pick<Lock, 'isLocked' | 'onChange'>,
  power: Pick<PowerMonitor, 'on' | 'off'>,
  changed: (isLooking: boolean) => void,
): () => void {
  let isInFront = false;
  let isAsleep = false;
  let was = false;

  function look(): void {
    const is = isInFront && !isAsleep && !screen.isLocked();
    if (is === was) return;
    was = is;
    changed(is);
  }
  const focus = () => {
    isInFront = true;
    look();
  };
  const blur = () => {
    isInFront = false;
    look();
  };
  const suspend = () => {
    isAsleep = true;
    look();
  };
  const resume = () => {
    isAsleep = false;
    look();
  };

  app.on('browser-window-focus', focus);
  app.on('browser-window-blur', blur);
  // A window that is closed in front is not always told to be blurred first.
  app.on('window-all-closed', blur);
  power.on('suspend', suspend);
  power.on('resume', resume);
  const stopFollowing = screen.onChange(look);
  return () => {
    app.off('browser-window-focus', focus);
    app.off('browser-window-blur', blur);
    app.off('window-all-closed', blur);
    power.off('suspend', suspend);
    power.off('resume', resume);
    stopFollowing();
  };
}
