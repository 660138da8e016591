import { describe, expect, it } from 'vitest';
import { orderColumns, turnSort } from '../../renderer/columns.ts';
import type { SortKey } from '../../src/core/list-view.ts';

const up = (by: SortKey['by']): SortKey => ({ by, descending: false });
const down = (by: SortKey['by']): SortKey => ({ by, descending: true });

describe('a click on a head', () => {
  it.each<[string, readonly SortKey[], SortKey['by'], boolean, readonly SortKey[]]>([
    ['sorts by that', [up('age')], 'subject', false, [up('subject')]],
    ['turns round what came first', [up('age')], 'age', false, [down('age')]],
    ['turns it back', [down('age')], 'age', false, [up('age')]],
    ['leaves the further keys', [up('media'), up('age')], 'media', false, [down('media')]],
    ['makes a further key the only one', [up('media'), down('age')], 'age', false, [up('age')]],
    ['with Shift adds a key', [up('media')], 'data:Order', true, [up('media'), up('data:Order')]],
    ['with Shift turns a key round in its place', [up('media'), up('age')], 'media', true, [down('media'), up('age')]],
    [
      'with Shift changes the last of three',
      [up('media'), up('age'), up('owner')],
      'subject',
      true,
      [up('media'), up('age'), up('subject')],
    ],
  ])('%s', (_what, sort, by, more, expected) => {
    expect(turnSort(sort, by, more)).toEqual(expected);
  });
});

describe('columns', () => {
  const chosen = ['workbin', 'data:Order', 'owner', 'segment', 'customer', 'data:City'];

  it('come in one order, those of a place last', () => {
    expect(orderColumns(chosen, true)).toEqual(['customer', 'segment', 'data:Order', 'data:City', 'owner', 'workbin']);
  });

  it('tell no place where there is but one', () => {
    expect(orderColumns(chosen, false)).toEqual(['customer', 'segment', 'data:Order', 'data:City']);
  });
});
