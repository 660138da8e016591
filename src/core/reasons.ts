import { phrase, type Translate } from './language.ts';

/**
 * Every reason that is given in English where it arises, for the record and for scripts, and said to people in their language.
 * A hole takes any text; `{reason}` and `{workbins}` take one that may itself stand here. The first that fits is taken.
 */
const REASONS: readonly string[] = [
  // The session: core/connection-view.ts, core/connection.ts, electron/snapshot.ts
  phrase('Not connected'),
  phrase('Connecting to the server'),
  phrase('Connecting again'),
  phrase('The server has been silent for too long'),
  phrase('Looking up the workbins'),
  phrase('Not certain about {workbins}: {reason}'),
  phrase('Not yet certain about {workbins}'),
  phrase('Reading {workbins}'),
  phrase('Watching, except {workbins}: {reason}'),
  phrase('Watching'),
  phrase('Connected; there is no workbin to watch'),
  phrase('{count} workbins'),
  phrase('refused'),
  phrase(
    'The server forgets every session at once. Perhaps its load balancer does not keep to one node, or cookies are lost on the way',
  ),
  phrase('Nobody is signed in'),
  // gws/attempt.ts, gws/bayeux.ts, gws/bayeux-transport.ts
  phrase('The password must be changed first. Sign in to Workspace and change it there'),
  phrase('The password must be changed first. Sign in to Workspace, change it there, then sign in here again'),
  phrase('Something in the app went wrong ({code})'),
  phrase('The sign-in had expired and was renewed'),
  phrase('The server did not say who is signed in'),
  phrase('The server did not say the workbins'),
  phrase('The server does not let us follow workbins ({code})'),
  phrase('The Interaction Server is not available'),
  phrase('The computer woke or its network changed'),
  phrase('The app was ended'),
  phrase('Other topics were chosen'),
  phrase('The server asked for a new session'),
  phrase('The server no longer knows this session'),
  phrase('The server ended the session ({code})'),
  phrase('The server ended the session'),
  phrase('Something other than CometD answered, perhaps a sign-in page'),
  phrase('The server gave no reason'),
  phrase('The server left the poll without an answer'),
  phrase('The session is over'),
  phrase('No answer in time'),
  // One workbin: gws/contents.ts, gws/subscriptions.ts, gws/workbin-watch.ts
  phrase('{reason}; trying again'),
  phrase('The server answered without the workbin'),
  phrase('The server answered with contents that cannot be read'),
  phrase('The server knows no such workbin or group'),
  phrase('The server no longer tells of it; asking again'),
  phrase('The server left it out'),
  phrase('The account lacks the multimedia feature, which workbins need ({reason})'),
  phrase('You have no permission to watch it ({reason})'),
  phrase('Workbins of groups cannot be watched here, perhaps because the Interaction Server is too old ({reason})'),
  phrase('The server did not confirm it'),
  phrase('The server refused to watch it'),
  // Looking up people and groups: gws/directory.ts
  phrase('The server does not let you look up people ({reason})'),
  phrase('The server does not let you look up groups ({reason})'),
  // A request: gws/rest.ts
  phrase('No answer within {seconds} s'),
  phrase('A name or an id is too long for the server'),
  phrase('The server did not accept this user name and password'),
  phrase('The server sends us to another page, perhaps a sign-in page of its own'),
  phrase('Something other than Genesys Web Services answered, perhaps a sign-in page'),
  phrase('The server answered with code {code}'),
  phrase('The server answered with HTTP {code}'),
  phrase('Nothing answers at this address'),
  phrase('The connection was cut'),
  phrase('No server of this name is known'),
  phrase('The name of the server cannot be looked up'),
  phrase('No answer'),
  phrase('The certificate of the server has expired'),
  phrase('The certificate of the server is not signed by an authority that this computer trusts'),
  phrase('The certificate of the server has expired or is not yet valid'),
  phrase('The certificate of the server is for another name'),
  phrase('This server does not speak https; try http://'),
  phrase('This computer has no network'),
  phrase('The network changed'),
  phrase('The request failed'),
  // The address of the server: core/server-address.ts
  phrase('Enter the address of the server, for example https://gws.example:8090.'),
  phrase('The address must start with https:// or http://, not {scheme}://.'),
  phrase('Leave user name and password out of the address; they have their own fields.'),
  phrase('“{address}” is not the address of a server. Use a form like https://gws.example:8090.'),
  phrase('Genesys Web Services lies at the top of its server, not under {path}. Leave that out: {address}.'),
  phrase('Enter your user name.'),
  phrase('Enter your password.'),
  // What is typed into settings: renderer/settings-changes.svelte.ts
  phrase(
    'Use an address that begins with https:// or http:// and has no spaces, with {interactionId} after the name of the server.',
  ),
  phrase('Use a path that begins with / and has only letters, digits and . _ ~ - in it, such as /api/v2/notifications.'),
  // The test of the connection: gws/connection-test.ts
  phrase('Reaching the server'),
  phrase('Asking for its version'),
  phrase('Signing in'),
  phrase('Opening a session for notifications'),
  phrase('Looking up your workbins'),
  phrase('The server answers'),
  phrase('Genesys Web Services of unknown version'),
  phrase('This does not look like Genesys Web Services. {reason}'),
  phrase('Signed in as {name}; the account has no multimedia feature, so workbins may not work'),
  phrase('Signed in as {name}'),
  phrase('Notifications of workbins can be followed'),
  phrase('The session ended at once'),
  phrase('You have 1 workbin'),
  phrase('You have {count} workbins'),
  // What the app tells once: electron/*.ts, storage/*.ts
  phrase('Only the window of Workbin Notifier may ask for this.'),
  phrase('This setting cannot have that value.'),
  phrase('This was asked in a way that the app does not understand.'),
  phrase('This did not work because of a fault in the app. Try again; if it stays so, restart the app.'),
  phrase('Something in the app went wrong. If it does not do what it should, quit it and start it again.'),
  phrase('Whether the app starts at login could not be changed on this computer.'),
  phrase(
    'Your computer did not show a notification. Allow those of Workbin Notifier in its settings; until then look at the tray icon.',
  ),
  phrase('These rules could not be read and are left out: {rules}.'),
  phrase('How much others may see could not be read in settings.json ({settings}), so less is shown. Check it here.'),
  phrase('These settings could not be read in settings.json, so what is usual is done: {settings}. Check them here.'),
  phrase('Some entries of these settings could not be read in settings.json and are left out: {settings}. Check them here.'),
  phrase('Your settings hold only until the app ends, because {file} could not be written.'),
  phrase('Your settings could not be read. {reason} The damaged file is kept as {file}.'),
  phrase('Your settings could not be read. {reason}'),
  phrase('The last settings that could be read are in use.'),
  phrase('The app starts with the settings it was delivered with.'),
  phrase('This computer offers no safe place for your password, so it is kept only until the app ends.'),
  phrase('Your password could not be read from the safe place of this computer. Sign in again.'),
  phrase('What was announced before could not be read. Items that arrived while the app was closed may not be announced.'),
  phrase(
    'Part of what was announced before could not be read from {file}. The damaged file is kept beside it. Some items may be announced again, or not at all.',
  ),
  phrase('Part of what was announced before could not be read from {file}. Some items may be announced again, or not at all.'),
  phrase('{file} could not be written. After a restart some items may be announced again.'),
  // The history: core/history-notes.ts, storage/history-file.ts, electron/history-export.ts
  phrase('it was found missing after a time in which this app was not watching'),
  phrase('in the browser'),
  phrase('Part of your history could not be read from {file}.'),
  phrase('Your history could not be written to {file}. What happens meanwhile may be missing in it.'),
  phrase('Old history could not be deleted from {file}.'),
  phrase('The file could not be written ({code}). Choose another place.'),
  // Decisions: core/alert.ts, core/announcer.ts, core/arrivals.ts, core/offer-decisions.ts
  phrase('it arrived in a watched workbin'),
  phrase('it arrived while this app was not watching'),
  phrase('many arrived at once'),
  phrase('already announced in {workbin}'),
  phrase('announced in {workbin} before'),
  phrase('it is not known yet whether it has left there'),
  phrase('alerts are switched off for this workbin'),
  phrase('it left again before its alert was due'),
  phrase('it was opened before its alert was due'),
  phrase('it was put aside before its alert was due'),
  phrase('you put it there yourself'),
  phrase('the message names no state'),
  phrase('no alert is raised for the state {state}'),
  phrase('alerts for offered workitems are switched off'),
  phrase('it is offered to you ({state})'),
  phrase('its state is now {state}'),
  phrase('rule “{rule}” matched and holds it until {time}'),
  phrase('rule “{rule}” matched and lists it only'),
  phrase('rule “{rule}” matched and would hold it'),
  phrase('no digest tells of offers and states, so it is listed only'),
  phrase('counted in the digest unless it leaves, is opened, is announced elsewhere or the workbin is muted before'),
  // As records of earlier versions have it.
  phrase('counted in the digest unless it leaves, is opened or is announced elsewhere before'),
  // Quiet: core/quiet.ts
  phrase('alerts are paused until {time}'),
  phrase('quiet hours until {time}'),
  phrase('this computer asks not to be disturbed'),
  // Rules: core/rules.ts
  phrase('rule “{rule}” matched'),
  phrase('rule “{rule}” did not match: {reason}'),
  phrase('{count} more rules did not match'),
  phrase('it lies in another workbin'),
  phrase('it lies in no workbin'),
  phrase('the workbin is someone else’s'),
  phrase('it is no {media}'),
  phrase('it is no change of state'),
  phrase('the state did not change from {from} to {to}'),
  phrase('the state did not change from {from}'),
  phrase('the state did not change to {to}'),
  phrase('there is no “{field}”'),
  phrase('“{field}” is not greater than “{value}”'),
  phrase('“{field}” is not “{value}”'),
  phrase('“{field}” does not contain “{value}”'),
  phrase('“{field}” does not match “{value}”'),
  phrase('it has not waited {count} min'),
  phrase('it is not known how long it waits'),
  phrase('you did not put it there'),
  // A technical reason behind one in words.
  phrase('{reason} ({code})'),
];

