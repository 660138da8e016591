import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstText, readRecord, readRecords, readText } from '../../src/core/record.ts';
import { anyJson } from './any-json.ts';

describe('readRecord', () => {
  it('takes an object as it is', () => {
    const value = { a: 1 };

    expect(readRecord(value)).toBe(value);
  });

  it.each([[null], [undefined], ['text'], [7], [true], [[]], [[{ a: 1 }]]])('takes %j for none', (value) => {
    expect(readRecord(value)).toBeNull();
  });
});

describe('readText', () => {
  it.each([
    ['text', 'text'],
    ['  text\n', 'text'],
    [0, '0'],
    [-1.5, '-1.5'],
    ['0', '0'],
  ])('reads %j as %j', (value, expected) => {
    expect(readText(value)).toBe(expected);
  });

  it.each([[''], ['  \t\n'], [null], [undefined], [true], [Number.NaN], [Number.POSITIVE_INFINITY], [[]], [['text']], [{}]])(
    'finds nothing said in %j',
    (value) => {
      expect(readText(value)).toBeNull();
    },
  );
});

describe('firstText', () => {
  it('prefers the member named first, and passes over what says nothing', () => {
    const record = { displayName: ' ', workbinName: null, name: 'Drafts', id: '7' };

    expect(firstText(record, 'displayName', 'workbinName', 'name', 'id')).toBe('Drafts');
  });

  it('finds nothing where no member is text', () => {
    expect(firstText({ a: {}, b: [] }, 'a', 'b', 'c')).toBeNull();
  });

  it('does not find what every object inherits', () => {
    expect(firstText({}, 'constructor', 'toString', '__proto__')).toBeNull();
  });

  it('finds members of such names that came off the wire', () => {
    const record = readRecord(JSON.parse('{"__proto__":"one","constructor":"two"}'))!;

    expect(firstText(record, '__proto__')).toBe('one');
    expect(firstText(record, 'constructor')).toBe('two');
  });
});

describe('readRecords', () => {
  it('keeps the objects of a list', () => {
    expect(readRecords([{ a: 1 }, null, 'text', [{ b: 2 }], { c: 3 }])).toEqual([{ a: 1 }, { c: 3 }]);
  });

  it('keeps the objects among the values of an object', () => {
    expect(readRecords({ one: { a: 1 }, two: 'text', three: { b: 2 } })).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it.each([[null], [undefined], ['text'], [7]])('finds none in %j', (value) => {
    expect(readRecords(value)).toEqual([]);
  });

  it('reads any JSON value', () => {
    fc.assert(fc.property(anyJson(['a']), (value) => readRecords(value).every((entry) => readRecord(entry) === entry)));
  });
});
