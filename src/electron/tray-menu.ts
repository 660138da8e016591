import type { MenuItemConstructorOptions } from 'electron';
import { formatWorkbin } from '../core/alert-text.ts';
import type { ItemView, Snapshot } from '../core/contract.ts';
import { ENGLISH, isolate, type Translate } from '../core/language.ts';
import { PAUSES } from '../core/pause.ts';
import { decideContent } from '../core/privacy.ts';
import { decideQuiet } from '../core/quiet.ts';
import type { Route } from '../core/route.ts';
import { formatMoment } from '../core/time-text.ts';
import { plainText } from './plain-text.ts';

/** What a person can do from the tray. */
export interface TrayActions {
  /** Brings the window to the front; null leaves its view as it is. */
  open(route: Route | null): void;
  /** Pauses alerts until this time (ms since the epoch); 0 ends a pause. */
  pauseUntil(at: number): void;
  /** Others can see the screen, or no more. */
  setPrivate(on: boolean): void;
  signOut(): void;
  quit(): void;
}

/** What the tray's menu is made of; `newest` first. */
export type TrayContents = Pick<Snapshot, 'account' | 'workbins' | 'settings'> & { readonly newest: readonly ItemView[] };

/** The tray's menu. It shows no more of a customer's than the settings allow at this moment. */
export function trayMenu(
  snapshot: TrayContents,
  actions: TrayActions,
  isLocked: boolean,
  now: number,
  demo: readonly MenuItemConstructorOptions[] = [],
  t: Translate = ENGLISH,
): MenuItemConstructorOptions[] {
  const newest = newestItems(snapshot, actions, isLocked, t);
  return [
    { label: t('Open Workbin Notifier'), click: () => actions.open(null) },
    { type: 'separator' },
    ...newest,
    ...(newest.length > 0 ? [{ type: 'separator' } as const] : []),
    pause(snapshot.settings, actions, now, t),
    privateMode(snapshot.settings.privateMode, actions, t),
    snapshot.account === null
      ? { label: t('Sign in…'), click: () => actions.open({ view: 'sign-in' }) }
      : { label: t('Sign out'), click: () => actions.signOut() },
    ...(demo.length > 0 ? [{ label: t('Demo'), submenu: [...demo] }] : []),
    { type: 'separator' },
    { label: t('Quit'), click: () => actions.quit() },
  ];
}

function newestItems(
  { newest, workbins, settings }: TrayContents,
  actions: TrayActions,
  isLocked: boolean,
  t: Translate,
): MenuItemConstructorOptions[] {
  const names = new Map(workbins.map((workbin) => [workbin.key, formatWorkbin(workbin, workbin.ownerLabel)]));
  return newest.map((item) => {
    const isHidden = decideContent(item.workbin, settings, isLocked) === 'count';
    const subject = isHidden ? t('An item') : plainText(item.subject ?? '', 60) || t('(no subject)');
    const parts = [subject, plainText(names.get(item.workbin) ?? '', 40)];
    return {
      id: `${item.workbin} ${item.id}`,
      label: label(parts.map((part) => isolate(part, t.speech())).join(' — ')),
      click: () => actions.open({ view: 'item', workbin: item.workbin, interactionId: item.id }),
    };
  });
}

function pause(settings: TrayContents['settings'], actions: TrayActions, now: number, t: Translate): MenuItemConstructorOptions {
  const quiet = decideQuiet(settings, false, now);
  if (settings.pausedUntil > now && quiet?.until) {
    const time = formatMoment(quiet.until, now, t);
    // Where quiet hours last longer, nothing is told before they end.
    const label =
      quiet.why === 'paused'
        ? t('Resume alerts (paused until {time})', { time })
        : t('End the pause (quiet hours until {time})', { time });
    return { label, click: () => actions.pauseUntil(0) };
  }
  return {
    label: t('Pause alerts'),
    submenu: PAUSES.map(({ name, until }) => ({
      label: capitalize(t(name)),
      // The menu may have been open for long.
      click: () => actions.pauseUntil(until(new Date())),
    })),
  };
}

function privateMode(isOn: boolean, actions: TrayActions, t: Translate): MenuItemConstructorOptions {
  return { label: t('Private mode'), type: 'checkbox', checked: isOn, click: () => actions.setPrivate(!isOn) };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A single `&` would mark a letter as the item's shortcut. */
function label(text: string): string {
  return text.replaceAll('&', '&&');
}
