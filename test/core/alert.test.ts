import { describe, expect, it } from 'vitest';
import { decideArrival, decideOffer, type ArrivalCircumstances, type OfferCircumstances } from '../../src/core/alert.ts';
import { USUAL_MANNER, type Rule, type RuleOutcome } from '../../src/core/rule.ts';
import type { RuleVerdict } from '../../src/core/rules.ts';
import { makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a').key;
const B = makeWorkbin('b').key;
const HOUR = 3_600_000;
const formatTime = (at: number): string => new Date(at).toISOString().slice(11, 16);

const NO_RULE: RuleVerdict = { kind: 'unmatched', misses: [] };
const NEAR: RuleVerdict = { kind: 'unmatched', misses: ['rule “VIP” did not match: it is no chat'] };
const matched = (then: RuleOutcome, when: Rule['when'] = []): RuleVerdict => ({
  kind: 'matched',
  misses: [],
  rule: { name: 'VIP', on: true, when, then },
});
const LOUD = { sound: 'bell', urgency: 'critical', repeatEvery: 5, evenWhenQuiet: false } as const;
const LOUDEST = { ...LOUD, evenWhenQuiet: true };
const PAUSED = { why: 'paused', until: START + HOUR } as const;
const DIGEST = 'counted in the digest unless it leaves, is opened, is announced elsewhere or the workbin is muted before';

describe('decideArrival', () => {
  const decide = (more: Partial<ArrivalCircumstances> = {}) =>
    decideArrival({
      workbin: A,
      mutedWorkbins: [],
      verdict: NO_RULE,
      quiet: null,
      digestAt: () => START + 2 * HOUR,
      now: START,
      formatTime,
      announcedIn: null,
      mayBeAnnouncedIn: null,
      isOwn: false,
      ...more,
    });
  const ownRule = (is: boolean) => matched({ kind: 'alert', ...LOUD }, [{ kind: 'own-action', is }]);

  it.each<[string, Partial<ArrivalCircumstances>, object]>([
    ['where nothing speaks against it', {}, { manner: USUAL_MANNER, why: null }],
    ['while another workbin is muted', { mutedWorkbins: [B] }, { manner: USUAL_MANNER, why: null }],
    ['that no rule matches', { verdict: NEAR }, { manner: USUAL_MANNER, why: 'rule “VIP” did not match: it is no chat' }],
    ['as a rule says', { verdict: matched({ kind: 'alert', ...LOUD }) }, { manner: LOUD, why: 'rule “VIP” matched' }],
    [
      'in quiet where a rule says so',
      { verdict: matched({ kind: 'alert', ...LOUDEST }), quiet: PAUSED },
      { manner: LOUDEST, why: 'rule “VIP” matched' },
    ],
    [
      'of one’s own where a rule asks for that',
      { isOwn: true, verdict: ownRule(true) },
      { manner: LOUD, why: 'rule “VIP” matched' },
    ],
  ])('announces an arrival %s', (_when, more, how) => {
    expect(decide(more)).toEqual({ kind: 'announce', ...how });
  });

  it.each<[string, Partial<ArrivalCircumstances>, string]>([
    ['that was announced in another workbin', { announcedIn: 'Drafts (Billing)' }, 'already announced in Drafts (Billing)'],
    ['that is the person’s own doing', { isOwn: true, mutedWorkbins: [A] }, 'you put it there yourself'],
    [
      'that is the person’s own doing, whatever a rule says that does not ask',
      { isOwn: true, verdict: matched({ kind: 'alert', ...LOUDEST }) },
      'you put it there yourself',
    ],
    ['in a muted workbin', { mutedWorkbins: [B, A] }, 'alerts are switched off for this workbin'],
    [
      'in a muted workbin that was announced elsewhere',
      { announcedIn: 'Drafts', mutedWorkbins: [A] },
      'already announced in Drafts',
    ],
    ['in a muted workbin in quiet', { mutedWorkbins: [A], quiet: PAUSED }, 'alerts are switched off for this workbin'],
    [
      'in a muted workbin, whatever a rule says',
      { mutedWorkbins: [A], verdict: matched({ kind: 'alert', ...LOUDEST }) },
      'alerts are switched off for this workbin',
    ],
    ['that a rule only lists', { verdict: matched({ kind: 'list-only' }) }, 'rule “VIP” matched and lists it only'],
    [
      'that a rule only lists, in quiet',
      { verdict: matched({ kind: 'list-only' }), quiet: PAUSED },
      'rule “VIP” matched and lists it only',
    ],
  ])('withholds an arrival %s, and says why', (_what, more, why) => {
    expect(decide(more)).toEqual({ kind: 'withhold', why });
  });

  it.each<[string, Partial<ArrivalCircumstances>, number, string]>([
    ['during a pause', { quiet: PAUSED }, START, `alerts are paused until 11:00; ${DIGEST}`],
    [
      'in quiet hours, with what the rules made of it',
      { quiet: { why: 'quiet-hours', until: START + HOUR }, verdict: NEAR },
      START,
      `quiet hours until 11:00; rule “VIP” did not match: it is no chat; ${DIGEST}`,
    ],
    [
      'while the computer asks not to be disturbed, though a rule announces it',
      { quiet: { why: 'do-not-disturb', until: null }, verdict: matched({ kind: 'alert', ...LOUD }) },
      START,
      `this computer asks not to be disturbed; rule “VIP” matched; ${DIGEST}`,
    ],
    [
      'that was announced where it may still lie, even as a rule announces it in quiet',
      { mayBeAnnouncedIn: 'Drafts', quiet: PAUSED, verdict: matched({ kind: 'alert', ...LOUDEST }) },
      START,
      `announced in Drafts before; it is not known yet whether it has left there; rule “VIP” matched; ${DIGEST}`,
    ],
    [
      'that was announced where it may still lie, in quiet',
      { mayBeAnnouncedIn: 'Drafts', quiet: PAUSED },
      START,
      `alerts are paused until 11:00; announced in Drafts before; it is not known yet whether it has left there; ${DIGEST}`,
    ],
    [
      'that a rule keeps for the digest',
      { verdict: matched({ kind: 'hold' }) },
      START + 2 * HOUR,
      `rule “VIP” matched and holds it until 12:00; ${DIGEST}`,
    ],
    [
      'that a rule keeps for the digest, in quiet',
      { verdict: matched({ kind: 'hold' }), quiet: PAUSED },
      START + 2 * HOUR,
      `rule “VIP” matched and holds it until 12:00; ${DIGEST}`,
    ],
  ])('holds an arrival %s', (_what, more, until, why) => {
    expect(decide(more)).toEqual({ kind: 'hold', until, why });
  });
});

describe('decideOffer', () => {
  const decide = (state: string | null, more: Partial<OfferCircumstances> = {}) =>
    decideOffer(state, { enabled: true, verdict: NO_RULE, quiet: null, formatTime, ...more });

  it.each([['Invited'], ['Ringing']])('announces what is offered: %s', (state) => {
    expect(decide(state)).toEqual({ kind: 'announce', state, manner: USUAL_MANNER, why: null });
  });

  it('announces any state as a rule says, also where such alerts are switched off', () => {
    const verdict = matched({ kind: 'alert', ...LOUD });

    expect(decide('Completed', { verdict, enabled: false })).toEqual({
      kind: 'announce',
      state: 'Completed',
      manner: LOUD,
      why: 'rule “VIP” matched',
    });
  });

  it('announces in quiet where a rule says so', () => {
    expect(decide('Invited', { verdict: matched({ kind: 'alert', ...LOUDEST }), quiet: PAUSED }).kind).toBe('announce');
  });

  it.each<[string, string | null, Partial<OfferCircumstances>, string, boolean]>([
    ['the state Processing', 'Processing', {}, 'no alert is raised for the state Processing', false],
    ['the state invited', 'invited', {}, 'no alert is raised for the state invited', false],
    ['a state nobody knows', 'constructor', {}, 'no alert is raised for the state constructor', false],
    ['no state', null, {}, 'the message names no state', false],
    [
      'no state, whatever a rule says',
      null,
      { verdict: matched({ kind: 'alert', ...LOUD }) },
      'the message names no state',
      false,
    ],
    ['what is switched off', 'Invited', { enabled: false }, 'alerts for offered workitems are switched off', true],
    [
      'what a rule only lists',
      'Invited',
      { verdict: matched({ kind: 'list-only' }) },
      'rule “VIP” matched and lists it only',
      true,
    ],
    [
      'what a rule would keep for a digest, until which no offer lasts',
      'Ringing',
      { verdict: matched({ kind: 'hold' }) },
      'rule “VIP” matched and would hold it; no digest tells of offers and states, so it is listed only',
      true,
    ],
    ['a pause', 'Invited', { quiet: PAUSED }, 'alerts are paused until 11:00', true],
    [
      'quiet, though a rule announces it',
      'Completed',
      { quiet: PAUSED, verdict: matched({ kind: 'alert', ...LOUD }) },
      'alerts are paused until 11:00; rule “VIP” matched',
      false,
    ],
  ])('stays quiet for %s', (_what, state, more, why, isOffer) => {
    expect(decide(state, more)).toEqual({ kind: 'withhold', why, isOffer });
  });

  it('keeps the reason short however long the state is', () => {
    const decision = decide('x'.repeat(5000));

    expect(decision.kind === 'withhold' && decision.why.length).toBeLessThan(100);
  });
});
