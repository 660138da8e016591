import { afterEach, expect, it, vi } from 'vitest';
import { SNOOZES } from '../../src/core/snooze.ts';

afterEach(() => vi.unstubAllEnvs());

it('puts aside for 15 minutes, one hour, three hours, or until the next morning', () => {
  const now = new Date(2026, 2, 3, 23, 50, 7);

  expect(SNOOZES.map(({ name, until }) => [name, new Date(until(now))])).toEqual([
    ['15 minutes', new Date(2026, 2, 4, 0, 5, 7)],
    ['1 hour', new Date(2026, 2, 4, 0, 50, 7)],
    ['3 hours', new Date(2026, 2, 4, 2, 50, 7)],
    ['until tomorrow 8:00', new Date(2026, 2, 4, 8)],
  ]);
});

it('wakes at eight by the clock when the clocks change that night', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');

  expect(new Date(SNOOZES.at(-1)!.until(new Date('2026-03-28T20:00:00Z'))).toISOString()).toBe('2026-03-29T06:00:00.000Z');
});
