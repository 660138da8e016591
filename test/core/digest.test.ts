import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextDigestAt } from '../../src/core/digest.ts';

describe('the digest', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each([
    ['an ordinary day', '2026-11-20T09:10+01:00', 120, '2026-11-20T10:00+01:00'],
    ['the moment of the last', '2026-11-20T10:00+01:00', 120, '2026-11-20T12:00+01:00'],
    ['the end of the day', '2026-11-20T23:30+01:00', 100, '2026-11-21T00:00+01:00'],
    ['the day that is an hour shorter', '2026-03-29T08:10+02:00', 240, '2026-03-29T12:00+02:00'],
    ['the hour that is left out', '2026-03-29T01:50+01:00', 60, '2026-03-29T03:00+02:00'],
    ['the day that is an hour longer', '2026-10-25T08:10+01:00', 240, '2026-10-25T12:00+01:00'],
    ['the hour that comes twice', '2026-10-25T02:10+01:00', 30, '2026-10-25T03:00+01:00'],
  ])('comes by the clock on %s', (_day, now, every, next) => {
    vi.stubEnv('TZ', 'Europe/Berlin');

    expect(new Date(nextDigestAt(Date.parse(now), every)).toISOString()).toBe(new Date(next).toISOString());
  });
});
