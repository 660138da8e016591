import path from 'node:path';
import { app, clipboard, dialog, nativeTheme, net, powerMonitor, safeStorage, session, shell, type Rectangle } from 'electron';
import { createAccount, testConnection, trySignIn } from '../account.ts';
import type { Route } from '../core/route.ts';
import { dataKeysOf } from '../core/list-view.ts';
import type { Settings } from '../core/settings.ts';
import { trayStatus } from '../core/tray-status.ts';
import type { Notifier } from '../notifier.ts';
import { createAlerts } from './alerts.ts';
import { createCommands } from './commands.ts';
import { startDemo, type Demo } from './demo.ts';
import { reportFaults } from './faults.ts';
import { createHistoryKeys, sessionKeys } from './history-key.ts';
import { createHistory } from './history.ts';
import { answerCommands } from './ipc.ts';
import { createLanguage } from './language.ts';
import { createListLooks } from './list-looks.ts';
import { createLock } from './lock.ts';
import { setStartAtLogin } from './login-item.ts';
import { watchNetwork } from './network-change.ts';
import { createNotices } from './notices.ts';
import { createPasswordFile, keepNoPassword } from './password-file.ts';
import { watchPresence } from './presence.ts';
import { separateFetch } from './separate-fetch.ts';
import { createRowFeed } from './row-feed.ts';
import { createSessionFetch } from './session-fetch.ts';
import { openSettingsFile } from './settings-file.ts';
import { createSignIn } from './sign-in.ts';
import { composeSnapshot } from './snapshot.ts';
import type { StartRequest } from './start-request.ts';
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

/** How many items the tray's menu lists. */
const TRAY_ITEMS = 5;

/** The running program. */
export interface Host {
  /** Goes to work as whoever was signed in, and opens the window unless the app is to start hidden. */
  start(request: StartRequest): Promise<void>;
  /** Brings the window to the front, with this view if one is named, because a person asked for it. */
  open(route: Route | null): void;
  /** Ends the account and takes the icon out of the tray. */
  stop(): Promise<void>;
}

