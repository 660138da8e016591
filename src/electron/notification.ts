import { Notification } from 'electron';
import type { Alert } from '../core/alert.ts';
import { ENGLISH, type Translate } from '../core/language.ts';
import { formatRoute, readRoute, type Route } from '../core/route.ts';
import type { SoundDecision } from '../core/sound.ts';
import type { AlertRoutes } from './alert-routes.ts';
import { plainSentence } from './plain-text.ts';

/** The notifications of the desktop that stand for alerts. */
export interface Notifications {
  /** Resolves when the system has shown it, or has not. */
  show(alert: Alert, sound: SoundDecision): Promise<Shown>;
  withdraw(id: string): void;
  /** Takes back those that show more than may be shown now. */
  conceal(): void;
  /** Takes up the notifications of earlier runs that can still be clicked. */
  resume(): Promise<void>;
  /** Takes back those of earlier runs that open what is over. */
  settle(isOver: (opens: Route) => boolean): void;
  /** Forgets all of them. They stay on the screen where a click on them is still heard of after the app has ended. */
  stop(): void;
}

/** What became of a notification: shown, refused by the system, or not shown within 5 s. */
export type Shown = 'shown' | 'refused' | 'late';

interface NotificationsOptions {
  /** A person clicked on an alert that opens this; null where the view is not known any more. */
  readonly open: (route: Route | null) => void;
  /** What of an alert may be shown at this moment. */
  readonly textOf: (alert: Told) => { readonly title: string; readonly body: string };
  readonly tell: (id: string, text: string) => void;
  readonly log: (line: string) => void;
  /** What alerts of earlier runs open. */
  readonly routes: AlertRoutes;
  readonly t?: Translate;
  readonly platform?: NodeJS.Platform;
}

/** How long the system may take to show one, in ms. */
const PATIENCE = 5000;

/** So many are remembered at most; the notification centre of an operating system keeps hardly more. */
const MOST = 200;

/** What decides how much of an alert may be shown. */
type Told = Pick<Alert, 'kind' | 'workbin' | 'title' | 'body' | 'subjectOnly' | 'discreet'>;

interface Kept {
  readonly notification: Notification;
  readonly opens: Route | null;
  /** Null for one of an earlier run. */
  readonly alert: Alert | null;
}

