import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_TESTS, type Condition, type Rule } from '../../src/core/rule.ts';
import { asksForOwnActions, decideByRules, explainVerdict, type RuleSubject } from '../../src/core/rules.ts';
import { makeWorkbin } from './samples.ts';

const A = makeWorkbin('a');
const B = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing' });
const LIST_ONLY = { kind: 'list-only' } as const;

const rule = (name: string, when: readonly Condition[], more: Partial<Rule> = {}): Rule => ({
  name,
  on: true,
  when,
  then: LIST_ONLY,
  ...more,
});
const field = (key: string, test: (typeof FIELD_TESTS)[number], value: string): Condition => ({
  kind: 'field',
  key,
  test,
  value,
});

interface Fields {
  readonly fields?: Readonly<Record<string, string>>;
}

const subject = ({ fields = {}, ...more }: Partial<RuleSubject> & Fields = {}): RuleSubject => ({
  event: 'item-added',
  workbin: A.key,
  owner: A.owner,
  media: 'email',
  from: null,
  to: null,
  waited: 0,
  isOwn: false,
  field: (key) => (Object.hasOwn(fields, key) ? (fields[key] ?? null) : null),
  ...more,
});
const status = (from: string | null, to: string | null) =>
  subject({ event: 'workitem-status', workbin: null, owner: null, media: 'workitem', from, to });

const GOLD = { CustomerSegment: ' Gold ' };
const NUMBER = { Orders: '12.5' };
const USER = { kind: 'user', id: 'u1' } as const;

describe('a condition', () => {
  it.each<[string, Condition, RuleSubject, string | null]>([
    ['a workbin', { kind: 'workbin', is: [B.key, A.key] }, subject(), null],
    ['another workbin', { kind: 'workbin', is: [B.key] }, subject(), 'it lies in another workbin'],
    ['a workbin of what is offered', { kind: 'workbin', is: [A.key] }, status(null, 'Invited'), 'it lies in no workbin'],
    ['an own workbin', { kind: 'owner', is: [{ kind: 'me' }] }, subject(), null],
    ['a group', { kind: 'owner', is: [{ kind: 'me' }, B.owner] }, subject({ owner: B.owner }), null],
    ['a colleague', { kind: 'owner', is: [USER] }, subject({ owner: USER }), null],
    [
      'another colleague',
      { kind: 'owner', is: [{ ...USER, id: 'u2' }] },
      subject({ owner: USER }),
      'the workbin is someone else’s',
    ],
    [
      'another group',
      { kind: 'owner', is: [{ kind: 'agentGroup', name: 'Sales' }] },
      subject({ owner: B.owner }),
      'the workbin is someone else’s',
    ],
    [
      'a place group of the same name',
      { kind: 'owner', is: [{ kind: 'placeGroup', name: 'Billing' }] },
      subject({ owner: B.owner }),
      'the workbin is someone else’s',
    ],
    ['an owner of what is offered', { kind: 'owner', is: [{ kind: 'me' }] }, status(null, 'Invited'), 'it lies in no workbin'],
    ['a medium', { kind: 'media', is: ['chat', 'email'] }, subject(), null],
    ['another medium', { kind: 'media', is: ['chat', 'sms'] }, subject(), 'it is no chat or sms'],
    ['a change from and to', { kind: 'status', from: 'invited', to: 'Processing' }, status('Invited', 'Processing'), null],
    ['a change to', { kind: 'status', from: null, to: 'Processing' }, status(null, 'Processing'), null],
    [
      'a change from elsewhere',
      { kind: 'status', from: 'Invited', to: 'Completed' },
      status('Processing', 'Completed'),
      'the state did not change from Invited to Completed',
    ],
    [
      'a change from what is not known',
      { kind: 'status', from: 'Invited', to: null },
      status(null, 'Completed'),
      'the state did not change from Invited',
    ],
    ['a change of what has arrived', { kind: 'status', from: null, to: null }, subject(), 'it is no change of state'],
    ['a value', field('CustomerSegment', 'is', 'gold'), subject({ fields: GOLD }), null],
    ['another value', field('CustomerSegment', 'is', 'silver'), subject({ fields: GOLD }), '“CustomerSegment” is not “silver”'],
    ['a part of a value', field('CustomerSegment', 'contains', 'OL'), subject({ fields: GOLD }), null],
    [
      'another part',
      field('CustomerSegment', 'contains', 'x'),
      subject({ fields: GOLD }),
      '“CustomerSegment” does not contain “x”',
    ],
    ['a pattern', field('CustomerSegment', 'matches', 'g*d'), subject({ fields: GOLD }), null],
    [
      'another pattern',
      field('CustomerSegment', 'matches', 'g?d'),
      subject({ fields: GOLD }),
      '“CustomerSegment” does not match “g?d”',
    ],
    ['a greater number', field('Orders', 'greater', '9'), subject({ fields: NUMBER }), null],
    [
      'a number that is not greater',
      field('Orders', 'greater', '12.5'),
      subject({ fields: NUMBER }),
      '“Orders” is not greater than “12.5”',
    ],
    [
      'a number of what is none',
      field('CustomerSegment', 'greater', '1'),
      subject({ fields: GOLD }),
      '“CustomerSegment” is not greater than “1”',
    ],
    [
      'a number of nothing',
      field('Orders', 'greater', '-1'),
      subject({ fields: { Orders: ' ' } }),
      '“Orders” is not greater than “-1”',
    ],
    ['a value that is not there', field('toString', 'contains', 'a'), subject(), 'there is no “toString”'],
    ['an age', { kind: 'age', minutes: 30 }, subject({ waited: 1_800_000 }), null],
    ['an age not reached', { kind: 'age', minutes: 30 }, subject({ waited: 1_799_999 }), 'it has not waited 30 min'],
    ['an age not known', { kind: 'age', minutes: 30 }, subject({ waited: null }), 'it is not known how long it waits'],
    ['an own action', { kind: 'own-action', is: true }, subject({ isOwn: true }), null],
    ['no own action', { kind: 'own-action', is: false }, subject(), null],
    ['an own action of another', { kind: 'own-action', is: true }, subject(), 'you did not put it there'],
    ['another’s action of one’s own', { kind: 'own-action', is: false }, subject({ isOwn: true }), 'you put it there yourself'],
  ])('on %s says why it does not hold', (_what, condition, one, miss) => {
    const asked = rule('Mine', [condition]);
    const misses = miss === null ? [] : [`rule “Mine” did not match: ${miss}`];

    expect(decideByRules([asked], one, true)).toEqual(
      miss === null ? { kind: 'matched', rule: asked, misses } : { kind: 'unmatched', misses },
    );
  });

  it('looks at the first 2000 characters of a value', () => {
    const long = subject({ fields: { Body: `${'a'.repeat(2000)}needle` } });

    expect(decideByRules([rule('Mine', [field('Body', 'contains', 'needle')])], long).kind).toBe('unmatched');
  });
});

