import { describe, expect, it } from 'vitest';
import type { Alert, Decision } from '../../src/core/alert.ts';
import type { UserDataField } from '../../src/core/contract.ts';
import { describeArrival, describeOffer } from '../../src/core/rule-subject.ts';
import { blankEntry } from '../../src/core/history.ts';
import {
  noteAgeing,
  noteApp,
  noteConnection,
  noteDecision,
  noteLeaving,
  noteOpening,
  noteWorkitemError,
  type KnownItem,
} from '../../src/core/history-notes.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const BILLING = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing team' });
const MINE = makeWorkbin('m');
const field = (key: string, value: string, internal = false): UserDataField => ({ key, value, internal });
const KNOWN: KnownItem = {
  media: 'email',
  subject: 'Refund',
  customer: 'Ada Njoku',
  receivedAt: START - 1000,
  state: 'InWorkbin',
  userData: [field('RTarget', 'x', true), field('CustomerSegment', 'Gold')],
};
const LETTER = makeItem('1', {
  subject: 'Refund',
  receivedDate: new Date(START - 1000).toISOString(),
  state: 'InWorkbin',
  emailType: 'Inbound',
  userData: { RTarget: 'x', CustomerSegment: 'Gold', FirstName: 'Ada', LastName: 'Njoku', EmailAddress: 'ada@example.com' },
});
const letterWith = (userData: object) => makeItem('1', { userData });
const decision = (more: Partial<Decision> & { at?: typeof BILLING | null }) => ({
  event: 'item-added' as const,
  subject: idOf('1'),
  workbin: BILLING.key,
  outcome: 'alerted' as const,
  alertId: 'a',
  reason: 'it arrived in a watched workbin',
  at: BILLING as typeof BILLING | null,
  asked: describeArrival(BILLING, LETTER, false, START - 400),
  ...more,
});

const PLACE = { workbin: BILLING.key, where: 'Bin b', owner: 'Billing team' };
const ITEM = { id: idOf('1'), media: 'email', subject: 'Refund', customer: 'Ada Njoku', receivedAt: START - 1000 };

