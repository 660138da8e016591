import { Menu } from 'electron';

/** The menu of the app itself: on a Mac, where copy and paste work only through it; elsewhere none. */
export function applicationMenu(platform: NodeJS.Platform): Menu | null {
  if (platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
