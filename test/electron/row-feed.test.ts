import { describe, expect, it } from 'vitest';
import type { ItemView, RowsChange } from '../../src/core/contract.ts';
import { workbinKey, type InteractionId } from '../../src/core/workbin.ts';
import { createRowFeed } from '../../src/electron/row-feed.ts';

const MINE = workbinKey('abc', { kind: 'me' });
const idOf = (id: string) => id as InteractionId;
const row = (id: string, subject = 'Refund'): ItemView => ({
  workbin: MINE,
  id: idOf(id),
  media: 'email',
  subject,
  customer: null,
  receivedAt: 1,
  unread: false,
  snoozedUntil: null,
});

/** A feed from rows that a test puts and takes away. */
function feeding(...ids: readonly string[]) {
  const rows = new Map(ids.map((id) => [idOf(id), row(id)]));
  const feed = createRowFeed(() => ({ rows: () => rows.values(), row: (_workbin, id) => rows.get(id) ?? null }));
  return {
    feed,
    put(id: string, subject?: string) {
      rows.set(idOf(id), row(id, subject));
      feed.touch(MINE, idOf(id));
    },
    remove(id: string) {
      rows.delete(idOf(id));
      feed.touch(MINE, idOf(id));
    },
  };
}

const idsIn = (text: string) => (JSON.parse(text) as readonly ItemView[]).map(({ id }) => id);
const told = (change: RowsChange | null) =>
  change && { from: change.from, to: change.to, put: idsIn(change.put), gone: change.gone.map(({ id }) => id) };

describe('the feed of rows', () => {
  it('tells once what came, changed or went, as it is now', () => {
    const { feed, put, remove } = feeding('1');
    put('2');
    put('2', 'Changed');
    remove('1');
    put('3');
    remove('3');

    const change = feed.take();

    expect(told(change)).toEqual({ from: 0, to: 1, put: ['2'], gone: ['1', '3'] });
    expect(change?.put).toContain('Changed');
    expect(feed.take()).toBeNull();
    put('4');
    expect(told(feed.take())).toEqual({ from: 1, to: 2, put: ['4'], gone: [] });
  });

  it('leaves out a version where all that is known is of no use', () => {
    const { feed, put } = feeding();
    put('1');
    feed.reset();
    put('2');

    expect(told(feed.take())).toEqual({ from: 1, to: 2, put: [], gone: [] });
    expect(feed.take()).toBeNull();
  });

  it('has everything read again rather than tell of very many rows', () => {
    const { feed, put } = feeding();
    for (let count = 0; count < 6000; count++) put(`${count}`);

    expect(told(feed.take())).toEqual({ from: 1, to: 2, put: [], gone: [] });
  });

  it('gives all rows in parts, with the version that the next change starts from', async () => {
    const ids = Array.from({ length: 4500 }, (_, index) => `${index}`);
    const { feed, put } = feeding(...ids);
    put('0', 'Changed');
    feed.take();

    const asked = feed.state();
    put('later');
    const change = feed.take();
    const { version, parts } = await asked;

    expect(parts.map((part) => idsIn(part).length).slice(0, 2)).toEqual([2000, 2000]);
    expect(parts.flatMap(idsIn).slice(0, 4500)).toEqual(ids);
    expect(version).toBe(change?.from);
  });

  it('is empty while nobody is signed in', async () => {
    const feed = createRowFeed(() => null);
    feed.touch(MINE, idOf('1'));

    expect(told(feed.take())).toEqual({ from: 0, to: 1, put: [], gone: ['1'] });
    expect(await feed.state()).toEqual({ version: 1, parts: [] });
  });
});
