import path from 'node:path';
import { app, clipboard, nativeTheme, net, powerMonitor, safeStorage, session, shell } from 'electron';
import { createAccount, testConnection, trySignIn } from '../account.ts';
import type { Route } from '../core/route.ts';
import type { Settings } from '../core/settings.ts';
import { trayStatus } from '../core/tray-status.ts';
import type { Notifier } from '../notifier.ts';
import { createCommands } from './commands.ts';
import { startDemo, type Demo } from './demo.ts';
import { reportFaults } from './faults.ts';
import { answerCommands } from './ipc.ts';
import { createLock } from './lock.ts';
import { setStartAtLogin } from './login-item.ts';
import { watchNetwork } from './network-change.ts';
import { createNotices } from './notices.ts';
import { createNotifications } from './notification.ts';
import { createPasswordFile, keepNoPassword } from './password-file.ts';
import { separateFetch } from './separate-fetch.ts';
import { openSettingsFile } from './settings-file.ts';
import { createSignIn } from './sign-in.ts';
import { composeSnapshot } from './snapshot.ts';
import { createThinned } from './thinned.ts';
import { trayMenu } from './tray-menu.ts';
import { createTrayIcon } from './tray.ts';
import { createAppWindow } from './window.ts';

interface HostOptions {
  /** Where the app keeps its files. */
  readonly folder: string;
  /** The folder of the built app, with `electron`, `renderer` and `icons`. */
  readonly built: string;
  readonly isDemo: boolean;
  readonly log: (line: string) => void;
}

/** The running program. */
export interface Host {
  /** Goes to work as whoever was signed in, and opens the window unless the app is to start hidden. */
  start(hidden: boolean): Promise<void>;
  /** Brings the window to the front, because a person asked for it. */
  open(): void;
  /** Ends the account and takes the icon out of the tray. */
  stop(): Promise<void>;
}

/** Puts the parts of the program together for one run of the app, which must be ready. */
export function createHost({ folder, built, isDemo, log }: HostOptions): Host {
  let demo: Demo | null = null;

  const shown = createThinned(show, 200);
  const changed = () => shown.due();
  const notices = createNotices(changed);
  const { tell } = notices;
  reportFaults({ log, tell });
  const settings = openSettingsFile({ folder, tell, log, now: Date.now });
  const window = createAppWindow({
    preload: path.join(built, 'electron', 'preload.cjs'),
    placeFile: path.join(folder, 'window.json'),
    log,
  });
  const lock = createLock(powerMonitor, changed);
  const open = (route: Route | null) => window.open(route ?? (window.isOpen() || signIn.notifier() ? null : { view: 'sign-in' }));
  const notifications = createNotifications({ open, isLocked: lock.isLocked, tell, log });
  const fetch = (url: string, init: RequestInit) => net.fetch(url, { credentials: 'include', ...init });
  const signIn = createSignIn({
    settings,
    passwords: isDemo
      ? keepNoPassword
      : createPasswordFile({ path: path.join(folder, 'password.json'), keychain: safeStorage, platform: process.platform, log }),
    trySignIn: (credentials) => trySignIn({ ...credentials, fetch: separateFetch(fetch) }),
    createAccount: (credentials) =>
      createAccount({
        ...credentials,
        settings: settings.get(),
        dataDir: folder,
        fetch,
        log,
        tellTrouble: (text) => tell(text, text),
      }),
    follow,
    clearCookies: () => session.defaultSession.clearStorageData({ storages: ['cookies'] }),
    tell,
    changed,
  });

  function follow(account: Notifier): () => void {
    const stops = [
      account.on('changed', changed),
      account.on('alert', (alert) => notifications.show(alert)),
      account.on('withdraw', ({ id }) => notifications.withdraw(id)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  const snapshot = (now = Date.now()) =>
    composeSnapshot(
      signIn.notifier()?.view() ?? null,
      {
        settings: settings.get(),
        notices: notices.list(),
        version: app.getVersion(),
        demo: isDemo,
        signedOutSince: signIn.since(),
      },
      now,
    );

  const tray = createTrayIcon({ icons: path.join(built, 'icons', 'tray'), open: () => open(null) }, 'not-watching');
  const pauseUntil = (pausedUntil: number) => void settings.change({ pausedUntil });
  const trayActions = { open, pauseUntil, signOut: () => void signIn.signOut(), quit: () => app.quit() };

  function show(): void {
    const now = Date.now();
    const state = snapshot(now);
    tray.show(trayStatus(state, state.settings, now), trayMenu(state, trayActions, lock.isLocked(), now, demo?.menu));
    window.tell('snapshot', state);
  }

  const stopAnswering = answerCommands({
    commands: createCommands({
      snapshot,
      signIn,
      settings,
      notices,
      testConnection: (credentials) =>
        testConnection({ ...credentials, cometdPath: settings.get().cometdPath, fetch: separateFetch(fetch) }, (step) =>
          window.tell('testStep', step),
        ),
      openExternal: (link) => shell.openExternal(link),
      copy: async (text) => clipboard.writeText(text),
    }),
    isOurs: window.isSender,
    log,
  });

  function apply(now: Settings, before: Settings | null): void {
    nativeTheme.themeSource = now.theme;
    if (!isDemo && now.startAtLogin !== before?.startAtLogin) startAtLogin(now.startAtLogin);
    if (before && now.cometdPath !== before.cometdPath) void signIn.restart();
    else signIn.notifier()?.changeSettings(now);
    changed();
  }

  function startAtLogin(start: boolean): void {
    try {
      setStartAtLogin(start);
    } catch {
      log('start at login could not be set');
      tell('start-at-login', 'Whether the app starts at login could not be changed on this computer.');
    }
  }

  settings.onChange(apply);
  apply(settings.get(), null);
  const wake = () => signIn.notifier()?.wake();
  powerMonitor.on('resume', wake);
  const stopWatchingNetwork = watchNetwork(wake);
  // What passes with time alone: a pause that ends, a connection that takes too long.
  const clock = setInterval(changed, 15_000);

  return {
    async start(hidden) {
      void notifications.resume();
      if (isDemo) demo = await startDemo(signIn);
      const working = demo !== null || (await signIn.resume());
      changed();
      if (!hidden) open(working ? null : { view: 'sign-in' });
    },
    open: () => open(null),
    async stop() {
      clearInterval(clock);
      stopWatchingNetwork();
      await signIn.stop();
      await demo?.stop();
      stopAnswering();
      shown.stop();
      notifications.stop();
      tray.remove();
    },
  };
}
