import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/core/message.ts';
import { groupById, matchWorkbin, planWatch, type WatchChoice } from '../../src/core/watch-plan.ts';
import { workbinKey, type Owner } from '../../src/core/workbin.ts';
import { anyText } from './any-json.ts';
import { makeWorkbin } from './samples.ts';

const NOTHING: WatchChoice = { unwatchedWorkbins: [], agentGroups: [], placeGroups: [], watchedUsers: [] };
const ME: Owner = { kind: 'me' };
const LISTED = [
  makeWorkbin('draft'),
  makeWorkbin('desk', ME, 'Place'),
  makeWorkbin('team', ME, 'AgentGroup'),
  makeWorkbin('floor', ME, 'PlaceGroup'),
  makeWorkbin('odd', ME, 'Something'),
];

describe('planWatch', () => {
  const plan = (choice: Partial<WatchChoice> = {}) =>
    planWatch(LISTED, { ...NOTHING, ...choice }).map(({ workbin, watched }) => `${watched ? '+' : '-'}${workbin.key}`);

  it('watches one’s own workbins, of any type but a group’s', () => {
    expect(plan()).toEqual(['+me//draft', '+me//desk', '+me//odd']);
  });

  it('watches the definitions of type AgentGroup for each agent group', () => {
    expect(plan({ agentGroups: ['Billing', 'Sales & more'] }).slice(3)).toEqual([
      '+agentGroup/Billing/team',
      '+agentGroup/Sales%20%26%20more/team',
    ]);
  });

  it('watches the definitions of type PlaceGroup for each place group', () => {
    expect(plan({ placeGroups: ['North'] }).slice(3)).toEqual(['+placeGroup/North/floor']);
  });

  it('watches the definitions of type Agent for each colleague, under the same id as one’s own', () => {
    expect(plan({ watchedUsers: ['0a1b', '2c3d'] }).slice(3)).toEqual(['+user/0a1b/draft', '+user/2c3d/draft']);
  });

  it('lists what the person does not want, unwatched', () => {
    const unwatchedWorkbins = [workbinKey('draft', ME), workbinKey('draft', { kind: 'user', id: '0a1b' })];

    expect(plan({ unwatchedWorkbins, watchedUsers: ['0a1b', '2c3d'] })).toEqual([
      '-me//draft',
      '+me//desk',
      '+me//odd',
      '-user/0a1b/draft',
      '+user/2c3d/draft',
    ]);
  });

  it('gives each workbin the owner that its key names', () => {
    const planned = planWatch(LISTED, { ...NOTHING, agentGroups: ['Billing'], watchedUsers: ['0a1b'] });

    for (const { workbin } of planned) expect(workbin.key).toBe(workbinKey(workbin.id, workbin.owner));
  });

  it('plans nothing where the server lists nothing', () => {
    expect(planWatch([], { ...NOTHING, agentGroups: ['Billing'] })).toEqual([]);
  });
});

