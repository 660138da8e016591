import { describe, expect, it } from 'vitest';
import type { WatchedBin } from '../../src/core/connection-view.ts';
import type { Connection } from '../../src/core/connection.ts';
import { createStandingRecord } from '../../src/core/standing.ts';
import { START } from './samples.ts';

const GOOD: WatchedBin = { name: 'Draft', watch: 'subscribed', reason: null, level: true };
const CONNECTING: Connection = { phase: 'connecting', attempt: 1, downSince: null };
const OPEN: Connection = { phase: 'open', since: START, attempt: 1, downSince: null, proven: true };
const SIGNED_OUT: Connection = { phase: 'signed-out', since: START, why: 'Access denied' };

const breakAt = (seconds: number): Connection => ({
  phase: 'interrupted',
  since: START + seconds * 1000,
  why: 'No answer',
  openSince: START,
});
const waitSince = (seconds: number): Connection => ({
  phase: 'waiting',
  attempt: 2,
  downSince: START + seconds * 1000,
  retryAt: START,
  why: 'Refused',
});

/** A record that is looked at after so many seconds; gives the state where it is new, and what is announced. */
function follow() {
  const record = createStandingRecord(START);
  return {
    record,
    look(
      seconds: number,
      connection: Connection,
      { watched = [GOOD], silentFor = 0 }: { watched?: readonly WatchedBin[] | null; silentFor?: number } = {},
    ) {
      const now = START + seconds * 1000;
      const { standing, announce, dueAt } = record.update({ connection, watched, aliveAt: now - silentFor * 1000 }, now);
      return { state: standing?.state ?? null, announce, dueIn: (dueAt - now) / 1000 };
    },
  };
}

describe('how the session stands', () => {
  it('is told when it changes, not while it lasts', () => {
    const { look } = follow();

    const states = [look(0, CONNECTING), look(1, OPEN, { watched: null }), look(2, OPEN), look(3, OPEN)].map(
      ({ state }) => state,
    );

    expect(states).toEqual([null, 'connecting', 'live', null]);
  });

  it('is told anew when only the reason changes', () => {
    const { record, look } = follow();
    look(1, OPEN);

    const { state } = look(2, OPEN, {
      watched: [GOOD, { name: 'Team', watch: 'failed', reason: 'No permission', level: false }],
    });

    expect(state).toBe('live');
    expect(record.view(START + 5000)).toMatchObject({
      state: 'live',
      since: START + 1000,
      reason: 'Watching, except Team: No permission',
    });
  });

  it('does not change for a break that heals within five seconds', () => {
    const { look } = follow();
    look(1, OPEN);

    const looks = [look(2, breakAt(2)), look(6, breakAt(2)), look(6.9, OPEN)];

    expect(looks.map(({ state }) => state)).toEqual([null, null, null]);
    expect(looks.map(({ dueIn }) => dueIn).slice(0, 2)).toEqual([5, 1]);
  });

  it('is offline five seconds after a break, and live when it heals', () => {
    const { look } = follow();
    look(1, OPEN);
    look(2, breakAt(2));

    expect(look(7, breakAt(2)).state).toBe('offline');
    expect(look(9, OPEN).state).toBe('live');
  });

  it('is offline at once when the session is lost', () => {
    const { look } = follow();
    look(1, OPEN);

    expect(look(2, waitSince(2)).state).toBe('offline');
  });

  it('is offline after 45 s of silence, and asks to be looked at then', () => {
    const { look } = follow();

    expect(look(1, OPEN).dueIn).toBe(45);
    expect(look(31, OPEN, { silentFor: 30 })).toMatchObject({ state: null, dueIn: 15 });
    expect(look(46, OPEN, { silentFor: 45 }).state).toBe('offline');
    expect(look(47, OPEN).state).toBe('live');
  });

  it('is degraded while a workbin is read anew in a session that was live', () => {
    const { look } = follow();
    look(1, OPEN);

    expect(look(2, OPEN, { watched: [{ ...GOOD, level: false }] }).state).toBe('degraded');
  });

  it('is connecting while workbins are read in a new session', () => {
    const { look } = follow();
    look(1, OPEN);
    look(2, waitSince(2));

    expect(look(20, OPEN, { watched: [{ ...GOOD, level: false }] }).state).toBe('connecting');
  });
});

