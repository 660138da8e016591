import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideArrival, decideOffer } from '../../src/core/alert.ts';
import { CONTENT_LEVELS, decideContent, type ContentLevel } from '../../src/core/privacy.ts';
import { decideQuiet } from '../../src/core/quiet.ts';
import {
  DEFAULT_SETTINGS,
  OPTIONAL_TOPICS,
  nameBadSettings,
  readSettings,
  readSettingsChange,
  type Settings,
} from '../../src/core/settings.ts';
import { planWatch } from '../../src/core/watch-plan.ts';
import type { WorkbinKey } from '../../src/core/workbin.ts';
import { anyJson, anyText } from './any-json.ts';
import { makeWorkbin, START } from './samples.ts';

/** Every setting with a value that differs from its default. */
const CHOSEN = {
  version: 1,
  server: 'https://gws.example:8090',
  userName: 'j.doe',
  cometdPath: '/genesys/cometd',
  startAtLogin: true,
  theme: 'dark',
  density: 'compact',
  language: 'de',
  unwatchedWorkbins: ['me//1'],
  mutedWorkbins: ['agentGroup/Billing/1'],
  agentGroups: ['Billing & more'],
  placeGroups: ['Floor 2'],
  watchedUsers: ['0a1b'],
  topics: ['chats', 'im-sessions'],
  pausedUntil: START,
  workitemAlerts: false,
  ownActionAlerts: true,
  content: 'subject',
  contentByWorkbin: { 'me//1': 'count' },
  contentWhenLocked: 'subject',
  contentInPrivate: 'everything',
  privateMode: true,
  rules: [
    {
      name: 'Gold',
      on: true,
      when: [{ kind: 'field', key: 'segment', test: 'is', value: 'gold' }],
      then: { kind: 'alert', sound: 'bell', urgency: 'critical', repeatEvery: 5, evenWhenQuiet: true },
    },
  ],
  quietHours: [{ days: [0, 6], from: 1200, until: 480 }],
  digestEvery: 30,
  ageLimits: { warnAfter: 30, breachAfter: 60 },
  ageLimitsByWorkbin: { 'me//1': { warnAfter: 0, breachAfter: 90 } },
  ageAlerts: false,
  historyDays: 7,
  sound: 'chime',
  soundVolume: 25,
  soundWhenLocked: true,
  badgeCount: false,
  trayCount: false,
  openNearTray: false,
  singleKeys: false,
  browserTemplate: 'https://crm.example/{interactionId}',
  lists: { all: { sort: [{ by: 'subject', descending: true }], group: 'owner', columns: ['customer', 'data:OrderNumber'] } },
} as const;

/** For each setting values that none of them may have. */
const WRONG: Readonly<Record<Exclude<keyof Settings, 'version'>, readonly unknown[]>> = {
  server: ['ftp://gws.example', 'user:secret@gws.example', 'gws example', 7, null, [], `https://${'a'.repeat(600)}.example`],
  userName: [7, null, {}, 'x'.repeat(501)],
  cometdPath: ['', 'api/v2', 'http://gws.example/cometd', '/a b', '/a?b', '/a#b', null, 7],
  startAtLogin: ['true', 1, null],
  theme: ['Dark', 'blue', '', null, 0],
  density: ['roomy', null, {}],
  language: ['English', 'xx', '', null, 0],
  unwatchedWorkbins: ['me//1', null, {}, 7],
  mutedWorkbins: ['me//1', null, { 0: 'me//1' }],
  agentGroups: ['Billing', null, {}],
  placeGroups: ['Floor 2', null, {}],
  watchedUsers: ['0a1b', null, {}],
  topics: ['chats', null, {}],
  pausedUntil: [-1, '0', null, Number.NaN, Number.POSITIVE_INFINITY],
  workitemAlerts: ['false', 0, null],
  ownActionAlerts: ['true', 1, null],
  content: ['all', '', null, 1],
  contentByWorkbin: ['me//1', null, 7, ['count'], true],
  contentWhenLocked: ['nothing', null],
  contentInPrivate: ['Count', {}],
  privateMode: ['true', 1, null],
  rules: ['Gold', null, {}],
  quietHours: ['22:00', null, {}],
  digestEvery: [4, 1441, 7.5, '30', null],
  ageLimits: [30, null, [], {}, { warnAfter: 30 }, { warnAfter: -1, breachAfter: 60 }, { warnAfter: '30', breachAfter: 60 }],
  ageLimitsByWorkbin: ['me//1', null, 7, []],
  ageAlerts: ['true', 1, null],
  historyDays: [-1, 1.5, 400, '30', null, Number.NaN],
  sound: ['trumpet', '', null, 1],
  soundVolume: [-1, 101, 1.5, '50', null],
  soundWhenLocked: ['true', null],
  badgeCount: ['true', null],
  trayCount: [1, null],
  openNearTray: ['false', null],
  singleKeys: ['false', 1, null],
  browserTemplate: [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'crm.example/{interactionId}',
    'https://{contactId}.example/',
    'https://user:secret@crm.example/',
    'https:///path',
    'https://crm.example/a b',
    7,
    null,
  ],
  lists: ['all', null, 7, []],
};
const wrong = Object.entries(WRONG).flatMap(([field, values]) => values.map((value) => [field, value] as const));

