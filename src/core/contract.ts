import type { Found, Person } from './directory.ts';
import type { Absence } from './absence.ts';
import type { HistoryEntry } from './history.ts';
import type { HistoryQuery } from './history-query.ts';
import type { Route } from './route.ts';
import type { RuleTrial } from './rule-trial.ts';
import type { Rule } from './rule.ts';
import type { Settings } from './settings.ts';
import type { OwnSound } from './sound.ts';
import type { TrafficView } from './traffic.ts';
import type { InteractionId, Owner, Workbin, WorkbinKey } from './workbin.ts';

/** How the session stands, as people and scripts are told. @see the console contract, `connection` lines */
export type ConnectionState = 'connecting' | 'live' | 'degraded' | 'offline' | 'signed-out';

/** How the session stands, as the window shows it. */
export interface ConnectionView {
  readonly state: ConnectionState;
  /** In plain words, ends without a full stop. */
  readonly reason: string;
  /** Since when it has been so, ms since the epoch. */
  readonly since: number;
  /** The last moment at which everything shown was known to be true; null before the first read. */
  readonly freshAt: number | null;
  /** When the next attempt is due, ms since the epoch; null when none is waited for. */
  readonly retryAt: number | null;
}

/** A server behind GWS, e.g. type `MultiMediaState` (Interaction Server), state `Active`. */
export interface Service {
  readonly type: string;
  readonly state: string;
}

/** How far the watching of one workbin has come. */
export type Watch = 'pending' | 'subscribed' | 'failed';

/** A workbin as the window lists it, watched or not. */
export interface WorkbinView extends Workbin {
  /** Words for the owner: a group's name or a colleague's, the user id where no name is known; empty for one's own. */
  readonly ownerLabel: string;
  readonly watched: boolean;
  readonly watch: Watch;
  /** Why it is not certainly watched, in plain words. */
  readonly reason: string | null;
  /** Since when every change in it is told, ms since the epoch; null while that is not certain. */
  readonly watchedSince: number | null;
  /** Since when what is shown of it may be out of date, ms since the epoch; null while it is certain, or nothing was read yet. */
  readonly staleSince: number | null;
  /** How many items wait; null until read. */
  readonly count: number | null;
  /** Arrivals not yet opened. */
  readonly unread: number;
  /** Of these, the ones that came since the person had its own list before them last. */
  readonly unseen: number;
  /** When that was, ms since the epoch; null for never. */
  readonly lookedAt: number | null;
  /** Received time of the item that waits longest, ms since the epoch. */
  readonly oldestAt: number | null;
}

/** One row of the list: what, from whom, where, since when. */
export interface ItemView {
  readonly workbin: WorkbinKey;
  readonly id: InteractionId;
  /** `chat`, `email`, `workitem`, `openmedia`, `facebook`, `tweet`, `facebooksession`, or another as the server names it. */
  readonly media: string;
  readonly subject: string | null;
  readonly customer: string | null;
  readonly receivedAt: number | null;
  readonly unread: boolean;
  /** The person has put it aside until then, ms since the epoch; null when it was not. */
  readonly snoozedUntil: number | null;
  /** The segment, and the user data that a list shows in a column, by key; left out where there is none of it. */
  readonly data?: Readonly<Record<string, string>>;
}

/** One entry of an interaction's user data. Values are raw text: never to be rendered as HTML. */
export interface UserDataField {
  readonly key: string;
  readonly value: string;
  /** Routing internals and the like: folded away at first. */
  readonly internal: boolean;
}

/** All that the page of an interaction shows. */
export interface ItemDetails extends Omit<ItemView, 'workbin' | 'data'> {
  /** Null for what lies in no workbin: a workitem or another interaction that is, or was, offered. */
  readonly workbin: WorkbinKey | null;
  /** What waits, as far as it is known: its workitem state, Inbound or Outbound. */
  readonly state: string | null;
  readonly direction: string | null;
  readonly address: string | null;
  readonly segment: string | null;
  readonly service: string | null;
  readonly contactId: string | null;
  /** The received time as the server wrote it, where it could not be read. */
  readonly receivedText: string | null;
  /** When it became known to this app, ms since the epoch; null when it was there at the first look. */
  readonly arrivedAt: number | null;
  /** When it left, ms since the epoch; null while it waits. */
  readonly leftAt: number | null;
  /** Other watched workbins in which it also lies. */
  readonly alsoIn: readonly WorkbinKey[];
  /** Further times from the user data: name, in English, and ms since the epoch, oldest first. */
  readonly times: readonly { readonly name: string; readonly at: number }[];
  readonly userData: readonly UserDataField[];
}

