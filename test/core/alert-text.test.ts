import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clean,
  formatArrival,
  formatArrivals,
  formatOffer,
  formatPlain,
  formatStatus,
  formatWorkbin,
} from '../../src/core/alert-text.ts';
import { createSpeech, createTranslate } from '../../src/core/language.ts';
import arabic from '../../src/core/languages/ar.ts';
import { anyText } from './any-json.ts';
import { makeItem, makeWorkbin, START } from './samples.ts';

const formatTime = (at: number) => new Date(at).toISOString().slice(11, 16);
const mine = makeWorkbin('InProgress');
const billing = makeWorkbin('Escalations', { kind: 'agentGroup', name: 'Billing' });

/** Control characters, line separators, everything of bidi and zero width that Unicode calls a format character, loose surrogates. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const BIDI = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c';
const ZERO_WIDTH = '\u200b\u200c\u200d\u2060\ufeff\u180e\u00ad';

describe('formatArrival', () => {
  it('says what arrived where, from whom and when', () => {
    const item = makeItem('1', { subject: 'Invoice', receivedDate: START, userData: { FirstName: 'Ada', LastName: 'King' } });

    expect(formatArrival(item, mine, formatTime)).toEqual({
      title: 'Email in Bin InProgress',
      body: 'Invoice · Ada King · received 10:00',
      subjectOnly: { title: 'Email in Bin InProgress', body: 'Invoice · received 10:00' },
      discreet: { title: 'Email in Bin InProgress', body: 'received 10:00' },
    });
  });

  it.each([
    ['nothing', { subject: null }, 'Chat'],
    ['a customer alone', { subject: null, from: 'Ada' }, 'Chat · Ada'],
    ['a subject alone', { subject: 'Help' }, 'Help'],
    ['a subject of invisible characters', { subject: '\u200b', from: 'Ada' }, 'Chat · Ada'],
  ])('has something to say of an item of which is known %s', (_what, raw, body) => {
    expect(formatArrival(makeItem('1', raw, 'chat'), mine, formatTime).body).toBe(body);
  });

  it('names the owner of a workbin that is not one’s own', () => {
    expect(formatArrival(makeItem('1', {}, 'workitem'), billing, formatTime).title).toBe('Workitem in Bin Escalations (Billing)');
  });

  it('keeps everything of the customer’s off a locked screen', () => {
    const item = makeItem('SECRET', {
      subject: 'SECRET',
      from: 'SECRET',
      userData: { FirstName: 'SECRET' },
      receivedDate: START,
    });

    expect(JSON.stringify(formatArrival(item, mine, formatTime).discreet)).not.toContain('SECRET');
    expect(JSON.stringify(formatArrivals([item, item], 2, mine, false).discreet)).not.toContain('SECRET');
    expect(JSON.stringify(formatOffer(item).discreet)).not.toContain('SECRET');
  });

  it('never leaves a title or body empty', () => {
    const text = formatArrival(makeItem('1', { subject: null }), mine, formatTime);

    for (const { title, body } of [text, text.subjectOnly, text.discreet]) expect([title, body]).not.toContain('');
  });
});

describe('formatArrivals', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map((id) => makeItem(id, { subject: `S${id}` }));

  it.each([
    ['two', 2, 2, '2 new in Bin InProgress', 'Sa · Sb'],
    ['three', 3, 3, '3 new in Bin InProgress', 'Sa · Sb · Sc'],
    ['five', 5, 5, '5 new in Bin InProgress', 'Sa · Sb · Sc · 2 more'],
    ['more than are at hand', 2, 40, '40 new in Bin InProgress', 'Sa · Sb · 38 more'],
  ])('names up to three of %s and counts the rest', (_how, given, total, title, body) => {
    expect(formatArrivals(items.slice(0, given), total, mine, false)).toMatchObject({ title, body });
  });

  it('says when they arrived while nobody watched', () => {
    expect(formatArrivals(items, 5, billing, true)).toEqual({
      title: '5 new in Bin Escalations (Billing)',
      body: 'Arrived while away · Sa · Sb · Sc · 2 more',
      subjectOnly: {
        title: '5 new in Bin Escalations (Billing)',
        body: 'Arrived while away · Sa · Sb · Sc · 2 more',
      },
      discreet: { title: '5 new in Bin Escalations (Billing)', body: 'Arrived while away' },
    });
  });

  it('names an item without a subject by its medium', () => {
    expect(formatArrivals([makeItem('1', { subject: null }, 'tweet')], 1, mine, false).body).toBe('Tweet');
  });
});

describe('formatOffer', () => {
  it('says what is offered', () => {
    expect(formatOffer(makeItem('1', { subject: 'Claim 4711', from: 'Ada' }, 'workitem'))).toEqual({
      title: 'Workitem offered to you',
      body: 'Claim 4711 · Ada',
      subjectOnly: { title: 'Workitem offered to you', body: 'Claim 4711' },
      discreet: { title: 'Workitem offered to you', body: 'It waits for you to take it' },
    });
  });
});

describe('formatPlain', () => {
  it('says the same on a locked screen', () => {
    expect(formatPlain('Please sign in again', 'Access denied')).toEqual({
      title: 'Please sign in again',
      body: 'Access denied',
      subjectOnly: { title: 'Please sign in again', body: 'Access denied' },
      discreet: { title: 'Please sign in again', body: 'Access denied' },
    });
  });
});

describe('formatWorkbin', () => {
  it('names its owner only where that is another', () => {
    expect(formatWorkbin(mine)).toBe('Bin InProgress');
    expect(formatWorkbin(billing)).toBe('Bin Escalations (Billing)');
    expect(formatWorkbin(makeWorkbin('Draft', { kind: 'user', id: '0a1b' }))).toBe('Bin Draft (0a1b)');
    expect(formatWorkbin(makeWorkbin('Draft', { kind: 'user', id: '0a1b' }), 'Ada King')).toBe('Bin Draft (Ada King)');
  });
});

describe('clean', () => {
  it.each([
    ['control characters become one blank', 'a\u0000\r\n\tb\u001b[31mc\u007f\u0085d', 'a b [31mc d'],
    ['line separators become a blank', 'a\u2028b\u2029c', 'a b c'],
    ['bidi characters go', `a${BIDI}b`, 'ab'],
    ['zero-width characters go', `a${ZERO_WIDTH}b`, 'ab'],
    ['tag characters go', `a\u{e0001}\u{e0041}\u{e007f}b`, 'ab'],
    ['loose halves of surrogate pairs go', 'a\ud83db\ude00c', 'abc'],
    ['blanks are folded and trimmed', '  a\u00a0 \u3000 b  ', 'a b'],
    ['ordinary text of any script stays', 'Grüße 你好 😀 שלום', 'Grüße 你好 😀 שלום'],
    ['nothing stays nothing', `${BIDI}${ZERO_WIDTH}\u0000`, ''],
  ])('%s', (_what, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('keeps 250 characters whole and cuts the 251st', () => {
    expect(clean('x'.repeat(250))).toBe('x'.repeat(250));
    expect(clean('x'.repeat(251))).toBe(`${'x'.repeat(249)}…`);
  });

  it('cuts between characters, not within one', () => {
    const cut = clean(`x${'😀'.repeat(300)}`);

    expect([...cut]).toHaveLength(250);
    expect(cut.endsWith('😀…')).toBe(true);
  });

  it('cuts a subject of 5 MB', () => {
    expect(clean('ab '.repeat(1_700_000))).toHaveLength(250);
  });

  it('leaves no unwanted character, stays on one line and within its length, for any text', () => {
    const spiced = fc
      .array(
        fc.oneof(
          anyText,
          fc.constantFrom(...Array.from(BIDI + ZERO_WIDTH), '\n', '\u0000', '😀'),
          fc.string({ minLength: 100, maxLength: 300 }),
        ),
      )
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(spiced, (value) => {
        const text = clean(value);

        expect(text).not.toMatch(UNWANTED);
        expect([...text].length).toBeLessThanOrEqual(250);
        expect(clean(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('cleans every alert that is made of texts from outside', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (subject, from, name, state) => {
        const item = makeItem('1', { subject, from }, name);
        const workbin = { ...billing, name, owner: { kind: 'agentGroup' as const, name: from } };
        const made = [
          formatArrival(item, workbin, () => state),
          formatArrivals([item, item], 9, workbin, true),
          formatOffer(item),
          formatPlain(name, state),
        ];

        for (const { title, body } of made.flatMap((text) => [text, text.subjectOnly, text.discreet]))
          expect(title + body).not.toMatch(UNWANTED);
      }),
    );
  });
});

describe('alerts in a language written from right to left', () => {
  const t = createTranslate(() => createSpeech('ar', (english) => arabic[english]));
  const set = (text: string) => `\u2068${text}\u2069`;

  it('set apart what comes from outside, so that it reads in its own direction', () => {
    const item = makeItem('1', { subject: 'Invoice 4711 (copy)', receivedDate: START });
    const { title, body } = formatArrival({ ...item, customer: 'Anna Berg' }, billing, () => '10:00', t);

    expect(title).toContain(set('Bin Escalations (Billing)'));
    expect(body.split(' · ').slice(0, 2)).toEqual([set('Invoice 4711 (copy)'), set('Anna Berg')]);
    expect(body).toContain(set('10:00'));
  });

  it('let no text from outside turn what follows, and close what is cut', () => {
    const outside = fc
      .array(fc.oneof(anyText, fc.constantFrom(...Array.from(BIDI)), fc.string({ minLength: 100 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(outside, outside, outside, (subject, from, name) => {
        const item = makeItem('1', { subject, from }, name);
        const workbin = { ...billing, name };
        const made = [
          formatArrival(item, workbin, () => name, t),
          formatArrivals([item, item], 9, workbin, true, t),
          formatOffer(item, t),
          formatStatus(item, name, t),
          formatPlain(name, name, t),
        ];

        for (const text of made
          .flatMap((one) => [one, one.subjectOnly, one.discreet])
          .flatMap(({ title, body }) => [title, body])) {
          const marks = [...text].filter((mark) => mark === '\u2068' || mark === '\u2069');
          let open = 0;
          for (const mark of marks) expect((open += mark === '\u2068' ? 1 : -1)).toBeGreaterThanOrEqual(0);

          expect(open).toBe(0);
          expect(text.replaceAll(/[\u2068\u2069]/g, '')).not.toMatch(UNWANTED);
        }
      }),
    );
  });
});
