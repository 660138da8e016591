import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** A checkout with the real build and a source as small as can be. */
const checkout = mkdtempSync(path.join(tmpdir(), 'workbin-build-'));
const at = (file: string) => path.join(checkout, file);

function write(file: string, text: string) {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

/** Runs the build to its end, whatever that is. */
function build(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [at('build/build.mjs'), ...args], (_, stdout, stderr) => {
      done({ code: child.exitCode, stdout, stderr });
    });
  });
}

/** Makes the file older than any build, so that the file system's clock decides nothing. */
function age(folder: string) {
  for (const entry of readdirSync(at(folder), { recursive: true, withFileTypes: true })) {
    utimesSync(path.join(entry.parentPath, entry.name), 0, 0);
  }
  utimesSync(at(folder), 0, 0);
}

beforeAll(async () => {
  for (const file of ['build', 'package.json', 'tsconfig.json', 'vite.config.ts'])
    cpSync(path.join(top, file), at(file), { recursive: true });
  symlinkSync(path.join(top, 'node_modules'), at('node_modules'), 'junction');
  write('src/gws/cometd-window.ts', 'export const cometdWindow = {};');
  write('renderer/index.html', '<!doctype html><title>Workbins</title><script type="module" src="./main.ts"></script>');
  write('renderer/sound.html', '<!doctype html><title>Sounds</title>');
  write('renderer/main.ts', "document.title = 'first';");
  write('src/electron/main.ts', "import { app } from 'electron'; app.quit();");
  write('src/electron/preload.ts', "import { ipcRenderer } from 'electron'; ipcRenderer.send('hello');");
  for (const host of ['console', 'simulator']) write(`src/${host}/main.ts`, `console.log('${host}');`);
  await build();
});
afterAll(() => {
  rmSync(checkout, { recursive: true });
});

const page = () =>
  readdirSync(at('dist/renderer/assets'))
    .map((file) => readFileSync(at(`dist/renderer/assets/${file}`), 'utf8'))
    .join('\n');
const remains = () => readdirSync(checkout).filter((name) => name.startsWith('.dist-'));

it('builds the page, the hosts, the preload script and the icons', () => {
  const files = [
    'renderer/index.html',
    'electron/main.js',
    'electron/preload.cjs',
    'console/main.js',
    'simulator/main.js',
    'icons/tray/new-dark.png',
  ];

  expect(files.filter((file) => !existsSync(at(`dist/${file}`)))).toEqual([]);
});

it('leaves standard output to the program that it builds', async () => {
  expect(await build()).toMatchObject({ code: 0, stdout: '' });
});

it('builds only what is stale when told so', async () => {
  for (const source of ['src', 'renderer', 'build/icons']) age(source);
  for (const source of ['package.json', 'vite.config.ts']) utimesSync(at(source), 0, 0);
  await build();
  write('dist/electron/main.js', 'kept');

  await build('--if-stale');
  expect(readFileSync(at('dist/electron/main.js'), 'utf8')).toBe('kept');

  utimesSync(at('src/console/main.ts'), new Date(), new Date(Date.now() + 1000));
  await build('--if-stale');
  expect(readFileSync(at('dist/electron/main.js'), 'utf8')).not.toBe('kept');
});

it('keeps the last good build when a source is broken, and says what is wrong', async () => {
  write('renderer/main.ts', "import './missing.ts';");

  const { code, stdout, stderr } = await build();

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('missing.ts');
  expect(page()).toContain('first');
  expect(remains()).toEqual([]);
});

it('builds twice at once', async () => {
  write('renderer/main.ts', "document.title = 'second';");

  const results = await Promise.all([build(), build()]);

  expect(results).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(page()).toContain('second');
  expect(remains()).toEqual([]);
});

it('removes what a killed build has left behind', async () => {
  // No process has this number: it is above what systems give.
  mkdirSync(at('.dist-999999999'));

  await build();

  expect(remains()).toEqual([]);
});
