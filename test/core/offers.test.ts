import { describe, expect, it } from 'vitest';
import { createOffers } from '../../src/core/offers.ts';
import { idOf, makeItem, START } from './samples.ts';

const workitem = (id: string, raw = {}) => makeItem(id, { subject: null, ...raw }, 'workitem');

describe('offers', () => {
  it('count a state that is told twice once', () => {
    const offers = createOffers();

    const first = offers.take(workitem('1'), 'Invited');
    const again = offers.take(workitem('1'), 'Invited');
    const next = offers.take(workitem('1'), 'Processing');

    expect([first.isNew, again.isNew, next.isNew]).toEqual([true, false, true]);
  });

  it('keep the state where a message names none', () => {
    const offers = createOffers();
    offers.take(workitem('1'), 'Invited');

    const told = offers.take(workitem('1'), null);

    expect(told).toMatchObject({ state: 'Invited', isNew: false });
  });

  it('keep what a partial message leaves out', () => {
    const offers = createOffers();
    offers.take(workitem('1', { receivedDate: START, userData: { Subject: 'Claim', FirstName: 'Ada' } }), 'Invited');

    const told = offers.take(workitem('1', { uri: 'http://gws/1' }), 'Processing');

    expect(told.item).toMatchObject({ subject: 'Claim', customer: 'Ada', receivedAt: START });
    expect(told.item.raw.read()).toMatchObject({ userData: { Subject: 'Claim' }, uri: 'http://gws/1' });
    expect(told.row).toMatchObject({ id: '1', media: 'workitem', subject: 'Claim', state: 'Processing', unread: false });
  });

  it('take over what a later message changes', () => {
    const offers = createOffers();
    offers.take(workitem('1', { userData: { Subject: 'Claim' } }), 'Invited');

    expect(offers.take(workitem('1', { userData: { Subject: 'Other claim' } }), null).item.subject).toBe('Other claim');
  });

  it('give what is known, and nothing of what is not', () => {
    const offers = createOffers();
    offers.take(workitem('1'), 'Invited');

    expect(offers.get(idOf('1'))).toMatchObject({ state: 'Invited', row: { id: '1' } });
    expect(offers.get(idOf('2'))).toBeNull();
  });

  it('forget what is dropped, so that it counts anew', () => {
    const offers = createOffers();
    offers.take(workitem('1'), 'Invited');

    offers.drop(idOf('1'));

    expect(offers.get(idOf('1'))).toBeNull();
    expect(offers.take(workitem('1'), 'Invited').isNew).toBe(true);
  });

  it('list the workitems that are still with the person', () => {
    const offers = createOffers();
    for (const state of ['Invited', 'Processing', 'Completed', 'Revoked', 'InWorkbin', 'Something new'])
      offers.take(workitem(state), state);
    offers.take(workitem('stateless'), null);
    offers.take(makeItem('chat', {}, 'chat'), 'Invited');

    expect(offers.workitems()).toEqual(['Invited', 'Processing', 'Something new', 'stateless']);
  });

  it('say of the first reading alone that it is the first', () => {
    const offers = createOffers();

    expect([offers.read(), offers.read(), offers.read()]).toEqual([true, false, false]);
  });

  it('remember five hundred, those that were told of last', () => {
    const offers = createOffers();
    for (let index = 0; index < 500; index++) offers.take(workitem(`i${index}`), 'Invited');
    offers.take(workitem('i0'), 'Processing');

    for (let index = 500; index < 600; index++) offers.take(workitem(`i${index}`), 'Invited');

    expect(offers.workitems()).toHaveLength(500);
    expect(offers.get(idOf('i0'))).not.toBeNull();
    expect(offers.get(idOf('i1'))).toBeNull();
  });
});