describe('several rules', () => {
  it('are asked in their order, and the first that matches decides', () => {
    const rules = [rule('chat', [{ kind: 'media', is: ['chat'] }]), rule('first', []), rule('second', [])];

    expect(decideByRules(rules, subject())).toEqual({
      kind: 'matched',
      rule: rules[1],
      misses: ['rule “chat” did not match: it is no chat'],
    });
  });

  it('are not asked where they are switched off', () => {
    expect(decideByRules([rule('off', [], { on: false })], subject())).toEqual({ kind: 'unmatched', misses: [] });
  });

  it('are all named that do not match, each with the first thing that is otherwise', () => {
    const chat: Condition = { kind: 'media', is: ['chat'] };
    const gold = field('CustomerSegment', 'is', 'gold');
    const rules = [rule('far', [chat, gold]), rule('near', [{ kind: 'media', is: ['email'] }, gold]), rule('as near', [chat])];

    expect(decideByRules(rules, subject())).toEqual({
      kind: 'unmatched',
      misses: [
        'rule “far” did not match: it is no chat',
        'rule “near” did not match: there is no “CustomerSegment”',
        'rule “as near” did not match: it is no chat',
      ],
    });
  });

  it.each([
    [6, ['a', 'b', 'c', 'd', 'e', 'f'], []],
    [7, ['a', 'b', 'c', 'd', 'e'], ['2 more rules did not match']],
    [9, ['a', 'b', 'c', 'd', 'e'], ['4 more rules did not match']],
  ])('that are %i are named or counted', (count, names, more) => {
    const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
      .slice(0, count)
      .map((name) => rule(name, [{ kind: 'media', is: ['chat'] }]));
    const misses = [...names.map((name) => `rule “${name}” did not match: it is no chat`), ...more];

    expect(decideByRules(rules, subject())).toEqual({ kind: 'unmatched', misses });
    const last = rule('last', []);
    expect(explainVerdict(decideByRules([...rules, last], subject()))).toBe([...misses, 'rule “last” matched'].join('; '));
  });

  it('say nothing of a change that is no offer, unless they speak of changes', () => {
    const all = rule('all', []);
    const completed = rule('completed', [{ kind: 'status', from: null, to: 'Completed' }]);

    expect(decideByRules([all, completed], status('Processing', 'Completed'))).toEqual({
      kind: 'matched',
      rule: completed,
      misses: [],
    });
    expect(decideByRules([all], status('Processing', 'Completed'))).toEqual({ kind: 'unmatched', misses: [] });
    expect(decideByRules([all], status(null, 'Invited'), true)).toEqual({ kind: 'matched', rule: all, misses: [] });
  });
});

it('never tells in a reason what a customer’s data says', () => {
  const secret = 'qqsecretqq';
  const key = fc.constantFrom('subject', 'customer', 'Key');
  const condition = fc.record({
    kind: fc.constant('field' as const),
    key,
    test: fc.constantFrom(...FIELD_TESTS),
    value: fc.constantFrom('a', '1', '*x'),
  });

  fc.assert(
    fc.property(fc.array(fc.array(condition, { minLength: 1 })), (lists) => {
      const rules = lists.map((when, index) => rule(`rule ${index}`, when));
      const fields = { subject: secret, customer: secret, Key: `${secret} 7` };

      const verdict = decideByRules(rules, subject({ fields }));

      expect(explainVerdict(verdict) ?? '').not.toContain(secret);
    }),
    { seed: 2 },
  );
});

it.each<[string, readonly Rule[], boolean]>([
  ['no rule', [], false],
  ['one that asks for something else', [rule('Other', [{ kind: 'media', is: ['chat'] }])], false],
  ['one that is switched off', [rule('Own', [{ kind: 'own-action', is: true }], { on: false })], false],
  [
    'one of several conditions',
    [
      rule('Own', [
        { kind: 'media', is: ['chat'] },
        { kind: 'own-action', is: false },
      ]),
    ],
    true,
  ],
])('of %s it is known whether it asks for what the person did', (_case, rules, asks) => {
  expect(asksForOwnActions(rules)).toBe(asks);
});
