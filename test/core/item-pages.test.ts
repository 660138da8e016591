import { describe, expect, it } from 'vitest';
import { createInbox } from '../../src/core/inbox.ts';
import { createItemPages } from '../../src/core/item-pages.ts';
import { createOffers } from '../../src/core/offers.ts';
import type { Item } from '../../src/core/resource.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a');
const B = makeWorkbin('b');
const MAIL = { subject: 'Invoice', userData: { Segment: 'Gold' } };

/** Pages over an inbox with one email in two workbins. */
function open(history: Readonly<Record<string, Item>> = {}) {
  const inbox = createInbox();
  const offers = createOffers();
  const asked: string[] = [];
  for (const { key } of [A, B])
    inbox.put({ workbin: key, item: makeItem('mail', MAIL), unread: true, announced: true, arrivedAt: START, leftAt: null });
  const pages = createItemPages({
    inbox,
    offers,
    settings: () => DEFAULT_SETTINGS,
    readHistory(id) {
      asked.push(id);
      return Promise.resolve(history[id] ?? null);
    },
  });
  return { pages, inbox, offers, asked };
}

describe('the page of an item', () => {
  it('tells its facts and in which other workbins it lies', () => {
    const { pages } = open();

    const page = pages.readItem(A.key, idOf('mail'));

    expect(page).toMatchObject({ workbin: A.key, subject: 'Invoice', arrivedAt: START, leftAt: null, alsoIn: [B.key] });
    expect(page?.userData).toMatchObject([{ key: 'Segment', value: 'Gold' }]);
  });

  it('is found by its id alone', () => {
    expect(open().pages.readItem(null, idOf('mail'))?.subject).toBe('Invoice');
  });

  it('is that of an offer where no workbin holds it', () => {
    const { pages, offers } = open();
    offers.take(makeItem('call', { subject: 'Call back' }, 'workitem'), 'Ringing');

    expect(pages.readItem(null, idOf('call'))).toMatchObject({
      workbin: null,
      subject: 'Call back',
      arrivedAt: null,
      alsoIn: [],
    });
  });

  it('is none for what nobody has told of', () => {
    expect(open().pages.readItem(A.key, idOf('other'))).toBeNull();
  });
});

describe('looking an item up', () => {
  it('asks nothing of the server where the item is known', async () => {
    const { pages, asked } = open();

    const page = await pages.lookUpItem(A.key, idOf('mail'));

    expect(page?.subject).toBe('Invoice');
    expect(asked).toEqual([]);
  });

  it('fills in from the history what is not known', async () => {
    const { pages } = open({ old: makeItem('old', { subject: 'Of last week' }) });

    expect(await pages.lookUpItem(null, idOf('old'))).toMatchObject({ subject: 'Of last week', workbin: null });
  });

  it('gives what is known where the history knows no more', async () => {
    const { pages, offers, asked } = open();
    offers.take(makeItem('bare', { subject: undefined }), 'Ringing');

    expect(await pages.lookUpItem(null, idOf('bare'))).toMatchObject({ id: 'bare', subject: null });
    expect(await pages.lookUpItem(null, idOf('unknown'))).toBeNull();
    expect(asked).toEqual(['bare', 'unknown']);
  });
});

describe('the rows', () => {
  it('are those of every workbin', () => {
    const rows = [...open().pages.rows()];

    expect(rows.map(({ workbin }) => workbin)).toEqual([A.key, B.key]);
  });

  it('are searched by all terms', () => {
    const { pages } = open();

    expect([...pages.search(['gold'])]).toEqual(['mail', 'mail']);
    expect([...pages.search(['gold', 'silver'])]).toEqual([null, null]);
  });

  it('are there for what lies in the workbin, and only for that', () => {
    const { pages } = open();

    expect(pages.row(A.key, idOf('mail'))?.subject).toBe('Invoice');
    expect(pages.row(A.key, idOf('other'))).toBeNull();
  });
});
