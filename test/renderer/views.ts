import type { Page } from 'playwright-core';
import { formatRoute } from '../../src/core/route.ts';
import type { Settings } from '../../src/core/settings.ts';
import {
  busy,
  busyTraffic,
  degraded,
  detailsOf,
  exceptOne,
  firstStart,
  fixtureData,
  hundredWorkbins,
  KEYS,
  loading,
  manyWorkbins,
  NOW,
  stale,
  type FixtureData,
} from './fixture-host.ts';
import type { RenderedWindow } from './rendered-window.ts';

const [first, second] = busy().items;
if (first === undefined || second === undefined) throw new Error('The fixtures hold no items.');
/** The route of the first item, with its details. */
export const atFirst = formatRoute({ view: 'item', workbin: first.workbin, interactionId: first.id });
const compact = { ...busy().settings, density: 'compact' as const, pausedUntil: NOW + 3_600_000 };

const chosen: Settings = {
  ...busy().settings,
  sound: 'chime',
  quietHours: [{ days: [1, 2, 3, 4, 5], from: 1080, until: 480 }],
  contentByWorkbin: { [KEYS.billing]: 'count' },
  rules: [{ name: 'Chats', on: true, when: [{ kind: 'media', is: ['chat'] }], then: { kind: 'hold' } }],
  ageLimitsByWorkbin: { [KEYS.billing]: { warnAfter: 30, breachAfter: 0 } },
};

/** A view of the window, and what is done before it is looked at. */
export interface View {
  readonly data: FixtureData;
  readonly at: string;
  readonly act?: (page: Page) => Promise<void>;
}