describe('what is noted', () => {
  it('of an arrival: the item, where, what became of it and why', () => {
    expect(noteDecision(decision({}), START)).toEqual({
      ...blankEntry('arrived', START),
      ...ITEM,
      ...PLACE,
      outcome: 'alerted',
      reason: 'it arrived in a watched workbin',
      data: [
        ['CustomerSegment', 'Gold'],
        ['FirstName', 'Ada'],
        ['LastName', 'Njoku'],
        ['EmailAddress', 'ada@example.com'],
        ['RTarget', 'x'],
      ],
      asked: {
        from: null,
        waited: 600,
        isOwn: false,
        state: 'InWorkbin',
        direction: 'Inbound',
        address: 'ada@example.com',
        isMore: false,
      },
    });
  });

  it.each([
    ['workitem-status', 'status'],
    ['interaction-offered', 'offered'],
  ] as const)('of a decision on %s: its state, the one before, and no workbin', (event, kind) => {
    const asked = describeOffer(event, LETTER, 'Queued', 'Invited', START);
    const noted = noteDecision(decision({ event, at: null, workbin: null, asked }), START);

    expect(noted).toMatchObject({ kind, state: 'Invited', asked: { from: 'Queued' }, workbin: null, where: null, owner: null });
  });

  it('of an item that is gone already: its id alone', () => {
    const noted = noteDecision(decision({ asked: undefined }), START);

    expect(noted).toMatchObject({ id: '1', media: null, subject: null, data: [], asked: null });
  });

  it('of one in an own workbin: no owner', () => {
    expect(noteDecision(decision({ at: MINE }), START)).toMatchObject({ where: 'Bin m', owner: null });
  });

  it('of a leaving, with a reason only where nobody saw it', () => {
    const item = makeItem('1');

    expect(noteLeaving(BILLING, item, 'event', START)).toEqual({
      ...blankEntry('left', START),
      id: '1',
      media: 'email',
      subject: 'Subject of 1',
      ...PLACE,
    });
    expect(noteLeaving(BILLING, item, 'resync', START).reason).toContain('not watching');
  });

  it('of an opening: what was opened, without its user data, and where', () => {
    expect(noteOpening(idOf('1'), KNOWN, BILLING, false, START)).toEqual({ ...blankEntry('opened', START), ...ITEM, ...PLACE });
    expect(noteOpening(idOf('1'), null, null, true, START).reason).toBe('in the browser');
  });

  it('of an error: the words of the server as data, not as a reason', () => {
    const error = { change: 'error' as const, workitem: { id: idOf('1'), state: null, type: null }, message: 'No such letter' };

    expect(noteWorkitemError(error, KNOWN, START)).toMatchObject({
      id: '1',
      reason: null,
      data: [['message', 'No such letter']],
    });
    expect(noteWorkitemError({ ...error, workitem: null, message: null }, null, START)).toEqual(blankEntry('error', START));
  });

  it('of an alert only where it tells of age', () => {
    const alert: Alert & { at: typeof BILLING } = {
      id: 'a',
      kind: 'item-aged',
      occasion: 'aged',
      title: 'Waits for 4 h',
      body: '',
      count: 0,
      opens: null,
      workbin: BILLING.key,
      interactions: [idOf('1')],
      replaces: null,
      silent: false,
      manner: { sound: 'default', urgency: 'normal' },
      discreet: { title: '', body: '' },
      subjectOnly: { title: '', body: '' },
      at: BILLING,
    };

    expect(noteAgeing(alert, () => KNOWN, START)).toMatchObject({ kind: 'aged', ...ITEM, ...PLACE, outcome: 'alerted' });
    for (const occasion of ['woken', 'unseen'] as const)
      expect(noteAgeing({ ...alert, occasion }, () => KNOWN, START)).toBeNull();
    expect(noteAgeing({ ...alert, interactions: [] }, () => KNOWN, START)).toBeNull();
  });

  it('of the session and the app: how they stand', () => {
    expect(noteConnection({ state: 'offline', reason: 'The server does not answer' }, START)).toMatchObject({
      kind: 'connection',
      state: 'offline',
      reason: 'The server does not answer',
    });
    expect(noteApp('ended', START)).toMatchObject({ kind: 'app', state: 'ended' });
  });
});

describe('the user data that is kept', () => {
  it('is what people attached before what routing did', () => {
    const userData = { RTarget: 'x', Note: 'y', ServiceType: 'z' };
    const asked = describeArrival(BILLING, letterWith(userData), false, START);

    expect(noteDecision(decision({ asked }), START).data.map(([key]) => key)).toEqual(['ServiceType', 'Note', 'RTarget']);
  });

  it('is cut value by value, and ends where there is too much', () => {
    const long = Array.from({ length: 100 }, (_, index) => [`Key ${index}`, 'x'.repeat(5000)] as const);
    const asked = describeArrival(BILLING, letterWith(Object.fromEntries([...long, ['Last', 'short']])), false, START);

    const noted = noteDecision(decision({ asked }), START);

    expect(noted.data[0]?.[1]).toBe(`${'x'.repeat(500)}…`);
    expect(noted.data.at(-1)).toEqual(['Last', 'short']);
    expect(noted.asked?.isMore).toBe(true);
    expect(JSON.stringify(noted.data).length).toBeLessThan(4500);
  });

  it('is of the keys that rules can name', () => {
    const userData = { 'a › b': 'flat', a: { b: 'nested' }, 'c › d': 'flat alone', e: [1, 'x'], f: {}, g: ' ' };
    const asked = describeArrival(BILLING, letterWith(userData), false, START);

    const noted = noteDecision(decision({ asked }), START);

    expect(noted.data).toEqual([
      ['a › b', 'nested'],
      ['e', '[1,"x"]'],
      ['f', '{}'],
    ]);
    expect(noted.asked?.isMore).toBe(true);
  });
});