/** Something to tell a person once, inside the window. */
export interface Notice {
  readonly id: string;
  readonly text: string;
}

/** All that a window shows besides the rows of its lists, which come by `rows`. Replaced whole, never changed. */
export interface Snapshot {
  /** When it was taken, ms since the epoch. */
  readonly at: number;
  readonly version: string;
  readonly demo: boolean;
  /** What the window speaks: a BCP 47 tag, `de-CH`. */
  readonly locale: string;
  /** Null when nobody is signed in. */
  readonly account: { readonly server: string; readonly userName: string; readonly fullName: string } | null;
  readonly connection: ConnectionView;
  readonly services: readonly Service[];
  readonly workbins: readonly WorkbinView[];
  readonly notices: readonly Notice[];
  readonly settings: Settings;
}

/** Rows as JSON, an array of `ItemView`. Electron copies objects to a page one by one, but hands a text on as it is. */
export type RowsText = string & { readonly brand: 'RowsText' };

/** Every row of every watched workbin, as of `version`. */
export interface RowsState {
  readonly version: number;
  /** In no order; in parts so that neither side is held up by reading them. */
  readonly parts: readonly RowsText[];
}

/** What became of rows since they were of version `from`. A window that holds any other version before `to` asks for all of them. */
export interface RowsChange {
  readonly from: number;
  readonly to: number;
  /** Rows that came or changed, as they are now. */
  readonly put: RowsText;
  readonly gone: readonly { readonly workbin: WorkbinKey; readonly id: InteractionId }[];
}

/** One step of "test the connection". */
export interface TestStep {
  readonly name: 'reachable' | 'version' | 'signed-in' | 'cometd' | 'workbins';
  readonly outcome: 'running' | 'passed' | 'failed';
  /** In plain words: what was found, or what is wrong and what to do. */
  readonly text: string;
}

/** One step of the self-test, which sends a made-up arrival through the whole program to the desktop. */
export interface SelfTestStep {
  readonly name: 'signed-in' | 'decided' | 'do-not-disturb' | 'shown';
  /** `unknown` where the system does not tell. */
  readonly outcome: 'running' | 'passed' | 'failed' | 'unknown';
  /** In plain words: what was found, or what is wrong and what to do. */
  readonly text: string;
}

/** What somebody signs in with. */
export interface Credentials {
  readonly server: string;
  readonly userName: string;
  readonly password: string;
}

/** One row of the history: an entry without its user data and what rules were asked about. */
export interface HistoryRow extends Omit<HistoryEntry, 'data' | 'asked'> {
  readonly segment: string | null;
  /** Names it for good. */
  readonly key: string;
}

/**
 * How the history is kept: `kept` over restarts; `session`, since there is no keychain; `locked`, as `session`, since the keychain does
 * not give out the key of what was kept before; `unwritable`, since the disk takes nothing; `off`, by choice.
 */
export type HistoryKeeping = 'kept' | 'session' | 'locked' | 'unwritable' | 'off';

/** Part of the history, the newest first. */
export interface HistoryPage {
  readonly rows: readonly HistoryRow[];
  /** Whether there may be older ones: to be asked for after the last of these. */
  readonly hasMore: boolean;
  readonly keeping: HistoryKeeping;
  /** Names the newest entry, whether it is among these or not; null where there is none, or it has no name for good. */
  readonly newest: string | null;
  /** Whether the entry was come upon at which reading was to end. */
  readonly isJoined: boolean;
}

/** What came of an export. */
export type ExportOutcome =
  | { readonly kind: 'saved' | 'cancelled' }
  /** In a sentence. */
  | { readonly kind: 'failed'; readonly why: string };

