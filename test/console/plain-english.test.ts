import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_ENGLISH } from '../../src/console/plain-english.ts';
import { ENGLISH_SPEECH } from '../../src/core/language.ts';

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
const { locale } = ENGLISH_SPEECH;

describe('plain English', () => {
  it.each([
    [{ timeStyle: 'short' }, '09:05'],
    [{ weekday: 'short' }, 'Tue'],
    [{ day: 'numeric', month: 'short' }, '3 Sept'],
    [{ day: 'numeric', month: 'short', year: 'numeric' }, '3 Sept 2024'],
  ] as const)('writes a date as %j asks for it', (how, written) => {
    expect(PLAIN_ENGLISH.date(at(2024, 8, 3, 9, 5), how)).toBe(written);
  });

  it('writes what British English writes by Intl', () => {
    const ways = [
      { timeStyle: 'short' },
      { weekday: 'short' },
      { day: 'numeric', month: 'short' },
      { day: 'numeric', month: 'short', year: 'numeric' },
    ] as const;
    fc.assert(
      fc.property(fc.date({ min: new Date(2000, 0), max: new Date(2099, 0), noInvalidDate: true }), (date) => {
        for (const how of ways)
          expect(PLAIN_ENGLISH.date(date.getTime(), how)).toBe(new Intl.DateTimeFormat(locale, how).format(date));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -5_000_000, max: 5_000_000 }), (number) => {
        expect(PLAIN_ENGLISH.number(number)).toBe(new Intl.NumberFormat(locale).format(number));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }), (names) => {
        expect(PLAIN_ENGLISH.list(names)).toBe(new Intl.ListFormat(locale).format(names));
      }),
    );
  });

  it.each([
    [0, '0 items'],
    [1, '1 item'],
    [1532, '1,532 items'],
  ])('counts %i as “%s”', (count, said) => {
    expect(PLAIN_ENGLISH.count(count, '{count} item', '{count} items')).toBe(said);
  });
});
