import { describe, expect, it } from 'vitest';
import { createBins } from '../../src/core/bins.ts';
import type { Connection } from '../../src/core/connection.ts';
import type { Standing } from '../../src/core/connection-view.ts';
import { createInbox } from '../../src/core/inbox.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { createSessionRecord } from '../../src/core/session-record.ts';
import { makeWorkbin, START } from './samples.ts';

const OPEN: Connection = { phase: 'open', since: START, attempt: 1, downSince: null, proven: true };
const WAITING: Connection = { phase: 'waiting', attempt: 1, downSince: START, retryAt: START + 9000, why: 'No answer' };
const DRAFTS = makeWorkbin('drafts');
const ANNA = { id: 'u1', userName: 'anna', fullName: 'Anna Fox', multimedia: true, mustChangePassword: false };

/** The record of a session with one workbin, and what it told: states, and alerts by their title. */
function follow() {
  const told: string[] = [];
  const bins = createBins(createInbox());
  const record = createSessionRecord(
    {
      server: 'https://gws.example.com',
      bins,
      announcer: { plain: (_kind, { title }) => `alert-${told.push(`alert: ${title}`)}` },
      t: ENGLISH,
      tell: ({ state }: Standing) => void told.push(state),
    },
    START,
  );
  return {
    told,
    record,
    /** The workbins are listed, and the one that there is has been read. */
    read(at: number) {
      bins.plan([{ workbin: DRAFTS, watched: true }]);
      bins.watch(DRAFTS.key, { watch: 'subscribed', reason: null, level: true }, at);
      bins.read(DRAFTS.key, at);
      record.listed();
    },
  };
}

describe('how the session stands', () => {
  it('is connecting before the server has listed its workbins, then live', () => {
    const { record, told, read } = follow();

    record.connection(OPEN, START + 1000);
    record.look(START + 1000);
    read(START + 2000);
    record.look(START + 2000);

    expect(told).toEqual(['connecting', 'live']);
    expect(record.state()).toBe('live');
  });

  it('is told before the alert that it gives rise to', () => {
    const { record, told, read } = follow();
    record.connection(OPEN, START);
    read(START);
    record.look(START);

    record.connection({ phase: 'signed-out', since: START + 1000, why: 'Access denied' }, START + 1000);
    record.look(START + 1000);

    expect(told).toEqual(['live', 'signed-out', 'alert: Please sign in again']);
  });

  it('is to be looked at when the server will have been silent for too long', () => {
    const { record, read } = follow();
    record.connection(OPEN, START);
    read(START);

    expect(record.look(START)).toBe(START + 45_000);
    record.alive(75_000, START + 10_000);
    expect(record.look(START + 10_000)).toBe(START + 85_000);
  });

  it('is to be looked at when the Interaction Server will have been down for a minute', () => {
    const { record, told, read } = follow();
    record.connection(OPEN, START);
    read(START);
    record.alive(90_000, START);
    record.services([{ type: 'MultiMediaState', state: 'Inactive' }]);

    expect(record.look(START)).toBe(START + 60_000);
    record.look(START + 60_000);
    expect(told).toEqual(['live', 'alert: The Interaction Server is not running']);
  });

  it('has no list of workbins any more once a session has ended', () => {
    const { record, read } = follow();
    record.connection(OPEN, START);
    read(START);
    const listed = record.isListed();

    record.connection({ phase: 'interrupted', since: START, why: 'No answer', openSince: START }, START);
    const afterBreak = record.isListed();
    record.connection(WAITING, START);

    expect([listed, afterBreak, record.isListed()]).toEqual([true, true, false]);
  });
});

it('names the services whose state is new', () => {
  const { record } = follow();
  const voice = { type: 'Voice', state: 'Active' };

  const first = record.services([voice, { type: 'Chat', state: 'Active' }]);
  const second = record.services([voice, { type: 'Chat', state: 'Inactive' }]);

  expect(first.map(({ type }) => type)).toEqual(['Voice', 'Chat']);
  expect(second).toEqual([{ type: 'Chat', state: 'Inactive' }]);
});

describe('its view', () => {
  it('says who is signed in where, and nothing else of the account', () => {
    const { record } = follow();
    expect(record.view(START).account).toBeNull();

    record.account(ANNA);

    expect(record.view(START).account).toEqual({ server: 'https://gws.example.com', userName: 'anna', fullName: 'Anna Fox' });
  });

  it('says when the next attempt is due, only while one is waited for', () => {
    const { record } = follow();
    const before = record.view(START).connection.retryAt;

    record.connection(WAITING, START);

    expect([before, record.view(START).connection.retryAt]).toEqual([null, START + 9000]);
  });

  it('says of what was certain that it was so until the last sign of life', () => {
    const { record, read } = follow();
    record.connection(OPEN, START);
    read(START);
    record.look(START);
    expect(record.view(START).workbins[0]).toMatchObject({ watchedSince: START, staleSince: null });

    record.alive(45_000, START + 20_000);
    record.connection(WAITING, START + 25_000);
    record.look(START + 25_000);

    expect(record.view(START + 30_000).workbins[0]).toMatchObject({ watchedSince: null, staleSince: START + 20_000 });
  });
});
