import { describe, expect, it } from 'vitest';
import { createElsewhere } from '../../src/core/elsewhere.ts';
import { createInbox } from '../../src/core/inbox.ts';
import { createMemoryLedger } from '../../src/core/ledger.ts';
import { idOf, makeItem, makeWorkbin } from './samples.ts';

const A = makeWorkbin('a');
const B = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing' });
const ONE = idOf('1');

/** An inbox, and a ledger that says of item 1 in A whether it was announced; the workbins are watched unless told otherwise. */
function create(announced = true, watched = [A, B]) {
  const inbox = createInbox();
  const ledger = createMemoryLedger();
  ledger.write([{ kind: 'known', workbin: A.key, id: ONE, mark: { media: 'email', announced, unread: true } }]);
  const put = (workbin: typeof A, isAnnounced: boolean) =>
    inbox.put({
      workbin: workbin.key,
      item: makeItem('1'),
      arrivedAt: null,
      leftAt: null,
      unread: true,
      announced: isAnnounced,
    });
  return { inbox, put, elsewhere: createElsewhere(inbox, ledger, (key) => watched.find((one) => one.key === key) ?? null) };
}

describe('what lies in another workbin that was read', () => {
  it('was announced there, by name and owner', () => {
    const { put, elsewhere } = create();
    put(B, true);
    put(A, false);

    expect(elsewhere.announcedIn(ONE, A.key)).toBe('Bin b (Billing)');
    expect(elsewhere.announcedIn(ONE, B.key)).toBeNull();
  });

  it('was not announced there once it has left, or where that is not watched', () => {
    const { inbox, put, elsewhere } = create();
    put(B, true);
    inbox.remove(B.key, ONE, 0);
    const unwatched = create(true, [A]);
    unwatched.put(B, true);

    expect(elsewhere.announcedIn(ONE, A.key)).toBeNull();
    expect(unwatched.elsewhere.announcedIn(ONE, A.key)).toBeNull();
  });
});

describe('what lay announced in another workbin when the app last ended', () => {
  it('may lie there still until that is read', () => {
    const { inbox, elsewhere } = create();

    const before = elsewhere.mayBeAnnouncedIn(ONE);
    inbox.open(A.key);

    expect([before, elsewhere.mayBeAnnouncedIn(ONE)]).toEqual([A, null]);
    expect(elsewhere.mayBeAnnouncedIn(idOf('2'))).toBeNull();
  });

  it.each([
    ['it was not announced', create(false)],
    ['that workbin is not watched any more', create(true, [B])],
  ])('is of no account where %s', (_where, { elsewhere }) => {
    expect(elsewhere.mayBeAnnouncedIn(ONE)).toBeNull();
  });
});
