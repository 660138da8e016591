import * as v from 'valibot';
import type { AgeLimits } from './ageing.ts';
import { LANGUAGES, type Language } from './language.ts';
import { LIST_VIEW, type ListView } from './list-view.ts';
import { CONTENT_LEVELS, type ContentLevel } from './privacy.ts';
import type { QuietHours } from './quiet.ts';
import { RULE, type Rule } from './rule.ts';
import { readServer } from './server-address.ts';
import { SOUNDS, type Sound } from './sound.ts';
import { encodePart, readWorkbinKey, type WorkbinKey } from './workbin.ts';

/** Topics besides the three always followed; each off until switched on. @see GWS 8.5.2 API, CometD notifications */
export const OPTIONAL_TOPICS = [
  'devices',
  'calls',
  'chats',
  'emails',
  'facebook',
  'facebooksession',
  'im-sessions',
  'openmedia',
  'twitter',
] as const;

/** One of the optional topics, without `/v2/me/`. */
export type OptionalTopic = (typeof OPTIONAL_TOPICS)[number];

/** All that a person or an IT department may choose. Never holds a password. */
export interface Settings {
  readonly version: 1;
  /** Origin of Genesys Web Services, `https://gws.example:8090`; empty before the first sign-in. */
  readonly server: string;
  readonly userName: string;
  /** CometD endpoint below the origin. */
  readonly cometdPath: string;
  readonly startAtLogin: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  /** `pseudo` is for tests: every text longer, accented and in brackets. */
  readonly language: 'system' | Language | 'pseudo';
  /** Own workbins that the person chose not to watch. */
  readonly unwatchedWorkbins: readonly WorkbinKey[];
  /** Workbins that are watched but raise no alert. */
  readonly mutedWorkbins: readonly WorkbinKey[];
  readonly agentGroups: readonly string[];
  readonly placeGroups: readonly string[];
  /** Other agents whose workbins are watched: GWS user ids. */
  readonly watchedUsers: readonly string[];
  readonly topics: readonly OptionalTopic[];
  /** Alerts are paused until this time (ms since the epoch); 0 when they are not. */
  readonly pausedUntil: number;
  /** Whether a workitem offered to the person (state Invited) raises an alert. */
  readonly workitemAlerts: boolean;
  /** Whether what the person put into a workbin in another program raises an alert, as what others put there does. */
  readonly ownActionAlerts: boolean;
  /** How much of a customer's notifications and the tray's menu may show. */
  readonly content: ContentLevel;
  /** The same for single workbins, where it is another. */
  readonly contentByWorkbin: Readonly<Record<WorkbinKey, ContentLevel>>;
  /** No more than this while the screen is locked. */
  readonly contentWhenLocked: ContentLevel;
  /** No more than this in private mode. */
  readonly contentInPrivate: ContentLevel;
  /** Others can see the screen, as when it is shared: switched on and off by hand. */
  readonly privateMode: boolean;
  /** Decide on what happens in their order: the first that matches. */
  readonly rules: readonly Rule[];
  /** Hours of the week in which alerts are held. */
  readonly quietHours: readonly QuietHours[];
  /** What rules hold for the digest is told every so many minutes of the day. */
  readonly digestEvery: number;
  readonly ageLimits: AgeLimits;
  /** The same for single workbins, where they are others. */
  readonly ageLimitsByWorkbin: Readonly<Record<WorkbinKey, AgeLimits>>;
  /** Whether an alert tells of what waits longer than these. */
  readonly ageAlerts: boolean;
  /** For how many days the history is kept; 0 for not at all. */
  readonly historyDays: number;
  /** What alerts sound like; a rule may choose another for its own. */
  readonly sound: Sound;
  /** How loud our own sounds are, 0 to 100. */
  readonly soundVolume: number;
  /** Whether alerts are heard while the screen is locked. */
  readonly soundWhenLocked: boolean;
  /** Whether the number of arrivals not yet opened is shown on the Dock's or task bar's icon, and beside that in the menu bar of macOS. */
  readonly badgeCount: boolean;
  readonly trayCount: boolean;
  /** Whether a click on the tray icon opens the window small and beside it, where the system tells where that is. */
  readonly openNearTray: boolean;
  /** Whether `/` and `?` do something in the window when they are pressed alone. */
  readonly singleKeys: boolean;
  /** Opens an interaction in the browser; https (or http) with `{interactionId}`, `{contactId}`, `{workbinId}`, `{medium}`; empty for none. */
  readonly browserTemplate: string;
  /** How lists are arranged, by workbin; `all` for every workbin in one. */
  readonly lists: Readonly<Record<string, ListView>>;
}

