// @ts-check
/// <reference lib="dom" />
/**
 * Takes the pictures of the documentation: the real window on the stand-in, at work with the demo's contact centre, in light and
 * dark. `npm run screenshots` writes them to `docs/screenshots`.
 */
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const out = path.join(top, 'docs', 'screenshots');

for (const script of ['build.mjs', 'bundle-stand-in.mjs'])
  if (spawnSync(process.execPath, [path.join(top, 'build', script)], { stdio: 'inherit' }).status !== 0) process.exit(1);
mkdirSync(out, { recursive: true });

const home = mkdtempSync(path.join(tmpdir(), 'workbin-screenshots-'));
const child = fork(path.join(top, 'dist', 'electron', 'main.js'), ['--demo'], {
  execArgv: ['--import', pathToFileURL(path.join(top, 'dist', 'stand-in', 'register.js')).href],
  env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, HEADED: '0', STAND_IN_CONTROL: '1' },
});

/**
 * What comes back from the app's process.
 *
 * @typedef {{ id: number, value?: unknown, error?: string }} Answer
 */

/** @type {Map<number, (answer: Answer) => void>} */
const waiting = new Map();
child.on('message', (message) => {
  const answer = /** @type {Answer} */ (message);
  waiting.get(answer.id)?.(answer);
});

/**
 * Runs a function inside the app's process. It is sent there as text, so it may use its two arguments only.
 *
 * @param {(inside: any, arg: any) => unknown} run
 * @param {unknown} [arg]
 * @returns {Promise<any>}
 */
function inside(run, arg) {
  return new Promise((resolve, reject) => {
    const id = waiting.size + 1;
    waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))));
    child.send({ id, source: run.toString(), arg });
  });
}

/** @param {string} name */
async function shoot(name) {
  const picture = await inside(async ({ page }) => (await (await page()).screenshot()).toString('base64'));
  writeFileSync(path.join(out, `${name}.png`), Buffer.from(picture, 'base64'));
  console.log(path.relative(top, path.join(out, `${name}.png`)));
}

/** @param {{ theme: string, width: number, height: number, hash: string }} view */
const show = (view) =>
  inside(async ({ page }, { theme, width, height, hash }) => {
    const opened = await page();
    await opened.setViewportSize({ width, height });
    await opened.evaluate(`workbinNotifier.changeSettings({ theme: ${JSON.stringify(theme)} })`);
    await opened.evaluate((/** @type {string} */ to) => void (location.hash = to), hash);
    await opened.locator(`html[data-theme="${theme}"]`).waitFor();
    await opened.getByText('Live').first().waitFor({ state: 'attached' });
    await opened.evaluate(() => document.fonts.ready);
  }, view);

/** Asks until it is so, since the window opens after the app has started. */
const isOpen = () => inside(({ hooks }) => hooks.windows.length > 0).catch(() => false);
while (!(await isOpen()));

const item = await inside(async ({ page }) => {
  const opened = await page();
  await opened
    .getByText(/\d+ new/)
    .first()
    .waitFor();
  return await opened.locator('a[href*="#/item/"]').nth(1).getAttribute('href');
});
for (const theme of ['light', 'dark']) {
  await show({ theme, width: 1180, height: 760, hash: item });
  await shoot(`window-${theme}`);
  await show({ theme, width: 1180, height: 760, hash: '#/settings' });
  await shoot(`settings-${theme}`);
}
await show({ theme: 'light', width: 380, height: 640, hash: '#/list' });
await shoot('narrow-light');
await show({ theme: 'dark', width: 380, height: 640, hash: item });
await shoot('narrow-dark');

child.kill('SIGTERM');
await new Promise((resolve) => child.once('exit', resolve));
rmSync(home, { recursive: true, force: true });
