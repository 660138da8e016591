import * as v from 'valibot';
import type { Commands } from '../core/contract.ts';
import { HISTORY_KINDS, HISTORY_OUTCOMES } from '../core/history.ts';
import { RULE } from '../core/rule.ts';
import { readSettingsChange, type Settings } from '../core/settings.ts';
import { OWN_SOUNDS } from '../core/sound.ts';
import { OWNER_KINDS, readWorkbinKey, type InteractionId, type WorkbinKey } from '../core/workbin.ts';

/** Reads what a window sent as a command's arguments; null when they are not such arguments. */
export type CommandReaders = {
  readonly [Name in keyof Commands]: (sent: readonly unknown[]) => Parameters<Commands[Name]> | null;
};

/** What only signing in may change, and what is nobody's to choose. */
const NOT_FOR_WINDOWS: readonly string[] = ['version', 'server', 'userName'] satisfies readonly (keyof Settings)[];

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
const interactionId = v.pipe(
  text(200),
  v.minLength(1),
  v.transform((id) => id as InteractionId),
);
const workbin = v.pipe(
  text(1500),
  v.transform((key): unknown => readWorkbinKey(key)),
  v.check((key) => key !== null),
) as v.GenericSchema<unknown, WorkbinKey>;
const credentials = v.strictObject({ server: text(500), userName: text(500), password: text(1000) });
const settings = v.pipe(
  v.unknown(),
  v.check((asked) => isAllowedChange(asked)),
  v.transform((asked): Partial<Settings> => readSettingsChange(asked).settings),
);

const snoozeUntil = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const moment = v.nullable(v.pipe(v.number(), v.finite()));
const historyQuery = v.strictObject({
  text: text(500),
  kind: v.nullable(v.picklist(HISTORY_KINDS)),
  outcome: v.nullable(v.picklist(HISTORY_OUTCOMES)),
  workbin: v.nullable(workbin),
  media: v.nullable(text(100)),
  owner: v.nullable(v.picklist(OWNER_KINDS)),
  segment: v.nullable(text(600)),
  from: moment,
  to: moment,
});
const position = v.pipe(text(40), v.regex(/^(\d{15}|waiting|unkept)-\d{1,9}$/));

function isAllowedChange(asked: unknown): boolean {
  const { settings: change, refused } = readSettingsChange(asked);
  return refused.length === 0 && !Object.keys(change).some((field) => NOT_FOR_WINDOWS.includes(field));
}

function reader<Read extends readonly unknown[]>(
  schema: v.GenericSchema<unknown, Read>,
): (sent: readonly unknown[]) => Read | null {
  return (sent) => {
    const result = v.safeParse(schema, sent);
    // Never the reasons: they quote what was sent, and that may be a password.
    return result.success ? result.output : null;
  };
}

/** One reader for each command. */
export const COMMAND_READERS: CommandReaders = {
  snapshot: reader(v.strictTuple([])),
  rows: reader(v.strictTuple([])),
  searchItems: reader(v.strictTuple([text(200)])),
  listDataKeys: reader(v.strictTuple([v.nullable(workbin)])),
  traffic: reader(v.strictTuple([])),
  signIn: reader(v.strictTuple([credentials])),
  testConnection: reader(v.strictTuple([credentials])),
  signOut: reader(v.strictTuple([])),
  changeSettings: reader(v.strictTuple([settings])),
  readItem: reader(v.strictTuple([v.nullable(workbin), interactionId])),
  markRead: reader(v.strictTuple([workbin, v.nullable(interactionId)])),
  offerOpened: reader(v.strictTuple([interactionId])),
  lookAt: reader(v.strictTuple([v.nullable(workbin)])),
  snoozeItem: reader(v.strictTuple([workbin, interactionId, v.nullable(snoozeUntil)])),
  openInBrowser: reader(v.strictTuple([v.nullable(workbin), interactionId])),
  copyText: reader(v.strictTuple([text(100_000)])),
  retry: reader(v.strictTuple([v.nullable(workbin)])),
  dismissNotice: reader(v.strictTuple([text(200)])),
  selfTest: reader(v.strictTuple([])),
  trySound: reader(v.strictTuple([v.picklist(OWN_SOUNDS)])),
  findPeople: reader(v.strictTuple([text(200)])),
  listGroups: reader(v.strictTuple([])),
  readHistory: reader(v.strictTuple([historyQuery, v.nullable(position), v.nullable(position)])),
  readAbsence: reader(v.strictTuple([])),
  readItemHistory: reader(v.strictTuple([interactionId])),
  exportHistory: reader(v.strictTuple([v.strictObject({ query: historyQuery, withCustomerData: v.boolean() })])),
  tryRules: reader(v.strictTuple([v.pipe(v.array(RULE), v.maxLength(500))])),
  clearHistory: reader(v.strictTuple([])),
};
