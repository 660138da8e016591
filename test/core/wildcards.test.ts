import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesWildcards } from '../../src/core/wildcards.ts';

describe('matchesWildcards', () => {
  it.each([
    ['gold', 'gold', true],
    ['gold', 'golden', false],
    ['gold*', 'golden', true],
    ['*gold', 'very gold', true],
    ['*gold', 'golden', false],
    ['g?ld', 'gold', true],
    ['g?ld', 'gld', false],
    ['*a*b*c*', 'xaybzc', true],
    ['*a*b*c*', 'xaycz', false],
    ['a*bc', 'abbc', true],
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['', 'a', false],
    ['**', 'anything', true],
    ['(a+)+$', '(a+)+$', true],
  ])('%j on %j is %j', (pattern, text, fits) => {
    expect(matchesWildcards(pattern, text)).toBe(fits);
  });

  it('agrees with a regular expression of the same meaning', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });

    fc.assert(
      fc.property(letters, text, (pattern, one) => {
        const meaning = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);

        expect(matchesWildcards(pattern, one)).toBe(meaning.test(one));
      }),
      { seed: 1 },
    );
  });
});
