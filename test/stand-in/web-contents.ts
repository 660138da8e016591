import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { hooks } from './hooks.ts';
import { deliver } from './ipc-main.ts';
import { session } from './network.ts';
import { BINDING, pageSide } from './page-side.ts';
import { isAllowed } from './preventable.ts';
import { answer, fromChromium, toChromium } from './protocol.ts';

/** Electron's `WebFrameMain`, as much as tells who sent a message. */
export class WebFrame {
  readonly #url: () => string;
  readonly parent: WebFrame | null;
  constructor(url: () => string, parent: WebFrame | null) {
    this.#url = url;
    this.parent = parent;
  }
  get url(): string {
    return this.#url();
  }
  get origin(): string {
    return /^[a-z]+:\/\/[^/?#]*/i.exec(this.url)?.[0] ?? 'null';
  }
}

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

let count = 0;

/** Key of the one method that only the stand-in's own window calls. */
export const attach = Symbol('attach');
/** Key of another such method. */
export const go = Symbol('go');

/** Electron's `WebContents`, over a page of Chromium. */
export class WebContents extends EventEmitter {
  readonly id = ++count;
  readonly session = session.defaultSession;
  readonly mainFrame = new WebFrame(() => this.getURL(), null);
  readonly #preferences: Electron.WebPreferences;
  #page: Page | undefined;
  #waiting: ((messages: unknown[] | null) => void) | undefined;
  #queue: unknown[] | undefined;
  #openHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #expected: string | undefined;

  constructor(preferences: Electron.WebPreferences) {
    super();
    this.#preferences = preferences;
  }

  getURL(): string {
    return this.#page === undefined ? '' : fromChromium(this.#page.url());
  }
  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }
  /** Loads the page again where it stands, as a person's F5 would. */
  reloadIgnoringCache(): void {
    const reload = async () => {
      this.#expected = this.getURL();
      await this.#page?.reload({ waitUntil: 'load' });
      this.emit('did-finish-load');
    };
    reload().catch((error: unknown) => this.emit('did-fail-load', {}, -3, String(error), this.getURL(), true));
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }
  /** Lost, as in Electron, while no document with a preload script is there to take it. */
  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
    this.#queue?.push([channel, structuredClone(args)]);
    this.#flush();
  }

  #flush(): void {
    if (!this.#waiting || !this.#queue || this.#queue.length === 0) return;
    this.#waiting(this.#queue);
    this.#queue = [];
    this.#waiting = undefined;
  }

  /** Goes to another address in the same page. Not Electron's: `BrowserWindow` calls it. */
  async [go](url: string): Promise<void> {
    this.#expected = url;
    await this.#page?.goto(toChromium(url), { waitUntil: 'load' });
    this.emit('did-finish-load');
  }

  /** Joins the contents to a page and loads the URL there. Not Electron's: `BrowserWindow` calls it. */
  async [attach](context: BrowserContext, page: Page, url: string): Promise<void> {
    this.#page = page;
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('pageerror', (error) => hooks.pageErrors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') hooks.pageErrors.push(message.text());
    });
    page.on('popup', (popup) => {
      if (this.#openHandler({ url: fromChromium(popup.url()) }).action === 'deny') popup.close().catch(() => undefined);
    });
    await context.exposeBinding(BINDING, ({ frame }, kind: string, channel?: string, args?: unknown[]) =>
      this.#called(frame, kind, channel, args),
    );
    const { preload } = this.#preferences;
    if (preload !== undefined) await page.addInitScript({ content: pageSide(readFileSync(preload, 'utf8'), preload) });
    await context.route('**/*', (route) => this.#request(route).catch(() => undefined));
    this.#expected = url;
    await page.goto(toChromium(url), { waitUntil: 'load' });
    this.emit('did-finish-load');
  }

  async #called(frame: Frame, kind: string, channel = '', args: unknown[] = []): Promise<unknown> {
    if (kind === 'next') {
      this.#waiting?.(null);
      this.#queue ??= [];
      return new Promise((resolve) => {
        this.#waiting = resolve;
        this.#flush();
      });
    }
    const sender =
      frame === this.#page?.mainFrame() ? this.mainFrame : new WebFrame(() => fromChromium(frame.url()), this.mainFrame);
    return deliver(this, sender, kind === 'send' ? 'send' : 'invoke', channel, args);
  }

  async #request(route: Route): Promise<void> {
    const request = route.request();
    const url = fromChromium(request.url());
    if (request.isNavigationRequest() && !this.#isExpected(url)) {
      const isMainFrame = request.frame() === this.#page?.mainFrame();
      const details = { url, isMainFrame, isSameDocument: false, frame: null };
      const allowed =
        isAllowed(this, 'will-frame-navigate', details) && (!isMainFrame || isAllowed(this, 'will-navigate', details, url));
      if (!allowed) return route.abort('aborted');
    }
    const found = await answer(request.url(), request.method());
    return found === null ? route.abort('internetdisconnected') : route.fulfill(found);
  }

  #isExpected(url: string): boolean {
    const expected = this.#expected?.replace(/#.*/, '') === url.replace(/#.*/, '');
    this.#expected = undefined;
    if (expected) this.#queue = undefined;
    return expected;
  }
}
