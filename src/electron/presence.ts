import type { App, PowerMonitor } from 'electron';

/**
 * Calls `changed` whenever somebody begins or ends to look at the window, until the returned function is called. Somebody looks while
 * it is in front and the screen is not locked.
 */
export function watchPresence(
  app: Pick<App, 'on' | 'off'>,
  power: Pick<PowerMonitor, 'on' | 'off'>,
  changed: (isLooking: boolean) => void,
): () => void {
  let isInFront = false;
  let isLocked = false;
  let was = false;

  function look(): void {
    const is = isInFront && !isLocked;
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
  const lock = () => {
    isLocked = true;
    look();
  };
  const unlock = () => {
    isLocked = false;
    look();
  };

  app.on('browser-window-focus', focus);
  app.on('browser-window-blur', blur);
  // A window that is closed in front is not always told to be blurred first.
  app.on('window-all-closed', blur);
  power.on('lock-screen', lock);
  power.on('unlock-screen', unlock);
  return () => {
    app.off('browser-window-focus', focus);
    app.off('browser-window-blur', blur);
    app.off('window-all-closed', blur);
    power.off('lock-screen', lock);
    power.off('unlock-screen', unlock);
  };
}
