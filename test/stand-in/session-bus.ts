/** What the desktop's notification daemon is asked to show. */
interface Wanted {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
}

/** What comes back from the daemon. */
interface Told {
  shown(): void;
  clicked(): void;
  closed(): void;
  failed(): void;
}

/** The daemon as the bus presents it. */
interface Daemon {
  Notify(...args: readonly unknown[]): Promise<number>;
  CloseNotification(id: number): Promise<void>;
  on(signal: string, listener: (...args: never[]) => void): void;
  off(signal: string, listener: (...args: never[]) => void): void;
}

const CLOSED_BY_CALL = 3;
let daemon: Promise<Daemon> | undefined;

async function connect(): Promise<Daemon> {
  const { sessionBus } = await import('@jellybrick/dbus-next');
  const bus = sessionBus();
  // A bus that goes away takes notifications with it, not the app.
  bus.on('error', (() => (daemon = undefined)) as never);
  const object = await bus.getProxyObject('org.freedesktop.Notifications', '/org/freedesktop/Notifications');
  // Made at run time from what the daemon says of itself.
  return object.getInterface('org.freedesktop.Notifications') as unknown as Daemon;
}

/** Whether notifications go to the desktop's own daemon, as Electron's do on Linux. */
export const hasSessionBus = Boolean(process.env['DBUS_SESSION_BUS_ADDRESS']) && process.env['STAND_IN_BUS'] !== '0';

/**
 * Shows a notification by the protocol of the desktop; what it returns takes it back.
 *
 * @see https://specifications.freedesktop.org/notification-spec/1.2
 */
export function showOverBus({ title, body, silent }: Wanted, told: Told): () => void {
  daemon ??= connect();
  let wantsClose = false;
  let close = () => void (wantsClose = true);

  async function show(): Promise<void> {
    const [{ Variant }, notifications] = await Promise.all([import('@jellybrick/dbus-next'), daemon]);
    if (!notifications) throw new Error('There is no session bus');
    const hints = {
      urgency: new Variant('y', 1),
      'desktop-entry': new Variant('s', 'workbin-notifier'),
      ...(silent ? { 'suppress-sound': new Variant('b', true) } : {}),
    };
    let shown: Promise<number | null> = Promise.resolve(null);
    const clicked = (which: number, action: string) =>
      void shown.then((id) => {
        if (which === id && action === 'default') told.clicked();
      });
    const closed = (which: number, reason: number) =>
      void shown.then((id) => {
        if (which !== id) return;
        leave();
        if (reason !== CLOSED_BY_CALL) told.closed();
      });
    const leave = () => {
      notifications.off('ActionInvoked', clicked);
      notifications.off('NotificationClosed', closed);
    };
    // Before it is shown: the daemon may tell of it in one go with the answer that gives its number.
    notifications.on('ActionInvoked', clicked);
    notifications.on('NotificationClosed', closed);
    const answer = notifications.Notify('Workbin Notifier', 0, '', title, escape(body), ['default', 'Open'], hints, -1);
    shown = answer.catch(() => null);
    const id = await answer.catch((error: unknown) => {
      leave();
      throw error;
    });
    close = () => void notifications.CloseNotification(id).catch(() => undefined);
    told.shown();
    if (wantsClose) close();
  }

  show().catch(() => told.failed());
  return () => close();
}

/** Daemons read a part of HTML in the body. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
