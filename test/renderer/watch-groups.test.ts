import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFilters, filterGroups, groupByOwner, ownerId, withKeys, type WatchFilter } from '../../renderer/watch-groups.ts';
import { workbinKey, type WorkbinKey } from '../../src/core/workbin.ts';
import { busy, degraded, hundredWorkbins, KEYS } from './fixture-host.ts';

const { workbins, settings } = busy();

describe('groupByOwner', () => {
  it('puts mine first, then groups and colleagues in the order of the settings', () => {
    const groups = groupByOwner(workbins, { ...settings, agentGroups: ['Claims EMEA', 'Billing team'] });

    expect(groups.map(({ title, workbins: theirs }) => [title, theirs.length])).toEqual([
      ['', 4],
      ['Claims EMEA', 1],
      ['Billing team', 1],
      ['Floor 3', 1],
      ['Maya Okafor', 1],
    ]);
  });

  it('keeps an owner of whom nothing is known yet, under the name it was chosen by', () => {
    const chosen = { agentGroups: ['New'], placeGroups: [], watchedUsers: ['0d3f', '77aa'] };

    const groups = groupByOwner([], chosen, new Map([[ownerId({ kind: 'user', id: '77aa' }), 'Ada Njoku']]));

    expect(groups.map(({ title, workbins: theirs }) => [title, theirs.length])).toEqual([
      ['', 0],
      ['New', 0],
      ['0d3f', 0],
      ['Ada Njoku', 0],
    ]);
  });

  it('shows what is watched although no setting names its owner', () => {
    const groups = groupByOwner(workbins, { agentGroups: [], placeGroups: [], watchedUsers: [] });

    expect(groups.flatMap(({ workbins: theirs }) => theirs)).toEqual(workbins);
  });
});

describe('filterGroups', () => {
  const groups = groupByOwner(degraded().workbins, settings);
  const found = (text: string, filter: WatchFilter = 'all', held: readonly WorkbinKey[] = []) =>
    filterGroups(groups, text, filter, new Set(held)).flatMap(({ workbins: theirs }) => theirs.map(({ key }) => key));

  it.each<readonly [string, WatchFilter, readonly WorkbinKey[]]>([
    ['  BILLING ', 'all', [KEYS.billing]],
    ['kundigung', 'all', [KEYS.contracts]],
    ['okafor follow', 'all', [KEYS.colleague]],
    ['nowhere', 'all', []],
    ['', 'failed', [KEYS.claims]],
    ['billing', 'failed', []],
    ['', 'unwatched', [workbinKey('archive', { kind: 'me' })]],
  ])('finds for %j among %s', (text, filter, keys) => {
    expect(found(text, filter)).toEqual(keys);
  });

  it('keeps what fitted when the filter was chosen', () => {
    expect(found('', 'failed', [KEYS.billing])).toEqual([KEYS.billing, KEYS.claims]);
    expect(found('claims', 'failed', [KEYS.billing])).toEqual([KEYS.claims]);
  });

  it('leaves owners without any out only while something is looked for', () => {
    const empty = groupByOwner([], { ...settings });

    expect(filterGroups(empty, '', 'all')).toEqual(empty);
    expect(filterGroups(empty, 'a', 'all')).toEqual([]);
  });
});

it('counts what each filter lets through', () => {
  expect(countFilters(degraded().workbins)).toEqual({ all: 8, watched: 7, unwatched: 1, failed: 1 });
  expect(countFilters(hundredWorkbins().workbins)).toEqual({ all: 120, watched: 100, unwatched: 20, failed: 0 });
});

it('puts keys into a list once, takes them out again, and leaves the others as they were', () => {
  const keys = fc.uniqueArray(fc.constantFrom(...Object.values(KEYS)));

  fc.assert(
    fc.property(keys, keys, (list, some) => {
      const put = withKeys(list, some, true);
      const taken = withKeys(put, some, false);

      expect(new Set(put)).toEqual(new Set([...list, ...some]));
      expect(put).toHaveLength(new Set(put).size);
      expect(taken).toEqual(list.filter((key) => !some.includes(key)));
    }),
    { seed: 4 },
  );
});
