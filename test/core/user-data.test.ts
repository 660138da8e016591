import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTerms } from '../../src/core/fold.ts';
import { Raw } from '../../src/core/raw.ts';
import { readRecord, type Wire } from '../../src/core/record.ts';
import { listDataKeys, matchesItem, pickUserData, readFacts, readUserData } from '../../src/core/user-data.ts';
import { press } from '../../src/storage/press.ts';
import { anyJson } from './any-json.ts';
import { makeItem } from './samples.ts';

const parse = (text: string): Wire => readRecord(JSON.parse(text))!;
const linesOf = (data: Wire) => readUserData(data).map(({ key, value }) => `${key}=${value}`);

describe('readUserData', () => {
  it.each([
    ['text as it is', { Note: ' <b>bold</b>\n' }, ['Note= <b>bold</b>\n']],
    ['a number', { ServiceObjective: 0.5 }, ['ServiceObjective=0.5']],
    ['a truth value', { Vip: false }, ['Vip=false']],
    ['null as nothing', { Skills: null }, ['Skills=']],
    ['a list', { Skills: ['a', 1, null] }, ['Skills=["a",1,null]']],
    ['an empty object', { Data: {} }, ['Data={}']],
    ['an object as its leaves', { Data: { One: 1, Two: { Three: 'x' } } }, ['Data › One=1', 'Data › Two › Three=x']],
    ['odd keys', { 'Peg AG?:2>1': 1, '': 'nameless' }, ['Peg AG?:2>1=1', '=nameless']],
  ])('shows %s', (_what, data, expected) => {
    expect(linesOf(data)).toEqual(expected);
  });

  it('shows keys that every object inherits like any other', () => {
    const data = parse('{"__proto__":"one","constructor":{"prototype":"two"},"toString":null}');

    expect(linesOf(data)).toEqual(['__proto__=one', 'constructor › prototype=two', 'toString=']);
  });

  it.each([
    ['RTargetAgentSelected'],
    ['RVQID'],
    ['RStrategyName'],
    ['RRequestedSkills'],
    ['RTenant'],
    ['CBR-IT-path_DBIDs'],
    ['ChatServerHost'],
    ['PegAGSales Team'],
    ['Header_Date'],
    ['IW_CaseUid'],
    ['IWAttachedDataInformation'],
    ['Option.x'],
    ['PlaceInQueueSeq'],
  ])('folds %s away', (key) => {
    expect(readUserData({ [key]: 'x', Other: 'y' }).map((field) => field.internal)).toEqual([true, false]);
  });

  it.each([['Subject'], ['CustomerSegment'], ['OccuredAt'], ['FirstName'], ['My Header_Date'], ['rtarget']])(
    'does not fold %s away',
    (key) => {
      expect(readUserData({ [key]: 'x' })[0]?.internal).toBe(false);
    },
  );

  it('folds away what lies inside of what is folded away', () => {
    expect(readUserData({ IWAttachedDataInformation: { Option: 'x' } })[0]?.internal).toBe(true);
  });

  it('cuts a value of 5 MB and says how much is missing', () => {
    const [field] = readUserData({ Body: 'x'.repeat(5_000_000) });

    expect(field!.value.length).toBeLessThan(21_000);
    expect(field!.value).toMatch(/^x{20000}… \(4980000 more characters\)$/);
  });

  it('does not cut a character in half', () => {
    const [field] = readUserData({ Body: `x${'😀'.repeat(20_000)}` });

    expect(field!.value).not.toMatch(/\p{Cs}/u);
  });

  it('shows a thousand of ten thousand entries and says how many are missing', () => {
    const data = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`Key${index}`, index]));

    const fields = readUserData(data);

    expect(fields).toHaveLength(1001);
    expect(fields[999]).toMatchObject({ key: 'Key999', value: '999' });
    expect(fields[1000]?.value).toContain('9000');
  });

  it('counts the leaves of objects among the entries', () => {
    const inner = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`K${index}`, index]));

    const fields = readUserData({ Outer: inner, Last: 'x' });

    expect(fields).toHaveLength(1001);
    expect(fields.at(-1)?.value).toContain('1001');
  });

  it('says nothing of missing entries where exactly a thousand are shown', () => {
    const data = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`Key${index}`, index]));

    expect(readUserData(data)).toHaveLength(1000);
  });

  it('writes out what lies too deep in one line', () => {
    const deep = parse(`${'{"a":'.repeat(10)}1${'}'.repeat(10)}`);

    const lines = linesOf(deep);

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^a( › a)+={"a":/);
  });

  it.each([
    ['objects', '{"a":', '1', '}'],
    ['lists', '[', '', ']'],
  ])('shows something for %s nested a hundred thousand deep', (_what, open, inside, close) => {
    const data = parse(`{"deep":${open.repeat(100_000)}${inside}${close.repeat(100_000)},"Subject":"x"}`);

    expect(linesOf(data)).toContain('Subject=x');
  });

  it('gives text for any JSON object', () => {
    fc.assert(
      fc.property(anyJson(['Subject', 'IW_x']), (value) => {
        for (const field of readUserData(readRecord(value) ?? { value })) {
          expect(field).toEqual({ key: expect.any(String), value: expect.any(String), internal: expect.any(Boolean) });
        }
      }),
    );
  });
});