/** The settings of someone who has chosen nothing yet. */
export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  server: '',
  userName: '',
  cometdPath: '/api/v2/notifications',
  startAtLogin: false,
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  unwatchedWorkbins: [],
  mutedWorkbins: [],
  agentGroups: [],
  placeGroups: [],
  watchedUsers: [],
  topics: [],
  pausedUntil: 0,
  workitemAlerts: true,
  ownActionAlerts: false,
  content: 'everything',
  contentByWorkbin: {},
  contentWhenLocked: 'count',
  contentInPrivate: 'count',
  privateMode: false,
  rules: [],
  quietHours: [],
  digestEvery: 60,
  ageLimits: { warnAfter: 240, breachAfter: 1440 },
  ageLimitsByWorkbin: {},
  ageAlerts: true,
  historyDays: 30,
  sound: 'system',
  soundVolume: 60,
  soundWhenLocked: false,
  badgeCount: true,
  trayCount: true,
  openNearTray: true,
  singleKeys: true,
  browserTemplate: '',
  lists: {},
};

const text = v.pipe(v.string(), v.maxLength(500));
/** How many entries a setting may have. */
const MOST = 2000;
const list = <Entry>(read: v.GenericSchema<unknown, Entry>) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((entries) => [
      ...new Set(
        entries.slice(0, MOST).flatMap((entry) => {
          const result = v.safeParse(read, entry);
          return result.success ? [result.output] : [];
        }),
      ),
    ]),
  );
const name = v.pipe(
  text,
  v.trim(),
  v.minLength(1),
  // It stands in the address of a request, which may have 2000 characters.
  v.check((typed) => encodePart(typed).length <= 1200),
);
const key = v.pipe(
  v.unknown(),
  v.transform(readWorkbinKey),
  v.check((read) => read !== null),
) as v.GenericSchema<unknown, WorkbinKey>;
const topic = v.picklist(OPTIONAL_TOPICS);
const level = v.picklist(CONTENT_LEVELS);
/** An object by workbin; entries that are none are left out. */
const byWorkbin = <Entry>(read: v.GenericSchema<unknown, Entry>) =>
  v.pipe(
    v.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.transform((entries) => {
      const known = Object.entries(entries).slice(0, MOST);
      return Object.fromEntries(known.filter(([workbin, entry]) => v.is(key, workbin) && v.is(read, entry)));
    }),
  ) as v.GenericSchema<unknown, Record<WorkbinKey, Entry>>;

const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439));
const quietHours: v.GenericSchema<unknown, QuietHours> = v.object({
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.minLength(1), v.maxLength(7)),
  from: minuteOfDay,
  until: minuteOfDay,
});
/** Up to a year. */
const waiting = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(525_600));
const ageLimits: v.GenericSchema<unknown, AgeLimits> = v.object({ warnAfter: waiting, breachAfter: waiting });

