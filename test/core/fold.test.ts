import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, readTerms } from '../../src/core/fold.ts';

describe('folded text', () => {
  it.each([
    ['Refund 7431', 'refund 7431'],
    ['Hélène LEFÈVRE', 'helene lefevre'],
    ['Großkreutz', 'grosskreutz'],
    ['ﬁne ＡＢＣ', 'fine abc'],
    ['注文番号', '注文番号'],
    ['ΟΔΟΣ Οδός', 'οδοσ οδοσ'],
    ['İstanbul 𝖠', 'istanbul a'],
    ['', ''],
  ])('of “%s” is “%s”', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('stays as it is when it is folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { seed: 1618 },
    );
  });
});

describe('text that is folded run by run', () => {
  it('is what it would be if it were taken apart whole', () => {
    const foldWhole = (text: string) =>
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/\p{M}+/gu, '')
        .replaceAll('ß', 'ss')
        .replaceAll('ς', 'σ');
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('aSß Σςσ\u0301\u0323İıéÅＡﬁ\u1100\u1161"𝖠')) });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'binary' })), (text) => {
        expect(foldText(text)).toBe(foldWhole(text));
      }),
      { seed: 2718 },
    );
  });
});

describe('the terms of a query', () => {
  it.each([
    ['  Größe  ADA ', ['grosse', 'ada']],
    ['ada ADA', ['ada']],
    [' \n', []],
  ])('“%s” are %j', (query, terms) => {
    expect(readTerms(query)).toEqual(terms);
  });
});