describe('readFacts', () => {
  it('reads what the page of an e-mail shows', () => {
    const item = makeItem('1', {
      emailType: 'Inbound',
      receivedDate: '2025-07-14 14:06:58.000+0530',
      userData: {
        EmailAddress: 'a@example.com',
        To: 'shop@example.com',
        CustomerSegment: 'Gold',
        ServiceType: 'default',
        ContactId: '0001AAA',
        OccuredAt: '2025-07-14T08:36:00Z',
        Header_Date: 'Mon, 14 Jul 2025 14:06:31 +0530',
        SubmittedAt: 'soon',
      },
    });

    expect(readFacts(item)).toMatchObject({
      state: null,
      direction: 'Inbound',
      address: 'a@example.com',
      segment: 'Gold',
      service: 'default',
      contactId: '0001AAA',
      receivedText: null,
      times: [
        { name: 'Occurred', at: Date.UTC(2025, 6, 14, 8, 36, 0) },
        { name: 'Sent', at: Date.UTC(2025, 6, 14, 8, 36, 31) },
      ],
    });
  });

  it('has nothing to say of a bare item', () => {
    expect(readFacts(makeItem('1'))).toEqual({
      state: null,
      direction: null,
      address: null,
      segment: null,
      service: null,
      contactId: null,
      receivedText: null,
      times: [],
      userData: [],
    });
  });

  it('gives the receiver’s address of a draft', () => {
    const item = makeItem('1', { emailType: 'Outbound', userData: { FromAddress: 'shop@example.com', To: 'ada@example.com' } });

    expect(readFacts(item).address).toBe('ada@example.com');
  });

  it('gives the received time as the server wrote it where it cannot be read', () => {
    expect(readFacts(makeItem('1', { receivedDate: 'yesterday, about noon' })).receivedText).toBe('yesterday, about noon');
  });

  it('takes the contact from the item itself where the user data name none', () => {
    expect(readFacts(makeItem('1', { contactId: 'C1' })).contactId).toBe('C1');
  });

  it('sorts the times, the oldest first', () => {
    const item = makeItem('1', {
      userData: { OccuredAt: '2025-01-03T00:00:00Z', SubmittedAt: '2025-01-01T00:00:00Z', AssignedAt: 1735776000000 },
    });

    expect(readFacts(item).times.map((time) => time.name)).toEqual(['Submitted', 'Assigned', 'Occurred']);
  });

  it.each([[null], ['text'], [['Subject', 'x']], [7]])('does without user data that are %j', (userData) => {
    expect(readFacts(makeItem('1', { userData })).userData).toEqual([]);
  });

  it('never throws for what JSON can hold', () => {
    fc.assert(
      fc.property(
        anyJson(['userData', 'To', 'OccuredAt', 'state']),
        (value) => void readFacts(makeItem('1', readRecord(value) ?? {})),
      ),
    );
  });
});

describe('what rows carry of the user data', () => {
  const item = makeItem('1', {
    userData: { CustomerSegment: 'Gold', OrderNumber: 7431, Note: 'x'.repeat(500), RTargetRequested: 'Billing_AG', Empty: '' },
  });

  it('is the segment and what was asked for, cut short, and never routing internals', () => {
    expect(pickUserData(item, [])).toEqual({ CustomerSegment: 'Gold' });
    expect(pickUserData(item, ['Note', 'RTargetRequested', 'Empty', 'toString', 'Missing'])).toEqual({
      CustomerSegment: 'Gold',
      Note: 'x'.repeat(200),
    });
  });

  it('can be of each key that is listed, and of no other', () => {
    expect(listDataKeys(item)).toEqual(['OrderNumber', 'Note']);
    for (const key of listDataKeys(item)) expect(pickUserData(item, [key])).toHaveProperty(key);
    expect(listDataKeys(makeItem('1'))).toEqual([]);
  });

  it('is nothing where there is none of it', () => {
    expect(pickUserData(makeItem('1'), ['Note'])).toBeUndefined();
    expect(pickUserData(makeItem('1', { userData: { Other: 'x' } }), ['Note'])).toBeUndefined();
  });
});

describe('a search of an item', () => {
  const item = makeItem('0001aB', {
    subject: 'Refund',
    userData: { Note: 'Grüße aus Köln', Nested: { Order: '7431' }, RTargetRequested: 'Billing_AG' },
  });

  it.each([
    [['refund', 'koln'], true],
    [['7431'], true],
    [['0001ab'], true],
    [['refund', 'hamburg'], false],
    [['billing_ag'], false],
    [['note'], false],
  ])('for %j says %s', (terms, found) => {
    expect(matchesItem(item, terms)).toBe(found);
  });

  it('finds in what is packed what it finds in what is not', () => {
    const words = ['Grüße', 'a"b', 'back\\slash', 'ＦＵＬＬ', 'x\u0001y', 'Straße 7', '\u0301accent'];
    const terms = words.flatMap((word) => readTerms(word));
    fc.assert(
      fc.property(anyJson(['userData', 'Note', 'subject', 'IW_CaseUid'], words), fc.constantFrom(...terms), (value, term) => {
        const wire = { ...readRecord(value), id: '1', userData: value };
        const [asItCame, packed] = [makeItem('1', wire), makeItem('1', wire)];
        Raw.pack([packed.raw], press);

        expect(matchesItem(packed, [term])).toBe(matchesItem(asItCame, [term]));
      }),
    );
  });
});
