import type {
  Commands,
  Events,
  ExportOutcome,
  HistoryKeeping,
  HistoryRow,
  Host,
  ItemDetails,
  ItemView,
  RowsChange,
  RowsText,
  SelfTestStep,
  Snapshot,
  TestStep,
  UserDataField,
  WorkbinView,
} from '../../src/core/contract.ts';
import type { Person } from '../../src/core/directory.ts';
import type { Absence } from '../../src/core/absence.ts';
import { blankEntry, type HistoryEntry } from '../../src/core/history.ts';
import type { RuleTrial } from '../../src/core/rule-trial.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import { TRAFFIC_BARS, TRAFFIC_STEP, type TrafficView } from '../../src/core/traffic.ts';
import { workbinKey, type InteractionId, type Owner, type WorkbinKey } from '../../src/core/workbin.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The moment at which everything in the fixtures is looked at: a Tuesday, 14:02. */
export const NOW = new Date(2026, 2, 3, 14, 2, 0).getTime();

export const id = (text: string) => text as InteractionId;

function workbin(name: string, owner: Owner, ownerLabel: string, more: Partial<WorkbinView> = {}): WorkbinView {
  const workbinId = name.toLowerCase().replace(/\W+/g, '-');
  return {
    key: workbinKey(workbinId, owner),
    id: workbinId,
    name,
    kind: owner.kind === 'me' || owner.kind === 'user' ? 'Agent' : owner.kind === 'agentGroup' ? 'AgentGroup' : 'PlaceGroup',
    owner,
    ownerLabel,
    watched: true,
    watch: 'subscribed',
    reason: null,
    watchedSince: NOW - 3 * HOUR,
    staleSince: null,
    count: 0,
    unread: 0,
    unseen: 0,
    lookedAt: NOW - 26 * MINUTE,
    oldestAt: null,
    ...more,
  };
}

const ME: Owner = { kind: 'me' };

const WORKBINS = [
  workbin('Follow-ups', ME, ''),
  workbin('Drafts', ME, ''),
  workbin('Kündigungswiderrufe und Vertragsverlängerungen', ME, ''),
  workbin('Archive', ME, '', { watched: false, count: null }),
  workbin('Billing', { kind: 'agentGroup', name: 'Billing team' }, 'Billing team'),
  workbin('Claims', { kind: 'agentGroup', name: 'Claims EMEA' }, 'Claims EMEA'),
  workbin('Overflow', { kind: 'placeGroup', name: 'Floor 3' }, 'Floor 3'),
  workbin('Follow-ups', { kind: 'user', id: 'm.okafor' }, 'Maya Okafor'),
] as const;

/** Keys of the fixtures' workbins, by what they are for. */
export const KEYS = {
  followUps: WORKBINS[0].key,
  drafts: WORKBINS[1].key,
  contracts: WORKBINS[2].key,
  billing: WORKBINS[4].key,
  claims: WORKBINS[5].key,
  overflow: WORKBINS[6].key,
  colleague: WORKBINS[7].key,
} as const;

type Row = readonly [
  id: string,
  at: WorkbinKey,
  media: string,
  subject: string | null,
  customer: string | null,
  waited: number | null,
  unread?: true,
];

export const HOSTILE = '<img src=x onerror="window.hacked = true">';

