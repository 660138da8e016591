import type { App } from 'electron';
import type { Lock } from './lock.ts';

/**
 * Calls `changed` whenever somebody begins or ends to look at the window, until the returned function is called. Somebody looks while
 * it is in front and the screen is not locked.
 */
export function watchPresence(
  app: Pick<App, 'on' | 'off'>,
  screen: Pick<Lock, 'isLocked' | 'onChange'>,
  changed: (isLooking: boolean) => void,
): () => void {
  let isInFront = false;
  let was = false;

  function look(): void {
    const is = isInFront && !screen.isLocked();
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

  app.on('browser-window-focus', focus);
  app.on('browser-window-blur', blur);
  // A window that is closed in front is not always told to be blurred first.
  app.on('window-all-closed', blur);
  const stopFollowing = screen.onChange(look);
  return () => {
    app.off('browser-window-focus', focus);
    app.off('browser-window-blur', blur);
    app.off('window-all-closed', blur);
    stopFollowing();
  };
}
