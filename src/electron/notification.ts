import { Notification } from 'electron';
import type { Alert } from '../core/alert.ts';
import { formatRoute, readRoute, type Route } from '../core/route.ts';
import { plainText } from './plain-text.ts';

/** The notifications of the desktop that stand for alerts. */
export interface Notifications {
  show(alert: Alert): void;
  withdraw(id: string): void;
  /** Takes up the notifications of earlier runs that can still be clicked. */
  resume(): Promise<void>;
  /** Forgets all of them, without taking them from the screen. */
  stop(): void;
}

interface NotificationsOptions {
  /** A person clicked on an alert that opens this; null where the view is not known any more. */
  readonly open: (route: Route | null) => void;
  readonly isLocked: () => boolean;
  readonly tell: (id: string, text: string) => void;
  readonly log: (line: string) => void;
}

/** So many are remembered at most; the notification centre of an operating system keeps hardly more. */
const MOST = 200;

/** Notifications that belong to nobody yet. */
export function createNotifications({ open, isLocked, tell, log }: NotificationsOptions): Notifications {
  // Electron drops the click of a notification that was garbage-collected (electron/electron#16922): all are kept until they end.
  const shown = new Map<string, Notification>();

  function withdraw(id: string): void {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  }

  function keep(id: string, notification: Notification, opens: Route | null): void {
    shown.set(id, notification);
    for (const oldest of [...shown.keys()].slice(0, -MOST)) shown.delete(oldest);
    notification.on('click', () => {
      shown.delete(id);
      if (opens !== null) open(opens);
    });
    notification.on('close', ({ reason }) => {
      // On Windows one that timed out moves to the notification centre, where it can still be clicked and withdrawn.
      if (reason !== 'timedOut' && shown.get(id) === notification) shown.delete(id);
    });
  }

  async function resume(): Promise<void> {
    if (process.platform === 'win32') Notification.handleActivation(() => open(null));
    if (process.platform !== 'darwin') return;
    for (const notification of await Notification.getHistory()) {
      const [id = '', fragment] = notification.id.split(' ');
      if (!shown.has(id)) keep(id, notification, readRoute(fragment));
    }
  }

  function fail(id: string, why: string): void {
    shown.delete(id);
    log(`alert ${id} was not shown: ${why}`);
    tell(
      'notifications-blocked',
      'Your computer did not show a notification. Allow those of Workbin Notifier in its settings; until then look at the tray icon.',
    );
  }

  return {
    show(alert) {
      if (alert.replaces !== null) withdraw(alert.replaces);
      if (!Notification.isSupported()) {
        fail(alert.id, 'not supported here');
        return;
      }
      const { title, body } = isLocked() ? alert.discreet : alert;
      const notification = new Notification({
        id: systemId(alert, process.platform),
        // Windows refuses names of groups that are longer.
        ...(alert.workbin === null || alert.workbin.length > 64 ? {} : { groupId: alert.workbin }),
        title: plainText(title, 100),
        body: plainText(body, 300),
        silent: alert.silent,
      });
      keep(alert.id, notification, alert.opens);
      // The system's words are not logged: they may quote the text.
      notification.on('failed', () => fail(alert.id, 'refused by the system'));
      notification.show();
    },
    withdraw,
    resume,
    stop: () => shown.clear(),
  };
}

/**
 * What names a notification to the system. On macOS, which hands it back after a restart of the app, it carries the route too;
 * Windows allows 64 characters.
 */
export function systemId(alert: Pick<Alert, 'id' | 'opens'>, platform: NodeJS.Platform): string {
  return platform === 'darwin' && alert.opens !== null ? `${alert.id} ${formatRoute(alert.opens)}` : alert.id;
}
