import { readFileSync } from 'node:fs';
import { app, BrowserWindow, nativeTheme, screen, type IpcMainInvokeEvent } from 'electron';
import type { Events } from '../core/contract.ts';
import { formatRoute, START_ROUTE, type Route } from '../core/route.ts';
import { isOwnPage, PAGE } from './app-protocol.ts';
import { writeAtomically } from '../storage/atomic-file.ts';
import { eventChannel } from './channels.ts';
import { MINIMUM_SIZE, placeWindow } from './window-place.ts';

/** The app's one window. It exists only while it is open: everything that it shows is kept by the main process. */
export interface AppWindow {
  /** Brings the window to the front, with this view if one is named. Only ever called because a person asked for it. */
  open(route: Route | null): void;
  isOpen(): boolean;
  /** Keeps the window out of pictures and recordings of the screen, where the system can; or no more. */
  protect(isPrivate: boolean): void;
  /** Tells the window something; nothing happens when it is closed. */
  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  /** Whether a command came from this window's top frame, showing the app's own page. */
  isSender(event: IpcMainInvokeEvent): boolean;
}

interface AppWindowOptions {
  readonly preload: string;
  /** Where the window's place is kept. */
  readonly placeFile: string;
  readonly log: (line: string) => void;
}

/** The window's colour before its page is drawn, so that it does not flash. The same as the page's own. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1c1a19' : '#fdfcfb');

/** The window, closed as yet. */
export function createAppWindow(options: AppWindowOptions): AppWindow {
  let open: BrowserWindow | null = null;
  // A page that still loads hears nothing yet.
  let loading = false;
  let wanted: Route | null = null;
  let isProtected = false;

  function go(window: BrowserWindow, route: Route): void {
    if (loading) wanted = route;
    else window.webContents.send(eventChannel('route'), route);
  }

  function create(route: Route): BrowserWindow {
    const { maximized, ...place } = placeWindow(readJson(options.placeFile), workAreas());
    const window = new BrowserWindow({
      ...place,
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      title: 'Workbin Notifier',
      backgroundColor: background(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: !app.isPackaged,
        // Would fetch dictionaries from a server that nobody chose.
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    if (maximized) window.maximize();
    if (isProtected) window.setContentProtection(true);
    const openedAt = Date.now();
    const recolour = () => window.setBackgroundColor(background());
    nativeTheme.on('updated', recolour);
    window.once('ready-to-show', () => window.show());
    window.on('close', () => keepPlace(window, options));
    window.on('closed', () => {
      nativeTheme.off('updated', recolour);
      if (open === window) open = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      options.log(`the window's process ended: ${reason}`);
      window.destroy();
      // Not for ever: a page that ends as soon as it starts is not tried again.
      if (Date.now() - openedAt > 10_000) open = create(START_ROUTE);
    });
    loading = true;
    wanted = null;
    window.webContents.once('did-finish-load', () => {
      loading = false;
      if (wanted !== null) go(window, wanted);
    });
    window.loadURL(PAGE + formatRoute(route)).catch((error: unknown) => {
      if (!window.isDestroyed())
        options.log(`the window's page did not load: ${error instanceof Error ? error.name : typeof error}`);
    });
    return window;
  }

  return {
    open(route) {
      if (open === null) {
        open = create(route ?? START_ROUTE);
        return;
      }
      if (route !== null) go(open, route);
      if (open.isMinimized()) open.restore();
      open.show();
      open.focus();
    },
    isOpen: () => open !== null,
    protect(isPrivate) {
      isProtected = isPrivate;
      open?.setContentProtection(isPrivate);
    },
    tell: (name, event) => open?.webContents.send(eventChannel(name), event),
    isSender: ({ sender, senderFrame }) =>
      open !== null &&
      sender === open.webContents &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      isOwnPage(senderFrame.url),
  };
}

/** The main display's first. */
function workAreas(): readonly Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
}

function keepPlace(window: BrowserWindow, { placeFile, log }: AppWindowOptions): void {
  try {
    writeAtomically(placeFile, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  } catch {
    log('the place of the window could not be kept');
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Never written, or damaged: the window opens in the middle.
    return null;
  }
}
