import { spawn } from 'node:child_process';
import { Message, sessionBus, Variant } from '@jellybrick/dbus-next';
import { expect, vi } from 'vitest';

/** A message bus of its own, as each desktop has one. */
export interface OwnBus {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a bus that nobody else is on. */
export async function startBus(): Promise<OwnBus> {
  const child = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
    child.once('error', () => reject(new Error('dbus-daemon is missing (on Debian: apt-get install dbus)')));
    child.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits until somebody on a bus has this name. Whoever asks it anything before may have the bus start another of the kind. */
export async function untilOwned(address: string, name: string): Promise<void> {
  const bus = sessionBus({ busAddress: address });
  // Asking it fails then, again and again, until the wait is over.
  bus.on('error', (() => undefined) as never);
  const [path, destination] = ['/org/freedesktop/DBus', 'org.freedesktop.DBus'];
  const question = { destination, path, interface: destination, member: 'NameHasOwner', signature: 's', body: [name] };
  try {
    await vi.waitFor(async () => expect((await bus.call(new Message(question)))?.body).toEqual([true]), { timeout: 15_000 });
  } finally {
    bus.disconnect();
  }
}

/** A screen saver, or the login manager, as a desktop has it. */
export interface PlayedSaver {
  /** Covers the screen or shows it again, and tells so. */
  cover(isCovered: boolean): void;
  /** Ends, whatever it covers. */
  quit(): void;
}

/** Plays the screen saver of this name on a bus. */
export async function playScreenSaver(address: string, name: string, isCovered = false): Promise<PlayedSaver> {
  return play(address, name, isCovered, {
    answer: (asked, isActive) =>
      asked.interface === name && asked.member === 'GetActive' ? Message.newMethodReturn(asked, 'b', [isActive]) : null,
    signal: (isActive) => Message.newSignal(`/${name.replaceAll('.', '/')}`, name, 'ActiveChanged', 'b', [isActive]),
  });
}

/** Plays the login manager of systemd, which has a property in place of a question. */
export async function playLoginManager(address: string): Promise<PlayedSaver> {
  const session = 'org.freedesktop.login1.Session';
  return play(address, 'org.freedesktop.login1', false, {
    answer: (asked, isActive) =>
      asked.member === 'Get' && String(asked.body) === `${session},LockedHint`
        ? Message.newMethodReturn(asked, 'v', [new Variant('b', isActive)])
        : null,
    signal: (isActive) =>
      Message.newSignal(
        '/org/freedesktop/login1/session/_31',
        'org.freedesktop.DBus.Properties',
        'PropertiesChanged',
        'sa{sv}as',
        [session, { LockedHint: new Variant('b', isActive) }, []],
      ),
  });
}

interface Part {
  /** Null for what it does not know. */
  readonly answer: (asked: Message, isActive: boolean) => Message | null;
  readonly signal: (isActive: boolean) => Message;
}

async function play(address: string, name: string, isCovered: boolean, { answer, signal }: Part): Promise<PlayedSaver> {
  let isActive = isCovered;
  let hasQuit = false;
  const bus = sessionBus({ busAddress: address });
  bus.addMethodHandler((asked) => {
    // A question may have been under way; the bus answers it in place of who has gone.
    if (hasQuit) return true;
    const reply = answer(asked, isActive);
    if (reply !== null) bus.send(reply);
    return reply !== null;
  });
  await bus.requestName(name);
  return {
    cover(covers) {
      isActive = covers;
      bus.send(signal(covers));
    },
    quit() {
      hasQuit = true;
      bus.disconnect();
    },
  };
}
