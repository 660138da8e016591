import path from 'node:path';
import { app, Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type Rectangle } from 'electron';
import type { Settings } from '../core/settings.ts';
import type { TrayShape, TrayStatus } from '../core/tray-status.ts';

/** The icon in the tray. */
export interface TrayIcon {
  /** Shows this; what has not changed is left alone, so that an open menu stays open. */
  show(status: TrayStatus, menu: readonly MenuItemConstructorOptions[], counts: Counts): void;
  remove(): void;
}

/** Where the number of arrivals not yet opened is shown. */
export type Counts = Pick<Settings, 'badgeCount' | 'trayCount'>;

interface TrayIconOptions {
  /** Folder with `<shape>Template.png`, `<shape>-light.png` and `<shape>-dark.png`, each with its `@2x`. */
  readonly icons: string;
  /** The icon was clicked; it stands there, as far as that is known. */
  readonly open: (icon: Rectangle) => void;
}

/** Windows and macOS remember the icon's place by this, as long as the app is signed. */
const GUID = '6a0f4d0e-3f3c-4c52-9d0e-6b8f5b1d7c21';

/** Puts the icon into the tray. */
export function createTrayIcon({ icons, open }: TrayIconOptions, first: TrayShape): TrayIcon {
  const image = (shape: TrayShape) =>
    nativeImage.createFromPath(path.join(icons, iconName(shape, process.platform, isBarDark())));
  const tray = app.isPackaged ? new Tray(image(first), GUID) : new Tray(image(first));
  let shape = first;
  let shown = '';
  const redraw = () => tray.setImage(image(shape));
  // On Linux this does not come on every desktop, and on macOS the menu comes instead: the menu's first entry does the same.
  tray.on('click', () => open(tray.getBounds()));
  nativeTheme.on('updated', redraw);
  return {
    show(status, menu, { badgeCount, trayCount }) {
      const now = JSON.stringify([status, menu, badgeCount, trayCount]);
      if (now === shown) return;
      shown = now;
      if (status.shape !== shape) {
        shape = status.shape;
        redraw();
      }
      tray.setToolTip(status.tooltip);
      if (process.platform === 'darwin')
        tray.setTitle(trayCount && status.unread > 0 ? String(status.unread) : '', { fontType: 'monospacedDigit' });
      app.setBadgeCount(badgeCount ? status.unread : 0);
      // Linux shows a changed menu only when it is set anew.
      tray.setContextMenu(Menu.buildFromTemplate([...menu]));
    },
    remove() {
      nativeTheme.off('updated', redraw);
      tray.destroy();
    },
  };
}

/** The file of the shape that can be seen on this system's bar: a template on macOS, else the glyph for a light or a dark bar. */
export function iconName(shape: TrayShape, platform: NodeJS.Platform, darkBar: boolean): string {
  return platform === 'darwin' ? `${shape}Template.png` : `${shape}-${darkBar ? 'dark' : 'light'}.png`;
}

function isBarDark(): boolean {
  // GNOME's bar is dark whatever the theme, and Electron knows nothing of bars on Linux.
  if (process.platform === 'linux')
    return nativeTheme.shouldUseDarkColors || /gnome|unity/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '');
  return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
}
