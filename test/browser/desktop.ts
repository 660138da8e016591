import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { playScreenSaver, startBus, untilOwned } from '../message-bus.ts';

/** A desktop of its own: a display that nobody sees, a session bus and a real notification daemon. */
export interface Desktop {
  /** What programs that run on it need in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** How many notifications are on the screen. */
  displayed(): Promise<number>;
  /** Clicks on the notification that came last. */
  click(): Promise<void>;
  /** Closes all, as a person would. */
  closeAll(): Promise<void>;
  /** Locks the screen or unlocks it, as its screen saver does. */
  lock(isLocked: boolean): void;
  /** Those that have gone from the screen, the last first. */
  history(): Promise<readonly { readonly title: string; readonly body: string; readonly app: string }[]>;
  stop(): Promise<void>;
}

const DUNSTRC = `[global]
notification_limit = 0
idle_threshold = 0
markup = full
[urgency_normal]
timeout = 0
`;

/** Starts a desktop with dunst. */
export async function startDesktop(): Promise<Desktop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'desktop-'));
  const running: ChildProcess[] = [];
  async function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    running.push(child);
    return new Promise((resolve, reject) => {
      child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
      child.once('error', () => reject(new Error(`${program} is missing (on Debian: apt-get install dunst dbus xvfb)`)));
      child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    });
  }

  const number = await start('Xvfb', ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp']);
  const bus = await startBus();
  const saver = await playScreenSaver(bus.address, 'org.freedesktop.ScreenSaver');
  const env = { DISPLAY: `:${number}`, DBUS_SESSION_BUS_ADDRESS: bus.address, STAND_IN_BUS: '1', XDG_CURRENT_DESKTOP: '' };
  const config = path.join(folder, 'dunstrc');
  writeFileSync(config, DUNSTRC);
  const daemon = spawn('dunst', ['-conf', config], { env: { ...process.env, ...env }, stdio: 'ignore' });
  running.push(daemon);
  await untilOwned(bus.address, 'org.freedesktop.Notifications');

  const run = async (...args: readonly string[]) =>
    (await promisify(execFile)('dunstctl', args, { env: { ...process.env, ...env } })).stdout.trim();
  const desktop: Desktop = {
    env,
    displayed: async () => Number(await run('count', 'displayed')),
    async click() {
      await run('action', '0');
    },
    async closeAll() {
      await run('close-all');
    },
    lock: saver.cover,
    async history() {
      const { data } = JSON.parse(await run('history')) as { data: readonly (readonly Record<string, { data: string }>[])[] };
      return (data[0] ?? []).map(({ summary, body, appname }) => ({
        title: summary?.data ?? '',
        body: body?.data ?? '',
        app: appname?.data ?? '',
      }));
    },
    async stop() {
      for (const child of running.reverse()) {
        const ended = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
        child.kill('SIGTERM');
        await ended;
      }
      saver.quit();
      await bus.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return desktop;
}
