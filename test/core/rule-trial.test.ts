import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntry, type AskedFacts, type HistoryEntry } from '../../src/core/history.ts';
import type { Condition, Rule } from '../../src/core/rule.ts';
import { createRuleTrial } from '../../src/core/rule-trial.ts';
import { workbinKey } from '../../src/core/workbin.ts';
import { idOf } from './samples.ts';

const billing = workbinKey('1', { kind: 'agentGroup', name: 'Billing & more' });
const mine = workbinKey('1', { kind: 'me' });

const ASKED: AskedFacts = {
  from: null,
  waited: 5 * 60_000,
  isOwn: false,
  state: null,
  direction: null,
  address: null,
  isMore: false,
};
const arrived = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...blankEntry('arrived', 1_000_000),
  id: idOf('1'),
  workbin: billing,
  where: 'Billing',
  media: 'email',
  subject: 'Refund',
  receivedAt: 1_000_000 - 5 * 60_000,
  data: [
    ['CustomerSegment', 'Gold'],
    ['Order › Number', '7431'],
  ],
  asked: ASKED,
  ...more,
});
const listOnly = (...when: readonly Condition[]): Rule => ({ name: 'a rule', on: true, when, then: { kind: 'list-only' } });

function run(entries: readonly HistoryEntry[], before: readonly Rule[], after: readonly Rule[]) {
  const trial = createRuleTrial(before, after);
  entries.every((entry) => trial.take(entry));
  return trial.result();
}

describe('a trial of rules', () => {
  it.each<readonly [string, Condition, Partial<HistoryEntry>, Partial<HistoryEntry>]>([
    ['the workbin', { kind: 'workbin', is: [billing] }, {}, { workbin: mine }],
    ['its owner', { kind: 'owner', is: [{ kind: 'agentGroup', name: 'Billing & more' }] }, {}, { workbin: mine }],
    ['the medium', { kind: 'media', is: ['email'] }, {}, { media: 'chat' }],
    ['the segment', { kind: 'field', key: 'segment', test: 'is', value: 'gold' }, {}, { data: [] }],
    ['user data', { kind: 'field', key: 'Order › Number', test: 'greater', value: '7000' }, {}, { data: [] }],
    ['the subject', { kind: 'field', key: 'subject', test: 'contains', value: 'refund' }, {}, { subject: null }],
    ['the age', { kind: 'age', minutes: 5 }, {}, { asked: { ...ASKED, waited: null } }],
    ['an own action', { kind: 'own-action', is: true }, { asked: { ...ASKED, isOwn: true } }, {}],
    ['the direction', { kind: 'field', key: 'direction', test: 'is', value: 'In' }, { asked: { ...ASKED, direction: 'In' } }, {}],
    ['an address', { kind: 'field', key: 'address', test: 'is', value: 'a@b' }, { asked: { ...ASKED, address: 'a@b' } }, {}],
    [
      'the state before',
      { kind: 'status', from: 'Invited', to: null },
      { kind: 'status', state: 'Revoked', asked: { ...ASKED, from: 'Invited' } },
      { kind: 'status', state: 'Invited' },
    ],
    [
      'a state',
      { kind: 'status', from: null, to: 'Revoked' },
      { kind: 'status', state: 'Revoked' },
      { kind: 'status', state: 'Invited' },
    ],
  ])('asks an entry for %s', (_what, condition, fits, misfits) => {
    const { after } = run([arrived(fits), arrived(misfits)], [], [listOnly(condition)]);

    expect(after).toEqual({ alert: 1, 'list-only': 1, hold: 0 });
  });

  it('says how often each outcome comes about, before and after, and which entries differ', () => {
    const chats = listOnly({ kind: 'media', is: ['chat'] });
    const gold: Rule = {
      name: 'gold',
      on: true,
      when: [{ kind: 'field', key: 'segment', test: 'is', value: 'Gold' }],
      then: { kind: 'hold' },
    };
    const entries = [arrived({ at: 3 }), arrived({ at: 2, media: 'chat' }), arrived({ at: 1, media: 'chat', data: [] })];

    const result = run(entries, [chats], [gold, chats]);

    expect(result).toMatchObject({
      looked: 3,
      since: 1,
      hasMore: false,
      before: { alert: 1, 'list-only': 2, hold: 0 },
      after: { alert: 0, 'list-only': 1, hold: 2 },
      decided: [2, 1],
      changed: 2,
    });
    expect(result.rows.map(({ at, before, after }) => [at, before, after])).toEqual([
      [3, { outcome: 'alert', rule: null }, { outcome: 'hold', rule: 0 }],
      [2, { outcome: 'list-only', rule: 0 }, { outcome: 'hold', rule: 0 }],
    ]);
  });

  it('looks only at what rules decide about, and tells nobody of a change of state unless a rule says so', () => {
    const entries = [
      ...(['left', 'opened', 'connection', 'app', 'away', 'aged'] as const).map((kind) => blankEntry(kind, 9)),
      { ...blankEntry('status', 8), state: 'Processing', media: 'workitem' },
      { ...blankEntry('status', 7), state: 'Invited', media: 'workitem' },
      { ...blankEntry('offered', 6), state: 'Ringing', media: 'chat' },
    ];

    const result = run(entries, [], []);

    expect(result).toMatchObject({ looked: 3, since: 6, after: { alert: 2, 'list-only': 1, hold: 0 }, changed: 0 });
  });

  it('ends after five thousand, and names twenty at most', () => {
    const result = run(
      Array.from({ length: 5002 }, (_, index) => arrived({ at: 9000 - index })),
      [],
      [listOnly()],
    );

    expect(result).toMatchObject({ looked: 5000, hasMore: true, changed: 5000, since: 9000 - 4999 });
    expect(result.rows).toHaveLength(20);
  });

  it('finds that the same rules change nothing', () => {
    const conditions = fc.constantFrom<Condition>(
      { kind: 'media', is: ['email'] },
      { kind: 'age', minutes: 3 },
      { kind: 'workbin', is: [billing] },
    );
    const rules = fc.array(
      fc.array(conditions, { maxLength: 2 }).map((when) => listOnly(...when)),
      { maxLength: 3 },
    );
    const entries = fc.array(fc.constantFrom(arrived(), arrived({ media: 'chat', workbin: mine }), blankEntry('offered', 1)));

    fc.assert(
      fc.property(rules, entries, (same, happened) => {
        const { before, after, changed, looked } = run(happened, same, same);

        expect(after).toEqual(before);
        expect(changed).toBe(0);
        expect(after.alert + after['list-only'] + after.hold).toBe(looked);
      }),
      { seed: 6 },
    );
  });
});
