import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNewestFirst } from '../../renderer/items.ts';
import { createOrder, NEWEST_FIRST } from '../../renderer/order.ts';
import { Rows } from '../../renderer/rows.ts';
import { toRow } from '../../renderer/search.ts';
import { item, KEYS, NOW } from './fixture-host.ts';

const row = (id: string, waited: number | null, subject = 'Refund', workbin = KEYS.billing) =>
  toRow(item([id, workbin, 'email', subject, null, waited]));

describe('the rows', () => {
  it('are known by workbin and id, or by id alone', () => {
    const rows = new Rows();
    const [here, there] = [row('1', 5), row('1', 5, 'Refund', KEYS.claims)];
    rows.change([here, there], []);

    expect(rows.get(KEYS.claims, there.id)).toBe(there);
    expect(rows.get(KEYS.drafts, there.id)).toBeNull();
    expect(rows.find(here.id)).toBe(here);
    expect(rows.find(row('2', 0).id)).toBeNull();
  });

  it('tell what was not there before', () => {
    const rows = new Rows();
    const [one, two] = [row('1', 5), row('2', 5)];

    expect(rows.change([one], [])).toEqual([one]);
    expect(rows.change([{ ...one, unread: true }, two], [])).toEqual([two]);
    expect(rows.replace([one, two, row('3', 5)])).toEqual([row('3', 5)]);
    expect(rows.change([], [two])).toEqual([]);
    expect(rows.change([two], [])).toEqual([two]);
  });

  it('are sorted like a plain list of them after any changes', () => {
    const rowsOf = fc
      .record({
        id: fc.constantFrom('1', '2', '3', '4', '5'),
        waited: fc.option(fc.nat(4)),
        workbin: fc.constantFrom(KEYS.billing, KEYS.claims),
      })
      .map(({ id, waited, workbin }) => row(id, waited, `${NOW}`, workbin));
    const change = fc.record({
      put: fc.array(rowsOf, { maxLength: 4 }),
      gone: fc.array(rowsOf, { maxLength: 4 }),
      all: fc.boolean(),
    });

    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const rows = new Rows();
        const order = createOrder(
          [
            { by: 'unread', descending: true },
            { by: 'age', descending: true },
          ],
          new Map(),
          'en',
        );
        rows.sorted(order);
        const plain = new Map<string, ReturnType<typeof row>>();
        for (const { put, gone, all } of changes) {
          if (all) {
            rows.replace(put);
            plain.clear();
          } else {
            rows.change(put, gone);
          }
          for (const one of put) plain.set(`${one.workbin} ${one.id}`, one);
          if (!all) for (const one of gone) plain.delete(`${one.workbin} ${one.id}`);
        }

        expect(rows.sorted(NEWEST_FIRST)).toEqual([...plain.values()].sort(compareNewestFirst));
        expect(rows.sorted(order)).toEqual([...plain.values()].sort(order.compare));
      }),
      { seed: 1611 },
    );
  });
});
