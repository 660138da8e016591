import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrder, NEWEST_FIRST } from '../../renderer/order.ts';
import { DEFAULT_LIST_VIEW, SORT_FIELDS, type SortKey } from '../../src/core/list-view.ts';
import { busy, item, KEYS } from './fixture-host.ts';

const workbins = new Map(busy().workbins.map((workbin) => [workbin.key, workbin]));
const sorted = (...sort: readonly SortKey[]) => [...busy().items].sort(createOrder(sort, workbins, 'en').compare);
const up = (by: SortKey['by']): SortKey => ({ by, descending: false });
const down = (by: SortKey['by']): SortKey => ({ by, descending: true });

describe('the order of rows', () => {
  it('is the newest first where nothing else was chosen', () => {
    expect(createOrder(DEFAULT_LIST_VIEW.sort, workbins, 'en')).toBe(NEWEST_FIRST);
  });

  it.each([
    [up('age'), ['0003aAEMAIL0001', '0003aAEMAIL0002']],
    [down('age'), ['0003aACHAT00002', '0003aAWORK00003']],
    [up('subject'), ['0003aATWEET0001', '0003aAHOST00001']],
    [up('media'), ['0003aACHAT00001', '0003aACHAT00002']],
    [up('unread'), ['0003aAEMAIL0001', '0003aAEMAIL0002']],
  ])('by %o begins with %j', (key, first) => {
    expect(
      sorted(key)
        .slice(0, 2)
        .map(({ id }) => id),
    ).toEqual(first);
  });

  it.each([[up('subject')], [down('subject')], [up('age')], [down('age')], [up('customer')], [down('customer')]])(
    'by %o puts what has no value last',
    (key) => {
      const last = sorted(key).at(-1);
      expect([last?.subject, last?.customer, last?.receivedAt]).toContain(null);
    },
  );

  it('goes by the next key where the first does not decide', () => {
    const rows = sorted(up('workbin'), down('age'));

    const names = rows.map(({ workbin }) => workbins.get(workbin)?.name ?? '');
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    const billing = rows.filter(({ workbin }) => workbin === KEYS.billing).map(({ receivedAt }) => receivedAt ?? 0);
    expect(billing).toEqual([...billing].sort((a, b) => a - b));
  });

  it('is the same for the same rows, whatever order they come in', () => {
    const rowsOf = fc
      .record({
        id: fc.nat(30),
        waited: fc.option(fc.nat(3)),
        subject: fc.option(fc.constantFrom('a', 'ä', 'B')),
        unread: fc.boolean(),
      })
      .map(({ id, waited, subject, unread }) => ({ ...item([`${id}`, KEYS.billing, 'email', subject, null, waited]), unread }));
    const keys = fc.array(fc.record({ by: fc.constantFrom(...SORT_FIELDS), descending: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    });

    fc.assert(
      fc.property(fc.uniqueArray(rowsOf, { selector: ({ id }) => id, maxLength: 12 }), keys, (rows, sort) => {
        const { compare } = createOrder(sort, workbins, 'en');

        expect([...rows].reverse().sort(compare)).toEqual([...rows].sort(compare));
        for (const a of rows) for (const b of rows) expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
      }),
      { seed: 1613 },
    );
  });
});