describe('readSettings', () => {
  it.each([[undefined], [null], [7], ['text'], [true], [[]], [{}], [{ version: 0 }], [{ version: 'two' }]])(
    'gives every default for %j',
    (stored) => {
      expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('keeps every valid choice', () => {
    expect(readSettings(CHOSEN)).toEqual(CHOSEN);
  });

  it.each(wrong)('gives %s its default where it is %j, and keeps the rest', (field, value) => {
    expect(readSettings({ ...CHOSEN, [field]: value })).toEqual({
      ...CHOSEN,
      [field]: DEFAULT_SETTINGS[field as keyof Settings],
      // The more careful of what may be seen.
      ...((field === 'content' || field === 'contentByWorkbin') && { content: 'count' }),
      ...(field === 'privateMode' && { privateMode: true }),
    });
    expect(nameBadSettings({ ...CHOSEN, [field]: value })).toEqual({ unusable: [field], cut: [] });
  });

  it.each(Object.keys(DEFAULT_SETTINGS))('reads a file from before there was a setting %s', (field) => {
    const older = Object.fromEntries(Object.entries(CHOSEN).filter(([name]) => name !== field));

    expect(readSettings(older)).toEqual({ ...CHOSEN, [field]: DEFAULT_SETTINGS[field as keyof Settings] });
  });

  it('reads what it knows of a file that a newer version wrote, and hands on nothing else', () => {
    expect(readSettings({ ...CHOSEN, version: 2, password: 'secret', newer: { a: 1 } })).toEqual(CHOSEN);
  });

  it('keeps the good entries of a list among bad ones, each once', () => {
    const settings = readSettings({
      unwatchedWorkbins: ['me//1', 'me//1', 'nonsense', null, 7, 'user/0a1b/2'],
      agentGroups: [' Billing ', 'Billing', '', '  ', null, ['x'], 'x'.repeat(501), 'Sales'],
      topics: ['chats', 'workbins', 'chats', 'emails', null],
    });

    expect(settings.unwatchedWorkbins).toEqual(['me//1', 'user/0a1b/2']);
    expect(settings.agentGroups).toEqual(['Billing', 'Sales']);
    expect(settings.topics).toEqual(['chats', 'emails']);
  });

  it('shows of a workbin the least where it cannot be read how much, and of all where it cannot be read of which', () => {
    const level = readSettings({ content: 'everything', contentByWorkbin: { 'me//1': 'subject', 'me//2': 'all' } });
    const workbin = readSettings({ content: 'everything', contentByWorkbin: { 'me//1': 'subject', nonsense: 'count' } });

    expect(level).toEqual({ ...DEFAULT_SETTINGS, contentByWorkbin: { 'me//1': 'subject', 'me//2': 'count' } });
    expect(workbin).toEqual({ ...DEFAULT_SETTINGS, content: 'count', contentByWorkbin: { 'me//1': 'subject' } });
  });

  it('shows never more than was chosen, whatever of that is damaged', () => {
    const level = fc.constantFrom('everything', 'subject', 'count', 'nothing', 7, null);
    const workbin = fc.constantFrom('me//1', 'me//2', 'nonsense');
    const stored = fc.record({
      content: level,
      contentByWorkbin: fc.oneof(fc.dictionary(workbin, level), fc.constant(null)),
      privateMode: fc.constantFrom(true, false, 'yes'),
    });

    fc.assert(
      fc.property(stored, (chosen) => {
        const settings = readSettings(chosen);
        const shown = (key: string): ContentLevel => decideContent(key as WorkbinKey, settings, false);
        for (const key of ['me//1', 'me//2', 'me//3']) {
          const said = chosen.contentByWorkbin?.[key] ?? chosen.content;
          const isRead = CONTENT_LEVELS.includes(said as ContentLevel) && chosen.privateMode !== 'yes';
          if (!isRead || chosen.contentByWorkbin === null) expect(shown(key)).toBe('count');
          else expect(CONTENT_LEVELS.indexOf(shown(key))).toBeGreaterThanOrEqual(CONTENT_LEVELS.indexOf(said as ContentLevel));
        }
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['names that differ by blanks', { agentGroups: ['Billing', ' Billing ', 'Billing'] }],
    ['what a newer version says besides of limits', { ageLimits: { warnAfter: 1, breachAfter: 2, remindAfter: 3 } }],
    [
      'what a newer version says besides of a workbin’s',
      { ageLimitsByWorkbin: { 'me//1': { warnAfter: 1, breachAfter: 2, remindAfter: 3 } } },
    ],
    ['how all lists are arranged', { lists: { all: CHOSEN.lists.all } }],
    ['settings of a newer version', { version: 3, newer: [] }],
  ])('finds nothing wrong with %s', (_what, stored) => {
    expect(nameBadSettings(stored)).toEqual({ unusable: [], cut: [] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an entry that cannot be read', { agentGroups: ['Billing', ''] }, 'agentGroups'],
    ['a workbin that is none', { ageLimitsByWorkbin: { all: CHOSEN.ageLimits } }, 'ageLimitsByWorkbin'],
    ['more entries than are kept', { watchedUsers: Array.from({ length: 2001 }, String) }, 'watchedUsers'],
    [
      'more workbins than are kept',
      { contentByWorkbin: Object.fromEntries(Array.from({ length: 2001 }, (_, id) => [`me//${id}`, 'count'])) },
      'contentByWorkbin',
    ],
  ])('names a setting with %s', (_what, stored, field) => {
    expect(nameBadSettings(stored)).toEqual({ unusable: [], cut: [field] });
  });

  it('keeps the good entries by workbin among bad ones, and refuses them all where a person asks', () => {
    const asked = JSON.parse('{"me//1":"count","nonsense":"count","me//2":"all","__proto__":"count"}');

    expect(readSettings({ contentByWorkbin: asked }).contentByWorkbin).toEqual({ 'me//1': 'count', 'me//2': 'count' });
    expect(readSettingsChange({ contentByWorkbin: asked })).toEqual({ settings: {}, refused: ['contentByWorkbin'] });
  });

  it('keeps the good rules, quiet hours and limits among bad ones', () => {
    const [rule] = CHOSEN.rules;
    const [hours] = CHOSEN.quietHours;
    const limits = CHOSEN.ageLimits;
    const settings = readSettings({
      rules: [rule, { ...rule, then: 'explode' }, 7],
      quietHours: [{ ...hours, days: [7] }, { ...hours, days: [] }, { ...hours, from: 1440 }, hours, { ...hours, until: -1 }],
      ageLimitsByWorkbin: { 'me//1': limits, nonsense: limits, 'me//2': { warnAfter: 5 } },
    });

    expect(settings.rules).toEqual([rule]);
    expect(settings.quietHours).toEqual([hours]);
    expect(settings.ageLimitsByWorkbin).toEqual({ 'me//1': limits });
  });

  it('reads a list without end', () => {
    expect(readSettings({ agentGroups: Array.from({ length: 100_000 }, (_, index) => `G${index}`) }).agentGroups).toHaveLength(
      2000,
    );
  });

  it('takes no setting from __proto__', () => {
    expect(readSettings(JSON.parse('{"__proto__":{"server":"https://evil.example","theme":"dark"}}'))).toEqual(DEFAULT_SETTINGS);
  });

  it('allows every optional topic', () => {
    expect(readSettings({ topics: [...OPTIONAL_TOPICS] }).topics).toEqual(OPTIONAL_TOPICS);
  });

  it('keeps only the origin of a server', () => {
    expect(readSettings({ server: 'GWS.example:8090/api/v2' }).server).toBe('https://gws.example:8090');
  });

  it('never throws, and reads its own result back the same', () => {
    fc.assert(
      fc.property(anyJson(Object.keys(CHOSEN), ['https://gws.example', 'dark', 'chats', 'me//1']), (stored) => {
        const settings = readSettings(stored);

        expect(Object.keys(settings).toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted());
        expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
      }),
    );
  });

  it.each([[8_640_000_000_000_001], [Number.MAX_SAFE_INTEGER], [1e300]])(
    'lets no pause until %j stop decisions',
    (pausedUntil) => {
      const settings = readSettings({ pausedUntil });
      const workbin = makeWorkbin('1');

      const quiet = decideQuiet(settings, false, START);
      const formatTime = (at: number) => new Date(at).toISOString();
      const deciding = { ...settings, quiet, formatTime, verdict: { kind: 'unmatched', misses: [] } as const, now: START };

      expect(() =>
        decideArrival({
          ...deciding,
          workbin: workbin.key,
          digestAt: () => START,
          announcedIn: null,
          mayBeAnnouncedIn: null,
          isOwn: false,
        }),
      ).not.toThrow();
      expect(() => decideOffer('Invited', { ...deciding, enabled: true })).not.toThrow();
    },
  );

  it('gives groups and users of which a plan can be made, whatever their names', () => {
    const listed = [makeWorkbin('1'), makeWorkbin('2', { kind: 'me' }, 'AgentGroup')];

    fc.assert(
      fc.property(fc.array(anyText), (names) => {
        planWatch(listed, readSettings({ agentGroups: names, watchedUsers: names }));
      }),
    );
  });
});

describe('readSettingsChange', () => {
  it('takes the valid fields and names the others', () => {
    const { settings, refused } = readSettingsChange({
      theme: 'dark',
      density: 'roomy',
      server: 'ftp://x',
      agentGroups: ['Billing'],
    });

    expect(settings).toEqual({ theme: 'dark', agentGroups: ['Billing'] });
    expect(refused.toSorted()).toEqual(['density', 'server']);
  });

  it('names fields that do not exist', () => {
    const { settings, refused } = readSettingsChange(
      JSON.parse('{"password":"secret","__proto__":{"theme":"dark"},"constructor":1}'),
    );

    expect(settings).toEqual({});
    expect(refused.toSorted()).toEqual(['__proto__', 'constructor', 'password']);
  });

  it.each(wrong)('refuses %s where it is %j', (field, value) => {
    expect(readSettingsChange({ [field]: value })).toEqual({ settings: {}, refused: [field] });
  });

  it('refuses nothing of a whole set of settings', () => {
    expect(readSettingsChange(CHOSEN)).toEqual({ settings: CHOSEN, refused: [] });
  });

  it('changes nothing where nothing is asked for', () => {
    expect(readSettingsChange({})).toEqual({ settings: {}, refused: [] });
  });

  it.each([[null], [undefined], ['theme'], [7]])('refuses %j', (asked) => {
    expect(readSettingsChange(asked)).toEqual({ settings: {}, refused: ['(not an object)'] });
  });

  it('never throws, and takes only what the reader of the file takes as well', () => {
    fc.assert(
      fc.property(anyJson(Object.keys(CHOSEN), ['https://gws.example', 'dark']), (asked) => {
        const { settings } = readSettingsChange(asked);

        expect(readSettings(asked)).toMatchObject(settings);
      }),
    );
  });
});

it('refuses a list of which an entry cannot be kept, when a person asks for it, and keeps the rest of a file', () => {
  const names = ['Billing', '日'.repeat(400)];

  expect(readSettingsChange({ agentGroups: names })).toEqual({ settings: {}, refused: ['agentGroups'] });
  expect(readSettings({ agentGroups: names }).agentGroups).toEqual(['Billing']);
  expect(readSettingsChange({ rules: [...CHOSEN.rules, { name: 'Bad' }] })).toEqual({ settings: {}, refused: ['rules'] });
  expect(readSettingsChange({ ageLimitsByWorkbin: { 'me//1': 7 } })).toEqual({ settings: {}, refused: ['ageLimitsByWorkbin'] });
});
