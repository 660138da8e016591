import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { app } from './app.ts';
import { page as pageOf, type BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { nativeTheme, powerMonitor } from './desktop.ts';
import { hooks } from './hooks.ts';
import { permissions } from './network.ts';
import { state, type MenuItem, type TrayState } from './tray.ts';

/** What a test's function gets inside the app's process. */
export interface Inside {
  readonly app: typeof app;
  readonly hooks: typeof hooks;
  readonly ipcMain: typeof ipcMain;
  readonly nativeTheme: typeof nativeTheme;
  readonly permissions: typeof permissions;
  readonly powerMonitor: typeof powerMonitor;
  readonly readFile: (file: string) => string;
  /** The loaded page of the window that was opened last. */
  page(): Promise<Page>;
  window(): BrowserWindow;
  tray(): TrayState;
  /** The labels of the tray's menu, submenus after a `>`. */
  menu(): string[];
  /** Chooses from the tray's menu, e.g. `Pause alerts > 1 hour`. */
  choose(label: string): void;
}

const inside: Inside = {
  app,
  hooks,
  ipcMain,
  nativeTheme,
  permissions,
  powerMonitor,
  readFile: (file) => readFileSync(file, 'utf8'),
  page: () => inside.window()[pageOf](),
  window() {
    const window = hooks.windows.at(-1);
    if (!window) throw new Error('No window is open');
    return window;
  },
  tray() {
    const tray = hooks.trays.at(-1);
    if (!tray) throw new Error('No icon is in the tray');
    return tray[state];
  },
  menu: () => [...entries().keys()],
  choose(label) {
    const entry = entries().get(label);
    if (!entry) throw new Error(`The tray's menu has no “${label}”, only: ${[...entries().keys()].join(', ')}`);
    entry.click();
  },
};

/** The entries of the tray's menu by label, those of a submenu as `Menu > Entry`. */
export function entries(
  items: readonly MenuItem[] = hooks.trays.at(-1)?.[state].menu?.items ?? [],
  before = '',
): Map<string, MenuItem> {
  return new Map(
    items.flatMap((item) =>
      item.submenu
        ? [...entries(item.submenu.items, `${before}${item.label} > `)]
        : item.type === 'separator'
          ? []
          : [[before + item.label, item] as const],
    ),
  );
}

interface Question {
  readonly id: number;
  readonly source: string;
  readonly arg: unknown;
}

/** Runs the functions that a test's process sends over Node's own channel between parent and child. There is none in a normal start. */
export function answerControl(): void {
  if (!process.send || process.env['STAND_IN_CONTROL'] !== '1') return;
  const tell = (message: object) => void process.send?.(message);
  process.on('message', ({ id, source, arg }: Question) => {
    const run = async () => {
      const asked = (0, eval)(`(${source})`) as (inside: Inside, arg: unknown) => unknown;
      return await asked(inside, arg);
    };
    run().then(
      (value) => tell({ id, value: value ?? null }),
      (error: unknown) => tell({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // The test is gone, and its app with it.
  process.on('disconnect', () => app.exit(1));
}
