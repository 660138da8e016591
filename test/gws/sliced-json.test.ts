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

/** The text in pieces of this length; of one for 0. */
function cut(text: string, length: number): string[] {
  return length === 0 ? [text] : (text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? []);
}

async function same(text: string, slice: number, piece = 0): Promise<void> {
  const whole = await outcomeOf(() => JSON.parse(text));

  expect(await outcomeOf(() => parseInSlices(text, slice))).toEqual(whole);
  expect(await outcomeOf(() => parseInSlices(cut(text, piece), slice))).toEqual(whole);
}

const RUNS = { seed: 20_261_120, numRuns: 2000 };

describe('a text in slices', () => {
  it('gives what it gives in one piece, whatever the slices', async () => {
    const spaced = fc.tuple(anyJson(['a', 'b']), fc.constantFrom(undefined, 1, '\t'));

    await fc.assert(
      fc.asyncProperty(spaced, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), ([value, space], slice, piece) =>
        same(JSON.stringify(value, null, space), slice, piece),
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
      fc.asyncProperty(spoilt, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 40 }), (text, slice, piece) =>
        same(text, slice, piece),
      ),
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
    for (const slice of [0, 1, 4]) for (const piece of [0, 1, 2, 3]) await same(text, slice, piece);
  });

  it('may be a single string that is longer than many slices, in many pieces', async () => {
    const text = JSON.stringify({ a: ['x'.repeat(5000), '\\"'.repeat(500)], ['b'.repeat(3000)]: 1 });

    for (const piece of [1, 7, 1000]) await same(text, 10, piece);
  });

  it('lets others have their turn between values that are each longer than a slice', async () => {
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();

    await parseInSlices(JSON.stringify(Array.from({ length: 20 }, () => 'x'.repeat(60))), 50);
    isOver = true;

    expect(turns).toBeGreaterThan(20);
  });

  it('uses up the pieces in which it comes, a little at a time', async () => {
    const pieces = cut(JSON.stringify(Array.from({ length: 1000 }, (_unused, index) => ({ index }))), 10);
    const left: number[] = [];
    const look = (): void => {
      left.push(pieces.length);
      if (pieces.length > 0) setImmediate(look);
    };
    look();

    await parseInSlices(pieces, 100);

    expect(new Set(left).size).toBeGreaterThan(10);
    expect(pieces).toEqual([]);
  });

  it('lets others have their turn between two slices', async () => {
    const turns: string[] = [];
    const list = JSON.stringify(Array.from({ length: 100 }, (_unused, index) => index));
    setImmediate(() => turns.push('other'));

    await parseInSlices(list, 50).then(() => turns.push('parsed'));

    expect(turns).toEqual(['other', 'parsed']);
  });
});
