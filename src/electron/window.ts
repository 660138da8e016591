import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  nativeImage,
  nativeTheme,
  screen,
  type Display,
  type IpcMainInvokeEvent,
  type Rectangle,
} from 'electron';
import type { Events } from '../core/contract.ts';
import { formatRoute, START_ROUTE, type Route } from '../core/route.ts';
import { isOwnPage, PAGE } from './app-protocol.ts';
import { writeAtomically } from '../storage/atomic-file.ts';
import { eventChannel } from './channels.ts';
import { MINIMUM_SIZE, placeBeside, placeWindow, type WindowPlace } from './window-place.ts';

/**
 * The app's one window. Everything that it shows is kept by the main process: closed, it is hidden for a minute, in which it is back
 * at once, and then gone with all its memory.
 */
export interface AppWindow {
  /**
   * Brings the window to the front, with this view if one is named, and small beside the icon in the tray if that is where it was
   * asked for. Only ever called because a person asked for it.
   */
  open(route: Route | null, beside: Rectangle | null): void;
  /** Whether somebody can see it. */
  isOpen(): boolean;
  /** Shows a number on its button in the task bar of Windows, none for 0; `words` say what it means. */
  setCount(count: number, words: string): void;
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
  /** Folder with `1.png` to `9.png` and `many.png`. */
  readonly overlays: string;
  readonly log: (line: string) => void;
}

/** The window's colour before its page is drawn, so that it does not flash. The same as the page's own. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1c1a19' : '#fdfcfb');

/** How long a closed window is kept, in ms. */
const KEPT_FOR = 60_000;

/** The window, closed as yet. */
export function createAppWindow(options: AppWindowOptions): AppWindow {
  let open: BrowserWindow | null = null;
  // A page that still loads hears nothing yet.
  let loading = false;
  let wanted: Route | null = null;
  let isProtected = false;
  let isQuitting = false;
  /** Whether it stands beside the tray: that is not the place to come back to. */
  let isPanel = false;
  let leaving: NodeJS.Timeout | undefined;
  let count = { number: 0, words: '' };
  app.on('before-quit', () => (isQuitting = true));

  function go(window: BrowserWindow, route: Route): void {
    if (loading) wanted = route;
    else window.webContents.send(eventChannel('route'), route);
  }

  /** Where to stand when opened anew or out of hiding. */
  function findPlace(beside: Rectangle | null): WindowPlace {
    const panel = beside === null ? null : placeBeside(beside, displays());
    isPanel = panel !== null;
    return (
      panel ??
      placeWindow(
        readJson(options.placeFile),
        displays().map(({ workArea }) => workArea),
      )
    );
  }

  function showCount(window: BrowserWindow): void {
    if (process.platform !== 'win32') return;
    const file = path.join(options.overlays, `${count.number > 9 ? 'many' : count.number}.png`);
    window.setOverlayIcon(count.number === 0 ? null : nativeImage.createFromPath(file), count.words);
  }

  function hide(window: BrowserWindow): void {
    window.hide();
    clearTimeout(leaving);
    leaving = setTimeout(() => window.destroy(), KEPT_FOR);
  }

  function comeBack(window: BrowserWindow, beside: Rectangle | null): void {
    clearTimeout(leaving);
    if (!window.isVisible() && (isPanel || beside !== null)) {
      const { maximized, ...place } = findPlace(beside);
      window.setBounds(place);
      if (maximized) window.maximize();
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function create(route: Route, beside: Rectangle | null): BrowserWindow {
    const { maximized, ...place } = findPlace(beside);
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
    window.once('ready-to-show', () => {
      window.show();
      // The task bar has a button only from now on.
      showCount(window);
    });
    window.on('close', (event) => {
      if (!isPanel) keepPlace(window, options);
      if (isQuitting) return;
      event.preventDefault();
      hide(window);
    });
    window.on('closed', () => {
      clearTimeout(leaving);
      nativeTheme.off('updated', recolour);
      if (open === window) open = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      options.log(`the window's process ended: ${reason}`);
      const isSeen = window.isVisible();
      window.destroy();
      // Not for ever: a page that ends as soon as it starts is not tried again.
      if (isSeen && Date.now() - openedAt > 10_000) open = create(START_ROUTE, null);
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
    open(route, beside) {
      if (open === null) {
        open = create(route ?? START_ROUTE, beside);
        return;
      }
      if (route !== null) go(open, route);
      comeBack(open, beside);
    },
    isOpen: () => open?.isVisible() === true,
    setCount(number, words) {
      if (count.number === number) return;
      count = { number, words };
      if (open !== null) showCount(open);
    },
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

/** The main one first. */
function displays(): readonly Display[] {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)];
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
