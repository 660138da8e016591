import { describe, expect, it } from 'vitest';
import { describeStanding, type Circumstances, type Standing, type WatchedBin } from '../../src/core/connection-view.ts';
import type { Connection } from '../../src/core/connection.ts';
import { START } from './samples.ts';

const LIVE: Standing = { state: 'live', reason: 'Watching' };
const OFFLINE: Standing = { state: 'offline', reason: 'No answer' };
const OPEN: Connection = { phase: 'open', since: START, attempt: 1, downSince: null, proven: true };
const GOOD: WatchedBin = { name: 'Draft', watch: 'subscribed', reason: null, level: true };
const PENDING: WatchedBin = { name: 'Pending', watch: 'pending', reason: null, level: false };

const describeNow = (more: Partial<Circumstances>) =>
  describeStanding({ connection: OPEN, watched: [GOOD], before: LIVE, aliveAt: START, now: START, wasLive: false, ...more });

describe('without an open session it', () => {
  it.each<[string, Partial<Circumstances>, Standing]>([
    ['is offline when stopped', { connection: { phase: 'stopped' } }, { state: 'offline', reason: 'Not connected' }],
    [
      'is signed out, for the server’s reason',
      { connection: { phase: 'signed-out', since: START, why: 'Access denied' } },
      { state: 'signed-out', reason: 'Access denied' },
    ],
    [
      'is offline while it waits, for the reason of the loss',
      { connection: { phase: 'waiting', attempt: 2, downSince: START, retryAt: START, why: 'Refused' } },
      { state: 'offline', reason: 'Refused' },
    ],
    [
      'is connecting at first',
      { connection: { phase: 'connecting', attempt: 1, downSince: null } },
      { state: 'connecting', reason: 'Connecting to the server' },
    ],
    [
      'stays offline, for the old reason, while it tries again',
      { connection: { phase: 'connecting', attempt: 2, downSince: START }, before: OFFLINE },
      OFFLINE,
    ],
    [
      'is offline while it tries again',
      { connection: { phase: 'connecting', attempt: 2, downSince: START } },
      { state: 'offline', reason: 'Connecting again' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(describeNow(more)).toEqual(expected);
  });
});

describe('a break', () => {
  const broken = (ago: number): Partial<Circumstances> => ({
    connection: { phase: 'interrupted', since: START - ago, why: 'No answer', openSince: START - 60_000 },
  });

  it('is no change for five seconds', () => {
    expect(describeNow(broken(0))).toEqual(LIVE);
    expect(describeNow(broken(4999))).toEqual(LIVE);
    expect(describeNow({ ...broken(4999), before: { state: 'degraded', reason: 'x' } })).toEqual({
      state: 'degraded',
      reason: 'x',
    });
  });

  it('is offline after five seconds', () => {
    expect(describeNow(broken(5000))).toEqual({ state: 'offline', reason: 'No answer' });
  });
});

describe('with an open session it', () => {
  it.each<[string, Partial<Circumstances>, Standing]>([
    ['is live while everything is watched', {}, LIVE],
    ['is live with nothing to watch', { watched: [] }, { state: 'live', reason: 'Connected; there is no workbin to watch' }],
    ['is live just before a silence of 45 s', { aliveAt: START - 44_999 }, LIVE],
    [
      'is offline after a silence of 45 s',
      { aliveAt: START - 45_000 },
      { state: 'offline', reason: 'The server has been silent for too long' },
    ],
    [
      'is connecting before the first poll was answered',
      { connection: { ...OPEN, proven: false } },
      { state: 'connecting', reason: 'Looking up the workbins' },
    ],
    [
      'is connecting before the workbins are listed',
      { watched: null },
      { state: 'connecting', reason: 'Looking up the workbins' },
    ],
    ['is connecting while a workbin is read', { watched: [GOOD, PENDING] }, { state: 'connecting', reason: 'Reading Pending' }],
    [
      'is connecting while workbins are read',
      { watched: [GOOD, PENDING, PENDING] },
      { state: 'connecting', reason: 'Reading 2 workbins' },
    ],
    [
      'is connecting while a subscribed workbin was not read',
      { watched: [{ ...GOOD, level: false }] },
      { state: 'connecting', reason: 'Reading Draft' },
    ],
    [
      'is degraded while a workbin is read that was certain before',
      { watched: [GOOD, PENDING], wasLive: true },
      { state: 'degraded', reason: 'Not yet certain about Pending' },
    ],
    [
      'is degraded where a workbin says why it is not certain',
      { watched: [GOOD, { ...PENDING, reason: 'No answer to Subscribe' }] },
      { state: 'degraded', reason: 'Not certain about Pending: No answer to Subscribe' },
    ],
    [
      'is degraded for the first reason that is told, and names only those that share it',
      { watched: [PENDING, { ...PENDING, name: 'Team', reason: 'Refused' }, { ...PENDING, reason: 'Lost' }] },
      { state: 'degraded', reason: 'Not certain about Team: Refused' },
    ],
    [
      'is degraded where several are uncertain for the same reason',
      { watched: [PENDING, ...[1, 2].map(() => ({ ...PENDING, reason: 'The Interaction Server is not available' }))] },
      { state: 'degraded', reason: 'Not certain about 2 workbins: The Interaction Server is not available' },
    ],
    [
      'is live, but for what failed for good',
      { watched: [GOOD, { name: 'Team', watch: 'failed', reason: 'No permission', level: false }] },
      { state: 'live', reason: 'Watching, except Team: No permission' },
    ],
    [
      'is live, but for what failed without a reason',
      { watched: [GOOD, { name: 'Team', watch: 'failed', reason: null, level: false }] },
      { state: 'live', reason: 'Watching, except Team: refused' },
    ],
    [
      'is not live while one workbin has failed and another is uncertain',
      { watched: [PENDING, { name: 'Team', watch: 'failed', reason: 'No permission', level: false }] },
      { state: 'connecting', reason: 'Reading Pending' },
    ],
    [
      'is offline when silent even where nothing was proven',
      { connection: { ...OPEN, proven: false }, aliveAt: START - 45_000 },
      { state: 'offline', reason: 'The server has been silent for too long' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(describeNow(more)).toEqual(expected);
  });
});
