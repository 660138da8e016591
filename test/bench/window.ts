import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { busy, fixtureData, installFixtureHost, KEYS, type Fixture } from '../renderer/fixture-host.ts';
import type { Form, Row } from './goals.ts';
import { formatNumber, median, spreadOf } from './statistics.ts';

const SIZES = [1000, 10_000, 100_000] as const;
const ORIGIN = 'http://bench.invalid';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** What is typed, key by key: the first letters are in every row, the last in few. */
const TYPED = 'customer 7731';
/** A frame of a screen with 60 of them a second, in ms. */
const FRAME = 1000 / 60;

interface Figures {
  readonly size: number;
  /** From the start of the page to its first row, in ms. */
  readonly opened: readonly number[];
  /** For the next screen of the list. */
  readonly screens: readonly number[];
  /** For an item that came to be in the list. */
  readonly arrivals: readonly number[];
  /** For the list to show what was found, by key. */
  readonly keys: readonly number[];
}

/** Measures the built page in Chromium with very many items: how long it takes to open, to scroll, to take an arrival in and to search. */
export async function measureWindow(form: Form): Promise<readonly Row[]> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const all: Figures[] = [];
    for (const size of SIZES) all.push(await measureSize(browser, size, form === 'quick' ? 1 : 3));
    return [
      ...all.map((one) => row('W1', `${count(one)}: opened to the first row`, one.opened, null)),
      ...all.map((one) =>
        row('W2', `${count(one)}: work for each screen scrolled, p95 ≤ ${FRAME.toFixed(0)} ms`, one.screens, FRAME),
      ),
      ...all.map((one) => row('W3', `${count(one)}: an arrival taken in, p95 ≤ ${FRAME.toFixed(0)} ms`, one.arrivals, FRAME)),
      ...all.map((one) =>
        row('W4', `${count(one)}: work for each key of a search, p95 ≤ ${FRAME.toFixed(0)} ms`, one.keys, FRAME),
      ),
    ];
  } finally {
    await browser.close();
  }
}

const count = ({ size }: Figures): string => `${size.toLocaleString('en')} items`;

function row(id: string, goal: string, values: readonly number[], most: number | null): Row {
  const { p50, p95, most: longest } = spreadOf(values);
  return {
    id,
    goal,
    measured: `${formatNumber(most === null ? median(values) : p95)} ms`,
    met: most === null ? null : p95 <= most,
    raw: `least ${formatNumber(Math.min(...values))}, p50 ${formatNumber(p50)}, p95 ${formatNumber(p95)}, longest ${formatNumber(longest)} of ${values.length}`,
  };
}

async function measureSize(browser: Browser, size: number, rounds: number): Promise<Figures> {
  const figures = { size, opened: [] as number[], screens: [] as number[], arrivals: [] as number[], keys: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await serve(page);
    await page.addInitScript(installFixtureHost, fixtureData(busy({ items: [] })));
    await page.addInitScript(fill, { size, workbins: Object.values(KEYS) });
    await page.goto(`${ORIGIN}/index.html`);
    await page.waitForFunction(() => 'drawnAt' in window, null, { timeout: 60_000 });
    figures.opened.push(await page.evaluate<number>('drawnAt'));
    figures.screens.push(...(await page.evaluate(scroll)));
    figures.arrivals.push(...(await page.evaluate(arrive, KEYS.billing)));
    figures.keys.push(...(await page.evaluate(type, TYPED)));
    await context.close();
  }
  return figures;
}

/** The page as it was built for the bench. */
async function serve(page: Page): Promise<void> {
  const folder = path.join(import.meta.dirname, 'renderer');
  await page.route('**/*', (route) => {
    const file = path.join(folder, decodeURIComponent(new URL(route.request().url()).pathname));
    if (!existsSync(file)) return route.abort();
    return route.fulfill({ body: readFileSync(file), contentType: TYPES[path.extname(file)] ?? 'application/octet-stream' });
  });
}

/** Runs in the page: gives its host that many items, and notes when the first row is drawn. */
function fill({ size, workbins }: { readonly size: number; readonly workbins: readonly string[] }): void {
  const { fixture } = window as unknown as { fixture: Fixture };
  const { snapshot } = fixture.data;
  if (snapshot === null) throw new Error('no snapshot');
  const items = Array.from({ length: size }, (_, index) => ({
    workbin: workbins[index % workbins.length],
    id: `0003aBENCH${String(index).padStart(7, '0')}`,
    media: ['email', 'chat', 'workitem'][index % 3],
    subject: `Refund for order ${(index * 7919) % 100_003} has not arrived`,
    customer: `Customer ${(index * 104_729) % 100_003}`,
    receivedAt: Date.now() - index * 4000,
    unread: index % 50 === 0,
    snoozedUntil: null,
  }));
  fixture.data = { ...fixture.data, snapshot: { ...snapshot, at: Date.now(), items: items as never } };
  const look = new MutationObserver(() => {
    if (document.querySelector('li a[href^="#/item/"]') === null) return;
    look.disconnect();
    requestAnimationFrame(() => Object.assign(window, { drawnAt: performance.now() }));
  });
  look.observe(document, { childList: true, subtree: true });
}

/** Runs in the page: scrolls by a screen; how long the page works on each until it could be painted. */
async function scroll(): Promise<number[]> {
  const scroller = document.querySelector('.scroller');
  const times: number[] = [];
  for (let step = 0; step < 60; step++) {
    const startedAt = performance.now();
    scroller?.scrollBy(0, 600);
    scroller?.dispatchEvent(new Event('scroll'));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    document.body.getBoundingClientRect();
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  scroller?.scrollTo(0, 0);
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return times;
}

/** Runs in the page: tells of one item after the other, and how long the page works on each until it could be painted. */
async function arrive(workbin: string): Promise<number[]> {
  const { fixture } = window as unknown as { fixture: Fixture };
  const times: number[] = [];
  for (let version = 0; version < 20; version++) {
    const came = {
      workbin,
      id: `came${version}`,
      media: 'chat',
      subject: 'Just in',
      customer: null,
      receivedAt: Date.now(),
      unread: true,
    };
    const startedAt = performance.now();
    fixture.emit('rows', { from: version, to: version + 1, put: JSON.stringify([came]) as never, gone: [] });
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    document.body.getBoundingClientRect();
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return times;
}

/** Runs in the page: types key by key; how long the page works on each until it could be painted. */
async function type(text: string): Promise<number[]> {
  const input = document.querySelector<HTMLInputElement>('input[type=search]');
  if (input === null) throw new Error('no search');
  const times: number[] = [];
  for (let length = 1; length <= text.length; length++) {
    const startedAt = performance.now();
    input.value = text.slice(0, length);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    document.body.getBoundingClientRect();
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return times;
}
