import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntry, type HistoryEntry } from '../../src/core/history.ts';
import { csvHead, csvRow } from '../../src/core/history-csv.ts';
import { createTranslate, ENGLISH } from '../../src/core/language.ts';
import { loadSpeech } from '../../src/core/languages/load.ts';
import { anyHistoryEntry } from './any-history-entry.ts';
import { idOf, START } from './samples.ts';

const ENTRY: HistoryEntry = {
  ...blankEntry('arrived', START),
  id: idOf('0003aAEMAIL0001'),
  where: 'Billing',
  media: 'email',
  subject: 'Say "hello", then go',
  customer: 'Ada Njoku',
  outcome: 'held',
  reason: 'quiet hours until 12:00',
  receivedAt: START - 60_000,
  data: [
    ['OrderNumber', '88213'],
    ['Note', 'two\nlines'],
  ],
};

/** A line of such a table as a spreadsheet reads it. */
function readRow(row: string): string[] {
  const cells = row.replace(/^\uFEFF/, '').replace(/\r\n$/, '');
  return Array.from(cells.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g), ([, cell]) => cell!.replaceAll('""', '"'));
}

describe('the table of an export', () => {
  it('has a title for each column and leaves customers’ data out unless asked for', () => {
    expect(readRow(csvHead(false, ENGLISH))).toEqual([
      ...['Time', 'What', 'Workbin', 'Owner', 'Media', 'Interaction', 'State', 'Outcome', 'Reason', 'Received'],
    ]);
    expect(csvRow(ENTRY, false, ENGLISH)).toBe(
      '"2026-03-24T10:00:00.000Z","Arrived","Billing","","Email","0003aAEMAIL0001","","Held","quiet hours until 12:00","2026-03-24T09:59:00.000Z"\r\n',
    );
    expect(csvHead(true, ENGLISH).startsWith('\uFEFF')).toBe(true);
    expect(readRow(csvRow(ENTRY, true, ENGLISH)).slice(10)).toEqual([
      'Say "hello", then go',
      'Ada Njoku',
      'OrderNumber: 88213\nNote: two\nlines',
    ]);
  });

  it('is in the person’s language, with what stands between cells there', async () => {
    const german = await loadSpeech('de-DE');
    const t = createTranslate(() => german);

    expect(csvHead(false, t)).toMatch(/^\uFEFF"Zeit";"Was";"Workbin";"Besitzer";/);
    expect(csvRow({ ...ENTRY, state: 'Invited' }, true, t)).toMatch(
      /^"2026-03-24T10:00:00.000Z";"Eingegangen";"Billing";"";"E-Mail";"0003aAEMAIL0001";"Ihnen angeboten";"Zurückgehalten";"[^"]* 12:00";/,
    );
    expect(csvRow({ ...ENTRY, subject: '=1' }, true, t)).toContain(`;"'=1";`);
  });

  it.each([
    '=HYPERLINK("http://evil.example")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '  =1',
    '\t=1',
    '\rfoo',
    '\nfoo',
    '|calc',
    '%0A',
    '＝1',
    '\0=1',
  ])('defuses %j', (subject) => {
    expect(readRow(csvRow({ ...ENTRY, subject }, true, ENGLISH))[10]).toBe(`'${subject}`);
  });

  it.each(['Refund', '4 - 2', 'a=b', '', '(see -1)'])('leaves %j as it is', (subject) => {
    expect(readRow(csvRow({ ...ENTRY, subject }, true, ENGLISH))[10]).toBe(subject);
  });

  it('has as many cells in each line as titles, none of them a formula, and nothing of customers’ where it is left out', () => {
    fc.assert(
      fc.property(anyHistoryEntry, fc.boolean(), (entry, withCustomerData) => {
        const cells = readRow(csvRow({ ...entry, customer: 'CANARY' }, withCustomerData, ENGLISH));

        expect(cells).toHaveLength(readRow(csvHead(withCustomerData, ENGLISH)).length);
        expect(cells.filter((cell) => /^\s*[=+@-]/.test(cell))).toEqual([]);
        expect(cells.includes('CANARY')).toBe(withCustomerData);
      }),
      { seed: 5 },
    );
  });
});
