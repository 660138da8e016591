import { describe, expect, it } from 'vitest';
import { findArrivals, formatArrivals } from '../../renderer/arrivals.ts';
import { formatFailure } from '../../renderer/host.ts';
import { compareNewestFirst, countAges } from '../../renderer/items.ts';
import { formatReport } from '../../renderer/report.ts';
import { findRefusedField } from '../../renderer/sign-in.ts';
import { formatState, formatUncertain, formatWatch, isAway, readMark } from '../../renderer/standing.ts';
import { formatItemState, readMedia, readService } from '../../renderer/words.ts';
import { busy, counted, degraded, exceptOne, firstStart, item, KEYS, loading, NOW, stale } from './fixture-host.ts';

describe('words', () => {
  it('says what is not watched and why', () => {
    const { connection, workbins } = degraded();
    const failed = workbins.map((workbin) => ({ ...workbin, watch: 'failed' as const, reason: null }));

    expect(formatUncertain(connection, workbins)).toBe('Not watching Claims: The server refused to watch it');
    expect(formatUncertain(connection, failed.slice(0, 1))).toBe('Not watching Follow-ups');
    expect(formatUncertain(connection, failed.slice(0, 2))).toBe('Not watching Follow-ups and Drafts');
    expect(formatUncertain(connection, failed.slice(0, 5))).toBe('Not watching Follow-ups, Drafts and 3 more');
    expect(formatUncertain({ ...connection, reason: 'the Interaction Server is away.' }, [])).toBe(
      'The Interaction Server is away',
    );
  });

  it('tells how a workbin is watched', () => {
    const { workbins, connection } = degraded();
    const words = workbins.map((workbin) => formatWatch(workbin, connection));

    expect(new Set(words)).toEqual(
      new Set([
        'Watching',
        'Not watched, by your choice',
        'Not watching: The server refused to watch it',
        'Not certain yet: The server did not confirm it',
      ]),
    );
  });

  it('claims to watch nothing while there is no connection', () => {
    const { workbins, connection } = degraded();
    const [first] = workbins;
    const said = (more: Partial<typeof connection>) => formatWatch(first!, { ...connection, ...more });

    expect(said({ state: 'offline' })).toBe('Not watching while offline');
    expect(said({ state: 'offline', freshAt: null })).toBe('Not watching while offline');
    expect(said({ state: 'signed-out' })).toBe('Not watching while offline');
    expect(said({ state: 'connecting' })).toBe('Not watching while offline');
    expect(said({ state: 'connecting', freshAt: null })).toBe('Watching');
    expect(new Set(workbins.map((workbin) => formatWatch(workbin, stale().connection)))).toEqual(
      new Set(['Not watching while offline', 'Not watched, by your choice']),
    );
    expect([busy(), degraded(), loading(), stale(), firstStart()].map(({ connection: one }) => isAway(one))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('calls nothing live that is not all live', () => {
    const { connection, workbins } = exceptOne();
    const watched = workbins.filter((workbin) => workbin.watched);
    const failed = watched.map((workbin) => ({ ...workbin, watch: 'failed' as const }));

    expect([formatState(connection, watched), readMark(connection, watched)]).toEqual(['Live, except 1 workbin', 'degraded']);
    expect(formatState(connection, [...watched, ...failed.slice(0, 2)])).toBe('Live, except 3 workbins');
    expect([formatState(connection, failed), readMark(connection, failed)]).toEqual(['Connected, watching nothing', 'offline']);
    expect([formatState(connection, []), readMark(connection, [])]).toEqual(['Live', 'live']);
    expect([formatState(stale().connection, failed), readMark(stale().connection, failed)]).toEqual(['Offline', 'offline']);
  });

  it('finds the field where a refused sign-in can be mended', () => {
    expect(findRefusedField('The server did not accept this user name and password')).toBe('password');
    expect(findRefusedField('The password must be changed first. Sign in to Workspace and change it there')).toBe('password');
    expect(findRefusedField('No server of this name is known (ENOTFOUND)')).toBe('server');
    expect(findRefusedField('The certificate of the server is for another name (ERR_TLS_CERT_ALTNAME_INVALID)')).toBe('server');
    expect(findRefusedField('The server answered with HTTP 503')).toBe('server');
  });

  it('tells a state from where the item lies', () => {
    expect(formatItemState({ state: 'Invited', workbin: null })).toBe('Offered to you');
    expect(formatItemState({ state: 'Invited', workbin: KEYS.billing })).toBe('Offered to someone');
    expect(formatItemState({ state: 'InWorkbin', workbin: KEYS.billing })).toBe('Waits in a workbin');
  });

  it('names what it does not know as the server does', () => {
    expect(readMedia('fax')).toEqual({ label: 'fax', icon: 'generic' });
    expect(readMedia('constructor').icon).toBe('generic');
    expect(readService({ type: 'toString', state: 'Sleeping' })).toEqual({ name: 'toString', does: '', state: 'Sleeping' });
    expect(readService({ type: 'MultiMediaState', state: 'Inactive' }).state).toBe('Not running');
    expect(formatItemState({ state: 'Assigned', workbin: null })).toBe('Assigned');
  });

  it('gives a failure in the words of the host', () => {
    expect(formatFailure(new Error("Error invoking remote method 'changeSettings': TypeError: The address is no address"))).toBe(
      'The address is no address.',
    );
    expect(formatFailure(undefined)).toBe('It did not work, and no reason was given.');
  });
});

describe('items', () => {
  it('come newest first, those without a time last, always in the same order', () => {
    const [first, second, ...more] = busy().items;
    const same = [first, second].flatMap((one) => (one === undefined ? [] : [{ ...one, receivedAt: NOW }]));

    const ids = [...more, ...same].sort(compareNewestFirst).map(({ id }) => id);

    expect(ids).toEqual(
      [...same, ...more]
        .reverse()
        .sort(compareNewestFirst)
        .map(({ id }) => id),
    );
    expect(ids.slice(0, 2)).toEqual(['0003aAEMAIL0001', '0003aAEMAIL0002']);
    expect(ids.at(-1)).toBe('0003aAEMAIL0006');
  });

  it('are fresh, getting old and too old by the limits of their workbin', () => {
    expect(countAges(busy().items, busy().settings, NOW).get(KEYS.billing)).toEqual({ fresh: 2, old: 1, 'too-old': 1 });
    const ageLimitsByWorkbin = { [KEYS.claims]: { warnAfter: 1, breachAfter: 0 } };
    const own = countAges(busy().items, { ageLimits: { warnAfter: 0, breachAfter: 0 }, ageLimitsByWorkbin }, NOW);
    expect(own.get(KEYS.billing)).toEqual({ fresh: 4, old: 0, 'too-old': 0 });
    expect(own.get(KEYS.claims)).toEqual({ fresh: 0, old: 3, 'too-old': 0 });
  });
});

describe('arrivals', () => {
  const fresh = item(['0003aANEW000001', KEYS.claims, 'chat', 'Water again', 'Rosa Delgado', 0, true]);
  const before = busy();

  it('are the unread ones of the rows that came', () => {
    expect(findArrivals(before, [fresh])).toEqual([{ item: fresh, workbin: 'Claims' }]);
    expect(findArrivals(before, [{ ...fresh, unread: false }])).toEqual([]);
  });

  it('are none at the first look', () => {
    expect(findArrivals(null, before.items)).toEqual([]);
    expect(findArrivals(loading(), before.items)).toEqual([]);
    expect(findArrivals(firstStart(), before.items)).toEqual([]);
  });

  it('are told in one sentence', () => {
    const billing = { ...fresh, workbin: KEYS.billing };

    expect(formatArrivals([])).toBe('');
    expect(formatArrivals([{ item: fresh, workbin: 'Claims' }])).toBe('New in Claims: Water again');
    expect(
      formatArrivals([
        { item: fresh, workbin: 'Claims' },
        { item: billing, workbin: 'Billing' },
        { item: billing, workbin: 'Billing' },
      ]),
    ).toBe('3 new: 1 in Claims, 2 in Billing');
  });
});

describe('the report for support', () => {
  it('holds exact times and reasons, and nothing of any customer', () => {
    const snapshot = degraded();

    const report = formatReport({ ...snapshot, workbins: counted(snapshot.workbins, snapshot.items) });

    expect(report).toContain('degraded: Not certain about Overflow: The server did not confirm it');
    expect(report).toContain(new Date(NOW).toISOString());
    expect(report).toContain('agentGroup/Claims%20EMEA/claims: failed (The server refused to watch it)');
    for (const { customer, subject } of snapshot.items) {
      if (customer !== null) expect(report).not.toContain(customer);
      if (subject !== null) expect(report).not.toContain(subject);
    }
  });
});