/** Notifications that belong to nobody yet. */
export function createNotifications(options: NotificationsOptions): Notifications {
  const { open, textOf, tell, log, routes, t = ENGLISH, platform = process.platform } = options;
  // Electron drops the click of a notification that was garbage-collected (electron/electron#16922): all are kept until they end.
  const shown = new Map<string, Kept>();
  /** How many in a row were not shown in time. */
  let late = 0;

  function withdraw(id: string): void {
    const known = shown.get(id);
    shown.delete(id);
    known?.notification.close();
  }

  function conceal(): void {
    for (const [id, { notification, opens, alert }] of shown) {
      const told = alert ?? toldEarlier(notification, opens);
      if (told === null) continue;
      const { title, body } = fit(textOf(told));
      if (title !== notification.title || body !== notification.body) withdraw(id);
    }
  }

  function keep(id: string, notification: Notification, opens: Route | null, alert: Alert | null): void {
    shown.set(id, { notification, opens, alert });
    for (const oldest of [...shown.keys()].slice(0, -MOST)) shown.delete(oldest);
    notification.on('click', () => {
      shown.delete(id);
      if (opens !== null) open(opens);
    });
    notification.on('close', ({ reason }) => {
      // On Windows one that timed out moves to the notification centre, where it can still be clicked and withdrawn.
      if (reason !== 'timedOut' && shown.get(id)?.notification === notification) shown.delete(id);
    });
  }

  async function resume(): Promise<void> {
    if (platform === 'win32') Notification.handleActivation(({ arguments: clicked }) => open(routes.routeOf(readTag(clicked))));
    if (platform !== 'darwin') return;
    for (const notification of await Notification.getHistory()) {
      const [id = '', fragment] = notification.id.split(' ');
      if (!shown.has(id)) keep(id, notification, readRoute(fragment), null);
    }
  }

  function fail(id: string, why: string): void {
    shown.delete(id);
    log(`alert ${id} was not shown: ${why}`);
    tell(
      'notifications-blocked',
      t(
        'Your computer did not show a notification. Allow those of Workbin Notifier in its settings; until then look at the tray icon.',
      ),
    );
  }

  /** Whether the system shows it; each says so once, if at all. */
  function follow(id: string, notification: Notification): Promise<Shown> {
    return new Promise((resolve) => {
      function settle(outcome: Shown): void {
        clearTimeout(timer);
        resolve(outcome);
      }
      const timer = setTimeout(() => {
        // After sleep one may seem late that is not; a second one in a row is no accident.
        late += 1;
        if (late > 1) fail(id, 'not shown in time');
        settle('late');
      }, PATIENCE);
      timer.unref();
      notification.once('show', () => {
        late = 0;
        settle('shown');
      });
      // The system's words are not logged: they may quote the text.
      notification.once('failed', () => {
        fail(id, 'refused by the system');
        settle('refused');
      });
      notification.once('close', () => settle('shown'));
    });
  }

  return {
    show(alert, sound) {
      if (alert.replaces !== null) withdraw(alert.replaces);
      if (!Notification.isSupported()) {
        fail(alert.id, 'not supported here');
        return Promise.resolve('refused');
      }
      const notification = new Notification({
        id: systemId(alert, platform),
        // Windows refuses names of groups that are longer.
        ...(alert.workbin === null || alert.workbin.length > 64 ? {} : { groupId: alert.workbin }),
        ...fit(textOf(alert)),
        ...audible(sound, platform),
        urgency: alert.manner.urgency,
      });
      if (platform === 'win32' && alert.opens !== null) routes.keep(alert.id, alert.opens);
      keep(alert.id, notification, alert.opens, alert);
      const outcome = follow(alert.id, notification);
      notification.show();
      return outcome;
    },
    withdraw,
    conceal,
    resume,
    settle(isOver) {
      for (const [id, { opens, alert }] of shown) if (alert === null && opens !== null && isOver(opens)) withdraw(id);
    },
    stop() {
      // On Linux the daemon tells of a click only who has shown it, and a click that does nothing is worse than none.
      if (platform === 'linux') for (const id of [...shown.keys()]) withdraw(id);
      shown.clear();
    },
  };
}

/** What is known of one of an earlier run: its words, and nothing with less in them. Null where they tell nothing of a customer. */
function toldEarlier({ title, body }: Notification, opens: Route | null): Told | null {
  if (opens?.view !== 'item' && opens?.view !== 'list') return null;
  const nothing = { title: '', body: '' };
  return { kind: 'items-added', workbin: opens.workbin, title, body, subjectOnly: nothing, discreet: nothing };
}

function fit({ title, body }: { readonly title: string; readonly body: string }): { title: string; body: string } {
  return { title: plainSentence(title, 100), body: plainSentence(body, 300) };
}

/** What the system plays with a notification: its own sound, on a Mac also one of ours, or nothing. */
function audible(sound: SoundDecision, platform: NodeJS.Platform): { silent: boolean; sound?: string } {
  if (sound.kind === 'own' && platform === 'darwin') return { silent: false, sound: `${sound.sound}.wav` };
  return { silent: sound.kind !== 'system' };
}

/**
 * What names a notification to the system. On macOS, which hands it back after a restart of the app, it carries the route too;
 * Windows allows 64 characters.
 */
export function systemId(alert: Pick<Alert, 'id' | 'opens'>, platform: NodeJS.Platform): string {
  return platform === 'darwin' && alert.opens !== null ? `${alert.id} ${formatRoute(alert.opens)}` : alert.id;
}

/** The id of the notification that was clicked, as Windows hands it over: `type=click&tag=<id>`. */
function readTag(clicked: string): string {
  return new URLSearchParams(clicked).get('tag') ?? '';
}
