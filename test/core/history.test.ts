import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntry, formatHistoryEntry, HISTORY_KINDS, readHistoryEntry } from '../../src/core/history.ts';
import { anyHistoryEntry } from './any-history-entry.ts';
import { anyJson } from './any-json.ts';
import { START } from './samples.ts';

describe('an entry of the history', () => {
  it('is read from its line as it was, and the line has no line feed', () => {
    fc.assert(
      fc.property(anyHistoryEntry, (entry) => {
        const line = formatHistoryEntry(entry);

        expect(line).not.toContain('\n');
        expect(readHistoryEntry(line)).toEqual(entry);
      }),
      { seed: 1 },
    );
  });

  it('takes no room for what is not known', () => {
    expect(formatHistoryEntry(blankEntry('back', START))).toBe(`{"at":${START},"kind":"back"}`);
  });

  it.each([
    '',
    'nonsense',
    'null',
    '7',
    '"text"',
    '[]',
    '{}',
    '{"at":1}',
    '{"at":"1","kind":"left"}',
    '{"at":1,"kind":"danced"}',
  ])('is not read from %j', (line) => {
    expect(readHistoryEntry(line)).toBeNull();
  });

  it('does without a field that it cannot use', () => {
    const line = JSON.stringify({
      at: 1,
      kind: 'left',
      workbin: 7,
      outcome: 'shouted',
      subject: 'Letter',
      data: [1],
      more: true,
    });

    expect(readHistoryEntry(line)).toEqual({ ...blankEntry('left', 1), subject: 'Letter' });
  });

  it('is read or not, but never thrown about', () => {
    fc.assert(
      fc.property(anyJson(['at', 'kind', 'data', 'workbin', 'outcome'], [...HISTORY_KINDS]), (json) => {
        const read = readHistoryEntry(JSON.stringify(json));

        expect(read === null || HISTORY_KINDS.includes(read.kind)).toBe(true);
      }),
      { seed: 2 },
    );
  });
});
