import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows, isSameLine, keyOf, Lines, oneSection } from '../../renderer/sections.ts';
import { busy, KEYS } from './fixture-host.ts';

const rows = busy().items;
const byMedia = (closed: readonly string[] = []) =>
  groupRows(rows, ({ media }) => ({ group: media, title: media, rank: media === 'chat' ? 0 : 1 }), new Set(closed));

describe('sections', () => {
  it('gather rows in their order, by rank and then by their first row', () => {
    const sections = byMedia();

    expect(sections.map(({ group, size }) => [group, size]).slice(0, 3)).toEqual([
      ['chat', 2],
      ['email', 7],
      ['workitem', 3],
    ]);
    expect(sections[1]?.items).toEqual(rows.filter(({ media }) => media === 'email'));
  });

  it('keep the count of what is folded away', () => {
    const [chat] = byMedia(['chat']);

    expect(chat).toMatchObject({ group: 'chat', size: 2, isOpen: false, items: [] });
  });
});

describe('lines', () => {
  it('of rows without groups are the rows', () => {
    const lines = new Lines(oneSection(rows));

    expect(lines.length).toBe(rows.length);
    expect(lines.at(3)).toEqual({ kind: 'item', item: rows[3] });
    expect([lines.at(-1), lines.at(rows.length)]).toEqual([null, null]);
    expect(lines.findItem(null, rows[2]!.id)).toBe(rows[2]);
    expect(lines.findItem(KEYS.drafts, rows[2]!.id)).toBeNull();
  });

  it('are found again at their place, whatever is folded', () => {
    const closed = fc.subarray([...new Set(rows.map(({ media }) => media))]);

    fc.assert(
      fc.property(closed, (folded) => {
        const sections = byMedia(folded);
        const lines = new Lines(sections);

        expect(lines.length).toBe(sections.reduce((sum, { items }) => sum + items.length + 1, 0));
        for (let place = 0; place < lines.length; place++) {
          const line = lines.at(place)!;
          expect(lines.find(keyOf(line))).toBe(place);
          expect(lines.find(keyOf(line), lines.length - place)).toBe(place);
          expect(lines.find(keyOf(line), 10 * place)).toBe(place);
          expect(isSameLine(keyOf(line), keyOf(lines.at(0)!))).toBe(place === 0);
        }
      }),
      { seed: 1614 },
    );
  });

  it('that are not there have no place', () => {
    const lines = new Lines(byMedia(['chat']));

    expect(lines.find({ group: 'fax' })).toBeNull();
    expect(lines.find(keyOf({ kind: 'item', item: rows[2]! }))).toBeNull();
  });
});