const ROWS: readonly Row[] = [
  ['0003aAEMAIL0001', KEYS.billing, 'email', 'Refund for order 7431 has not arrived', 'Ada Njoku', 20_000, true],
  [
    '0003aAEMAIL0002',
    KEYS.billing,
    'email',
    'Rechnungsadressenänderung für die Donaudampfschifffahrtsgesellschaft',
    'Jürgen Großkreutz-Weizenbäcker',
    4 * MINUTE,
    true,
  ],
  ['0003aACHAT00001', KEYS.followUps, 'chat', 'Call me back about the new tariff', 'Rosa Delgado', 11 * MINUTE, true],
  ['0003aAWORK00001', KEYS.claims, 'workitem', 'Claim 4711: water damage, photos attached', 'Piotr Wiśniewski', 38 * MINUTE],
  [
    '0003aAEMAIL0003',
    KEYS.followUps,
    'email',
    'طلب تغيير عنوان الفاتورة قبل نهاية الشهر الجاري من فضلكم',
    'ليلى حداد',
    52 * MINUTE,
  ],
  ['0003aAFACE00001', KEYS.overflow, 'facebook', 'Your shop in Leeds was closed on Saturday', 'Tom Ellery', 2 * HOUR],
  ['0003aATWEET0001', KEYS.overflow, 'tweet', '@acme when does support open?', '@northwind', 2.4 * HOUR],
  ['0003aAEMAIL0004', KEYS.contracts, 'email', 'Widerruf der Kündigung zum Quartalsende', 'Annegret Öztürk', 3.2 * HOUR],
  ['0003aAOPEN00001', KEYS.claims, 'openmedia', 'Scanned form, page 1 of 6', null, 5 * HOUR],
  ['0003aAHOST00001', KEYS.billing, 'email', HOSTILE, '<b>Mallory</b>', 6.5 * HOUR],
  ['0003aAWORK00002', KEYS.drafts, 'workitem', null, 'Hélène Lefèvre', 21 * HOUR],
  ['0003aASMS000001', KEYS.followUps, 'sms', '注文番号 88213 の配送状況について', '佐藤 健', 22 * HOUR],
  ['0003aAEMAIL0005', KEYS.billing, 'email', 'Re: Re: Fwd: direct debit taken twice', 'Siobhán O’Rourke', 44 * HOUR],
  ['0003aAWORK00003', KEYS.colleague, 'workitem', 'Check the address of the new depot', 'Lindqvist Åkeri AB', 4 * 24 * HOUR],
  ['0003aACHAT00002', KEYS.claims, 'chat', 'Second opinion on claim 4650', 'Dev Patel', 40 * 24 * HOUR],
  ['0003aAEMAIL0006', KEYS.colleague, 'email', 'Contract from before the move', 'Ines Carvalho', null],
];

export function item([itemId, at, media, subject, customer, waited, unread]: Row): ItemView {
  return {
    workbin: at,
    id: id(itemId),
    media,
    subject,
    customer,
    receivedAt: waited === null ? null : NOW - waited,
    unread: unread === true,
    snoozedUntil: null,
  };
}

/** The same workbins with the numbers that `items` make. */
export function counted(workbins: readonly WorkbinView[], items: readonly ItemView[]): readonly WorkbinView[] {
  return workbins.map((one) => {
    const inside = items.filter((row) => row.workbin === one.key);
    const times = inside.flatMap(({ receivedAt }) => (receivedAt === null ? [] : [receivedAt]));
    return {
      ...one,
      count: one.count === null ? null : inside.length,
      unread: inside.filter(({ unread }) => unread).length,
      unseen: inside.filter(({ unread, receivedAt }) => unread && receivedAt !== null && receivedAt > (one.lookedAt ?? -Infinity))
        .length,
      oldestAt: times.length === 0 ? null : Math.min(...times),
    };
  });
}

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  server: 'https://gws.example:8090',
  userName: 'k.adeyemi',
  agentGroups: ['Billing team', 'Claims EMEA'],
  placeGroups: ['Floor 3'],
  watchedUsers: ['m.okafor'],
  unwatchedWorkbins: [WORKBINS[3].key],
  browserTemplate: 'https://desk.example/interaction/{interactionId}',
};

/** A snapshot and the rows that are told beside it. */
export interface Shown extends Snapshot {
  readonly items: readonly ItemView[];
}

/** A contact centre on an ordinary afternoon, with `more` in place of what it names. */
export function busy(more: Partial<Shown> = {}): Shown {
  const items = more.items ?? ROWS.map(item);
  return {
    at: NOW,
    version: '0.1.0',
    demo: false,
    locale: 'en-GB',
    account: { server: 'https://gws.example:8090', userName: 'k.adeyemi', fullName: 'Kemi Adeyemi' },
    connection: { state: 'live', reason: 'Watching', since: NOW - 3 * HOUR, freshAt: NOW, retryAt: null },
    services: [
      { type: 'MultiMediaState', state: 'Active' },
      { type: 'MultiMediaContent', state: 'Inactive' },
      { type: 'Voice', state: 'Active' },
      { type: 'Provisioning', state: 'ReadOnly' },
    ],
    workbins: counted(WORKBINS, items),
    items,
    notices: [],
    ...more,
    settings: { ...SETTINGS, ...more.settings },
  };
}

