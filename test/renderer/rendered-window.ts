import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page, type ViewportSize } from 'playwright-core';
import type { Commands, Events } from '../../src/core/contract.ts';
import { installFixtureHost, NOW, type Fixture, type FixtureData, type Shown } from './fixture-host.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const ORIGIN = 'http://app.invalid';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export const WIDE = { width: 1100, height: 720 };
export const NORMAL = { width: 760, height: 600 };
export const NARROW = { width: 380, height: 620 };
/** A window of 1280 × 800 pixels at 200 %. */
export const ZOOMED = { width: 640, height: 400 };

export interface OpenOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** URL fragment to start at. */
  readonly at?: string;
  /** What the clock follows; en-GB unless told. */
  readonly locale?: string;
  readonly forcedColors?: 'active' | 'none';
}

/** A page of the built renderer over a fixture host, and what went wrong in it. */
export interface RenderedWindow {
  readonly page: Page;
  /** Console errors, uncaught errors and blocked requests; a sound page has none. */
  readonly troubles: readonly string[];
  calls(name: keyof Commands): Promise<readonly (readonly unknown[])[]>;
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void>;
  change(data: Partial<FixtureData>): Promise<void>;
  show(shown: Shown): Promise<void>;
  close(): Promise<void>;
}

export interface Renderer {
  open(data: FixtureData, options?: OpenOptions): Promise<RenderedWindow>;
  close(): Promise<void>;
}

/** The files of the built renderer, by their path in it. */
type Built = ReadonlyMap<string, Buffer>;

/** Starts Chromium, and builds the renderer where it is older than its sources; `close` ends Chromium. */
export async function buildRenderer(): Promise<Renderer> {
  const [browser, built] = await Promise.all([launch(), readBuilt()]);
  return {
    open: (data, options) => open(browser, built, data, options ?? {}),
    close: () => browser.close(),
  };
}

/** Makes a window this large, and waits until its page has taken notice of it. */
export async function resize(page: Page, viewport: ViewportSize): Promise<void> {
  await page.setViewportSize(viewport);
  // Media queries and what observes sizes tell the page of it with the next frame; its own clock stands still.
  await page.evaluate(() => new Promise<void>((resolve) => new IntersectionObserver(() => resolve()).observe(document.body)));
}

async function readBuilt(): Promise<Built> {
  // It is built as for the product, not as the test that it is asked for by.
  const { VITEST: _vitest, NODE_ENV: _environment, ...env } = process.env;
  await promisify(execFile)(process.execPath, ['build/build.mjs', '--if-stale'], { cwd: top, env });
  const folder = path.join(top, 'dist', 'renderer');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [`/${path.relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file)] as const),
  );
}

/** A Chromium of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

async function open(browser: Browser, built: Built, data: FixtureData, options: OpenOptions): Promise<RenderedWindow> {
  const context: BrowserContext = await browser.newContext({
    viewport: options.viewport ?? WIDE,
    colorScheme: options.colorScheme ?? 'light',
    forcedColors: options.forcedColors ?? 'none',
    reducedMotion: 'reduce',
    locale: options.locale ?? 'en-GB',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  // The fixtures' own time stands still: a test moves it by `page.clock.runFor`.
  await page.clock.install({ time: NOW - 600_000 });
  await page.clock.pauseAt(NOW);
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const body = built.get(decodeURIComponent(url.pathname));
    if (url.origin !== ORIGIN || body === undefined) {
      troubles.push(`Asked for ${url.href}`);
      return route.abort();
    }
    return route.fulfill({ body, contentType: TYPES[path.extname(url.pathname)] ?? 'application/octet-stream' });
  });
  await page.addInitScript(installFixtureHost, data);
  await page.goto(`${ORIGIN}/index.html${options.at ?? ''}`);
  await page.locator('main').waitFor({ state: 'attached' });

  const fixture = <Answer, Argument>(
    act: (fixture: Fixture, argument: Argument) => Answer,
    argument: Argument,
  ): Promise<Answer> => page.evaluate<Answer>(`(${act.toString()})(window.fixture, ${JSON.stringify(argument)})`);
  return {
    page,
    troubles,
    calls: (name) =>
      fixture((inside, wanted) => inside.calls.filter((call) => call.name === wanted).map((call) => call.args), name),
    emit: (name, event) =>
      fixture((inside, told) => inside.emit(told[0] as 'route', told[1] as Events['route']), [name, event] as const),
    change: (more) => fixture((inside, told) => void (inside.data = { ...inside.data, ...told }), more),
    show: (shown) => fixture((inside, told) => inside.show(told), shown),
    close: () => context.close(),
  };
}
