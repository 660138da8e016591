import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { app, windowClosed } from './app.ts';
import { type ChromiumPage, openPage } from './chromium.ts';
import { colorScheme, nativeTheme } from './desktop.ts';
import { hooks, isHeaded } from './hooks.ts';
import { isAllowed } from './preventable.ts';
import { toChromium } from './protocol.ts';
import { attach, go, WebContents } from './web-contents.ts';

let count = 0;

/** Key of the page behind a window. */
export const page = Symbol('page');

/** Electron's `BrowserWindow`, over a window or a headless page of Chromium. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...hooks.windows];
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return hooks.windows.find((window) => window.webContents === contents) ?? null;
  }

  readonly id = ++count;
  readonly webContents: WebContents;
  readonly #options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #visible: boolean;
  #maximized = false;
  #minimized = false;
  #opening: Promise<ChromiumPage> | undefined;
  #loaded: Promise<void> | undefined;
  readonly #restyle = () =>
    void this.#opening?.then(({ page }) => page.emulateMedia({ colorScheme: colorScheme() })).catch(() => undefined);

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.#options = options;
    this.#visible = options.show !== false;
    this.#bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = new WebContents(options.webPreferences ?? {});
    hooks.windows.push(this);
    nativeTheme.on('updated', this.#restyle);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  loadURL(url: string): Promise<void> {
    this.#loaded = this.#opening === undefined ? this.#load(url) : this.webContents[go](url);
    return this.#loaded;
  }
  async #load(url: string): Promise<void> {
    const { x, y, width, height } = this.#options;
    const address = toChromium(url);
    // What is not to be in the task bar is never seen.
    const isSeen = this.#options.skipTaskbar !== true;
    this.#opening = openPage({ x, y, width: width ?? 800, height: height ?? 600, address, isSeen });
    const { context, page } = await this.#opening;
    if (this.isDestroyed()) return context.close();
    context.once('close', () => this.#gone());
    page.once('close', () => this.#gone());
    if (isHeaded) this.#followBounds(page);
    await page.emulateMedia({ colorScheme: colorScheme() });
    await this.webContents[attach](context, page, url);
    if (!this.isDestroyed()) this.emit('ready-to-show');
  }

  #followBounds(page: Page): void {
    const look = async () => {
      const session = await page.context().newCDPSession(page);
      const { bounds } = await session.send('Browser.getWindowForTarget');
      await session.detach();
      const { left: x = 0, top: y = 0, width = 800, height = 600 } = bounds;
      this.#maximized = bounds.windowState === 'maximized';
      if (bounds.windowState === 'normal') this.#bounds = { x, y, width, height };
    };
    const timer = setInterval(() => void look().catch(() => undefined), 1000);
    page.once('close', () => clearInterval(timer));
  }

  show(): void {
    this.#visible = true;
    if (isHeaded) void this.#opening?.then(({ page }) => page.bringToFront()).catch(() => undefined);
    this.emit('show');
    app.emit('browser-window-focus', {}, this);
  }
  hide(): void {
    this.#visible = false;
    app.emit('browser-window-blur', {}, this);
    this.emit('hide');
  }
  focus(): void {
    hooks.focused++;
    this.emit('focus');
  }
  maximize(): void {
    this.#maximized = true;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  minimize(): void {
    this.#minimized = true;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  restore(): void {
    this.#minimized = false;
  }
  isVisible(): boolean {
    return this.#visible && !this.isDestroyed();
  }
  isDestroyed(): boolean {
    return !hooks.windows.includes(this);
  }
  getBounds(): Electron.Rectangle {
    return this.#bounds;
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }
  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }
  setBackgroundColor(_color: string): void {}
  setOverlayIcon(_icon: unknown, _description: string): void {}
  setContentProtection(enable: boolean): void {
    hooks.contentProtected = enable;
  }

  close(): void {
    if (isAllowed(this, 'close')) this.destroy();
  }
  destroy(): void {
    if (this.isDestroyed()) return;
    hooks.windows = hooks.windows.filter((window) => window !== this);
    nativeTheme.off('updated', this.#restyle);
    void this.#opening?.then((opened) => opened.close()).catch(() => undefined);
    app.emit('browser-window-blur', {}, this);
    this.emit('closed');
    hooks.events.emit('windows');
    app[windowClosed]();
  }
  /** The person closed the window itself: too late to hold it open. */
  #gone(): void {
    if (this.isDestroyed()) return;
    isAllowed(this, 'close');
    this.destroy();
  }

  /** Chromium's page, loaded. Not Electron's: for tests. */
  async [page](): Promise<Page> {
    await this.#loaded;
    const { page: opened } = (await this.#opening) ?? {};
    if (!opened) throw new Error('The window loads no page');
    return opened;
  }
}