/** What a window may ask. Names come from here alone; each has a reader of its arguments in `src/electron/command-readers.ts`. */
export interface Commands {
  /** The state of the moment, for a window that has just opened. */
  snapshot(): Promise<Snapshot>;
  /** Every row of the moment; what changes after its version is told as `rows`. */
  rows(): Promise<RowsState>;
  /** The interactions in which all words of this text occur, in their user data too. Empty when another search began meanwhile. */
  searchItems(text: string): Promise<readonly InteractionId[]>;
  /** The keys of user data that occur among what waits there, or anywhere for null: the most frequent first. */
  listDataKeys(workbin: WorkbinKey | null): Promise<readonly string[]>;
  /** What came to each workbin and left it in the last hours. */
  traffic(): Promise<TrafficView>;
  signIn(credentials: Credentials): Promise<{ readonly signedIn: true } | { readonly signedIn: false; readonly why: string }>;
  /** Runs the steps one after the other, each told as `testStep` while it runs; stops at the first that fails. */
  testConnection(credentials: Credentials): Promise<readonly TestStep[]>;
  signOut(): Promise<void>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  /** Null when the interaction is unknown: never seen, or it left too long ago. */
  readItem(workbin: WorkbinKey | null, interactionId: InteractionId): Promise<ItemDetails | null>;
  /** Takes the unread mark off one item, or off all of a workbin. Answers when it is kept. */
  markRead(workbin: WorkbinKey, interactionId: InteractionId | null): Promise<void>;
  /** The page of something offered, which lies in no workbin, is on the screen: its alert goes and comes no more. */
  offerOpened(interactionId: InteractionId): Promise<void>;
  /** The list of this workbin is on the screen from now on, and so looked at; null once none is. */
  lookAt(workbin: WorkbinKey | null): Promise<void>;
  /** Puts an item aside until then (ms since the epoch), so that nothing tells of it before; null takes it back. */
  snoozeItem(workbin: WorkbinKey, interactionId: InteractionId, until: number | null): Promise<void>;
  /** Opens the interaction by the template in the settings; false when there is none or it gave no allowed address. */
  openInBrowser(workbin: WorkbinKey | null, interactionId: InteractionId): Promise<boolean>;
  copyText(text: string): Promise<void>;
  /** Tries the connection, or one workbin, again at once. */
  retry(workbin: WorkbinKey | null): Promise<void>;
  dismissNotice(id: string): Promise<void>;
  /** Runs every step, each told as `selfTestStep` while it runs. Shows one notification. */
  selfTest(): Promise<readonly SelfTestStep[]>;
  /** Plays one of our own sounds, as loud as the settings say. */
  trySound(sound: OwnSound): Promise<void>;
  /** People whose workbins may be watched, by a part of their names; some of all for no text. Reads only. */
  findPeople(text: string): Promise<Found<Person>>;
  /** The names of the person's agent groups. Reads only. */
  listGroups(): Promise<Found<string>>;
  /** What happened, from the newest on, or from what is older than the row with the key `after`; of `until` and older nothing. */
  readHistory(query: HistoryQuery, after: string | null, until: string | null): Promise<HistoryPage>;
  /** What happened while nobody looked at the window the last time; null when that is not known. */
  readAbsence(): Promise<Absence | null>;
  /** All that is known to have happened to this interaction, and why, the oldest first. */
  readItemHistory(interactionId: InteractionId): Promise<readonly HistoryRow[]>;
  /** Asks the person where to, and saves what the query finds as a table. */
  exportHistory(choice: { readonly query: HistoryQuery; readonly withCustomerData: boolean }): Promise<ExportOutcome>;
  /** Deletes all of it. */
  clearHistory(): Promise<void>;
  /** What these rules, instead of those in the settings, would have done with what the history holds. */
  tryRules(rules: readonly Rule[]): Promise<RuleTrial>;
}

/** What a window is told without asking. */
export interface Events {
  snapshot: Snapshot;
  /** Told before the snapshot that counts them. */
  rows: RowsChange;
  testStep: TestStep;
  selfTestStep: SelfTestStep;
  /** A view to open, after a click on an alert or in the tray. */
  route: Route;
  /** There is something new in the history. */
  history: null;
}

/** What the preload script puts into the page as `window.workbinNotifier`. */
export type Host = Commands & {
  /** Calls `listener` for each such event until the returned function is called. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
};

/** Words for an owner that is not the person signed in, e.g. `Billing` or `Anna Berg`; a user id where the name is not known. */
export function formatOwner(owner: Owner): string {
  switch (owner.kind) {
    case 'me':
      return '';
    case 'user':
      return owner.name ?? owner.id;
    case 'agentGroup':
    case 'placeGroup':
      return owner.name;
  }
}
