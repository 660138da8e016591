import fc from 'fast-check';

/** Any text, of whole characters or of loose halves of surrogate pairs, as `JSON.parse` lets both in. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 5 }).map((units) => String.fromCharCode(...units)),
);

const ODD_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', ''];
const LEAVES = [null, true, false, 0, -1, 1e300, -1e300, 1.5, 9e15, '', ' ', '0', 'null', '2016-03-24 12:52:39.000+0200'];

/**
 * Any JSON value as `JSON.parse` gives it, so that `__proto__` is a member like any other. `keys` come up often as names of
 * members, `words` as texts.
 */
export function anyJson(keys: readonly string[], words: readonly string[] = []): fc.Arbitrary<unknown> {
  const name = fc.oneof({ arbitrary: fc.constantFrom(...keys), weight: 6 }, fc.constantFrom(...ODD_KEYS), anyText);
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(...LEAVES, ...words),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    anyText,
  );
  const { value } = fc.letrec<{ value: string; list: string; record: string }>((tie) => ({
    list: fc.array(tie('value'), { maxLength: 4 }).map((entries) => `[${entries.join(',')}]`),
    record: fc
      .array(fc.tuple(name, tie('value')), { maxLength: 8 })
      .map((entries) => `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`),
    value: fc.oneof(
      { depthSize: 'medium' },
      leaf.map((value) => JSON.stringify(value)),
      tie('list'),
      tie('record'),
    ),
  }));
  return value.map((text): unknown => JSON.parse(text));
}