describe('matchWorkbin', () => {
  const ACCOUNT = '0a1b';
  const owners = {
    me: ME,
    anna: { kind: 'user', id: 'anna' },
    bert: { kind: 'user', id: 'bert' },
    billing: { kind: 'agentGroup', name: 'Billing' },
    sales: { kind: 'agentGroup', name: 'Sales' },
    north: { kind: 'placeGroup', name: 'North' },
  } as const satisfies Record<string, Owner>;
  type Name = keyof typeof owners;

  const named = {
    none: {},
    me: { workbinUserId: ACCOUNT },
    employee: { workbinAgentId: 'jdoe' },
    anna: { workbinUserId: 'anna' },
    carl: { workbinUserId: 'carl' },
    billing: { agentGroup: 'Billing' },
    smallBilling: { agentGroup: 'billing' },
    service: { agentGroup: 'Service' },
    north: { placeGroup: 'North' },
    billingByMe: { agentGroup: 'Billing', workbinUserId: ACCOUNT, workbinAgentId: 'jdoe' },
    billingByAnna: { agentGroup: 'Billing', workbinUserId: 'anna' },
  } as const;

  function match(watched: readonly Name[], from: keyof typeof named, kind = 'Agent', workbinId = 'draft'): string | null {
    const bins = groupById(watched.map((name) => makeWorkbin('draft', owners[name], name === 'me' ? kind : 'Agent')));
    const message = readMessage({
      messageType: 'WorkbinStateChangeMessage',
      action: 'ItemAdded',
      id: workbinId,
      emailStateResourceV2: { id: 'i' },
      ...named[from],
    });
    if (message.kind !== 'item-added') throw new Error(message.kind);
    return matchWorkbin(bins, message, ACCOUNT);
  }
  const keyOf = (name: Name | null) => name && workbinKey('draft', owners[name]);

  it.each<[string, readonly Name[], keyof typeof named, Name | null]>([
    ['me, and mine is watched', ['me'], 'me', 'me'],
    ['me, among the same id of a colleague and a group', ['anna', 'billing', 'me'], 'me', 'me'],
    ['a colleague who is watched', ['me', 'anna', 'bert'], 'anna', 'anna'],
    ['a colleague who is not watched', ['me', 'anna'], 'carl', null],
    ['a colleague who is not watched, though one other is', ['anna'], 'carl', null],
    ['a group that is watched', ['me', 'anna', 'billing', 'sales'], 'billing', 'billing'],
    ['a group that is not watched', ['me', 'billing'], 'service', null],
    ['a group in other letters, which is another group', ['me', 'billing'], 'smallBilling', null],
    ['a place group', ['me', 'north', 'billing'], 'north', 'north'],
    ['a group and the person who moved the item', ['me', 'billing'], 'billingByMe', 'billing'],
    ['a group and a colleague who is watched', ['anna', 'billing'], 'billingByAnna', 'billing'],
    ['nobody, and one workbin has the id', ['billing'], 'none', 'billing'],
    ['nobody, and mine is among several', ['anna', 'me', 'billing'], 'none', 'me'],
    ['nobody, and several others have the id', ['anna', 'bert', 'billing'], 'none', null],
    ['an employee id alone, and mine is watched', ['me'], 'employee', 'me'],
    ['me, where nothing with the id is watched', [], 'me', null],
    ['nobody, where nothing with the id is watched', [], 'none', null],
    ['me, where only a colleague’s is watched', ['anna'], 'me', null],
  ])('finds the workbin where the message names %s', (_what, watched, from, expected) => {
    expect(match(watched, from)).toBe(keyOf(expected));
  });

  it.each<[string, keyof typeof named]>([
    ['nobody', 'none'],
    ['me', 'me'],
    ['a colleague', 'carl'],
  ])('finds the workbin of one’s own place where the message names %s', (_what, from) => {
    expect(match(['me'], from, 'Place')).toBe(keyOf('me'));
  });

  it('does not take one’s own workbin for a colleague’s', () => {
    expect(match(['me'], 'carl', 'Agent')).toBeNull();
  });

  it.each<[keyof typeof named]>([['none'], ['me'], ['anna'], ['billing']])(
    'finds nothing for another workbin id, from %s',
    (from) => {
      expect(match(['me', 'anna', 'billing'], from, 'Agent', 'another')).toBeNull();
    },
  );

  it('never throws, whatever a message calls its workbin and owner', () => {
    const workbin = makeWorkbin('1');
    const owner = fc.record({
      userId: anyText,
      employeeId: anyText,
      agentGroup: fc.option(anyText),
      placeGroup: fc.option(anyText),
    });

    fc.assert(
      fc.property(anyText, owner, (workbinId, named) => {
        expect(matchWorkbin(groupById([workbin]), { workbinId, owner: named }, ACCOUNT)).toBeOneOf([null, workbin.key]);
      }),
    );
  });
});
