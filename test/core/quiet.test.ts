import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decideQuiet, formatQuiet, type QuietHours } from '../../src/core/quiet.ts';

const WORKDAYS = [1, 2, 3, 4, 5];
const DAILY = [0, 1, 2, 3, 4, 5, 6];
const at = (hour: number, minute = 0): number => hour * 60 + minute;
const NIGHT: QuietHours = { days: DAILY, from: at(20), until: at(8) };
const LUNCH: QuietHours = { days: WORKDAYS, from: at(12), until: at(13) };

const quiet = (quietHours: readonly QuietHours[], now: Date, pausedUntil = 0, isDoNotDisturb = false) =>
  decideQuiet({ quietHours, pausedUntil }, isDoNotDisturb, now.getTime());
const end = (quietHours: readonly QuietHours[], iso: string): string | null => {
  const until = quiet(quietHours, new Date(iso))?.until;
  return until === null || until === undefined ? null : new Date(until).toISOString().replace(':00.000Z', 'Z');
};

afterEach(() => vi.unstubAllEnvs());

describe('quiet hours', () => {
  // 3 March 2026 is a Tuesday.
  it.each<[string, QuietHours, Date, Date | null]>([
    ['before', LUNCH, new Date(2026, 2, 3, 11, 59, 59), null],
    ['from their beginning', LUNCH, new Date(2026, 2, 3, 12), new Date(2026, 2, 3, 13)],
    ['to their last moment', LUNCH, new Date(2026, 2, 3, 12, 59, 59, 999), new Date(2026, 2, 3, 13)],
    ['not at their end', LUNCH, new Date(2026, 2, 3, 13), null],
    ['not on another day', LUNCH, new Date(2026, 2, 7, 12, 30), null],
    ['in the evening', NIGHT, new Date(2026, 2, 3, 23), new Date(2026, 2, 4, 8)],
    ['in the small hours', NIGHT, new Date(2026, 2, 3, 2), new Date(2026, 2, 3, 8)],
    ['on the morning after their day', { ...NIGHT, days: [5] }, new Date(2026, 2, 7, 7), new Date(2026, 2, 7, 8)],
    ['not on the morning of their day', { ...NIGHT, days: [5] }, new Date(2026, 2, 6, 7), null],
    ['over the end of a year', NIGHT, new Date(2026, 11, 31, 23), new Date(2027, 0, 1, 8)],
    ['all day where both times are the same', { days: [2], from: 0, until: 0 }, new Date(2026, 2, 3, 15), new Date(2026, 2, 4)],
  ])('hold %s', (_when, hours, now, until) => {
    expect(quiet([hours], now)).toEqual(until && { why: 'quiet-hours', until: until.getTime() });
  });

  it('that meet end with the last of them', () => {
    const hours = [LUNCH, { ...LUNCH, from: at(13), until: at(14) }, { ...LUNCH, from: at(13, 30), until: at(15) }];

    expect(quiet(hours, new Date(2026, 2, 3, 12, 30))?.until).toBe(new Date(2026, 2, 3, 15).getTime());
  });

  it('that never end are told to last for a while', () => {
    const always = [{ days: DAILY, from: 0, until: 0 }];

    expect(quiet(always, new Date(2026, 2, 3, 12))?.until).toBe(new Date(2026, 2, 12).getTime());
  });

  it.each([
    // The clocks go forward at 02:00, back at 03:00.
    ['Europe/Berlin', NIGHT, '2026-03-28T19:00Z', '2026-03-29T06:00Z'],
    ['Europe/Berlin', NIGHT, '2026-03-29T05:59Z', '2026-03-29T06:00Z'],
    ['Europe/Berlin', NIGHT, '2026-03-29T06:00Z', null],
    ['Europe/Berlin', NIGHT, '2026-10-24T18:00Z', '2026-10-25T07:00Z'],
    ['Europe/Berlin', NIGHT, '2026-10-25T06:59Z', '2026-10-25T07:00Z'],
    ['Europe/Berlin', NIGHT, '2026-10-25T07:00Z', null],
    // 02:30 does not exist that night: quiet ends an hour later.
    ['Europe/Berlin', { ...NIGHT, until: at(2, 30) }, '2026-03-29T01:15Z', '2026-03-29T01:30Z'],
    // 02:30 comes twice that night: quiet ends at the first.
    ['Europe/Berlin', { ...NIGHT, until: at(2, 30) }, '2026-10-25T00:15Z', '2026-10-25T00:30Z'],
    ['Europe/Berlin', { ...NIGHT, until: at(2, 30) }, '2026-10-25T01:15Z', null],
    ['America/New_York', NIGHT, '2026-03-08T01:00Z', '2026-03-08T12:00Z'],
    ['America/New_York', NIGHT, '2026-11-01T00:00Z', '2026-11-01T13:00Z'],
    // Half an hour of summer time, beginning in October.
    ['Australia/Lord_Howe', NIGHT, '2026-10-03T10:00Z', '2026-10-03T21:00Z'],
    // The clocks change at midnight, so that there is no 00:00.
    ['America/Santiago', { ...NIGHT, from: 0 }, '2026-09-06T04:30Z', '2026-09-06T11:00Z'],
    ['Asia/Kolkata', NIGHT, '2026-03-03T14:30Z', '2026-03-04T02:30Z'],
    ['Pacific/Kiritimati', NIGHT, '2026-03-03T06:00Z', '2026-03-03T18:00Z'],
  ])('in %s, %j, hold at %s until %s', (zone, hours, now, until) => {
    vi.stubEnv('TZ', zone);

    expect(end([hours], now)).toBe(until);
  });

  it('end exactly when they are said to end, in any time zone', () => {
    const minute = fc.nat({ max: 1439 });
    const hours = fc.record({ days: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1 }), from: minute, until: minute });
    const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'America/Santiago', 'UTC');

    fc.assert(
      fc.property(fc.array(hours, { maxLength: 3 }), fc.nat({ max: 366 * 24 * 60 }), zone, (list, minutes, timeZone) => {
        vi.stubEnv('TZ', timeZone);
        const now = Date.UTC(2026, 0, 1) + minutes * 60_000;
        const state = decideQuiet({ quietHours: list, pausedUntil: 0 }, false, now);
        const until = state?.until ?? now;

        if (state === null) return;
        expect(until).toBeGreaterThan(now);
        // Farther than that it is not looked for.
        if (until - now < 8 * 86_400_000) expect(decideQuiet({ quietHours: list, pausedUntil: 0 }, false, until)).toBeNull();
        expect(decideQuiet({ quietHours: list, pausedUntil: 0 }, false, until - 1)).not.toBeNull();
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('quiet', () => {
  const noon = new Date(2026, 2, 3, 12);

  it.each<[string, Date, Date, 'paused' | 'quiet-hours', Date]>([
    ['a pause that ends first', noon, new Date(2026, 2, 3, 12, 15), 'quiet-hours', new Date(2026, 2, 3, 13)],
    ['a pause that ends last', noon, new Date(2026, 2, 3, 13, 15), 'paused', new Date(2026, 2, 3, 13, 15)],
    ['a pause that ends with them', noon, new Date(2026, 2, 3, 13), 'paused', new Date(2026, 2, 3, 13)],
    ['a pause that ended', noon, new Date(2026, 2, 3, 11), 'quiet-hours', new Date(2026, 2, 3, 13)],
    [
      'a pause that passes into them',
      new Date(2026, 2, 3, 11, 50),
      new Date(2026, 2, 3, 12, 5),
      'paused',
      new Date(2026, 2, 3, 13),
    ],
  ])('of quiet hours and %s is what ends last', (_which, now, paused, why, until) => {
    expect(quiet([LUNCH], now, paused.getTime())).toEqual({ why, until: until.getTime() });
  });

  it('is what was chosen before what the computer asks for', () => {
    const until = noon.getTime() + 1;

    expect(quiet([], noon, until)).toEqual({ why: 'paused', until });
    expect(quiet([LUNCH], noon, 0, true)?.why).toBe('quiet-hours');
    expect(quiet([], noon, 0, true)).toEqual({ why: 'do-not-disturb', until: null });
    expect(quiet([], noon, noon.getTime())).toBeNull();
  });

  it('says why, and until when', () => {
    const formatTime = () => '08:00';

    expect(formatQuiet({ why: 'paused', until: 1 }, formatTime)).toBe('alerts are paused until 08:00');
    expect(formatQuiet({ why: 'quiet-hours', until: 1 }, formatTime)).toBe('quiet hours until 08:00');
    expect(formatQuiet({ why: 'do-not-disturb', until: null }, formatTime)).toBe('this computer asks not to be disturbed');
  });
});