/** Nobody is signed in and nothing is known: the first start. */
export function firstStart(more: Partial<Shown> = {}): Shown {
  return busy({
    account: null,
    connection: { state: 'signed-out', reason: 'Nobody is signed in', since: NOW, freshAt: null, retryAt: null },
    services: [],
    workbins: [],
    items: [],
    settings: DEFAULT_SETTINGS,
    ...more,
  });
}

/** Connected and just started: the workbins are known, what lies in them is not. */
export function loading(): Shown {
  return busy({
    connection: { state: 'connecting', reason: 'Looking up the workbins', since: NOW, freshAt: null, retryAt: null },
    items: [],
    workbins: WORKBINS.map((one) => ({ ...one, watch: 'pending' as const, count: null, watchedSince: null })),
  });
}

/** The network went away eleven minutes ago. */
export function stale(): Shown {
  const at = NOW - 11 * MINUTE;
  return busy({
    workbins: busy().workbins.map((one) => ({ ...one, watchedSince: null, staleSince: one.watched ? at : null })),
    connection: {
      state: 'offline',
      reason: 'Nothing answers at this address',
      since: NOW - 11 * MINUTE,
      freshAt: NOW - 11 * MINUTE,
      retryAt: NOW + 20_000,
    },
  });
}

/** Connected, but the server refused one workbin and has not confirmed another. */
export function degraded(): Shown {
  const snapshot = busy();
  return {
    ...snapshot,
    connection: {
      ...snapshot.connection,
      state: 'degraded',
      reason: 'Not certain about Overflow: The server did not confirm it',
    },
    workbins: snapshot.workbins.map((one) =>
      one.key === KEYS.claims
        ? { ...one, watch: 'failed' as const, reason: 'The server refused to watch it', watchedSince: null }
        : one.key === KEYS.overflow
          ? {
              ...one,
              watch: 'pending' as const,
              reason: 'The server did not confirm it',
              watchedSince: null,
              staleSince: NOW - 20 * MINUTE,
            }
          : one,
    ),
  };
}

/** Everything is certain but for one workbin, which the server refused for good. */
export function exceptOne(): Shown {
  const { connection, workbins } = degraded();
  const reason = 'Watching, except Claims: The server refused to watch it';
  return busy({
    connection: { ...connection, state: 'live', reason },
    workbins: workbins.map((one) => (one.watch === 'pending' ? { ...one, watch: 'subscribed' as const, reason: null } : one)),
  });
}

export function manyItems(length: number): readonly ItemView[] {
  return Array.from({ length }, (_, index) =>
    item([
      `0003aAMANY${String(index).padStart(6, '0')}`,
      KEYS.billing,
      'email',
      `Letter ${index + 1}`,
      `Customer ${index + 1}`,
      (index + 1) * MINUTE,
    ]),
  );
}

/** More workbins than fit into the window. */
export function manyWorkbins(): readonly WorkbinView[] {
  const owner: Owner = { kind: 'agentGroup', name: 'Billing team' };
  return Array.from({ length: 60 }, (_, index) => workbin(`Billing ${index + 1}`, owner, 'Billing team', { count: index }));
}

/** 120 workbins of two groups, a third of the first one's not watched; the fixture host watches what the settings say. */
export function hundredWorkbins(): Shown {
  const workbins = (['Billing team', 'Claims EMEA'] as const).flatMap((group) =>
    Array.from({ length: 60 }, (_, index) => {
      const watched = group !== 'Billing team' || index % 3 > 0;
      return workbin(`${group.split(' ')[0]} ${index + 1}`, { kind: 'agentGroup', name: group }, group, { watched });
    }),
  );
  const unwatchedWorkbins = workbins.filter(({ watched }) => !watched).map(({ key }) => key);
  return busy({ workbins, items: [], settings: { ...SETTINGS, placeGroups: [], watchedUsers: [], unwatchedWorkbins } });
}

