import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/core/date.ts';

const NOON = Date.UTC(2016, 2, 24, 10, 52, 39);

describe('readDate', () => {
  it.each([
    ['as GWS writes it', '2016-03-24 12:52:39.000+0200', NOON],
    ['west of Greenwich', '2016-03-24 05:22:39.000-0530', NOON],
    ['as the PDF prints it, with its blanks', '2016-03-2412: 52: 39.000+0200', NOON],
    ['as the PDF prints the ISO form', '2016-03-24T10: 52: 39Z', NOON],
    ['ISO with Z', '2016-03-24T10:52:39Z', NOON],
    ['ISO in small letters', '2016-03-24t10:52:39z', NOON],
    ['with a colon in the offset', '2016-03-24T12:52:39.000+02:00', NOON],
    ['with hours alone in the offset', '2016-03-24 12:52:39+02', NOON],
    ['without milliseconds', '2016-03-24 12:52:39+0200', NOON],
    ['without seconds', '2016-03-24 12:52+0200', NOON - 39_000],
    ['with a blank before the offset', '2016-03-24 12:52:39.000 +0200', NOON],
    ['with milliseconds', '2016-03-24 12:52:39.007+0200', NOON + 7],
    ['with tenths', '2016-03-24 12:52:39.5+0200', NOON + 500],
    ['with nanoseconds', '2016-03-24T10:52:39.123456789Z', NOON + 123],
    ['with a comma before the fraction', '2016-03-24 12:52:39,250+0200', NOON + 250],
    ['with blanks around it', ' 2016-03-24 12:52:39.000+0200\n', NOON],
    ['across midnight', '2016-03-24 00:30:00.000+0530', Date.UTC(2016, 2, 23, 19, 0, 0)],
    ['on the 29th of February', '2024-02-29 12:00:00.000+0000', Date.UTC(2024, 1, 29, 12)],
    ['of a mail header', 'Thu, 24 Mar 2016 12:52:39 +0200', NOON],
    ['of a mail header without the weekday', '24 Mar 2016 12:52:39 +0200', NOON],
    ['of a mail header with a day of one digit', 'Wed, 2 Mar 2016 12:52:39 +0000', Date.UTC(2016, 2, 2, 12, 52, 39)],
    ['of a mail header with the zone in a comment', 'Thu, 24 Mar 2016 12:52:39 +0200 (EET)', NOON],
    ['of a mail header that names GMT', 'Thu, 24 Mar 2016 10:52:39 GMT', NOON],
    ['in milliseconds since the epoch', NOON, NOON],
    ['in seconds since the epoch', NOON / 1000, NOON],
    ['in milliseconds as text', String(NOON), NOON],
    ['in seconds as text', String(NOON / 1000), NOON],
  ])('reads a date %s', (_form, written, expected) => {
    expect(readDate(written)).toBe(expected);
  });

  it.each([
    ['no text', undefined],
    ['null', null],
    ['a truth value', true],
    ['a list', ['2016-03-24 12:52:39.000+0200']],
    ['an object', { date: '2016-03-24' }],
    ['nothing', ''],
    ['blanks', '   '],
    ['words', 'yesterday'],
    ['the text null', 'null'],
    ['a date alone', '2016-03-24'],
    ['a time without an offset, which could be any', '2016-03-24 12:52:39.000'],
    ['month 13', '2016-13-24 12:52:39.000+0200'],
    ['month 0', '2016-00-24 12:52:39.000+0200'],
    ['day 32', '2016-03-32 12:52:39.000+0200'],
    ['day 0', '2016-03-00 12:52:39.000+0200'],
    ['the 31st of February', '2016-02-31 12:52:39.000+0200'],
    ['the 29th of February of a common year', '2023-02-29 12:52:39.000+0200'],
    ['hour 25', '2016-03-24 25:52:39.000+0200'],
    ['half an hour past 24', '2016-03-24 24:30:00.000+0200'],
    ['minute 60', '2016-03-24 12:60:39.000+0200'],
    ['second 61', '2016-03-24 12:52:61.000+0200'],
    ['an offset of 99 hours', '2016-03-24 12:52:39.000+9999'],
    ['a date with words behind it', '2016-03-24 12:52:39.000+0200 or so'],
    ['zero', 0],
    ['a small number', 42],
    ['a negative number', -NOON],
    ['a number beyond every date', 1e300],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['digits without end', '1'.repeat(5_000_000)],
    ['5 MB of blanks', ' '.repeat(5_000_000)],
  ])('takes %s for no date', (_what, written) => {
    expect(readDate(written)).toBeNull();
  });

  it('reads back every moment of this century at every offset', () => {
    const moment = fc.integer({ min: Date.UTC(2001, 0, 2), max: Date.UTC(2099, 11, 30) });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });

    fc.assert(
      fc.property(moment, offset, (at, minutes) => {
        const local = new Date(at + minutes * 60_000).toISOString();
        const digits = (value: number) => String(Math.floor(value)).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${digits(Math.abs(minutes) / 60)}${digits(Math.abs(minutes) % 60)}`;

        expect(readDate(`${local.slice(0, 10)} ${local.slice(11, 23)}${zone}`)).toBe(at);
        expect(readDate(new Date(at).toISOString())).toBe(at);
      }),
    );
  });

  it('gives a moment that a Date can show, or null, for any text and number', () => {
    const near = fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]?\d\d:\d\d:\d\d(\.\d{1,9})?([+-]\d{4}|Z)$/);

    fc.assert(
      fc.property(fc.oneof(near, fc.string(), fc.double()), (written) => {
        const at = readDate(written);

        if (at !== null) expect(new Date(at).getTime()).not.toBeNaN();
      }),
    );
  });
});