/** Every view of the window in every state that looks different. What is done in them is done in English. */
export const VIEWS: Readonly<Record<string, View>> = {
  'sign-in': { data: fixtureData(firstStart()), at: '#/list' },
  'sign-in with errors': {
    data: fixtureData(firstStart()),
    at: '#/list',
    act: (page) => page.getByRole('button', { name: 'Sign in' }).click(),
  },
  'sign-in under test': {
    data: fixtureData(firstStart({ settings: { ...busy().settings } }), {
      steps: [
        { name: 'reachable', outcome: 'passed', text: 'The server answers' },
        {
          name: 'version',
          outcome: 'failed',
          text: 'Something other than Genesys Web Services answered, perhaps a sign-in page',
        },
      ],
    }),
    at: '#/list',
    async act(page) {
      await page.getByLabel('Password').fill('secret');
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('Something other than Genesys Web Services answered, perhaps a sign-in page').waitFor();
    },
  },
  'an overview': { data: fixtureData(busy(), { traffic: busyTraffic({ since: NOW - 3 * 3_600_000 }) }), at: '#/overview' },
  'an overview while offline': { data: fixtureData(stale()), at: '#/overview' },
  'a busy list': {
    data: fixtureData(busy({ demo: true })),
    at: '#/list',
    act: (page) => page.getByRole('link', { name: /Your shop in Leeds/ }).hover(),
  },
  'a list with its tools, grouped': {
    data: fixtureData(
      busy({
        items: busy().items.map((one, index) => ({
          ...one,
          data: { CustomerSegment: index % 2 === 0 ? 'Gold' : 'Silver', OrderNumber: `${index}` },
        })),
        settings: {
          ...busy().settings,
          lists: {
            all: {
              sort: [
                { by: 'media', descending: false },
                { by: 'age', descending: true },
              ],
              group: 'owner',
              columns: ['customer', 'workbin', 'segment', 'data:OrderNumber'],
            },
          },
        },
      }),
    ),
    at: '#/list',
    act: (page) => page.getByRole('button', { name: 'Filter, sort and group' }).click(),
  },
  'a search': {
    data: fixtureData(busy()),
    at: '#/list',
    act: (page) => page.getByRole('searchbox', { name: 'Search all' }).fill('re'),
  },
  'a search that finds nothing': {
    data: fixtureData(busy()),
    at: '#/list',
    act: (page) => page.getByRole('searchbox', { name: 'Search all' }).fill('zzz'),
  },
  'a list of what is new': {
    data: fixtureData(busy()),
    at: '#/list',
    async act(page) {
      await page.getByRole('button', { name: 'Filter, sort and group' }).click();
      await page.getByLabel('New only').check();
    },
  },
  'the shortcuts': { data: fixtureData(busy()), at: '#/list', act: (page) => page.keyboard.press('?') },
  'a compact list with an open item': { data: fixtureData(busy({ settings: compact })), at: atFirst },
  'a list of many workbins': { data: fixtureData(busy({ workbins: manyWorkbins() })), at: '#/list' },
  'a list that is live except for a workbin': { data: fixtureData(exceptOne()), at: '#/list' },
  'an item that is offered': {
    data: fixtureData(busy(), {
      details: { [first.id]: { ...detailsOf(first), workbin: null, state: 'Invited', arrivedAt: null } },
    }),
    at: `#/item/-/${first.id}`,
  },
  'an empty list': { data: fixtureData(busy({ items: [] })), at: formatRoute({ view: 'list', workbin: KEYS.billing }) },
  'no workbins': { data: fixtureData(busy({ items: [], workbins: [] })), at: '#/list' },
  'a list being read': {
    data: fixtureData(loading()),
    at: '#/list',
    // Skeleton rows come after 200 ms.
    act: (page) => page.evaluate(() => document.getAnimations().forEach((one) => one.finish())),
  },
  'a stale list': { data: fixtureData(stale()), at: atFirst },
  'a degraded list with a notice': {
    data: fixtureData({ ...degraded(), notices: [{ id: 'n1', text: 'It starts with this computer from now on.' }] }),
    at: formatRoute({ view: 'list', workbin: KEYS.claims }),
  },
  'details with all fields': {
    data: fixtureData(busy(), { details: { [first.id]: detailsOf(first, { alsoIn: [KEYS.followUps] }) } }),
    at: atFirst,
    act: (page) => page.getByText('Routing internals').click(),
  },
  'details of an item that left': {
    data: fixtureData(busy({ items: [second] }), { details: { [first.id]: detailsOf(first, { leftAt: NOW - 5_000 }) } }),
    at: atFirst,
  },
  'an unknown item': { data: fixtureData(busy(), { details: {} }), at: atFirst },
  settings: { data: fixtureData(busy()), at: '#/settings' },
  'what I watch': { data: fixtureData(degraded()), at: '#/settings/watch' },
  'what I watch, adding to it': {
    data: fixtureData(busy()),
    at: '#/settings/watch',
    async act(page) {
      await page.getByRole('combobox').fill('an');
      await page.getByRole('option', { name: 'Anna Berg' }).waitFor();
    },
  },
  'what I watch, of two groups': {
    data: fixtureData({ ...hundredWorkbins(), workbins: hundredWorkbins().workbins.slice(54, 66) }),
    at: '#/settings/watch',
  },
  'the settings of alerts': { data: fixtureData(busy({ settings: chosen })), at: '#/settings/alerts' },
  'a rule being written': {
    data: fixtureData(busy()),
    at: '#/settings/alerts',
    async act(page) {
      await page.getByRole('button', { name: 'Add a rule' }).click();
      for (const kind of ['The workbin', 'A field or a key', 'How long it has waited', 'A change of state'])
        await page.getByLabel('Add a condition').selectOption({ index: await indexOf(page, kind) });
      await page.getByRole('button', { name: 'Save the rule' }).click();
    },
  },
  'quiet hours': { data: fixtureData(busy({ settings: chosen })), at: '#/settings/quiet' },
  'the settings of privacy': { data: fixtureData(busy({ settings: chosen })), at: '#/settings/privacy' },
  'the settings of the appearance': { data: fixtureData(busy()), at: '#/settings/appearance' },
  'the settings of the connection': { data: fixtureData(busy()), at: '#/settings/connection' },
  'about the app': { data: fixtureData(busy()), at: '#/settings/about' },
  connection: { data: fixtureData(degraded()), at: '#/connection' },
  'the connection while offline': { data: fixtureData(stale()), at: '#/connection' },
  'a history with an absence': {
    data: fixtureData(busy({ settings: compact }), {
      absence: { since: NOW - 1_800_000, until: NOW, arrived: 3, unannounced: 1, left: 1, aged: 1, unwatched: 660_000 },
    }),
    at: '#/history',
    act: (page) =>
      page
        .getByRole('link', { name: /Refund for order/ })
        .first()
        .hover(),
  },
  'a list after an absence': {
    data: fixtureData(busy(), {
      absence: { since: NOW - 1_800_000, until: NOW, arrived: 3, unannounced: 1, left: 1, aged: 1, unwatched: 660_000 },
    }),
    at: '#/list',
    act: (page) => page.getByRole('link', { name: 'Show', exact: true }).waitFor(),
  },
  'a history of two lines, kept for a session': { data: fixtureData(busy(), { keeping: 'session' }), at: '#/history' },
  'a history in which nothing fits': {
    data: fixtureData(busy(), { keeping: 'locked' }),
    at: '#/history',
    async act(page) {
      await page.getByRole('searchbox').fill('zebra');
      await page.getByText('Nothing matches “zebra”').waitFor();
    },
  },
  'a history that is not kept': { data: fixtureData(busy(), { history: [], keeping: 'off' }), at: '#/history' },
  'the options of the history': {
    data: fixtureData(busy()),
    at: '#/history',
    act: (page) => page.getByRole('button', { name: 'Options of the history' }).click(),
  },
  'the export of the history': {
    data: fixtureData(busy()),
    at: '#/history',
    async act(page) {
      await page.getByRole('button', { name: 'Options of the history' }).click();
      await page.getByRole('button', { name: 'Export as a table' }).click();
    },
  },
  'settings, refused': {
    data: fixtureData(busy()),
    at: '#/settings/connection',
    async act(page) {
      await page.getByLabel('Address').fill('no address');
      await page.getByLabel('Address').press('Enter');
    },
  },
};

/** Which of the conditions that can be added begins with these words. */
async function indexOf(page: Page, words: string): Promise<number> {
  const offered = await page.getByLabel('Add a condition').locator('option').allInnerTexts();
  return offered.findIndex((text) => text.startsWith(words));
}

/** Says everything in another language, with the window as it stands. */
export async function speakIn(window: RenderedWindow, { snapshot }: FixtureData, locale: string): Promise<void> {
  if (snapshot === null) return;
  await window.show({ ...snapshot, at: snapshot.at + 1, locale });
  await window.page.locator(`html[lang="${locale}"]`).waitFor({ state: 'attached' });
}
