import { describe, expect, it } from 'vitest';
import { createOfferRepeats } from '../../src/core/offer-repeats.ts';
import type { Quiet } from '../../src/core/quiet.ts';
import { USUAL_MANNER, type Rule } from '../../src/core/rule.ts';
import { describeOffer } from '../../src/core/rule-subject.ts';
import { idOf, makeItem, START } from './samples.ts';

const MINUTE = 60_000;
const NAG: Rule = { name: 'Nag', on: true, when: [], then: { kind: 'alert', ...USUAL_MANNER, repeatEvery: 5 } };

const offer = (id: string, media = 'workitem') => {
  const asked = describeOffer('workitem-status', makeItem(id, {}, media), null, 'Invited', START);
  return { asked, state: 'Invited', isOffer: true };
};

function start(first: readonly Rule[] = [NAG]) {
  const told: string[] = [];
  let rules = first;
  let quiet: Quiet | null = null;
  const repeats = createOfferRepeats({
    announcer: {
      offeredAgain: ({ asked }, _manner, isCatchUp, now) =>
        void told.push(`${asked.item.id} ${(now - START) / MINUTE}${isCatchUp ? ' late' : ''}`),
    },
    settings: () => ({ rules }),
    quiet: () => quiet,
  });
  return {
    repeats,
    told,
    change: (next: readonly Rule[]) => void (rules = next),
    hold: (next: Quiet | null) => void (quiet = next),
    pass(until: number) {
      for (let at = repeats.dueAt(); at !== null && at <= until; at = repeats.dueAt()) repeats.look(at);
    },
  };
}

describe('the alert of an offer', () => {
  it('comes again ten times, each after as many minutes as the rule says', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);

    run.pass(START + 1000 * MINUTE);

    expect(run.told).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50].map((minute) => `1 ${minute}`));
    expect(run.repeats.dueAt()).toBeNull();
  });

  it.each([
    ['there is no rule', []],
    ['the rule does not say so', [{ ...NAG, then: { ...NAG.then, repeatEvery: 0 } }]],
    ['the rule lists it only', [{ ...NAG, then: { kind: 'list-only' } }]],
    ['the rule is switched off', [{ ...NAG, on: false }]],
  ] as const)('does not come again where %s, at once or from the next time on', (_case, rules: readonly Rule[]) => {
    const never = start(rules);
    never.repeats.begin(offer('1'), START);
    const run = start();
    run.repeats.begin(offer('1'), START);
    run.pass(START + 5 * MINUTE);

    run.change(rules);
    run.pass(START + 1000 * MINUTE);

    expect(never.repeats.dueAt()).toBeNull();
    expect(run.told).toEqual(['1 5']);
    expect(run.repeats.dueAt()).toBeNull();
  });

  it('does not come again once it has ended', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);
    run.repeats.begin(offer('2'), START + MINUTE);

    run.repeats.end(idOf('1'));
    run.pass(START + 6 * MINUTE);

    expect(run.told).toEqual(['2 6']);
  });

  it('begins anew with the next state', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);

    run.repeats.begin(offer('1'), START + 4 * MINUTE);
    run.pass(START + 9 * MINUTE);

    expect(run.told).toEqual(['1 9']);
  });

  it('is put off while alerts are held, and comes as often as before', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);

    run.hold({ why: 'paused', until: null });
    run.pass(START + 12 * MINUTE);
    run.hold(null);
    run.pass(START + 1000 * MINUTE);

    expect(run.told).toHaveLength(10);
    expect(run.told[0]).toBe('1 15');
  });

  it('comes again while alerts are held where the rule says even then', () => {
    const run = start([{ ...NAG, then: { kind: 'alert', ...USUAL_MANNER, repeatEvery: 5, evenWhenQuiet: true } }]);
    run.repeats.begin(offer('1'), START);

    run.hold({ why: 'paused', until: null });
    run.pass(START + 5 * MINUTE);

    expect(run.told).toEqual(['1 5']);
  });

  it('comes without sound after a sleep, once', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);

    run.repeats.look(START + 60 * MINUTE);

    expect(run.told).toEqual(['1 60 late']);
    expect(run.repeats.dueAt()).toBe(START + 65 * MINUTE);
  });

  it('ends for all but workitems where nothing says whether they are still there', () => {
    const run = start();
    run.repeats.begin(offer('1'), START);
    run.repeats.begin(offer('2', 'chat'), START);

    run.repeats.endUnread();
    run.pass(START + 5 * MINUTE);

    expect(run.told).toEqual(['1 5']);
  });
});
