import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  findUnwritten,
  loosen,
  markMatches,
  NO_FILTERS,
  passes,
  Searcher,
  searchRows,
  toRow,
  type Filters,
} from '../../renderer/search.ts';
import { readTerms } from '../../src/core/fold.ts';
import { busy, KEYS } from './fixture-host.ts';

const rows = busy().items.map(toRow);
const workbins = new Map(busy().workbins.map((workbin) => [workbin.key, workbin]));
const found = (query: string) => searchRows(rows, readTerms(query), new Set()).map(({ id }) => id);
const through = (filters: Partial<Filters>) =>
  rows.filter((row) => passes(row, { ...NO_FILTERS, ...filters }, { workbins, ageOf: () => 'fresh' })).length;

describe('a search', () => {
  it.each([
    ['refund', ['0003aAEMAIL0001']],
    ['ORDER ada', ['0003aAEMAIL0001']],
    ['großkreutz', ['0003aAEMAIL0002']],
    ['grosskreutz', ['0003aAEMAIL0002']],
    ['helene lefevre', ['0003aAWORK00002']],
    ['0003aafa', ['0003aAFACE00001']],
    ['佐藤', ['0003aASMS000001']],
    ['tweet', ['0003aATWEET0001']],
    ['refund claim', []],
  ])('for “%s” finds %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('for nothing finds everything, as it is', () => {
    expect(searchRows(rows, readTerms('  '), new Set())).toBe(rows);
  });

  it('finds in its place what was found elsewhere, too', () => {
    const also = new Set([rows[7]!.id]);

    expect(searchRows(rows, readTerms('refund'), also)).toEqual([rows[0], rows[7]]);
  });
});

describe('a search while one types', () => {
  it('finds the same as one of the whole text at once, whatever was typed before', () => {
    const typed = fc.array(fc.constantFrom('r', 're', 'ref', 'refund', 'refund a', 'ada', '', 'claim', 'claim 4', 'x'), {
      maxLength: 12,
    });

    fc.assert(
      fc.property(typed, fc.subarray(rows.map(({ id }) => id)), (queries, found) => {
        const searcher = new Searcher();
        for (const query of queries) {
          const terms = readTerms(query);
          const also = new Set(found);
          expect(searcher.search(rows, terms, also)).toEqual(searchRows(rows, terms, also));
        }
      }),
      { seed: 1616 },
    );
  });
});

describe('filters', () => {
  it.each([
    [{}, 16],
    [{ media: 'chat' }, 2],
    [{ workbin: KEYS.billing }, 4],
    [{ owner: 'me' as const }, 5],
    [{ unread: true }, 3],
    [{ unread: true, media: 'chat' }, 1],
    [{ age: 'old' as const }, 0],
    [{ segment: 'Gold' }, 0],
  ])('%j let %i rows through', (filters, count) => {
    expect(through(filters)).toBe(count);
  });

  it('are named while they are set, and can be let go of one by one', () => {
    const filters: Filters = { ...NO_FILTERS, media: 'chat', unread: true };

    expect(activeFilters(filters)).toEqual(['media', 'unread']);
    expect(activeFilters(loosen(filters, 'media'))).toEqual(['unread']);
    expect(activeFilters(NO_FILTERS)).toEqual([]);
  });
});

describe('what was found though it is not written in the row', () => {
  it.each([
    ['0003aaemail', { id: true, media: false }],
    ['email', { id: true, media: true }],
    ['refund', { id: false, media: false }],
    ['ada 0001', { id: true, media: false }],
    ['', { id: false, media: false }],
  ])('for “%s” is %j', (query, unwritten) => {
    expect(findUnwritten(busy().items[0]!, readTerms(query))).toEqual(unwritten);
  });
});

describe('a match', () => {
  const marks = (text: string, query: string) =>
    markMatches(text, readTerms(query))
      .map(({ text: piece, isMatch }) => (isMatch ? `[${piece}]` : piece))
      .join('');

  it.each([
    ['Refund for order', 'ord', 'Refund for [ord]er'],
    ['Jürgen Großkreutz', 'jurgen grosskreutz', '[Jürgen] [Großkreutz]'],
    ['Hélène', 'e', 'H[é]l[è]n[e]'],
    ['Straße', 'ss', 'Stra[ß]e'],
    ['aaa', 'aa', '[aa]a'],
    ['none', 'x', 'none'],
    ['plain', '', 'plain'],
    ['He\u0301le\u0300ne', 'he', '[He\u0301]le\u0300ne'],
    ['كَتَبَ', 'كت', '[كَتَ]بَ'],
  ])('in “%s” of “%s” is marked: %s', (text, query, marked) => {
    expect(marks(text, query)).toBe(marked);
  });

  it('never changes the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 4 }), (text, query) => {
        expect(
          markMatches(text, readTerms(query))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
      { seed: 1615 },
    );
  });
});
