import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInSlices } from '../../src/gws/sliced-json.ts';
import { anyJson } from '../core/any-json.ts';

/** What comes of it, or that it cannot be read. */
async function outcomeOf(parse: () => unknown): Promise<unknown> {
  try {
    return JSON.stringify(await parse());
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

async function same(text: string, slice: number): Promise<void> {
  const whole = await outcomeOf(() => JSON.parse(text));
  const sliced = await outcomeOf(() => parseInSlices(text, slice));

  expect(sliced).toEqual(whole);
}

const RUNS = { seed: 20_261_120, numRuns: 2000 };

describe('a text in slices', () => {
  it('gives what it gives in one piece, whatever the slices', async () => {
    const spaced = fc.tuple(anyJson(['a', 'b']), fc.constantFrom(undefined, 1, '\t'));

    await fc.assert(
      fc.asyncProperty(spaced, fc.integer({ min: 1, max: 60 }), ([value, space], slice) =>
        same(JSON.stringify(value, null, space), slice),
      ),
      RUNS,
    );
  });

  it('is unreadable exactly where it is in one piece', async () => {
    const spoilt = fc
      .tuple(
        anyJson(['a', 'b']),
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.constantFrom('', ',', '"', '[', ']', '{', '}', ':', '\\', ' ', '1', 'x'),
      )
      .map(([value, place, removed, added]) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        return text.slice(0, at) + added + text.slice(at + removed);
      });

    await fc.assert(
      fc.asyncProperty(spoilt, fc.integer({ min: 1, max: 30 }), (text, slice) => same(text, slice)),
      RUNS,
    );
  });

  it.each([
    '[1,2,]',
    '[,1]',
    '[1 2]',
    '["a" "b"]',
    '{"a":1,}',
    '{"a" 1}',
    '{1:2}',
    '[{]}',
    '["\\"]',
    '["\\\\"]',
    '[1]]',
    '{"__proto__":{"polluted":true},"a":[1]}',
    '{"a":1,"a":[2,3]}',
    '[[],{},[[]],{"a":{}}]',
    '   [ 1 , 2 ]   ',
    '',
    '   ',
  ])('is read as %s is', async (text) => {
    for (const slice of [0, 1, 4]) await same(text, slice);
  });

  it('lets others have their turn between two slices', async () => {
    const turns: string[] = [];
    const list = JSON.stringify(Array.from({ length: 100 }, (_unused, index) => index));
    setImmediate(() => turns.push('other'));

    await parseInSlices(list, 50).then(() => turns.push('parsed'));

    expect(turns).toEqual(['other', 'parsed']);
  });
});