const USER_DATA: readonly UserDataField[] = [
  { key: 'Subject', value: 'Refund for order 7431 has not arrived', internal: false },
  { key: 'FirstName', value: 'Ada', internal: false },
  { key: 'LastName', value: 'Njoku', internal: false },
  { key: 'EmailAddress', value: 'ada.njoku@example.com', internal: false },
  { key: 'Mailbox', value: 'billing@acme.example', internal: false },
  { key: 'OrderNumber', value: '7431', internal: false },
  {
    key: 'Bemerkung',
    value: 'Kundin bittet um Rückerstattung der Versandkostenpauschale einschließlich Expresszuschlag.\nSchon zweimal angerufen.',
    internal: false,
  },
  { key: 'ملاحظة', value: 'يرجى الرد باللغة العربية إن أمكن', internal: false },
  { key: 'Tracking', value: `https://parcel.example/t/${'9f8e7d6c5b4a'.repeat(9)}`, internal: false },
  { key: 'Note', value: HOSTILE, internal: false },
  { key: '_ContainsAttachment', value: '', internal: false },
  { key: 'RTargetRequested', value: 'Billing_AG', internal: true },
  { key: 'RVQID', value: '0F1E2D3C4B5A', internal: true },
  { key: 'PegAG?:2>1', value: '1', internal: true },
  { key: 'Header_Received', value: 'from mx1.example (10.0.0.4) by mail.example with ESMTPS id 4f3a', internal: true },
];

/** All that is known of `row`, with `more` in place of what it names. */
export function detailsOf(row: ItemView, more: Partial<ItemDetails> = {}): ItemDetails {
  return {
    ...row,
    state: 'InWorkbin',
    direction: 'Inbound',
    address: 'ada.njoku@example.com',
    segment: 'Gold',
    service: 'Billing',
    contactId: '00048aDKJ1BC00C5',
    receivedText: null,
    arrivedAt: row.receivedAt === null ? null : row.receivedAt + 400,
    leftAt: null,
    alsoIn: [],
    times:
      row.receivedAt === null
        ? []
        : [
            { name: 'Submitted', at: row.receivedAt - 26 * HOUR },
            { name: 'Placed in queue', at: row.receivedAt - 3 * MINUTE },
          ],
    userData: USER_DATA,
    ...more,
  };
}

const TRIAL: RuleTrial = {
  looked: 340,
  unknown: 0,
  since: NOW - 9 * 24 * HOUR,
  hasMore: false,
  before: { alert: 340, 'list-only': 0, hold: 0 },
  after: { alert: 322, 'list-only': 18, hold: 0 },
  decided: [31, 18],
  changed: 18,
  rows: ROWS.slice(0, 3).map(([itemId, workbinKeyOfRow, , subject], index) => ({
    at: NOW - index * HOUR,
    id: id(itemId),
    workbin: workbinKeyOfRow,
    where: 'Billing',
    subject,
    before: { outcome: 'alert', rule: null },
    after: { outcome: 'list-only', rule: 0 },
  })),
};

const PEOPLE: readonly Person[] = [
  { id: '71c8e2f5a90d4b36b7f4d018c3e6a92d', name: 'Anna Berg', userName: 'a.berg' },
  { id: 'm.okafor', name: 'Maya Okafor', userName: 'm.okafor' },
  { id: '9e40b7a16d2c4835a1f95c7de80b364f', name: '田中 陽子', userName: 'y.tanaka' },
];

type Happening = readonly [minutes: number, kind: HistoryEntry['kind'], item: number | null, more?: Partial<HistoryEntry>];

const QUIET = 'quiet hours until 08:00';
const OFFERED = { outcome: 'alerted', workbin: null, where: null } as const;
const HAPPENINGS: readonly Happening[] = [
  [0.3, 'arrived', 0, { outcome: 'alerted', reason: 'it arrived in a watched workbin' }],
  [3, 'opened', 1],
  [4, 'arrived', 1, { outcome: 'alerted', reason: 'it arrived in a watched workbin' }],
  [11, 'arrived', 2, { outcome: 'grouped', reason: 'many arrived at once' }],
  [12, 'left', 3, { reason: 'it was found missing after a time in which this app was not watching' }],
  [14, 'connection', null, { state: 'live', reason: 'Watching' }],
  [25, 'connection', null, { state: 'offline', reason: 'Nothing answers at this address' }],
  [31, 'opened', 4, { reason: 'in the browser' }],
  [38, 'arrived', 3, { outcome: 'silenced', reason: 'alerts are switched off for this workbin' }],
  [52, 'arrived', 4, { outcome: 'held', reason: 'alerts are paused until 2026-03-03T14:00:00.000Z' }],
  [55, 'status', 3, { ...OFFERED, state: 'Invited', reason: 'it is offered to you (Invited)' }],
  [56, 'error', 3],
  [60, 'aged', 10, { outcome: 'alerted' }],
  [90, 'app', null, { state: 'started' }],
  [15 * 60, 'app', null, { state: 'ended' }],
  [16 * 60, 'left', 8],
  [17 * 60, 'arrived', 9, { outcome: 'held', reason: QUIET }],
  [18 * 60, 'arrived', 8, { outcome: 'held', reason: QUIET }],
  [21 * 60, 'arrived', 10, { outcome: 'silenced', reason: 'already announced in Billing' }],
  [6 * 24 * 60, 'arrived', 12, { outcome: 'alerted', reason: 'it arrived in a watched workbin' }],
  [20 * 24 * 60, 'offered', 7, { ...OFFERED, state: 'Ringing', reason: 'it is offered to you (Ringing)' }],
];

