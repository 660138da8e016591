import { describe, expect, it } from 'vitest';
import { formatAbsolute, formatAge, formatAgo, formatShortAge } from '../../renderer/time.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { formatClock } from '../../src/core/time-text.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime();
const now = at(3, 14, 2);

describe('the age of an item', () => {
  it.each([
    [now - 59_000, 'now'],
    [now + 5000, 'now'],
    [now - 4 * 60_000, '4 min'],
    [now - 59 * 60_000, '59 min'],
    [at(3, 12, 1), '2 h'],
    [at(3, 0, 5), '13 h'],
    [at(2, 16, 20), `yesterday ${formatClock(at(2, 16, 20), ENGLISH)}`],
    [at(1, 9, 5), `Sun ${formatClock(at(1, 9, 5), ENGLISH)}`],
    [new Date(2026, 0, 22).getTime(), '22 Jan'],
    [new Date(2024, 2, 12).getTime(), '12 Mar 2024'],
  ])('%d is %s', (moment, words) => {
    expect(formatAge(moment, now)).toBe(words);
  });

  it('counts hours over midnight while they are few', () => {
    expect(formatAge(at(2, 22, 10), at(3, 1, 20))).toBe('3 h');
  });

  it('leaves the time of day away where there is no room', () => {
    expect(formatShortAge(at(2, 12, 0), now)).toBe('yesterday');
    expect(formatShortAge(at(3, 12, 0), now)).toBe('2 h');
  });

  it('keeps calendar days over a change to summer time', () => {
    const before = new Date(2026, 2, 28, 12).getTime();
    const after = new Date(2026, 2, 29, 20).getTime();

    expect(formatAge(before, after)).toBe(`yesterday ${formatClock(before, ENGLISH)}`);
  });
});

describe('a moment', () => {
  it('is told by its distance, back and ahead', () => {
    expect(formatAgo(now - 20_000, now)).toBe('just now');
    expect(formatAgo(now - 26 * 3_600_000, now)).toBe('1 day ago');
    expect(formatAgo(now - 72 * 3_600_000, now)).toBe('3 days ago');
    expect(formatAgo(now + 20_000, now)).toBe('in 20 s');
  });

  it('is told whole in a tooltip', () => {
    expect(formatAbsolute(now)).toMatch(/^Tuesday,? 3 March 2026 at (14|0?2):02:00/);
  });
});
