import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dataKeysOf, DEFAULT_LIST_VIEW, LIST_VIEW } from '../../src/core/list-view.ts';

describe('how a list is arranged', () => {
  it('is read as it was written', () => {
    expect(v.is(LIST_VIEW, DEFAULT_LIST_VIEW)).toBe(true);
    expect(v.is(LIST_VIEW, { ...DEFAULT_LIST_VIEW, group: 'owner', columns: ['segment', 'data:OrderNumber'] })).toBe(true);
  });

  it.each([
    [{ sort: [] }],
    [{ sort: [{ by: 'weight', descending: false }] }],
    [{ sort: [{ by: 'data:', descending: false }] }],
    [{ sort: Array.from({ length: 4 }, () => ({ by: 'age', descending: true })) }],
    [{ group: 'colour' }],
    [{ columns: ['data:'] }],
    [{ columns: ['subject'] }],
    [{ columns: [`data:${'x'.repeat(101)}`] }],
    [{ columns: Array.from({ length: 7 }, (_, index) => `data:${index}`) }],
  ])('is refused with %j', (change) => {
    expect(v.is(LIST_VIEW, { ...DEFAULT_LIST_VIEW, ...change })).toBe(false);
  });

  it('asks for the user data that any list shows or is sorted by, once', () => {
    const lists = {
      all: { ...DEFAULT_LIST_VIEW, columns: ['customer', 'data:Order', 'data:City'] },
      'me//1': { ...DEFAULT_LIST_VIEW, columns: ['data:Order', 'segment'] },
      'me//2': { ...DEFAULT_LIST_VIEW, sort: [{ by: 'data:Due' as const, descending: false }] },
    };

    expect(dataKeysOf(lists)).toEqual(['City', 'Due', 'Order']);
  });
});
