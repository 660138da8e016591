import { EventEmitter } from 'node:events';
import type { BrowserWindow } from './browser-window.ts';
import type { Notification } from './notification.ts';
import type { Tray } from './tray.ts';

/** A person sees the window on this machine's display; else all is without a display, as in tests. */
export const isHeaded =
  process.env['HEADED'] === '1' ||
  (process.env['HEADED'] !== '0' &&
    process.env['VITEST'] === undefined &&
    Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']));

/** What tests see and steer behind the stand-in's face. Electron has nothing of the kind, so the product cannot come to need it. */
export const hooks = {
  windows: [] as BrowserWindow[],
  notifications: [] as Notification[],
  trays: [] as Tray[],
  /** Addresses handed to the browser. */
  opened: [] as string[],
  clipboard: '',
  /** Where the person saves a file when asked; empty: they would rather not. */
  savesTo: '',
  badge: 0,
  loginItem: {} as object,
  /** Errors of the pages: of their scripts, their console and their content security policy. */
  pageErrors: [] as string[],
  /** How often a window came to the front. */
  focused: 0,
  /** How often all connections to servers were closed. */
  connectionsClosed: 0,
  /** Where the icon in the tray stands; Linux does not tell. */
  trayBounds: { x: 0, y: 0, width: 0, height: 0 },
  /** Whether the window is kept out of pictures of the screen. */
  contentProtected: false,
  notificationsSupported: true,
  /** A click on what an earlier run showed, as on Windows; null where nobody listens. */
  activate: null as ((tag: string) => void) | null,
  /** What earlier runs left in the notification centre, as on macOS. */
  notificationHistory: [] as Notification[],
  systemIsDark: false,
  screenIsLocked: false,
  displays: [{ x: 0, y: 0, width: 1920, height: 1040 }],
  /** Emits `tray` and `windows` when these have changed. */
  events: new EventEmitter(),
};