/** Holes in which another reason stands. */
const NESTED: ReadonlySet<string> = new Set(['reason', 'workbins']);

interface Template {
  readonly english: string;
  readonly holes: readonly string[];
  readonly pattern: RegExp;
}

interface Known {
  readonly plain: ReadonlySet<string>;
  readonly templates: readonly Template[];
}

let made: Known | null = null;

/** Made when the first reason is said: many programs start that never say one. */
function known(): Known {
  made ??= {
    plain: new Set(REASONS.filter((reason) => !reason.includes('{'))),
    templates: REASONS.filter((reason) => reason.includes('{')).map(readTemplate),
  };
  return made;
}

function readTemplate(english: string): Template {
  const parts = english.split(/(\{\w+\})/);
  const holes = parts.filter(isHole).map((hole) => hole.slice(1, -1));
  const pattern = parts.map((part) => (isHole(part) ? (part === '{count}' ? '(\\d+)' : '(.+?)') : escape(part))).join('');
  return { english, holes, pattern: new RegExp(`^${pattern}$`, 's') };
}

function isHole(part: string): boolean {
  return part.startsWith('{');
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What an English reason says, in the language of `t`. One that is not ours, as the words of a server, stays as it is. */
export function explain(reason: string, t: Translate): string {
  return sayAll(reason.split('; '), t)?.join('; ') ?? reason;
}

/** Several reasons, one after the other; null where one is not ours. A name in one may hold what stands between two. */
function sayAll(parts: readonly string[], t: Translate): readonly string[] | null {
  if (parts.length === 0) return [];
  for (let length = 1; length <= parts.length; length++) {
    const said = say(parts.slice(0, length).join('; '), t);
    const rest = said === null ? null : sayAll(parts.slice(length), t);
    if (said !== null && rest !== null) return [said, ...rest];
  }
  return null;
}

function say(reason: string, t: Translate): string | null {
  return known().plain.has(reason) ? t(reason) : fill(reason, t);
}

/** The reason as the first template that fits says it; null where none does. */
function fill(reason: string, t: Translate): string | null {
  for (const { english, holes, pattern } of known().templates) {
    const found = pattern.exec(reason);
    if (!found) continue;
    const values: Record<string, string> = {};
    for (const [index, hole] of holes.entries()) {
      const told = found[index + 1] ?? '';
      values[hole] = NESTED.has(hole) ? explain(told, t) : told;
    }
    const { count, ...others } = values;
    return count === undefined ? t(english, values) : t.count(Number(count), english, english, others);
  }
  return null;
}
