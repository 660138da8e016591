import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareContents, createInbox, type Entry } from '../../src/core/inbox.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a').key;
const B = makeWorkbin('b').key;

function makeEntry(workbin: Entry['workbin'], id: string, more: Partial<Entry> = {}): Entry {
  return { workbin, item: makeItem(id), arrivedAt: START, unread: true, announced: true, leftAt: null, ...more };
}

describe('the inbox', () => {
  it('knows nothing of a workbin that was not read', () => {
    const inbox = createInbox();

    expect(inbox.count(A)).toBeNull();
    expect(inbox.ids(A)).toBeNull();
    expect(inbox.get(A, idOf('1'))).toBeNull();
    expect(inbox.tally(A)).toEqual({ count: null, unread: 0, unseen: 0, lookedAt: null, oldestAt: null });
  });

  it('tells an empty workbin from one that was not read', () => {
    const inbox = createInbox();

    inbox.open(A);

    expect(inbox.count(A)).toBe(0);
    expect(inbox.ids(A)).toEqual(new Set());
    expect(inbox.tally(A)).toEqual({ count: 0, unread: 0, unseen: 0, lookedAt: null, oldestAt: null });
  });

  it('keeps what is in a workbin that is opened again', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));

    inbox.open(A);

    expect(inbox.count(A)).toBe(1);
  });

  it('holds one entry for each item in each workbin', () => {
    const inbox = createInbox();

    inbox.put(makeEntry(A, '1'));
    inbox.put(makeEntry(A, '1', { unread: false }));
    inbox.put(makeEntry(B, '1'));

    expect(inbox.count(A)).toBe(1);
    expect(inbox.get(A, idOf('1'))?.unread).toBe(false);
    expect(inbox.whereIs(idOf('1')).map((entry) => entry.workbin)).toEqual([A, B]);
  });

  it('forgets the place of an item that left, and remembers the item', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));
    inbox.put(makeEntry(B, '1'));

    const removed = inbox.remove(A, idOf('1'), START + 1);

    expect(removed).toMatchObject({ workbin: A, leftAt: null });
    expect(inbox.get(A, idOf('1'))).toBeNull();
    expect(inbox.whereIs(idOf('1')).map((entry) => entry.workbin)).toEqual([B]);
    expect(inbox.gone(A, idOf('1'))).toMatchObject({ leftAt: START + 1, unread: false });
    expect(inbox.gone(B, idOf('1'))).toBeNull();
  });

  it('removes nothing twice', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));

    inbox.remove(A, idOf('1'), START);

    expect(inbox.remove(A, idOf('1'), START + 1)).toBeNull();
    expect(inbox.remove(B, idOf('1'), START + 1)).toBeNull();
    expect(inbox.gone(A, idOf('1'))?.leftAt).toBe(START);
  });

  it('does not count an item that came back as gone', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));
    inbox.remove(A, idOf('1'), START);

    inbox.put(makeEntry(A, '1'));

    expect(inbox.gone(A, idOf('1'))).toBeNull();
    expect(inbox.gone(null, idOf('1'))).toBeNull();
  });

  it('finds the latest place of an item that left, where none is named', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));
    inbox.put(makeEntry(B, '1'));
    inbox.remove(B, idOf('1'), START);
    inbox.remove(A, idOf('1'), START + 1);

    expect(inbox.gone(null, idOf('1'))?.workbin).toBe(A);
  });

  it('remembers the two hundred items that left last', () => {
    const inbox = createInbox();
    for (let index = 0; index < 1000; index++) {
      inbox.put(makeEntry(A, `i${index}`));
      inbox.remove(A, idOf(`i${index}`), START + index);
    }

    const remembered = Array.from({ length: 1000 }, (_, index) => index).filter((index) => inbox.gone(A, idOf(`i${index}`)));

    expect(remembered).toEqual(Array.from({ length: 200 }, (_, index) => 800 + index));
  });

  it('drops a workbin with all that lies in it', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));
    inbox.put(makeEntry(B, '1'));

    inbox.drop(A);
    inbox.drop(makeWorkbin('never seen').key);

    expect(inbox.count(A)).toBeNull();
    expect([...inbox.entries()]).toHaveLength(1);
    expect(inbox.whereIs(idOf('1')).map((entry) => entry.workbin)).toEqual([B]);
  });

  it('finds the newest rows, those without a time last', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, 'old', { item: makeItem('old', { receivedDate: START }) }));
    inbox.put(makeEntry(A, 'timeless'));
    inbox.put(makeEntry(B, 'new', { item: makeItem('new', { receivedDate: START + 60_000 }) }));

    expect(inbox.newest(3).map((row) => row.id)).toEqual(['new', 'old', 'timeless']);
    expect(inbox.newest(2).map((row) => row.id)).toEqual(['new', 'old']);
    expect(inbox.newest(1)[0]).toEqual({
      workbin: B,
      id: 'new',
      media: 'email',
      subject: 'Subject of new',
      customer: null,
      receivedAt: START + 60_000,
      unread: true,
      snoozedUntil: null,
    });
  });

  it('counts what is unread and finds what waits longest', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1', { item: makeItem('1', { receivedDate: START + 5 }) }));
    inbox.put(makeEntry(A, '2', { item: makeItem('2', { receivedDate: START }), unread: false }));
    inbox.put(makeEntry(A, '3'));

    expect(inbox.tally(A)).toMatchObject({ count: 3, unread: 2, oldestAt: START });
  });

  it('counts what came since the last look at its list and was not opened', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1', { cameAt: START }));
    inbox.look(A, START + 10);
    inbox.put(makeEntry(A, '2', { cameAt: START + 20 }));
    inbox.put(makeEntry(A, '3', { cameAt: START + 30 }));
    inbox.put(makeEntry(A, '3', { cameAt: START + 30, unread: false }));
    inbox.put(makeEntry(A, '4'));

    expect(inbox.tally(A)).toMatchObject({ unread: 3, unseen: 1, lookedAt: START + 10 });
    inbox.remove(A, idOf('2'), START + 40);
    expect(inbox.tally(A).unseen).toBe(0);
  });

  it('counts what is new as one would who looks at every item', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put'), id: fc.constantFrom('1', '2', '3'), at: fc.nat(50), unread: fc.boolean() }),
      fc.record({ kind: fc.constant('remove'), id: fc.constantFrom('1', '2', '3'), at: fc.nat(50), unread: fc.boolean() }),
      fc.record({ kind: fc.constant('look'), id: fc.constant(''), at: fc.nat(50), unread: fc.boolean() }),
    );

    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const inbox = createInbox();
        let lookedAt = -1;
        for (const { kind, id, at, unread } of steps) {
          if (kind === 'put') inbox.put(makeEntry(A, id, { cameAt: at, unread }));
          else if (kind === 'remove') inbox.remove(A, idOf(id), at);
          else inbox.look(A, (lookedAt = at));
        }
        const isNew = ({ unread, cameAt }: Entry) => unread && cameAt! > lookedAt;
        expect(inbox.tally(A).unseen).toBe([...inbox.entries()].filter(isNew).length);
      }),
      { seed: 2011 },
    );
  });

  it('finds what waits longest anew when that is gone, also by a change of its time', () => {
    const inbox = createInbox();
    const put = (id: string, at: number) => inbox.put(makeEntry(A, id, { item: makeItem(id, { receivedDate: at }) }));
    put('1', START);
    put('2', START + 5);
    put('3', START + 9);

    inbox.remove(A, idOf('1'), START);
    expect(inbox.tally(A)).toMatchObject({ count: 2, oldestAt: START + 5 });
    put('2', START + 20);
    expect(inbox.tally(A)).toMatchObject({ count: 2, oldestAt: START + 9 });
    put('4', START + 1);
    expect(inbox.tally(A)).toMatchObject({ count: 3, oldestAt: START + 1 });
  });

  it('tells of each item that comes, changes or goes', () => {
    const touched: string[] = [];
    const inbox = createInbox((workbin, id) => touched.push(`${workbin} ${id}`));
    inbox.put(makeEntry(A, '1'));
    inbox.put(makeEntry(B, '2'));
    inbox.put(makeEntry(A, '1', { unread: false }));
    inbox.remove(A, idOf('1'), START);
    inbox.remove(A, idOf('1'), START);
    inbox.drop(B);

    expect(touched).toEqual([`${A} 1`, `${B} 2`, `${A} 1`, `${A} 1`, `${B} 2`]);
  });

  it('hands out ids that a later change does not touch', () => {
    const inbox = createInbox();
    inbox.put(makeEntry(A, '1'));
    const ids = inbox.ids(A);

    inbox.remove(A, idOf('1'), START);

    expect(ids).toEqual(new Set(['1']));
  });

  it('agrees with a plain list of pairs after any changes', () => {
    const change = fc.record({
      kind: fc.constantFrom('put', 'remove', 'drop'),
      workbin: fc.constantFrom(A, B),
      id: fc.constantFrom('1', '2', '3'),
      unread: fc.boolean(),
      at: fc.constantFrom(1, 2, 3),
    });

    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const inbox = createInbox();
        const pairs = new Set<string>();
        for (const { kind, workbin, id, unread, at } of changes) {
          if (kind === 'put') {
            inbox.put(makeEntry(workbin, id, { unread, item: makeItem(id, { receivedDate: START + at }) }));
            pairs.add(`${workbin} ${id}`);
          } else if (kind === 'remove') {
            expect(inbox.remove(workbin, idOf(id), START) !== null).toBe(pairs.delete(`${workbin} ${id}`));
          } else {
            inbox.drop(workbin);
            for (const pair of pairs) if (pair.startsWith(`${workbin} `)) pairs.delete(pair);
          }
        }

        for (const workbin of [A, B]) {
          const rows = [...inbox.entries()].filter((row) => row.workbin === workbin);
          expect(inbox.tally(workbin)).toMatchObject({
            unread: rows.filter(({ unread }) => unread).length,
            oldestAt: rows.reduce<number | null>(
              (least, { item: { receivedAt: at } }) => (least === null || (at !== null && at < least) ? at : least),
              null,
            ),
          });
        }
        expect(new Set([...inbox.entries()].map(({ workbin, item }) => `${workbin} ${item.id}`))).toEqual(pairs);
        for (const id of ['1', '2', '3']) {
          const places = inbox.whereIs(idOf(id)).map((entry) => `${entry.workbin} ${id}`);
          expect(new Set(places)).toEqual(new Set([...pairs].filter((pair) => pair.endsWith(` ${id}`))));
        }
      }),
    );
  });
});

describe('compareContents', () => {
  const known = new Set(['1', '2', '3'].map(idOf));
  const compare = (...ids: readonly string[]) => {
    const { arrived, stayed, left } = compareContents(
      known,
      ids.map((id) => makeItem(id)),
    );
    return { arrived: arrived.map((item) => item.id), stayed: stayed.map((item) => item.id), left };
  };

  it.each([
    ['nothing changed', ['3', '2', '1'], { arrived: [], stayed: ['3', '2', '1'], left: [] }],
    ['all left', [], { arrived: [], stayed: [], left: ['1', '2', '3'] }],
    ['some arrived and some left', ['2', '4', '5'], { arrived: ['4', '5'], stayed: ['2'], left: ['1', '3'] }],
    ['items are listed twice', ['1', '4', '4', '1'], { arrived: ['4'], stayed: ['1'], left: ['2', '3'] }],
  ])('tells what came, stayed and went where %s', (_what, ids, expected) => {
    expect(compare(...ids)).toEqual(expected);
  });

  it('takes ids as they are, in their own letters', () => {
    expect(compareContents(new Set([idOf('aa')]), [makeItem('AA')])).toMatchObject({ arrived: [{ id: 'AA' }], left: ['aa'] });
  });
});
