import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../src/core/language.ts';
import { daysBetween, formatClock, formatDay, formatMoment } from '../../src/core/time-text.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime();
const now = at(3, 14, 2);

describe('the time of day', () => {
  it('has the clock of the locale and no narrow blank', () => {
    const local = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(now);

    expect(formatClock(now, ENGLISH).replace(/\s/g, ' ')).toBe(local.replace(/\s/g, ' '));
    expect(formatClock(now, ENGLISH)).not.toContain('\u202f');
  });
});

describe('a moment', () => {
  it.each([
    [at(3, 9, 30), formatClock(at(3, 9, 30), ENGLISH)],
    [at(2, 23, 59), `yesterday ${formatClock(at(2, 23, 59), ENGLISH)}`],
    [at(4, 0, 0), `tomorrow ${formatClock(at(4, 0, 0), ENGLISH)}`],
    [at(9, 8, 0), `9 Mar, ${formatClock(at(9, 8, 0), ENGLISH)}`],
    [new Date(2100, 0, 1, 8).getTime(), `1 Jan 2100, ${formatClock(at(9, 8, 0), ENGLISH)}`],
    [at(1, 12, 21), `Sun ${formatClock(at(1, 12, 21), ENGLISH)}`],
    [new Date(2026, 0, 22, 12).getTime(), '22 Jan'],
    [new Date(2024, 2, 12, 12).getTime(), '12 Mar 2024'],
  ])('at %d is %s', (moment, words) => {
    expect(formatMoment(moment, now, ENGLISH)).toBe(words);
  });

  it('has a day without a time', () => {
    expect([at(3, 1), at(2, 23), at(1, 1), new Date(2026, 0, 22).getTime()].map((one) => formatDay(one, now, ENGLISH))).toEqual([
      'today',
      'yesterday',
      'Sun',
      '22 Jan',
    ]);
  });

  it('is counted in days of the calendar, over a change to summer time too', () => {
    expect(daysBetween(new Date(2026, 2, 28, 23, 59).getTime(), new Date(2026, 2, 29, 0, 1).getTime())).toBe(1);
    expect(daysBetween(new Date(2026, 2, 28, 1).getTime(), new Date(2026, 2, 30, 0).getTime())).toBe(2);
    expect(daysBetween(at(4, 1), at(3, 23))).toBe(-1);
  });
});
