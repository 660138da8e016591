import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Alert } from '../core/alert.ts';
import type { ConnectionView, SelfTestStep } from '../core/contract.ts';
import type { Translate } from '../core/language.ts';
import { decideAlertText } from '../core/privacy.ts';
import type { Route } from '../core/route.ts';
import type { Settings } from '../core/settings.ts';
import { decideSound, type OwnSound } from '../core/sound.ts';
import { formatMoment } from '../core/time-text.ts';
import { rehearse } from '../rehearsal.ts';
import { openAlertRoutes } from './alert-routes.ts';
import { createDoNotDisturb } from './do-not-disturb.ts';
import { isOver, type Known } from './earlier-alerts.ts';
import type { Lock } from './lock.ts';
import { createNotifications, type Shown } from './notification.ts';
import { runSelfTest } from './self-test.ts';
import { createSoundPlayer } from './sound-player.ts';

/** Alerts as the person sees and hears them. */
export interface Alerts {
  show(alert: Alert): void;
  withdraw(id: string): void;
  /** Takes back what shows more than may be shown now. */
  conceal(): void;
  /** Takes up what earlier runs showed and can still be clicked. */
  resume(): Promise<void>;
  /** Takes back what earlier runs told of and is over. */
  settle(known: Known): void;
  /** As the system has it; null where it does not tell. */
  isDoNotDisturb(): boolean | null;
  trySound(sound: OwnSound): void;
  selfTest(tell: (step: SelfTestStep) => void): Promise<readonly SelfTestStep[]>;
  stop(): void;
}

interface AlertsOptions {
  readonly folder: string;
  readonly settings: () => Settings;
  readonly lock: Lock;
  readonly connection: () => ConnectionView;
  /** A person clicked on an alert that opens this; null where the view is not known any more. */
  readonly open: (route: Route | null) => void;
  readonly changed: () => void;
  readonly tell: (id: string, text: string) => void;
  readonly log: (line: string) => void;
  readonly t: Translate;
}

/** Nothing on the screen as yet, and nothing to be heard. */
export function createAlerts(options: AlertsOptions): Alerts {
  const { folder, settings, lock, open, tell, log, t } = options;
  const doNotDisturb = createDoNotDisturb(options.changed);
  const player = createSoundPlayer(log);
  const notifications = createNotifications({
    open,
    textOf: (alert) => decideAlertText(alert, settings(), lock.isLocked()),
    tell,
    log,
    routes: openAlertRoutes(path.join(folder, 'alerts.json'), log),
    t,
  });

  function show(alert: Alert): Promise<Shown> {
    const circumstances = { isLocked: lock.isLocked(), isDoNotDisturb: doNotDisturb.isOn() === true };
    const sound = decideSound({ silent: alert.silent, wanted: alert.manner.sound }, settings(), circumstances);
    // On a Mac the system plays it, and so keeps to its own rules for when to be quiet.
    if (sound.kind === 'own' && process.platform !== 'darwin') void play(sound.sound, sound.volume);
    return notifications.show(alert, sound);
  }

  /** Looked at afresh, since the last look may be a minute old. */
  async function play(sound: OwnSound, volume: number): Promise<void> {
    if ((await doNotDisturb.look()) !== true) player.play(sound, volume);
  }

  return {
    show: (alert) => void show(alert),
    withdraw: notifications.withdraw,
    conceal: notifications.conceal,
    resume: notifications.resume,
    settle: (known) => notifications.settle((opens) => isOver(opens, known)),
    isDoNotDisturb: doNotDisturb.isOn,
    trySound: (sound) => player.play(sound, settings().soundVolume),
    selfTest: (tellStep) =>
      runSelfTest({
        connection: options.connection,
        rehearse: (subject, workbinName) =>
          rehearse({
            settings: settings(),
            now: Date.now,
            createId: randomUUID,
            formatTime: (at) => formatMoment(at, Date.now(), t),
            t,
            subject,
            workbinName,
          }),
        isDoNotDisturb: doNotDisturb.look,
        show,
        createId: randomUUID,
        tell: tellStep,
        t,
      }),
    stop() {
      notifications.stop();
      player.stop();
      doNotDisturb.stop();
    },
  };
}