const FIELDS: { readonly [Name in keyof Settings]: v.GenericSchema<unknown, Settings[Name]> } = {
  version: v.literal(1),
  server: v.union([
    v.literal(''),
    v.pipe(
      text,
      v.transform((typed) => readServer(typed)),
      v.check((read) => read.kind === 'server'),
      v.transform((read) => (read.kind === 'server' ? read.origin : '')),
    ),
  ]),
  userName: text,
  cometdPath: v.pipe(text, v.regex(/^\/[\w./~-]*$/)),
  startAtLogin: v.boolean(),
  theme: v.picklist(['system', 'light', 'dark']),
  density: v.picklist(['comfortable', 'compact']),
  language: v.picklist(['system', ...LANGUAGES, 'pseudo']),
  unwatchedWorkbins: list(key),
  mutedWorkbins: list(key),
  agentGroups: list(name),
  placeGroups: list(name),
  watchedUsers: list(name),
  topics: list(topic),
  pausedUntil: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15)),
  workitemAlerts: v.boolean(),
  ownActionAlerts: v.boolean(),
  content: level,
  contentByWorkbin: byWorkbin(level),
  contentWhenLocked: level,
  contentInPrivate: level,
  privateMode: v.boolean(),
  rules: list(RULE),
  quietHours: list(quietHours),
  digestEvery: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440)),
  ageLimits,
  ageLimitsByWorkbin: byWorkbin(ageLimits),
  ageAlerts: v.boolean(),
  historyDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366)),
  sound: v.picklist(SOUNDS),
  soundVolume: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  soundWhenLocked: v.boolean(),
  badgeCount: v.boolean(),
  trayCount: v.boolean(),
  openNearTray: v.boolean(),
  singleKeys: v.boolean(),
  browserTemplate: v.union([v.literal(''), v.pipe(text, v.trim(), v.regex(/^https?:\/\/[^\s/?#@{}]+([/?#]\S*)?$/i))]),
  lists: v.pipe(
    v.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.transform((entries) => {
      const known = Object.entries(entries).slice(0, MOST);
      return Object.fromEntries(known.filter(([list, view]) => (list === 'all' || v.is(key, list)) && v.is(LIST_VIEW, view)));
    }),
  ) as v.GenericSchema<unknown, Record<string, ListView>>,
};

/** What the entries are of the settings that are lists, or that are kept by workbin. */
const ENTRIES: { readonly [Name in keyof Settings]?: v.GenericSchema } = {
  unwatchedWorkbins: key,
  mutedWorkbins: key,
  agentGroups: name,
  placeGroups: name,
  watchedUsers: name,
  topics: topic,
  contentByWorkbin: level,
  rules: RULE,
  quietHours,
  ageLimitsByWorkbin: ageLimits,
  lists: LIST_VIEW,
};

/** Every setting with a usable value: what is missing, damaged or unknown in `stored` gets its default. Never throws. */
export function readSettings(stored: unknown): Settings {
  const known = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const { settings, refused } = readKnown(known);
  return { ...DEFAULT_SETTINGS, ...settings, ...readLess(known, settings, refused) };
}

/** Whoever chose how much may be seen shows less rather than more, where that choice cannot be read. */
function readLess(stored: Record<string, unknown>, read: Partial<Settings>, refused: readonly string[]): Partial<Settings> {
  const chosen = Object.entries(isObject(stored['contentByWorkbin']) ? stored['contentByWorkbin'] : {});
  const bad = chosen.filter(([workbin, entry]) => v.is(key, workbin) && !v.is(level, entry));
  const least = Object.fromEntries(bad.map(([workbin]) => [workbin, 'count' as const]));
  // Of which workbin it was chosen is not known: it may be any.
  const isAny = refused.includes('contentByWorkbin') || chosen.some(([workbin]) => !v.is(key, workbin));
  return {
    ...((isAny || refused.includes('content')) && { content: 'count' }),
    ...(bad.length > 0 && { contentByWorkbin: { ...read.contentByWorkbin, ...least } }),
    ...(refused.includes('privateMode') && { privateMode: true }),
  };
}

/** What is wrong in a file of settings: those of which nothing can be used, and those of which some entries cannot. */
export interface BadSettings {
  readonly unusable: readonly string[];
  readonly cut: readonly string[];
}

/** The settings in a file that cannot be used as they stand. Single rules are named by `nameBadRules`. */
export function nameBadSettings(stored: Record<string, unknown>): BadSettings {
  const { settings, refused } = readKnown(stored);
  const cut = nameCut(stored, settings).filter((field) => field !== 'rules');
  return { unusable: refused.filter((field) => field !== 'version'), cut };
}

/** A change to some settings, as asked for by a window: only known, valid fields; `refused` names the others. */
export function readSettingsChange(asked: unknown): { settings: Partial<Settings>; refused: readonly string[] } {
  if (typeof asked !== 'object' || asked === null) return { settings: {}, refused: ['(not an object)'] };
  const values = asked as Record<string, unknown>;
  const { settings, refused } = readKnown(values);
  const cut = nameCut(values, settings);
  const unknown = Object.keys(asked).filter((field) => !Object.hasOwn(FIELDS, field));
  const kept = Object.fromEntries(Object.entries(settings).filter(([field]) => !cut.includes(field)));
  return { settings: kept, refused: [...refused, ...cut, ...unknown] };
}

function nameCut(asked: Record<string, unknown>, read: Partial<Settings>): string[] {
  return Object.keys(read).filter((field) => isCut(asked[field], ENTRIES[field as keyof Settings]));
}

/** Whether reading left entries out: fine for a file of any age, not for what a person has just typed. */
function isCut(asked: unknown, entry: v.GenericSchema | undefined): boolean {
  if (entry === undefined || !isObject(asked)) return false;
  if (Array.isArray(asked)) return asked.length > MOST || asked.some((one) => !v.is(entry, one));
  const entries = Object.entries(asked);
  return entries.length > MOST || entries.some(([of, one]) => !isPlace(of, entry) || !v.is(entry, one));
}

/** Whether something can be kept under this name: a workbin, or, of lists, all of them. */
function isPlace(of: string, entry: v.GenericSchema): boolean {
  return v.is(key, of) || (of === 'all' && entry === LIST_VIEW);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function readKnown(values: Record<string, unknown>): { settings: Partial<Settings>; refused: string[] } {
  const settings: Record<string, unknown> = {};
  const refused: string[] = [];
  for (const [field, schema] of Object.entries(FIELDS)) {
    if (!Object.hasOwn(values, field)) continue;
    const result = v.safeParse(schema, values[field]);
    if (result.success) settings[field] = result.output;
    else refused.push(field);
  }
  return { settings, refused };
}
