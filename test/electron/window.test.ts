import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { START_ROUTE } from '../../src/core/route.ts';
import { createAppWindow, type AppWindow } from '../../src/electron/window.ts';
import { app } from '../stand-in/app.ts';
import { hooks } from '../stand-in/hooks.ts';

let folder: string;
let window: AppWindow;
const TRAY = { x: 1600, y: 1048, width: 24, height: 24 };
const shown = () => hooks.windows[0]!;
const keptPlace = () => JSON.parse(readFileSync(path.join(folder, 'window.json'), 'utf8')) as object;

beforeEach(() => {
  vi.useFakeTimers();
  // No page is loaded here: Chromium is asked for only when one is.
  vi.spyOn(BrowserWindow.prototype, 'loadURL').mockResolvedValue();
  app.removeAllListeners('window-all-closed').on('window-all-closed', () => undefined);
  hooks.displays = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  hooks.focused = 0;
  folder = mkdtempSync(path.join(tmpdir(), 'window-'));
  window = createAppWindow({
    preload: path.join(folder, 'preload.cjs'),
    placeFile: path.join(folder, 'window.json'),
    overlays: folder,
    log: () => undefined,
  });
});
afterEach(() => {
  for (const one of hooks.windows) one.destroy();
  app.removeAllListeners('before-quit');
  vi.restoreAllMocks();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function openAndShow(beside: typeof TRAY | null = null): void {
  window.open(START_ROUTE, beside);
  shown().emit('ready-to-show');
}

describe('a closed window', () => {
  it('is hidden, and back at once as the same window', () => {
    openAndShow();
    const first = shown();

    first.close();
    expect([window.isOpen(), hooks.windows.length]).toEqual([false, 1]);
    vi.advanceTimersByTime(59_999);
    window.open(null, null);

    expect([window.isOpen(), shown() === first, vi.getTimerCount()]).toEqual([true, true, 0]);
  });

  it('is gone with its memory after a minute', () => {
    openAndShow();

    shown().close();
    vi.advanceTimersByTime(60_000);

    expect([window.isOpen(), hooks.windows.length]).toEqual([false, 0]);
    openAndShow();
    expect(window.isOpen()).toBe(true);
  });

  it('is gone at once when the app quits', () => {
    openAndShow();
    app.emit('before-quit', {});

    shown().close();

    expect([hooks.windows.length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('a window beside the tray', () => {
  it('stands there, and that is not the place it comes back to', () => {
    openAndShow();
    shown().setBounds({ x: 300, y: 200, width: 900, height: 600 });
    shown().close();

    window.open(null, TRAY);
    expect(shown().getBounds()).toEqual({ x: 1412, y: 432, width: 400, height: 640 });
    shown().close();
    window.open(null, null);

    expect(shown().getBounds()).toEqual({ x: 300, y: 200, width: 900, height: 600 });
    expect(keptPlace()).toMatchObject({ x: 300, y: 200, width: 900, height: 600 });
  });

  it('stays where it is when it is open already', () => {
    openAndShow();
    const before = shown().getBounds();

    window.open(null, TRAY);

    expect(shown().getBounds()).toEqual(before);
  });
});

it('takes the focus only when somebody opens it', () => {
  openAndShow();
  window.tell('route', START_ROUTE);
  window.setCount(3, 'three');
  window.protect(true);
  expect(hooks.focused).toBe(0);

  window.open(null, null);

  expect(hooks.focused).toBe(1);
});
