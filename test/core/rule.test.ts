import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Condition, loudest, nameBadRules, RULE, USUAL_MANNER } from '../../src/core/rule.ts';
import { anyJson } from './any-json.ts';

const WHEN: readonly Condition[] = [
  { kind: 'workbin', is: ['me//1' as never] },
  {
    kind: 'owner',
    is: [{ kind: 'me' }, { kind: 'user', id: 'u' }, { kind: 'agentGroup', name: 'A' }, { kind: 'placeGroup', name: 'P' }],
  },
  { kind: 'media', is: ['chat'] },
  { kind: 'status', from: null, to: 'Completed' },
  { kind: 'field', key: 'segment', test: 'is', value: 'gold' },
  { kind: 'field', key: 'Orders', test: 'greater', value: '1e3' },
  { kind: 'age', minutes: 30 },
  { kind: 'own-action', is: true },
];
const read = (value: unknown) => v.safeParse(RULE, value);

describe('a rule', () => {
  it('is read as it was written', () => {
    const rule = {
      name: 'VIP',
      on: false,
      when: WHEN,
      then: { kind: 'alert', sound: 'bell-2', urgency: 'critical', repeatEvery: 5, evenWhenQuiet: true },
    };

    expect(read(rule)).toMatchObject({ success: true, output: rule });
  });

  it('is on, and announces in the usual manner, where it does not say otherwise', () => {
    expect(read({ name: ' VIP ', when: [], then: { kind: 'alert' } }).output).toEqual({
      name: 'VIP',
      on: true,
      when: [],
      then: { kind: 'alert', ...USUAL_MANNER },
    });
  });

  it.each<[string, object]>([
    ['no name', { name: ' ' }],
    ['no outcome', { then: undefined }],
    ['an unknown outcome', { then: { kind: 'explode' } }],
    ['an unknown condition', { when: [{ kind: 'moon', is: 'full' }] }],
    ['a workbin that is none', { when: [{ kind: 'workbin', is: ['x'] }] }],
    ['a list of nothing', { when: [{ kind: 'media', is: [] }] }],
    ['an owner that is none', { when: [{ kind: 'owner', is: [{ kind: 'user' }] }] }],
    ['a number that is none', { when: [{ kind: 'field', key: 'a', test: 'greater', value: 'many' }] }],
    ['an unknown test', { when: [{ kind: 'field', key: 'a', test: 'regex', value: '(a+)+' }] }],
    ['a pattern without end', { when: [{ kind: 'field', key: 'a', test: 'matches', value: '*'.repeat(201) }] }],
    ['an age of nothing', { when: [{ kind: 'age', minutes: 0 }] }],
    ['conditions without end', { when: Array.from({ length: 21 }, () => ({ kind: 'own-action', is: true })) }],
    ['a sound that is a path', { then: { kind: 'alert', sound: '../../etc/passwd' } }],
    ['a repeat of less than a minute', { then: { kind: 'alert', repeatEvery: 0.5 } }],
  ])('with %s is none', (_what, wrong) => {
    expect(read({ name: 'VIP', when: [], then: { kind: 'list-only' }, ...wrong }).success).toBe(false);
  });

  it('may be anything at all, without harm', () => {
    fc.assert(
      fc.property(anyJson(['name', 'when', 'then', 'kind'], ['alert', 'media', 'VIP']), (value) => {
        expect(() => read(value)).not.toThrow();
        expect(() => nameBadRules(value)).not.toThrow();
      }),
      { seed: 3 },
    );
  });
});

it('names the rules that cannot be read, and no other', () => {
  const good = { name: 'Good', when: [], then: { kind: 'hold' } };

  expect(nameBadRules([good, { ...good, name: 'Bad', then: 7 }, 'nonsense', good])).toEqual(['Bad', 'number 3']);
  expect(nameBadRules('nonsense')).toEqual([]);
});

it.each([
  [['normal', 'critical', 'low'], 1],
  [['low', 'normal', 'normal'], 1],
  [['critical', 'critical'], 0],
] as const)('of the manners %j the most urgent counts, of several the first', (urgencies, expected) => {
  const manners = urgencies.map((urgency, index) => ({ ...USUAL_MANNER, urgency, repeatEvery: index }));

  expect(loudest(manners)).toBe(manners[expected]);
});
