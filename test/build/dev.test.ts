import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** An app that says when it starts and which title its page has when it opens. */
const app = (name: string) => `
  import { readFileSync } from 'node:fs';
  import { app, BrowserWindow, protocol, Tray } from 'electron';
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  void app.whenReady().then(() => {
    console.log('${name} starts');
    protocol.handle('app', () =>
      new Response(readFileSync('dist/renderer/index.html', 'utf8'), { headers: { 'content-type': 'text/html' } }));
    const open = () => {
      const window = new BrowserWindow({});
      window.webContents.on('did-finish-load', () => console.log(readFileSync('dist/renderer/index.html', 'utf8')));
      void window.loadURL('app://here/index.html');
    };
    new Tray('').on('click', open);
    app.on('window-all-closed', () => undefined);
    open();
  });`;

it('shows a changed page at once, and starts the app anew when its main process has changed', async () => {
  const checkout = mkdtempSync(path.join(tmpdir(), 'workbin-dev-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
    writeFileSync(path.join(checkout, file), text);
  };
  for (const file of ['build', 'package.json', 'tsconfig.json', 'vite.config.ts', 'test/stand-in'])
    cpSync(path.join(top, file), path.join(checkout, file), { recursive: true });
  symlinkSync(path.join(top, 'node_modules'), path.join(checkout, 'node_modules'), 'junction');
  write('src/gws/cometd-window.ts', 'export const cometdWindow = {};');
  write('src/electron/preload.ts', "import 'electron';");
  write('src/console/main.ts', 'export {};');
  write('src/simulator/main.ts', 'export {};');
  write('renderer/index.html', '<!doctype html><title>First page</title>');
  write('renderer/sound.html', '<!doctype html><title>Sounds</title>');
  write('src/electron/main.ts', app('First app'));

  // A display is claimed so that the app starts; the stand-in needs none. It must not take itself for a part of this test.
  const { VITEST: _, ...outside } = process.env;
  const env = { ...outside, DISPLAY: ':none', HEADED: '0', ELECTRON_OVERRIDE_DIST_PATH: checkout };
  const dev = spawn(process.execPath, ['build/dev.mjs'], { cwd: checkout, env });
  let output = '';
  for (const stream of [dev.stdout, dev.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise((done) => dev.on('close', done));
  onTestFinished(async () => {
    dev.kill();
    await ended;
    rmSync(checkout, { recursive: true, force: true });
  });
  const seen = (text: string) => vi.waitFor(() => expect(output).toContain(text), { timeout: 45_000 });

  await seen('First page');
  expect(output).toContain('First app starts');

  output = '';
  write('renderer/index.html', '<!doctype html><title>Second page</title>');
  await seen('Second page');
  expect(output).not.toContain('app starts');

  write('src/electron/main.ts', app('Second app'));
  await seen('Second app starts');
}, 180_000);
