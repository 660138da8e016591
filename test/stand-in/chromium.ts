import type { Browser, BrowserContext, Page } from 'playwright-core';
import { isHeaded } from './hooks.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--autoplay-policy=no-user-gesture-required',
];
// A signal ends the app, which then ends Chromium.
const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
// Chromium refuses its sandbox to the superuser, who only runs tests and containers.
const chromiumSandbox = process.getuid?.() !== 0;

let browser: Promise<Browser> | undefined;
/** The windows that are open, each a Chromium with a temporary profile. */
const windows = new Set<BrowserContext>();

/** One page of Chromium in a window of its own, with its cookies and storage to itself. */
export interface ChromiumPage {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

interface PageOptions {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly width: number;
  readonly height: number;
  /** The page's address to be: a window of an app shows no address bar while it stays there. */
  readonly address: string;
  /** Whether a person is to see it, where somebody can. */
  readonly isSeen: boolean;
}

/** Opens a page: in a window without tabs where someone can see it, else in a headless browser that all pages share. */
export async function openPage(options: PageOptions): Promise<ChromiumPage> {
  const { chromium } = await import('playwright-core');
  const { x, y, width, height, address, isSeen } = options;
  if (isHeaded && isSeen) {
    const place = x === undefined || y === undefined ? [] : [`--window-position=${x},${y}`];
    const context = await chromium.launchPersistentContext('', {
      ...signals,
      executablePath,
      chromiumSandbox,
      headless: false,
      viewport: null,
      serviceWorkers: 'block',
      ignoreDefaultArgs: ['--enable-automation'],
      args: [
        ...args,
        `--app=${address}`,
        `--window-size=${width},${height}`,
        ...place,
        '--test-type',
        '--class=workbin-notifier',
      ],
    });
    windows.add(context);
    context.once('close', () => windows.delete(context));
    return { context, page: context.pages()[0] ?? (await context.newPage()), close: () => context.close() };
  }
  // Sounds come out of a page that nobody sees.
  const ignoreDefaultArgs = isHeaded ? ['--mute-audio'] : [];
  browser ??= chromium.launch({ ...signals, executablePath, chromiumSandbox, args, ignoreDefaultArgs });
  const context = await (await browser).newContext({ viewport: { width, height }, serviceWorkers: 'block' });
  return { context, page: await context.newPage(), close: () => context.close() };
}

/** Ends every Chromium that runs. */
export async function closeChromium(): Promise<void> {
  const running = await browser?.catch(() => undefined);
  browser = undefined;
  await Promise.allSettled([running?.close(), ...[...windows].map((context) => context.close())]);
}
