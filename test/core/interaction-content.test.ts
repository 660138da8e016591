import { describe, expect, it } from 'vitest';
import type { ItemDetails } from '../../src/core/contract.ts';
import { fillDetails, isBare, readHistoryItem } from '../../src/core/interaction-content.ts';
import { readFacts } from '../../src/core/user-data.ts';
import type { Item } from '../../src/core/resource.ts';
import { idOf, makeItem, makeWorkbin } from './samples.ts';

const INTERACTION = {
  id: '0001aAAA',
  mediaType: 'email',
  typeId: 'Outbound',
  state: 'Stopped',
  startDate: '2016-03-24 12:52:39.000+0200',
  endDate: null,
  subject: 'Order status',
  contactId: 'c1',
  userData: { To: 'ada@example.com', CustomerSegment: 'Gold' },
};
const detailsOf = (item: Item): ItemDetails => {
  const { id, media, subject, customer, receivedAt } = item;
  const row = { workbin: makeWorkbin('a').key, id, media, subject, customer, receivedAt, unread: true, snoozedUntil: null };
  return { ...readFacts(item), ...row, arrivedAt: 5, leftAt: 7, alsoIn: [] };
};

describe('readHistoryItem', () => {
  it('reads an interaction as an item, received when it started', () => {
    expect(readHistoryItem(INTERACTION)).toMatchObject({
      id: '0001aAAA',
      media: 'email',
      subject: 'Order status',
      customer: 'ada@example.com',
      receivedAt: Date.UTC(2016, 2, 24, 10, 52, 39),
    });
    expect(readHistoryItem({ id: 'x' })).toMatchObject({ media: 'unknown', subject: null, receivedAt: null });
  });

  it.each([null, 'x', {}, { id: '' }, []])('finds none in %o', (value) => {
    expect(readHistoryItem(value)).toBeNull();
  });
});

describe('fillDetails', () => {
  const found = readHistoryItem(INTERACTION)!;

  it('makes a page of the history alone, in no workbin', () => {
    expect(fillDetails(null, found)).toMatchObject({
      workbin: null,
      id: '0001aAAA',
      state: 'Stopped',
      direction: 'Outbound',
      address: 'ada@example.com',
      segment: 'Gold',
      contactId: 'c1',
      unread: false,
      snoozedUntil: null,
      arrivedAt: null,
      leftAt: null,
      alsoIn: [],
    });
  });

  it('adds what was missing, and changes nothing that was known', () => {
    const known = detailsOf(makeItem('0001aAAA', { subject: null }, 'workitem'));

    const filled = fillDetails(known, found);

    expect(filled).toMatchObject({ subject: 'Order status', customer: 'ada@example.com', segment: 'Gold' });
    expect(filled).toMatchObject({ media: 'workitem', workbin: known.workbin, unread: true, arrivedAt: 5, leftAt: 7 });
    expect(filled.userData).toHaveLength(2);
  });
});

it('takes details for bare only where neither subject, customer nor user data is known', () => {
  const bare = detailsOf(makeItem('1', { subject: null }));

  expect(isBare(bare)).toBe(true);
  expect(isBare({ ...bare, subject: 'Order' })).toBe(false);
  expect(isBare({ ...bare, customer: 'Ada' })).toBe(false);
  expect(isBare(detailsOf(makeItem('1', { subject: null, userData: { Mailbox: 'shop' } })))).toBe(false);
  expect(bare.id).toBe(idOf('1'));
});
