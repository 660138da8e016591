import { describe, expect, it } from 'vitest';
import { decideArrival, decideOffer, type ArrivalCircumstances } from '../../src/core/alert.ts';
import { makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a').key;
const B = makeWorkbin('b').key;

describe('decideArrival', () => {
  const decide = (more: Partial<ArrivalCircumstances> = {}) =>
    decideArrival({ workbin: A, mutedWorkbins: [], pausedUntil: 0, now: START, announcedIn: null, isOwn: false, ...more });

  it.each<[string, Partial<ArrivalCircumstances>]>([
    ['where nothing speaks against it', {}],
    ['while another workbin is muted', { mutedWorkbins: [B] }],
    ['when a pause has just ended', { pausedUntil: START }],
    ['when a pause ended long ago', { pausedUntil: START - 1_000_000 }],
  ])('announces an arrival %s', (_when, more) => {
    expect(decide(more)).toEqual({ kind: 'announce' });
  });

  it.each<[string, Partial<ArrivalCircumstances>, string]>([
    ['that was announced in another workbin', { announcedIn: 'Drafts (Billing)' }, 'already announced in Drafts (Billing)'],
    ['that is the person’s own doing', { isOwn: true, mutedWorkbins: [A] }, 'you put it there yourself'],
    ['in a muted workbin', { mutedWorkbins: [B, A] }, 'alerts are switched off for this workbin'],
    ['during a pause', { pausedUntil: START + 1 }, 'alerts are paused until 2026-03-24T10:00:00.001Z'],
    [
      'in a muted workbin that was announced elsewhere',
      { announcedIn: 'Drafts', mutedWorkbins: [A] },
      'already announced in Drafts',
    ],
    [
      'in a muted workbin during a pause',
      { mutedWorkbins: [A], pausedUntil: START + 1 },
      'alerts are switched off for this workbin',
    ],
  ])('withholds an arrival %s, and says why', (_what, more, why) => {
    expect(decide(more)).toEqual({ kind: 'withhold', why });
  });
});

describe('decideOffer', () => {
  const open = { enabled: true, pausedUntil: 0, now: START };

  it.each([['Invited'], ['Ringing']])('announces what is offered: %s', (state) => {
    expect(decideOffer(state, open)).toEqual({ kind: 'announce' });
  });

  it.each([['Processing'], ['InWorkbin'], ['Completed'], ['Revoked'], ['invited'], ['Something new'], ['constructor']])(
    'stays quiet for the state %s, and names it',
    (state) => {
      expect(decideOffer(state, open)).toEqual({
        kind: 'withhold',
        why: `no alert is raised for the state ${state}`,
        isOffer: false,
      });
    },
  );

  it('stays quiet where no state is named', () => {
    expect(decideOffer(null, open)).toEqual({ kind: 'withhold', why: 'the message names no state', isOffer: false });
  });

  it('keeps the reason short however long the state is', () => {
    const decision = decideOffer('x'.repeat(5000), open);

    expect(decision.kind === 'withhold' && decision.why.length).toBeLessThan(100);
  });

  it('stays quiet where such alerts are switched off', () => {
    expect(decideOffer('Invited', { ...open, enabled: false })).toEqual({
      kind: 'withhold',
      why: 'alerts for offered workitems are switched off',
      isOffer: true,
    });
  });

  it('stays quiet during a pause, and not when it ends', () => {
    expect(decideOffer('Invited', { ...open, pausedUntil: START + 1 })).toEqual({
      kind: 'withhold',
      why: 'alerts are paused until 2026-03-24T10:00:00.001Z',
      isOffer: true,
    });
    expect(decideOffer('Invited', { ...open, pausedUntil: START })).toEqual({ kind: 'announce' });
  });
});