/** What happened in the fixtures' contact centre, the newest first. */
export function happenings(): readonly HistoryRow[] {
  return HAPPENINGS.map(([minutes, kind, index, more = {}], position) => {
    const { data: _data, asked: _asked, ...row } = blankEntry(kind, NOW - minutes * MINUTE);
    const shown = index === null ? undefined : ROWS[index];
    if (shown === undefined) return { ...row, segment: null, ...more, key: `k${position}` };
    const { id, media, subject, customer, receivedAt, workbin } = item(shown);
    const { name, ownerLabel } = WORKBINS.find(({ key }) => key === workbin) ?? { name: '', ownerLabel: '' };
    const place = { workbin, where: name, owner: ownerLabel || null, segment: ['Gold', 'Silver'][position % 3] ?? null };
    return { ...row, id, media, subject, customer, receivedAt, ...place, ...more, key: `k${position}` };
  });
}

/** Eight hours of an ordinary day: a rush in the morning in one workbin, a backlog that grows in another. */
export function busyTraffic(more: Partial<TrafficView> = {}): TrafficView {
  const series = (of: (bar: number) => number) => Array.from({ length: TRAFFIC_BARS }, (_, bar) => of(bar));
  const from = (Math.floor(NOW / TRAFFIC_STEP) - TRAFFIC_BARS + 1) * TRAFFIC_STEP;
  return {
    from,
    since: from - HOUR,
    workbins: [
      {
        workbin: KEYS.billing,
        came: series((bar) => Math.round(9 * Math.exp(-((bar - 12) ** 2) / 40))),
        left: series((bar) => (bar > 8 ? 3 : 1)),
      },
      { workbin: KEYS.claims, came: series((bar) => 1 + (bar % 3) + Math.floor(bar / 6)), left: series((bar) => bar % 2) },
      { workbin: KEYS.followUps, came: series((bar) => Number(bar % 7 === 0)), left: series((bar) => Number(bar % 9 === 0)) },
    ],
    ...more,
  };
}

/** So many arrivals, a minute apart. */
export function longHistory(length: number): readonly HistoryRow[] {
  const { data: _data, asked: _asked, ...row } = blankEntry('arrived', NOW);
  return Array.from({ length }, (_, index) => ({
    ...row,
    key: `k${index}`,
    at: NOW - index * MINUTE,
    id: id(`0003aAMANY${String(index).padStart(6, '0')}`),
    workbin: KEYS.billing,
    where: 'Billing',
    media: 'email',
    segment: null,
    subject: `Letter ${index + 1}`,
    customer: `Customer ${index + 1}`,
    outcome: 'alerted',
    reason: 'it arrived in a watched workbin',
  }));
}

/** What the page-side host starts with. */
export interface FixtureData {
  /** Null: the host does not answer for now. */
  readonly snapshot: Shown | null;
  /** Details by interaction id; one that is missing is unknown. */
  readonly details: Readonly<Record<string, ItemDetails>>;
  readonly signIn: { readonly signedIn: true } | { readonly signedIn: false; readonly why: string };
  readonly steps: readonly TestStep[];
  readonly selfTest: readonly SelfTestStep[];
  readonly traffic: TrafficView;
  /** What a search finds in the user data, by its text. */
  readonly found: Readonly<Record<string, readonly InteractionId[]>>;
  /** The keys of user data that occur. */
  readonly dataKeys: readonly string[];
  /** What `changeSettings` is refused with; empty when it works. */
  readonly refusal: string;
  readonly opensInBrowser: boolean;
  /** Why rows cannot be read; empty when they can. */
  readonly rowsFail: string;
  /** What `tryRules` answers. */
  readonly trial: RuleTrial;
  /** Whom `findPeople` finds, and what `listGroups` lists. */
  readonly people: readonly Person[];
  readonly groups: readonly string[];
  readonly history: readonly HistoryRow[];
  /** How many rows a page of it has. */
  readonly historyPage: number;
  readonly keeping: HistoryKeeping;
  readonly absence: Absence | null;
  readonly exportOutcome: ExportOutcome;
}

