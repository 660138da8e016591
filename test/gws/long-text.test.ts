import { expect, it } from 'vitest';
import { addPiece, beginningOf } from '../../src/gws/long-text.ts';

it('puts small pieces together, and keeps none that is empty', () => {
  const pieces: string[] = [];
  for (const piece of ['', 'a', '', 'b', 'c'.repeat(70_000), 'd', '', 'e']) addPiece(pieces, piece);

  expect(pieces).toEqual([`ab${'c'.repeat(70_000)}`, 'de']);
});

it.each([
  ['text', 'text'],
  [[' \n', '{"a":', '1}'], '{"a":'],
  [[], ''],
])('begins %j with what says something', (text, beginning) => {
  expect(beginningOf(text)).toBe(beginning);
});
