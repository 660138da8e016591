import type { Commands, Events } from '../core/contract.ts';

const commands: { readonly [Name in keyof Commands]: true } = {
  snapshot: true,
  rows: true,
  searchItems: true,
  listDataKeys: true,
  traffic: true,
  signIn: true,
  testConnection: true,
  signOut: true,
  changeSettings: true,
  readItem: true,
  markRead: true,
  offerOpened: true,
  lookAt: true,
  snoozeItem: true,
  openInBrowser: true,
  copyText: true,
  retry: true,
  dismissNotice: true,
  selfTest: true,
  trySound: true,
  findPeople: true,
  listGroups: true,
  readHistory: true,
  readAbsence: true,
  readItemHistory: true,
  exportHistory: true,
  clearHistory: true,
  tryRules: true,
};
const events: { readonly [Name in keyof Events]: true } = {
  snapshot: true,
  rows: true,
  testStep: true,
  selfTestStep: true,
  route: true,
  history: true,
};

/** Every command of the contract. */
export const COMMAND_NAMES = Object.keys(commands) as readonly (keyof Commands)[];

/** Every event of the contract. */
export const EVENT_NAMES = Object.keys(events) as readonly (keyof Events)[];

/** The channel on which a window asks for this. */
export function commandChannel(name: keyof Commands): string {
  return `command:${name}`;
}

/** The channel on which a window is told this. */
export function eventChannel(name: keyof Events): string {
  return `event:${name}`;
}

/** What answers a command: its result, or why not, in words for people. Electron would put its own words around an exception. */
export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly why: string };
