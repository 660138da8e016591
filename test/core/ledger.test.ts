import { describe, expect, it } from 'vitest';
import { applyLedgerChange, createLedgerState, createMemoryLedger, type LedgerChange } from '../../src/core/ledger.ts';
import { idOf, makeWorkbin } from './samples.ts';

const A = makeWorkbin('a').key;
const B = makeWorkbin('b').key;
const MARK = { media: 'email', announced: true, unread: true };
const known = (workbin: typeof A, id: string, mark = MARK): LedgerChange => ({ kind: 'known', workbin, id: idOf(id), mark });

describe('applyLedgerChange', () => {
  it.each<[string, readonly LedgerChange[], readonly (readonly [string, readonly string[]])[]]>([
    ['a workbin that was read', [{ kind: 'read', workbin: A }], [[A, []]]],
    ['an item in a workbin that was not read before', [known(A, '1')], [[A, ['1']]]],
    ['an item that is gone', [known(A, '1'), known(A, '2'), { kind: 'gone', workbin: A, id: idOf('1') }], [[A, ['2']]]],
    ['an item that was never known and is gone', [{ kind: 'gone', workbin: A, id: idOf('1') }], [[A, []]]],
    ['a workbin that is read twice', [known(A, '1'), { kind: 'read', workbin: A }], [[A, ['1']]]],
    ['a workbin that is forgotten', [known(A, '1'), known(B, '1'), { kind: 'forgotten', workbin: A }], [[B, ['1']]]],
    [
      'a forgotten workbin that is read again',
      [known(A, '1'), { kind: 'forgotten', workbin: A }, { kind: 'read', workbin: A }],
      [[A, []]],
    ],
  ])('remembers %s', (_what, changes, expected) => {
    const state = createLedgerState();

    for (const change of changes) applyLedgerChange(state, change);

    expect([...state.bins].map(([workbin, items]) => [workbin, [...items.keys()]])).toEqual(expected);
  });

  it('keeps the latest mark of an item', () => {
    const state = createLedgerState();

    applyLedgerChange(state, known(A, '1'));
    applyLedgerChange(state, known(A, '1', { ...MARK, unread: false }));

    expect(state.bins.get(A)?.get(idOf('1'))).toEqual({ ...MARK, unread: false });
  });
});

describe('a ledger in memory', () => {
  it('recalls nothing of a workbin that was never read', () => {
    expect(createMemoryLedger().recall(A)).toBeNull();
    expect(createMemoryLedger().workbins()).toEqual([]);
  });

  it('recalls what was written', () => {
    const ledger = createMemoryLedger();

    ledger.write([known(A, '1'), { kind: 'read', workbin: B }]);

    expect(ledger.recall(A)).toEqual(new Map([['1', MARK]]));
    expect(ledger.recall(B)).toEqual(new Map());
    expect(ledger.workbins()).toEqual([A, B]);
  });

  it('knows the last look at a workbin until that is forgotten', () => {
    const ledger = createMemoryLedger();
    const never = ledger.lookedAt(A);
    ledger.write([
      { kind: 'looked', workbin: A, at: 5 },
      { kind: 'looked', workbin: A, at: 7 },
    ]);
    const last = ledger.lookedAt(A);

    ledger.write([{ kind: 'forgotten', workbin: A }]);

    expect([never, last, ledger.lookedAt(A)]).toEqual([null, 7, null]);
  });

  it('hands out what a later write does not touch', () => {
    const ledger = createMemoryLedger();
    ledger.write([known(A, '1')]);
    const recalled = ledger.recall(A);

    ledger.write([known(A, '2')]);

    expect(recalled?.size).toBe(1);
  });
});
