import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, session } from 'electron';
import { registerAppScheme, serveFiles } from './app-protocol.ts';
import { applicationMenu } from './application-menu.ts';
import { createHost } from './host.ts';
import { openLog } from './log.ts';
import { quitAfter } from './quit.ts';
import { refuseEverythingElse } from './security.ts';

/** The same as `appId` for electron-builder: Windows shows notifications only of an app whose shortcut bears it. */
const APP_ID = 'com.workbin-notifier.app';

const built = fileURLToPath(new URL('..', import.meta.url));
const isDemo = process.argv.includes('--demo');
const isHidden = (args: readonly string[]) => args.includes('--hidden');

app.setAppUserModelId(APP_ID);
// A demo has a folder of its own, so that it never touches real settings.
const folder = isDemo
  ? mkdtempSync(path.join(tmpdir(), 'workbin-notifier-demo-'))
  : path.join(app.getPath('appData'), 'workbin-notifier');
// The console host looks for the settings under this name, whatever the product is called.
app.setPath('userData', folder);
registerAppScheme();
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  const log = openLog(path.join(folder, 'logs'));
  log(`started version ${app.getVersion()} on ${process.platform}`);
  refuseEverythingElse(session.defaultSession, log);
  serveFiles(path.join(built, 'renderer'));
  Menu.setApplicationMenu(applicationMenu(process.platform));

  const host = createHost({ folder, built, isDemo, log });
  app.on('second-instance', (_event, args) => {
    if (!isHidden(args)) host.open();
  });
  app.on('activate', () => host.open());
  // The app stays in the tray.
  app.on('window-all-closed', () => undefined);
  quitAfter(async () => {
    await host.stop();
    log('ended');
  });
  // The last that happens: the windows are closed and have kept their place.
  if (isDemo) app.on('quit', () => rmSync(folder, { recursive: true, force: true }));
  await host.start(isHidden(process.argv));
}