export function fixtureData(snapshot: Shown | null, more: Partial<FixtureData> = {}): FixtureData {
  return {
    snapshot,
    details: Object.fromEntries((snapshot?.items ?? []).slice(0, 50).map((row) => [row.id, detailsOf(row)])),
    signIn: { signedIn: true },
    steps: [],
    selfTest: [],
    traffic: busyTraffic(),
    found: {},
    dataKeys: [
      'OrderNumber',
      'Mailbox',
      'Bemerkung',
      'Größe',
      'ملاحظة',
      ...Array.from({ length: 12 }, (_, index) => `Field ${index + 1}`),
    ],
    refusal: '',
    opensInBrowser: true,
    rowsFail: '',
    trial: TRIAL,
    people: PEOPLE,
    groups: ['Billing team', 'Claims EMEA', 'Retention'],
    history: happenings(),
    historyPage: 200,
    keeping: 'kept',
    absence: null,
    exportOutcome: { kind: 'saved' },
    ...more,
  };
}

/** How a test reaches the host inside the page: `window.fixture`. */
export interface Fixture {
  data: FixtureData;
  readonly calls: { readonly name: keyof Commands; readonly args: readonly unknown[] }[];
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  /** Tells what became of the rows, then the snapshot. */
  show(shown: Shown): void;
  /** Ends a `testConnection` that waits. */
  finishTest: () => void;
}

