import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntry, formatHistoryEntry, type HistoryEntry } from '../../src/core/history.ts';
import { createMatcher, EVERYTHING, type HistoryQuery } from '../../src/core/history-query.ts';
import { workbinKey } from '../../src/core/workbin.ts';
import { anyHistoryEntry } from './any-history-entry.ts';
import { idOf, START } from './samples.ts';

const BILLING = workbinKey('b', { kind: 'agentGroup', name: 'Billing & more' });
const ENTRY: HistoryEntry = {
  ...blankEntry('arrived', START),
  id: idOf('0003aAEMAIL0001'),
  workbin: BILLING,
  where: 'Billing',
  owner: 'Billing & more',
  media: 'email',
  subject: 'Rückerstattung "eilt" \\ 7431',
  customer: 'Ada Njoku',
  outcome: 'held',
  reason: 'quiet hours',
  data: [
    ['OrderNumber', '88213'],
    ['CustomerSegment', 'Gold'],
  ],
};

function finds(query: Partial<HistoryQuery>, entry: HistoryEntry): boolean {
  const matcher = createMatcher({ ...EVERYTHING, ...query });
  return matcher.mayMatch(formatHistoryEntry(entry)) && matcher.matches(entry);
}

describe('a query', () => {
  it.each<[Partial<HistoryQuery>, boolean]>([
    [{}, true],
    [{ text: 'njoku' }, true],
    [{ text: '  ADA   rückerstattung ' }, true],
    [{ text: 'ada bob' }, false],
    [{ text: 'RUCKERSTATTUNG' }, true],
    [{ text: 'rückerstattung' }, true],
    [{ owner: 'agentGroup' }, true],
    [{ owner: 'me' }, false],
    [{ segment: 'Gold' }, true],
    [{ segment: 'gold' }, false],
    [{ text: '"eilt"' }, true],
    [{ text: '\\' }, true],
    [{ text: '88213' }, true],
    [{ text: 'ordernumber' }, true],
    [{ text: 'EMAIL0001' }, true],
    [{ text: 'quiet' }, true],
    [{ text: 'held' }, true],
    // Names of our own fields are no text of the entry.
    [{ text: 'receivedat' }, false],
    [{ kind: 'arrived' }, true],
    [{ kind: 'left' }, false],
    [{ outcome: 'held' }, true],
    [{ outcome: 'alerted' }, false],
    [{ workbin: BILLING }, true],
    [{ workbin: workbinKey('b', { kind: 'me' }) }, false],
    [{ media: 'email' }, true],
    [{ media: 'chat' }, false],
    [{ from: START }, true],
    [{ from: START + 1 }, false],
    [{ to: START + 1 }, true],
    [{ to: START }, false],
    [{ text: 'ada', kind: 'arrived', outcome: 'held', workbin: BILLING, media: 'email', from: START, to: START + 1 }, true],
  ])('%j finds it: %s', (query, expected) => {
    expect(finds(query, ENTRY)).toBe(expected);
  });

  it.each(['away', 'back'] as const)('never lists %s', (kind) => {
    expect(finds({}, blankEntry(kind, START))).toBe(false);
    expect(finds({ kind }, blankEntry(kind, START))).toBe(false);
  });

  it('passes over no line unread whose entry matches', () => {
    const query = fc.record({
      text: fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: 'binary', maxLength: 2 })),
      kind: fc.constantFrom(null, 'arrived' as const, 'left' as const),
      outcome: fc.constantFrom(null, 'held' as const),
      workbin: fc.constantFrom(null, BILLING),
      owner: fc.constantFrom(null, 'me' as const),
      segment: fc.constantFrom(null, 'Gold'),
    });

    fc.assert(
      fc.property(anyHistoryEntry, query, (entry, asked) => {
        const matcher = createMatcher({ ...EVERYTHING, ...asked });

        if (matcher.matches(entry)) expect(matcher.mayMatch(formatHistoryEntry(entry))).toBe(true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('finds any piece of a subject', () => {
    const piece = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

    fc.assert(
      fc.property(piece, piece, piece, (before, text, after) => {
        expect(finds({ text }, { ...ENTRY, subject: before + text + after })).toBe(true);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
