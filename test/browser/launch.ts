import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, vi } from 'vitest';
import type { Settings } from '../../src/core/settings.ts';
import type { Inside } from '../stand-in/control.ts';
import type electron from '../stand-in/electron.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const dist = path.join(top, 'dist');

/** What runs inside the app's process. It is sent there as text, so it may use its two arguments only. */
export type Run<Result, Arg> = (inside: Inside, arg: Arg) => Result | Promise<Result>;

/** The built app, in a process of its own. */
export interface RunningApp {
  inside<Result>(run: Run<Result, undefined>): Promise<Result>;
  inside<Result, Arg>(run: Run<Result, Arg>, arg: Arg): Promise<Result>;
  /** Waits until what `run` gives inside is `expected`. */
  until<Result>(run: Run<Result, undefined>, expected: Result): Promise<void>;
  /** Waits until the page shows this text. */
  shows(text: string): Promise<void>;
  readonly exited: Promise<number | null>;
  /** What it wrote to standard error. */
  stderr(): string;
  close(): Promise<void>;
}

/** A folder in which an app keeps its files as if it were a person's. */
export interface Home {
  readonly folder: string;
  /** Where the app keeps its own. */
  readonly userData: string;
  writeSettings(settings: Partial<Settings>): void;
  /** Every file of the app's, its content as text. */
  files(): ReadonlyMap<string, string>;
  remove(): void;
}

export function createHome(): Home {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-notifier-test-'));
  const userData = path.join(folder, 'workbin-notifier');
  mkdirSync(userData);
  return {
    folder,
    userData,
    writeSettings: (settings) => writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ version: 1, ...settings })),
    files: () =>
      new Map(
        readdirSync(userData, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => path.join(parentPath, name))
          .flatMap((file) => readIfThere(file).map((content) => [path.relative(userData, file), content] as const)),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The content of a file as text; nothing where it was temporary and is gone. */
function readIfThere(file: string): readonly string[] {
  try {
    return [readFileSync(file, 'latin1')];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

interface LaunchOptions {
  readonly home: Home;
  readonly args?: readonly string[];
  /** Whether the machine has a keychain, as most have. */
  readonly keychain?: boolean;
  /** The working directory, instead of this one. */
  readonly cwd?: string;
  /** Laid over the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs in the app's process before the app does, to let something go wrong there. It is sent as text. */
  readonly before?: (standIn: typeof electron) => void;
}

let bundled = false;

/** Starts the built app on the stand-in, without a display. */
export function launch({
  home,
  args = [],
  keychain = true,
  cwd = process.cwd(),
  env: more = {},
  before,
}: LaunchOptions): RunningApp {
  if (!bundled) execFileSync(process.execPath, [path.join(top, 'build', 'bundle-stand-in.mjs')], { stdio: 'inherit' });
  bundled = true;
  const { VITEST: _vitest, NODE_OPTIONS: _options, STAND_IN_KEYCHAIN: _keychain, ...env } = process.env;
  const child = fork(path.join(dist, 'electron', 'main.js'), args, {
    cwd,
    execArgv: [
      '--enable-source-maps',
      // As Electron does it; Node alone would make an exception of a rejection.
      '--unhandled-rejections=warn',
      ...['--import', pathToFileURL(path.join(dist, 'stand-in', 'register.js')).href],
      ...(before ? ['--import', asModule(`import electron from 'electron'; (${before.toString()})(electron);`)] : []),
    ],
    env: {
      ...env,
      HOME: home.folder,
      APPDATA: home.folder,
      XDG_CONFIG_HOME: home.folder,
      HEADED: '0',
      STAND_IN_CONTROL: '1',
      // Tests raise nothing on the desktop of whoever runs them, and do not know whether its screen is locked.
      STAND_IN_BUS: '0',
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      DBUS_SYSTEM_BUS_ADDRESS: 'disabled:',
      ...more,
      ...(keychain ? { STAND_IN_KEYCHAIN: home.folder } : {}),
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const inside = createInside(child, () => stderr);

  const app: RunningApp = {
    inside: inside as RunningApp['inside'],
    async until(run, expected) {
      await vi.waitFor(async () => expect(await inside(run, undefined)).toEqual(expected), { timeout: 30_000, interval: 50 });
    },
    async shows(text) {
      await app.until(({ hooks }) => hooks.windows.filter((window) => window.isVisible()).length, 1);
      await inside(async ({ page }, wanted) => (await page()).getByText(wanted).first().waitFor(), text);
    },
    exited,
    stderr: () => stderr,
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
  return app;
}

function asModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function createInside(
  child: ChildProcess,
  stderr: () => string,
): <Result, Arg>(run: Run<Result, Arg>, arg: Arg) => Promise<Result> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let count = 0;
  child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
    const question = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) question?.resolve(message.value);
    else question?.reject(new Error(message.error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The app ended with ${code}. ${stderr()}`));
  });
  return (run, arg) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error(`The app has ended. ${stderr()}`));
      const id = ++count;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      child.send({ id, source: run.toString(), arg });
    });
}

/** Path of axe, which is run inside the page. */
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules of accessibility that the page in the app's window breaks, with the places. */
export function violations(app: RunningApp): Promise<string[]> {
  return app.inside(async ({ page, readFile }, file) => {
    const opened = await page();
    await opened.evaluate(readFile(file));
    const found: { violations: { id: string; nodes: { html: string }[] }[] } = await opened.evaluate('axe.run()');
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, axe);
}

/** Signs in by the page that a first start shows, and waits for the workbins. */
export async function signIn(
  app: RunningApp,
  account: { readonly server: string; readonly userName: string; readonly password: string },
): Promise<void> {
  await app.shows('Sign in');
  await app.inside(async ({ page }, { server, userName, password }) => {
    const opened = await page();
    await opened.getByLabel('Server').fill(server);
    await opened.getByLabel('User name').fill(userName);
    await opened.getByLabel('Password').fill(password);
    await opened.getByRole('button', { name: 'Sign in', exact: true }).click();
  }, account);
  await app.shows('In Progress');
}
