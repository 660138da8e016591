// @ts-check
/**
 * `npm run dev`: runs the app and builds what changes. A changed page is loaded again at once; the app starts anew
 * when its main process or preload script has changed. Options are the app's own, e.g. `npm run dev -- --demo`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createBuilder } from 'vite';
import { bundleStandIn, registerStandIn } from './bundle-stand-in.mjs';
import { findChromium, findElectron, hasDisplay } from './find-host.mjs';

/**
 * The running app.
 *
 * @typedef {{ reload(): Promise<void>, stop(): Promise<void>, ended: Promise<unknown> }} App
 */

const top = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);

/** @returns {Promise<App>} */
async function startOnElectron() {
  const { _electron } = await import('playwright-core');
  const app = await _electron.launch({ args: [top, ...args], cwd: top });
  const child = app.process();
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  return {
    ended: once(child, 'exit'),
    stop: () => app.close(),
    reload: () =>
      app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.webContents.reloadIgnoringCache();
      }),
  };
}

/** @returns {Promise<App>} */
async function startOnStandIn() {
  await bundleStandIn();
  const main = path.join(top, 'dist/electron/main.js');
  const child = spawn(process.execPath, ['--import', pathToFileURL(registerStandIn).href, main, ...args], {
    cwd: top,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, CHROMIUM: findChromium(), STAND_IN_CONTROL: '1' },
  });
  const ended = once(child, 'exit');
  const source = '({ hooks }) => hooks.windows.forEach(({ webContents }) => webContents.reloadIgnoringCache())';
  return {
    ended,
    reload: async () => void child.send({ id: 0, source }),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

function chooseStart() {
  if (!hasDisplay()) return { start: null, where: 'without starting the app, since there is no display' };
  if (findElectron()) return { start: startOnElectron, where: 'with the app on Electron' };
  if (findChromium()) return { start: startOnStandIn, where: "with the app in Chromium, since Electron's binary is not here" };
  return { start: null, where: 'without starting the app, since there is neither Electron nor Chromium' };
}

const { start, where } = chooseStart();
console.error(`Builds what changes, ${where}. Ctrl-C ends it.`);

/** @type {App | null} */
let app = null;
let last = Promise.resolve();
/** @type {Set<string>} */
const building = new Set();
/** @type {Set<string>} */
const built = new Set();

/** Brings the app up to what was built. */
async function bringUp() {
  const page = built.delete('client');
  const rest = built.delete('main') || built.delete('preload');
  built.clear();
  if (!start || !(page || rest)) return;
  if (app && !rest) return app.reload();
  const before = app;
  app = null;
  await before?.stop();
  const now = await start();
  app = now;
  void now.ended.then(() => {
    // It was quit by the person, not by us.
    if (app === now) process.exit();
  });
}

// What is built from here on is for development: the next ordinary start builds all of it again.
rmSync(path.join(top, 'dist/.built'), { force: true });

const builder = await createBuilder({ configFile: path.join(top, 'vite.config.ts'), mode: 'development', logLevel: 'warn' });
for (const name of ['client', 'main', 'preload']) {
  const environment = builder.environments[name];
  if (!environment) throw new Error(`vite.config.ts has no environment ${name}`);
  environment.config.build.watch = {};
  building.add(name);
  const watcher = await builder.build(environment);
  if (!('on' in watcher)) throw new Error(`The build of ${name} does not watch`);
  watcher.on('event', (event) => {
    if (event.code === 'START') building.add(name);
    if (event.code === 'BUNDLE_END') built.add(name);
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code !== 'END' && event.code !== 'ERROR') return;
    building.delete(name);
    console.error(`${new Date().toLocaleTimeString()} ${event.code === 'END' ? 'built' : 'could not build'} ${name}`);
    if (building.size === 0) last = last.then(bringUp);
  });
}
