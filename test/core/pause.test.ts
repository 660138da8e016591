import { afterEach, describe, expect, it, vi } from 'vitest';
import { PAUSES } from '../../src/core/pause.ts';

const ends = (now: Date) => PAUSES.map((pause) => [pause.name, new Date(pause.until(now))] as const);

afterEach(() => vi.unstubAllEnvs());

describe('a pause', () => {
  it('ends after 15 minutes, an hour, or on the next morning', () => {
    const now = new Date(2026, 2, 3, 14, 2, 7);

    expect(ends(now)).toEqual([
      ['15 minutes', new Date(2026, 2, 3, 14, 17, 7)],
      ['1 hour', new Date(2026, 2, 3, 15, 2, 7)],
      ['until tomorrow 6:00', new Date(2026, 2, 4, 6)],
    ]);
    expect(now).toEqual(new Date(2026, 2, 3, 14, 2, 7));
  });

  it('ends on the day after, from shortly after midnight and on the last day of a year too', () => {
    const last = (now: Date) => ends(now).at(-1)?.[1];

    expect(last(new Date(2026, 2, 3, 0, 5))).toEqual(new Date(2026, 2, 4, 6));
    expect(last(new Date(2026, 11, 31, 23, 59))).toEqual(new Date(2027, 0, 1, 6));
  });

  it.each([
    ['2026-03-28T20:00:00Z', '2026-03-29T04:00:00Z'],
    ['2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z'],
  ])('from %s lasts until six by the clock when the clocks change that night, %s', (now, end) => {
    vi.stubEnv('TZ', 'Europe/Berlin');

    expect(ends(new Date(now)).at(-1)?.[1].toISOString()).toBe(end.replace('Z', '.000Z'));
  });

  it('of an hour is an hour while the clocks change', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');

    expect(ends(new Date('2026-03-29T00:30:00Z'))[1]?.[1].toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});
