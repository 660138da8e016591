import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLine, sealLine } from '../../src/storage/sealed-line.ts';

const KEY = randomBytes(32);

describe('a sealed line', () => {
  it('gives back its texts, whatever they hold and however many they are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 }).map((some) => some.replaceAll('\n', ''));

    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
        expect(openLine(sealLine(texts, KEY), KEY)).toEqual(texts);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('shows nothing of its texts, neither plain nor in base64', () => {
    const canary = 'Ada Njoku wants a refund ';
    const line = sealLine([canary], KEY);

    expect(line).toMatch(/^[\w+/]+=*$/);
    expect(line).not.toContain(Buffer.from(canary).toString('base64').slice(0, 12));
    expect(Buffer.from(line, 'base64').toString('latin1')).not.toContain('Ada');
  });

  it('is never sealed the same way twice', () => {
    expect(sealLine(['same'], KEY)).not.toBe(sealLine(['same'], KEY));
  });

  it('becomes smaller where there is much to repeat', () => {
    const texts = Array.from({ length: 200 }, (_, index) => `{"kind":"arrived","subject":"Letter ${index}"}`);

    expect(sealLine(texts, KEY).length).toBeLessThan(texts.join('\n').length / 3);
  });

  it('cannot be opened with another key', () => {
    expect(openLine(sealLine(['secret'], KEY), randomBytes(32))).toBeNull();
  });

  it.each(['', 'nonsense', 'AAAA', '\0'.repeat(400), 'A'.repeat(38), '{"kind":"arrived"}', 'ü'.repeat(90)])(
    'is not %j',
    (line) => {
      expect(openLine(line, KEY)).toBeNull();
    },
  );

  it('is opened whole or not at all, wherever a bit of it has turned or its end is missing', () => {
    const bytes = Buffer.from(sealLine(['one', 'two'], KEY), 'base64');

    for (let at = 0; at < bytes.length; at++) {
      const turned = Buffer.from(bytes);
      turned[at] = turned[at]! ^ 1;

      expect(openLine(turned.toString('base64'), KEY)).toBeNull();
      expect(openLine(bytes.subarray(0, at).toString('base64'), KEY)).toBeNull();
    }
  });
});