/** Runs inside the page, before its scripts: puts up a host that answers from `data` and writes down what it is asked. */
export function installFixtureHost(data: FixtureData): void {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const calls: Fixture['calls'] = [];
  const rowsOf = (shown: Shown | null) => new Map((shown?.items ?? []).map((row) => [`${row.workbin} ${row.id}`, row]));
  const withoutItems = ({ items: _items, ...snapshot }: Shown): Snapshot => snapshot;
  const fold = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, '');
  const textOf = (rows: readonly ItemView[]) => JSON.stringify(rows) as RowsText;
  /** Commands that wait for the first snapshot. */
  const waiting: (() => void)[] = [];
  let version = 0;
  async function shown(): Promise<Shown> {
    if (fixture.data.snapshot === null) await new Promise<void>((resolve) => waiting.push(resolve));
    return fixture.data.snapshot as Shown;
  }
  function changeOf(before: Shown | null, after: Shown): RowsChange {
    const [old, now] = [rowsOf(before), rowsOf(after)];
    version += 1;
    return {
      from: version - 1,
      to: version,
      put: textOf([...now].filter(([key, row]) => JSON.stringify(row) !== JSON.stringify(old.get(key))).map(([, row]) => row)),
      gone: [...old].filter(([key]) => !now.has(key)).map(([, { workbin, id }]) => ({ workbin, id })),
    };
  }
  const fixture: Fixture = {
    data,
    calls,
    show(shown) {
      const change = changeOf(fixture.data.snapshot, shown);
      fixture.data = { ...fixture.data, snapshot: shown };
      fixture.emit('rows', change);
      fixture.emit('snapshot', withoutItems(shown));
      for (const go of waiting.splice(0)) go();
    },
    emit(name, event) {
      // Over IPC every object is a copy.
      for (const listener of listeners.get(name) ?? []) listener(structuredClone(event) as never);
    },
    finishTest: () => undefined,
  };
  const note = (name: keyof Commands, ...args: readonly unknown[]) => void calls.push({ name, args });
  const host: Host = {
    on(name, listener) {
      const told = listeners.get(name) ?? new Set();
      listeners.set(name, told.add(listener));
      return () => told.delete(listener);
    },
    async snapshot() {
      note('snapshot');
      return structuredClone(withoutItems(await shown()));
    },
    async rows() {
      note('rows');
      if (fixture.data.rowsFail !== '') throw new Error(`Error invoking remote method 'rows': Error: ${fixture.data.rowsFail}`);
      const { items } = await shown();
      const parts = Array.from({ length: Math.ceil(items.length / 2000) }, (_, part) =>
        items.slice(part * 2000, (part + 1) * 2000),
      );
      return { version, parts: parts.map(textOf) };
    },
    async searchItems(text) {
      note('searchItems', text);
      return fixture.data.found[text] ?? [];
    },
    async listDataKeys(workbin) {
      note('listDataKeys', workbin);
      return fixture.data.dataKeys;
    },
    async traffic() {
      note('traffic');
      return fixture.data.traffic;
    },
    async signIn(credentials) {
      note('signIn', credentials);
      return fixture.data.signIn;
    },
    async testConnection(credentials) {
      note('testConnection', credentials);
      for (const step of fixture.data.steps) fixture.emit('testStep', step);
      if (fixture.data.steps.some(({ outcome }) => outcome === 'running'))
        await new Promise<void>((resolve) => (fixture.finishTest = resolve));
      return fixture.data.steps.filter(({ outcome }) => outcome !== 'running');
    },
    async snoozeItem(workbin, interactionId, until) {
      note('snoozeItem', workbin, interactionId, until);
    },
    async signOut() {
      note('signOut');
    },
    async changeSettings(change) {
      note('changeSettings', change);
      const { snapshot, refusal } = fixture.data;
      if (refusal !== '') throw new Error(`Error invoking remote method 'changeSettings': Error: ${refusal}`);
      if (snapshot === null) throw new Error('No settings yet');
      const settings = { ...snapshot.settings, ...change };
      const workbins = snapshot.workbins.map((one) => ({ ...one, watched: !settings.unwatchedWorkbins.includes(one.key) }));
      fixture.show({ ...snapshot, at: snapshot.at + 1, settings, workbins });
      return settings;
    },
    async readItem(workbin, interactionId) {
      note('readItem', workbin, interactionId);
      return fixture.data.details[interactionId] ?? null;
    },
    async markRead(workbin, interactionId) {
      note('markRead', workbin, interactionId);
    },
    async offerOpened(interactionId) {
      note('offerOpened', interactionId);
    },
    async lookAt(workbin) {
      note('lookAt', workbin);
    },
    async openInBrowser(workbin, interactionId) {
      note('openInBrowser', workbin, interactionId);
      return fixture.data.opensInBrowser;
    },
    async copyText(text) {
      note('copyText', text);
    },
    async retry(workbin) {
      note('retry', workbin);
    },
    async readHistory(query, after, until) {
      note('readHistory', query, after, until);
      const { history, historyPage, keeping } = fixture.data;
      const found = history.filter(
        (row) =>
          (query.text === '' || fold(JSON.stringify(row)).includes(fold(query.text))) &&
          (query.owner === null || row.workbin?.startsWith(`${query.owner}/`) === true) &&
          (['kind', 'outcome', 'workbin', 'media', 'segment'] as const).every(
            (name) => query[name] === null || query[name] === row[name],
          ) &&
          (query.from === null || row.at >= query.from) &&
          (query.to === null || row.at < query.to),
      );
      const start = found.findIndex(({ key }) => key === after) + 1;
      const end = found.findIndex(({ key }) => key === until);
      const rows = found.slice(start, end < 0 ? start + historyPage : end);
      const newest = history[0]?.key ?? null;
      return structuredClone({ rows, hasMore: start + historyPage < found.length, keeping, newest, isJoined: end >= 0 });
    },
    async readAbsence() {
      note('readAbsence');
      return fixture.data.absence;
    },
    async readItemHistory(interactionId) {
      note('readItemHistory', interactionId);
      return fixture.data.history.filter((row) => row.id === interactionId).reverse();
    },
    async exportHistory(choice) {
      note('exportHistory', choice);
      return fixture.data.exportOutcome;
    },
    async tryRules(rules) {
      note('tryRules', rules);
      return fixture.data.trial;
    },
    async clearHistory() {
      note('clearHistory');
      fixture.data = { ...fixture.data, history: [] };
    },
    async dismissNotice(id) {
      note('dismissNotice', id);
    },
    async selfTest() {
      note('selfTest');
      for (const step of fixture.data.selfTest) fixture.emit('selfTestStep', step);
      return fixture.data.selfTest;
    },
    async trySound(sound) {
      note('trySound', sound);
    },
    async findPeople(text) {
      note('findPeople', text);
      const found = fixture.data.people.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
      return { kind: 'found', found, more: false };
    },
    async listGroups() {
      note('listGroups');
      return { kind: 'found', found: fixture.data.groups, more: false };
    },
  };
  Object.assign(window, { workbinNotifier: host, fixture });
}