describe('the view of it', () => {
  it('says since when it is so, and until when everything was certain', () => {
    const { record, look } = follow();
    expect(record.view(START)).toEqual({ state: 'connecting', reason: 'Connecting to the server', since: START, freshAt: null });

    look(1, OPEN);
    expect(record.view(START + 5000)).toEqual({ state: 'live', reason: 'Watching', since: START + 1000, freshAt: START + 5000 });

    look(10, OPEN);
    look(20, waitSince(20));
    expect(record.view(START + 25_000)).toMatchObject({ state: 'offline', since: START + 20_000, freshAt: START + 10_000 });
  });
});

describe('people are alerted', () => {
  it('once when watching has been impossible for a minute, and once when it works again', () => {
    const { look } = follow();
    look(1, OPEN);

    const announced = [
      look(10, waitSince(10)),
      look(69, waitSince(10)),
      look(70, waitSince(10)),
      look(200, waitSince(10)),
      look(300, OPEN, { watched: null }),
      look(301, OPEN),
      look(302, OPEN),
    ].map(({ announce }) => announce);

    expect(announced).toEqual([null, null, 'impossible', null, null, 'possible', null]);
  });

  it('at the moment that the record asks to be looked at', () => {
    const { look } = follow();
    look(1, OPEN);

    expect(look(10, waitSince(10)).dueIn).toBe(60);
    expect(look(40, waitSince(10)).dueIn).toBe(30);
    expect(look(70, waitSince(10))).toMatchObject({ announce: 'impossible', dueIn: Infinity });
  });

  it('when the first connection has not come about for a minute', () => {
    const { look } = follow();

    expect(look(0, CONNECTING)).toMatchObject({ announce: null, dueIn: 60 });
    expect(look(60, waitSince(1)).announce).toBe('impossible');
  });

  it('not of an outage that ends within the minute', () => {
    const { look } = follow();
    look(1, OPEN);

    const announced = [look(10, waitSince(10)), look(69, OPEN), look(80, waitSince(80)), look(139, waitSince(80))].map(
      ({ announce }) => announce,
    );

    expect(announced).toEqual([null, null, null, null]);
  });

  it('of the next outage again', () => {
    const { look } = follow();
    look(1, OPEN);

    const announced = [
      look(10, waitSince(10)),
      look(70, waitSince(10)),
      look(80, OPEN),
      look(90, waitSince(90)),
      look(150, waitSince(90)),
      look(160, OPEN),
    ].map(({ announce }) => announce);

    expect(announced).toEqual([null, 'impossible', 'possible', null, 'impossible', 'possible']);
  });

  it('at once when the server refuses the account, and when signing in works again', () => {
    const { look } = follow();
    look(1, OPEN);

    const announced = [look(10, SIGNED_OUT), look(200, SIGNED_OUT), look(210, CONNECTING), look(211, OPEN)].map(
      ({ announce }) => announce,
    );

    expect(announced).toEqual(['impossible', null, null, 'possible']);
  });

  it('that they must sign in, though an alert has told of an outage before', () => {
    const { look } = follow();
    look(1, OPEN);
    look(10, waitSince(10));
    look(70, waitSince(10));

    expect(look(80, SIGNED_OUT).announce).toBe('impossible');
  });

  it('not while it is only degraded, and not of its end', () => {
    const { look } = follow();
    const uncertain = { watched: [{ ...GOOD, level: false, reason: 'The Interaction Server is not available' }] };
    look(1, OPEN);

    const announced = [look(10, OPEN, uncertain), look(200, OPEN, uncertain), look(300, OPEN)].map(({ announce }) => announce);

    expect(announced).toEqual([null, null, null]);
  });

  it('that watching works again only when it is certain', () => {
    const { look } = follow();
    const uncertain = { watched: [{ ...GOOD, level: false, reason: 'No answer' }] };
    look(0, waitSince(0));
    look(60, waitSince(0));

    expect(look(70, OPEN, uncertain).announce).toBeNull();
    expect(look(80, OPEN).announce).toBe('possible');
  });

  it('not when the app ends', () => {
    const { look } = follow();
    look(1, OPEN);
    look(2, waitSince(2));

    expect(look(100, { phase: 'stopped' })).toMatchObject({ announce: null, dueIn: Infinity });
  });
});
