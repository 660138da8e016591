import type { MessageBus, MessageLike } from '@jellybrick/dbus-next';

/** Whether the desktop covers the screen, as its screen saver or the login manager has it. */
export interface ScreenSaver {
  isActive(): boolean;
  stop(): void;
}

/** Somebody on a bus who knows: what to ask, and the signals after which to ask again. */
interface Teller {
  readonly name: string;
  readonly signals: string;
  readonly question: MessageLike;
}

/** By the names of their services. Each desktop has one of them, or two that agree. */
const SAVERS: readonly Teller[] = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
].map((name) => ({
  name,
  signals: `interface='${name}',member='ActiveChanged'`,
  question: { destination: name, path: `/${name.replaceAll('.', '/')}`, interface: name, member: 'GetActive' },
}));

/**
 * Told by GNOME, KDE and lockers that have no screen saver of their own.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
 */
const LOGIN_MANAGER: Teller = {
  name: 'org.freedesktop.login1',
  signals: `interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.freedesktop.login1.Session'`,
  question: {
    destination: 'org.freedesktop.login1',
    path: '/org/freedesktop/login1/session/auto',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: ['org.freedesktop.login1.Session', 'LockedHint'],
  },
};

type Bus = typeof import('@jellybrick/dbus-next');

/** Follows them on both buses of Linux and calls `changed` when the screen is covered or seen again. Never throws. */
export function followScreenSaver(changed: () => void, log: (line: string) => void): ScreenSaver {
  const active = new Set<string>();
  const buses: MessageBus[] = [];
  let isStopped = false;

  function note(name: string, isActive: boolean): void {
    const before = active.size > 0;
    if (isActive) active.add(name);
    else active.delete(name);
    if (before !== active.size > 0 && !isStopped) changed();
  }

  function follow(
    kind: 'session' | 'system',
    bus: MessageBus,
    { Message, MessageType, MessageFlag }: Bus,
    tellers: readonly Teller[],
  ) {
    const ask = async ({ name, question }: Teller) => {
      // Nobody is started only to be asked. Who is not there covers nothing.
      const message = new Message({ ...question, flags: MessageFlag.NO_AUTO_START });
      const answer = await bus.call(message).catch(() => null);
      note(name, isTrue(answer?.body[0]));
    };
    const askAll = () => Promise.all(tellers.map(ask));
    const listen = (rule: string) => bus.call(new Message({ ...DAEMON, member: 'AddMatch', signature: 's', body: [rule] }));

    buses.push(bus);
    const fail = () => {
      for (const { name } of tellers) note(name, false);
      log(`the ${kind} bus does not tell when the screen is locked`);
    };
    // The types of the package do not know the event.
    bus.on('error', fail as never);
    bus.on('message', ({ type }) => {
      if (type === MessageType.SIGNAL) void askAll();
    });
    bus.once('connect', () => {
      const rules = tellers.flatMap(({ name, signals }) => [
        `type='signal',${signals}`,
        `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${name}'`,
      ]);
      // What changes between the question and the rules would be missed.
      void Promise.all(rules.map(listen)).then(askAll, () => undefined);
    });
  }

  async function start(): Promise<void> {
    // Loaded only here: no other system has such a bus.
    const dbus = await import('@jellybrick/dbus-next');
    if (isStopped) return;
    follow('session', dbus.sessionBus(), dbus, SAVERS);
    follow('system', dbus.systemBus(), dbus, [LOGIN_MANAGER]);
  }

  start().catch(() => log('the desktop does not tell when the screen is locked'));
  return {
    isActive: () => active.size > 0,
    stop() {
      isStopped = true;
      for (const bus of buses) bus.disconnect();
    },
  };
}

const DAEMON: MessageLike = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** A property comes wrapped with its type. */
function isTrue(answer: unknown): boolean {
  return answer === true || (typeof answer === 'object' && answer !== null && 'value' in answer && answer.value === true);
}
