import { describe, expect, it } from 'vitest';
import { createAbsenceReader } from '../../src/core/absence.ts';
import { blankEntry, type HistoryEntry, type HistoryKind } from '../../src/core/history.ts';

const MINUTE = 60_000;
type Line = readonly [minute: number, kind: HistoryKind, more?: Partial<HistoryEntry>];

/** Reads the last absence out of these, written in this order, at minute 100. */
function read(...lines: readonly Line[]) {
  const reader = createAbsenceReader(100 * MINUTE);
  let taken = 0;
  for (const [minute, kind, more] of [...lines].reverse()) {
    taken += 1;
    if (!reader.take({ ...blankEntry(kind, minute * MINUTE), ...more })) break;
  }
  const result = reader.result();
  const inMinutes = (at: number | null) => at && at / MINUTE;
  return (
    result && {
      ...result,
      since: result.since / MINUTE,
      until: inMinutes(result.until),
      unwatched: result.unwatched / MINUTE,
      taken,
    }
  );
}
const STARTED: Partial<HistoryEntry> = { state: 'started' };
const ENDED: Partial<HistoryEntry> = { state: 'ended' };

describe('the last absence', () => {
  it('is none where nobody ever looked', () => {
    expect(read()).toBeNull();
    expect(read([1, 'app', STARTED], [2, 'arrived'])).toBeNull();
    expect(read([1, 'app', STARTED], [2, 'back'], [3, 'arrived'])).toBeNull();
  });

  it('reaches from the last look to the next, and counts what happened in it', () => {
    const absence = read(
      [1, 'back'],
      [5, 'arrived', { outcome: 'alerted' }],
      [11, 'arrived', { outcome: 'alerted' }],
      // Written when it had lasted for five minutes.
      [10, 'away'],
      [16, 'arrived', { outcome: 'held' }],
      [17, 'arrived', { outcome: 'silenced' }],
      [18, 'left'],
      [19, 'aged'],
      [30, 'back'],
      [31, 'arrived', { outcome: 'alerted' }],
    );

    expect(absence).toMatchObject({ since: 10, until: 30, arrived: 3, unannounced: 2, left: 1, aged: 1, unwatched: 0 });
  });

  it('lasts until now where nobody has looked again', () => {
    expect(read([1, 'back'], [10, 'away'], [20, 'arrived'])).toMatchObject({ since: 10, until: null, arrived: 1 });
  });

  it('is the latest of several', () => {
    expect(read([1, 'back'], [10, 'away'], [20, 'back'], [30, 'away'], [40, 'back'])).toMatchObject({ since: 30, until: 40 });
  });

  it('goes on over an end of the app and its next starts', () => {
    const absence = read(
      [1, 'back'],
      [10, 'away'],
      [11, 'app', ENDED],
      [20, 'app', STARTED],
      [21, 'connection', { state: 'live' }],
      [22, 'arrived', { outcome: 'grouped' }],
      [23, 'app', ENDED],
      [30, 'app', STARTED],
      [31, 'connection', { state: 'live' }],
      [32, 'back'],
    );

    expect(absence).toMatchObject({ since: 10, until: 32, arrived: 1, unwatched: 10 + 8 });
  });

  it('begins with the last that was written, where the app was killed while somebody looked', () => {
    expect(read([1, 'back'], [5, 'arrived'], [8, 'left'], [20, 'app', STARTED], [21, 'arrived'], [22, 'back'])).toMatchObject({
      since: 8,
      until: 22,
      arrived: 1,
      left: 0,
    });
  });

  it('begins with the last look, where the app was killed while nobody looked', () => {
    expect(read([1, 'back'], [5, 'away'], [8, 'arrived'], [20, 'app', STARTED], [22, 'back'])).toMatchObject({
      since: 5,
      until: 22,
      arrived: 1,
    });
  });

  it('counts the time without a connection', () => {
    const absence = read(
      [1, 'back'],
      [10, 'away'],
      [20, 'connection', { state: 'offline' }],
      [21, 'connection', { state: 'connecting' }],
      [25, 'connection', { state: 'degraded' }],
      [26, 'connection', { state: 'live' }],
      [90, 'connection', { state: 'signed-out' }],
    );

    expect(absence).toMatchObject({ unwatched: 5 + 10 });
  });

  it('asks for no more than it needs', () => {
    expect(read([1, 'arrived'], [2, 'arrived'], [3, 'back'], [10, 'away'], [20, 'back'])?.taken).toBe(3);
  });
});
