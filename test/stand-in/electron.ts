/**
 * Stands in for Electron's module under plain Node: the main process is this process, and windows are pages of Chromium. Only names
 * that Electron has are exported; `hooks.ts` holds what tests need besides.
 */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { answerControl } from './control.ts';
import { clipboard, dialog, nativeImage, nativeTheme, powerMonitor, safeStorage, screen, shell } from './desktop.ts';
import { ipcMain } from './ipc-main.ts';
import { net, session } from './network.ts';
import { Notification } from './notification.ts';
import { protocol } from './protocol.ts';
import { startTerminal } from './terminal.ts';
import { Menu, MenuItem, Tray } from './tray.ts';

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, MenuItem, nativeImage, nativeTheme, net, Notification };
export { powerMonitor, protocol, safeStorage, screen, session, shell, Tray };

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
export default electron;

if (process.env['VITEST'] === undefined) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  answerControl();
  startTerminal();
}