/** Puts the parts of the program together for one run of the app, which must be ready. */
export function createHost({ folder, built, isDemo, log }: HostOptions): Host {
  let demo: Demo | null = null;
  // Whether it is known if somebody is signed in: until then the keychain may still be asked.
  let settled = false;

  // What is made from here on may already tell something; it is shown when all of it is there.
  const shown = createThinned(show, 200);
  const changed = () => shown.due();
  const notices = createNotices(changed);
  const { tell } = notices;
  reportFaults({ log, tell });
  const language = createLanguage({ preferred: app.getPreferredSystemLanguages(), changed, log });
  const { t } = language;
  const settings = openSettingsFile({ folder, tell, log, now: Date.now });
  const window = createAppWindow({
    preload: path.join(built, 'electron', 'preload.cjs'),
    placeFile: path.join(folder, 'window.json'),
    overlays: path.join(built, 'icons', 'overlay'),
    log,
  });
  const lock = createLock({ power: powerMonitor, log });
  function open(route: Route | null, beside: Rectangle | null = null): void {
    const isNobodyIn = settled && signIn.notifier() === null;
    window.open(route ?? (isNobodyIn && !window.isOpen() ? { view: 'sign-in' } : null), beside);
  }
  const alerts = createAlerts({
    folder,
    settings: settings.get,
    lock,
    connection: () => snapshot().connection,
    open,
    changed,
    tell,
    log,
    t,
  });
  const history = createHistory({
    folder,
    keys: isDemo
      ? sessionKeys
      : createHistoryKeys({
          path: path.join(folder, 'history-key.json'),
          keychain: safeStorage,
          platform: process.platform,
          log,
        }),
    days: () => settings.get().historyDays,
    async askWhere(defaultPath) {
      const filters = [{ name: 'CSV', extensions: ['csv'] }];
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath, filters });
      return canceled ? null : filePath;
    },
    changed: () => window.tell('history', null),
    now: Date.now,
    t,
    log,
    tell,
  });
  const stopWatchingPresence = watchPresence(app, lock, powerMonitor, history.look);
  const fetch = createSessionFetch({
    fetch: (url, init) => net.fetch(url, init),
    closeAllConnections: () => session.defaultSession.closeAllConnections(),
    log,
  });
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
        isDoNotDisturb: () => alerts.isDoNotDisturb() === true,
        t,
      }),
    follow,
    clearCookies: () => session.defaultSession.clearStorageData({ storages: ['cookies'] }),
    tell,
    changed,
  });

  function follow(account: Notifier): () => void {
    let told: (() => void)[] = [];
    const stops = [
      history.follow(account, settings.get()),
      account.on('changed', changed),
      account.on('row', ({ workbin, id }) => rows.touch(workbin, id)),
      account.on('alert', (alert) => told.push(() => alerts.show(alert))),
      account.on('withdraw', ({ id }) => told.push(() => alerts.withdraw(id))),
      account.on('recorded', () => {
        const ready = told;
        told = [];
        for (const show of ready) show();
      }),
    ];
    rows.reset();
    return () => {
      for (const stop of stops) stop();
      rows.reset();
    };
  }

  const listLooks = createListLooks(
    () => lock.isLocked(),
    (workbin) => signIn.notifier()?.look(workbin),
  );
  const rows = createRowFeed(() => signIn.notifier());
  const snapshot = (now = Date.now()) =>
    composeSnapshot(
      signIn.notifier()?.view() ?? null,
      {
        settings: settings.get(),
        notices: notices.list(),
        version: app.getVersion(),
        demo: isDemo,
        locale: t.speech().locale,
        signedOutSince: signIn.since(),
      },
      now,
    );

  const tray = createTrayIcon(
    { icons: path.join(built, 'icons', 'tray'), open: (icon) => open(null, settings.get().openNearTray ? icon : null) },
    'not-watching',
  );
  const pauseUntil = (pausedUntil: number) => void settings.change({ pausedUntil });
  const setPrivate = (privateMode: boolean) => void settings.change({ privateMode });
  const trayActions = { open, pauseUntil, setPrivate, signOut: () => void signIn.signOut(), quit: () => app.quit() };

  function show(): void {
    const now = Date.now();
    const state = snapshot(now);
    const account = signIn.notifier();
    const newest = account?.newest(TRAY_ITEMS) ?? [];
    if (account)
      alerts.settle({
        ...state,
        isUnread: (workbin, id) => account.row(workbin, id)?.unread === true,
        isKnown: (id) => account.readItem(null, id) !== null,
      });
    const status = trayStatus(state, state.settings, now, t);
    const menu = trayMenu({ ...state, newest }, trayActions, lock.isLocked(), now, demo?.menu(t), t);
    tray.show(status, menu, state.settings);
    window.setCount(state.settings.badgeCount ? status.unread : 0, status.tooltip);
    const change = rows.take();
    if (change !== null) window.tell('rows', change);
    window.tell('snapshot', state);
  }

  const stopAnswering = answerCommands({
    commands: createCommands({
      snapshot,
      rows: () => rows.state(),
      signIn,
      settings,
      notices,
      testConnection: (credentials) =>
        testConnection({ ...credentials, cometdPath: settings.get().cometdPath, fetch: separateFetch(fetch) }, (step) =>
          window.tell('testStep', step),
        ),
      history,
      listLooks,
      selfTest: () => alerts.selfTest((step) => window.tell('selfTestStep', step)),
      trySound: alerts.trySound,
      openExternal: (link) => shell.openExternal(link),
      copy: async (text) => clipboard.writeText(text),
    }),
    isOurs: window.isSender,
    log,
  });

  function apply(now: Settings, before: Settings | null): void {
    nativeTheme.themeSource = now.theme;
    if (now.privateMode !== before?.privateMode) setPrivacy(now.privateMode);
    // The rows that windows hold lack a column that was just chosen.
    if (before && dataKeysOf(now.lists).join('\n') !== dataKeysOf(before.lists).join('\n')) rows.reset();
    if (now.language !== before?.language) void language.use(now.language);
    if (!isDemo && now.startAtLogin !== before?.startAtLogin) startAtLogin(now.startAtLogin);
    if (before && now.historyDays !== before.historyDays) history.keepFor(now.historyDays);
    if (before && now.cometdPath !== before.cometdPath) void signIn.restart();
    else signIn.notifier()?.changeSettings(now);
    changed();
  }

  function setPrivacy(isPrivate: boolean): void {
    window.protect(isPrivate);
    if (isPrivate) alerts.conceal();
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
  // Those of before are dead without knowing it, and a new request on one would wait for its timeout.
  const wake = () => void fetch.closeConnections().then(() => signIn.notifier()?.wake());
  powerMonitor.on('resume', wake);
  lock.onChange((isLocked) => {
    if (isLocked) alerts.conceal();
    if (isLocked) listLooks.lock();
    else listLooks.unlock();
    changed();
  });
  const stopWatchingNetwork = watchNetwork(wake);
  // What passes with time alone: a pause that ends, a connection that takes too long.
  const clock = setInterval(() => {
    lock.look();
    changed();
  }, 15_000);
  shown.start();

  return {
    async start({ hidden, route }) {
      void alerts.resume();
      await language.use(settings.get().language);
      if (isDemo) demo = await startDemo(signIn, settings);
      else await signIn.resume();
      settled = true;
      changed();
      if (!hidden) open(route);
    },
    open,
    async stop() {
      clearInterval(clock);
      powerMonitor.off('resume', wake);
      lock.stop();
      stopWatchingNetwork();
      await signIn.stop();
      await history.stop();
      stopWatchingPresence();
      await demo?.stop();
      stopAnswering();
      shown.stop();
      alerts.stop();
      tray.remove();
    },
  };
}
