import { clean, cleanSentence, formatWorkbin } from './alert-text.ts';
import { limitsOf, readAge } from './ageing.ts';
import type { Snapshot, WorkbinView } from './contract.ts';
import { decideQuiet, formatQuiet } from './quiet.ts';
import { explain } from './reasons.ts';
import { closeIsolates, ENGLISH, type Translate } from './language.ts';
import type { Settings } from './settings.ts';
import { formatMoment } from './time-text.ts';

/** The shapes of the tray icon; each has a file of its name. */
export const TRAY_SHAPES = [
  'watching',
  'new',
  'breach',
  'new-breach',
  'paused',
  'private',
  'new-private',
  'partly',
  'not-watching',
  'signed-out',
] as const;

/** One of the shapes of the tray icon. */
export type TrayShape = (typeof TRAY_SHAPES)[number];

/** The settings that the tray shows something of. */
type TraySettings = Pick<Settings, 'pausedUntil' | 'quietHours' | 'privateMode' | 'ageLimits' | 'ageLimitsByWorkbin'>;

/** What the tray shows: never colour alone, always a shape, words and a number. */
export interface TrayStatus {
  readonly shape: TrayShape;
  /** One line in plain words, at most 127 characters: Windows cuts the rest off. */
  readonly tooltip: string;
  /** Arrivals not yet opened, in all watched workbins. */
  readonly unread: number;
}

/** How long a connection may be under way before it counts as not watching, in ms. */
const PATIENCE = 45_000;

/**
 * What the tray shows for this state of the session. Silence is never shown as calm: what is not watched comes before
 * what is paused, and that before what is new or too old, and last comes that the private mode is on.
 */
export function trayStatus(
  view: Pick<Snapshot, 'connection' | 'workbins'>,
  settings: TraySettings,
  now: number,
  t: Translate = ENGLISH,
): TrayStatus {
  const watched = view.workbins.filter((workbin) => workbin.watched);
  const failed = watched.filter((workbin) => workbin.watch === 'failed');
  const unread = watched.reduce((sum, workbin) => sum + workbin.unread, 0);
  const isTooOld = watched.some(({ key, oldestAt }) => readAge(oldestAt, limitsOf(key, settings), now) === 'too-old');
  const { shape, words } = shapeOf(view.connection, watched, failed, settings, unread, isTooOld, now, t);
  const more = [
    ...(unread > 0 ? [t.count(unread, '{count} new', '{count} new')] : []),
    ...(isTooOld ? [t('something waits too long')] : []),
    ...(settings.privateMode ? [t('private mode')] : []),
  ];
  return { shape, tooltip: cut(cleanSentence([`Workbin Notifier: ${words}`, ...more].join(', '), t)), unread };
}

function shapeOf(
  connection: Snapshot['connection'],
  watched: readonly WorkbinView[],
  failed: readonly WorkbinView[],
  settings: TraySettings,
  unread: number,
  isTooOld: boolean,
  now: number,
  t: Translate,
): { shape: TrayShape; words: string } {
  if (connection.state === 'signed-out')
    return { shape: 'signed-out', words: t('not watching ({reason})', { reason: explain(connection.reason, t) }) };
  if (!isWatching(connection, now))
    return { shape: 'not-watching', words: t('not watching ({reason})', { reason: explain(connection.reason, t) }) };
  if (watched.length === 0) return { shape: 'not-watching', words: t('not watching (no workbin is chosen)') };
  if (failed.length === watched.length) return { shape: 'not-watching', words: t('not watching any of your workbins') };
  const quiet = decideQuiet(settings, false, now);
  if (quiet !== null)
    return {
      shape: 'paused',
      words: explain(
        formatQuiet(quiet, (at) => formatMoment(at, now, t)),
        t,
      ),
    };
  if (failed.length > 0) {
    const names = failed.map((workbin) => clean(formatWorkbin(workbin, workbin.ownerLabel)));
    return { shape: 'partly', words: t('not watching {workbins}', { workbins: t.list(names) }) };
  }
  if (connection.state === 'degraded')
    return { shape: 'partly', words: t('partly watching ({reason})', { reason: explain(connection.reason, t) }) };
  return {
    shape: calmShape(unread > 0, isTooOld, settings.privateMode),
    words: t.count(watched.length, 'watching {count} workbin', 'watching {count} workbins'),
  };
}

function calmShape(isNew: boolean, isTooOld: boolean, isPrivate: boolean): TrayShape {
  if (isTooOld) return isNew ? 'new-breach' : 'breach';
  if (isPrivate) return isNew ? 'new-private' : 'private';
  return isNew ? 'new' : 'watching';
}

function isWatching(connection: Snapshot['connection'], now: number): boolean {
  switch (connection.state) {
    case 'live':
    case 'degraded':
      return true;
    case 'offline':
    case 'signed-out':
      return false;
    case 'connecting':
      // A reconnect of a moment does not make the icon flicker.
      return connection.freshAt !== null && now - connection.freshAt < PATIENCE;
  }
}

function cut(text: string): string {
  if (text.length <= 127) return text;
  const shortened = closeIsolates(`${text.slice(0, 126)}…`);
  // What is set apart at the cut needs a character more to end.
  return shortened.length <= 127 ? shortened : closeIsolates(`${text.slice(0, 252 - shortened.length)}…`);
}
