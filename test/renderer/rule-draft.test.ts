import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCondition, finishRule, moveEntry, NEW_RULE } from '../../renderer/rule-draft.ts';
import type { Condition } from '../../src/core/rule.ts';

describe('a rule that is being written', () => {
  it.each<readonly [Condition['kind'], boolean]>([
    ['workbin', false],
    ['owner', false],
    ['media', false],
    ['field', false],
    ['age', true],
    ['own-action', true],
    ['status', true],
  ])('with a new condition of %s can be kept: %s', (kind, isComplete) => {
    const finished = finishRule({ ...NEW_RULE, when: [createCondition(kind)] }, 'a sentence');

    expect(finished !== null).toBe(isComplete);
  });

  it('has its sentence for a name, cut, where none was given', () => {
    expect(finishRule(NEW_RULE, 'Everything')?.name).toBe('Everything');
    expect(finishRule({ ...NEW_RULE, name: ' Mine ' }, 'Everything')?.name).toBe('Mine');
    expect(finishRule(NEW_RULE, 'x'.repeat(300))?.name).toHaveLength(100);
  });
});

it('moves one entry and leaves the order of the others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(), { maxLength: 6 }),
      fc.integer({ min: -1, max: 6 }),
      fc.integer({ min: -1, max: 6 }),
      (list, from, to) => {
        const moved = moveEntry(list, from, to);

        expect(moved.toSorted()).toEqual(list.toSorted());
        if (from < 0 || from >= list.length || to < 0 || to >= list.length) expect(moved).toEqual(list);
        else expect([moved[to], moved.filter((_, at) => at !== to)]).toEqual([list[from], list.filter((_, at) => at !== from)]);
      },
    ),
    { seed: 6 },
  );
});
