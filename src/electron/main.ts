import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, session } from 'electron';
import type { Translate } from '../core/language.ts';
import { lockFolder, type FolderLock } from '../storage/folder-lock.ts';
import { registerAppScheme, serveFiles } from './app-protocol.ts';
import { applicationMenu } from './application-menu.ts';
import { formatFault } from './faults.ts';
import { createHost } from './host.ts';
import { openLog } from './log.ts';
import { quitAfter } from './quit.ts';
import { refuseEverythingElse } from './security.ts';
import { failToStart, prepareFolder } from './start-failure.ts';
import { createDoor, followLink, LINK_SCHEME, readStart } from './start-request.ts';

/** The same as `appId` for electron-builder: Windows shows notifications only of an app whose shortcut bears it. */
const APP_ID = 'com.workbin-notifier.app';

/** By this Windows starts the app when a notification is clicked while it does not run. Never to be changed. */
const TOAST_ACTIVATOR = '{3B0A1C52-8E4D-4F1B-9C55-2D7A6E0F9B31}';

const built = fileURLToPath(new URL('..', import.meta.url));
const request = readStart(process.argv);
const isDemo = request.demo;

app.setAppUserModelId(APP_ID);
// Before the first notification, since Electron writes it into the registry and the shortcut with that.
if (process.platform === 'win32') app.setToastActivatorCLSID(TOAST_ACTIVATOR);
// A demo has a folder of its own, so that it never touches real settings.
const folder = isDemo
  ? mkdtempSync(path.join(tmpdir(), 'workbin-notifier-demo-'))
  : path.join(app.getPath('appData'), 'workbin-notifier');
// The last that happens: the windows are closed and have kept their place.
if (isDemo) app.on('quit', () => rmSync(folder, { recursive: true, force: true }));
const isUsable = prepareFolder(folder);
// The console host looks for the settings under this name, whatever the product is called.
app.setPath('userData', folder);
const log = isUsable ? openLog(path.join(folder, 'logs')) : () => undefined;
registerAppScheme();

// From here on, since links and further starts may come before the app is ready.
const door = createDoor();
let folderLock: FolderLock | null = null;
app.on('second-instance', (_event, args) => door.ask(readStart(args)));
app.on('open-url', (event, link) => {
  event.preventDefault();
  door.ask(followLink(link));
});
// Asked first: the lock lies in the folder, too, and would end the app without a word.
if (!isUsable) void failToStart(folder, sayUnusable);
else if (app.requestSingleInstanceLock()) void run().catch(fail);
else app.quit();

async function run(): Promise<void> {
  // The console host knows nothing of the app's own lock.
  const [lock] = await Promise.all([lockFolder(folder, log), app.whenReady()]);
  if (lock === null) return endBeside();
  folderLock = lock;
  log(`started version ${app.getVersion()} on ${process.platform}`);
  refuseEverythingElse(session.defaultSession, log);
  serveFiles(path.join(built, 'renderer'));
  Menu.setApplicationMenu(applicationMenu(process.platform));
  // On the other systems the package does that.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(LINK_SCHEME);

  const host = createHost({ folder, built, isDemo, log });
  app.on('activate', () => host.open(null));
  // The app stays in the tray.
  app.on('window-all-closed', () => undefined);
  quitAfter(async () => {
    await host.stop();
    log('ended');
  });
  door.lead(host.open);
  await host.start(request);
}

/** Ends an app that has started only in part: it would watch nothing, and keep the next start from doing so. */
function fail(error: unknown): void {
  log(`could not start: ${formatFault(error)}`);
  app.releaseSingleInstanceLock();
  folderLock?.release();
  const file = path.join(folder, 'logs', 'main.log');
  void failToStart(folder, (t) => t('Start it again. If it stays so, this file says where it failed: {file}', { file }));
}

/** Ends an app whose folder the console host works in: both would tell of the same arrivals. */
function endBeside(): void {
  log('could not start: the console host has the folder');
  app.releaseSingleInstanceLock();
  void failToStart(folder, (t) =>
    t(
      'The console host is running with the files in {folder}. End it, or give it another folder with --data-dir, then start the app again.',
      { folder },
    ),
  );
}

function sayUnusable(t: Translate): string {
  return t('It cannot keep its files in {folder}. Make sure that you may write there, then start it again.', { folder });
}
