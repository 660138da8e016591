import fc from 'fast-check';
import { expect, it } from 'vitest';
import { press } from '../../src/storage/press.ts';

it('gives text back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      expect(press.unpack(press.pack(text))).toBe(text);
    }),
  );
});

it('makes what repeats itself much smaller', () => {
  const text = Array.from({ length: 30 }, (_, number) => JSON.stringify({ id: `00011aAAA${number}`, CustomerSegment: 'Gold' }));

  expect(press.pack(text.join('\n')).length).toBeLessThan(text.join('\n').length / 4);
});
