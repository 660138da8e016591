import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import { formatArrival, formatArrivals, formatOffer } from '../../src/core/alert-text.ts';
import { CONTENT_LEVELS, decideAlertText, decideContent, type PrivacySettings } from '../../src/core/privacy.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { makeItem, makeWorkbin } from './samples.ts';

const mine = makeWorkbin('mine');
const secret = makeWorkbin('secret', { kind: 'agentGroup', name: 'Billing' });
const settings = (more: Partial<PrivacySettings> = {}): PrivacySettings => ({ ...DEFAULT_SETTINGS, ...more });
const secretly = { contentByWorkbin: { [secret.key]: 'count' } } as const;
const SUBJECT = 'CANARY-SUBJECT';
const CUSTOMER = 'CANARY-CUSTOMER';
const item = makeItem('1', { subject: SUBJECT, from: CUSTOMER, userData: { FirstName: CUSTOMER, Note: CUSTOMER } });
const formatTime = () => '10:00';

type Told = Parameters<typeof decideAlertText>[0];
const told = (kind: Alert['kind'], workbin: Told['workbin'], text: Omit<Told, 'kind' | 'workbin'>): Told => ({
  kind,
  workbin,
  ...text,
});
const arrival = told('item-added', mine.key, formatArrival(item, mine, formatTime));
const everyAlert = [
  arrival,
  told('items-added', mine.key, formatArrivals([item, item], 2, mine, false)),
  told('items-added', null, formatArrivals([item, item], 2, mine, true)),
  told('workitem-status', null, formatOffer(item)),
];

describe('how much may be shown', () => {
  it.each([
    ['everything, unless somebody chose otherwise', mine.key, {}, false, 'everything'],
    ['what was chosen for all', mine.key, { content: 'subject' }, false, 'subject'],
    ['what was chosen for the workbin', secret.key, secretly, false, 'count'],
    [
      'more than for all, where the workbin’s choice says so',
      mine.key,
      { content: 'count', contentByWorkbin: { [mine.key]: 'everything' } },
      false,
      'everything',
    ],
    ['what was chosen for all, of what lies in no workbin', null, { content: 'subject', ...secretly }, false, 'subject'],
    ['a count on a locked screen', mine.key, {}, true, 'count'],
    ['more on a locked screen where that was chosen', mine.key, { contentWhenLocked: 'subject' }, true, 'subject'],
    ['never more on a locked screen than else', secret.key, { ...secretly, contentWhenLocked: 'everything' }, true, 'count'],
    ['a count in private mode', mine.key, { privateMode: true }, false, 'count'],
    [
      'the less of both',
      mine.key,
      { privateMode: true, contentInPrivate: 'subject', contentWhenLocked: 'everything' },
      true,
      'subject',
    ],
  ] as const)('is %s', (_what, workbin, chosen, isLocked, level) => {
    expect(decideContent(workbin, settings(chosen), isLocked)).toBe(level);
  });
});

describe('the text of an alert', () => {
  it.each([
    ['everything', 'everything', `${SUBJECT} · ${CUSTOMER}`],
    ['the subject without the customer', 'subject', SUBJECT],
    ['neither', 'count', 'An item has arrived'],
  ] as const)('has %s', (_what, content, body) => {
    expect(decideAlertText(arrival, settings({ content }), false)).toEqual({ title: 'Email in Bin mine', body });
  });

  it('of several workbins is as private as the most private of them', () => {
    const digest = told('items-added', null, formatArrivals([item, item], 2, mine, true));

    expect(decideAlertText(digest, settings(secretly), false).body).not.toContain(SUBJECT);
    expect(decideAlertText(digest, settings(), false).body).toContain(SUBJECT);
  });

  it('shows nothing that is not allowed, for any settings and any alert', () => {
    const level = fc.constantFrom(...CONTENT_LEVELS);
    const chosen = fc.record({
      content: level,
      contentByWorkbin: fc.dictionary(fc.constantFrom(mine.key, secret.key), level),
      contentWhenLocked: level,
      contentInPrivate: level,
      privateMode: fc.boolean(),
    });

    fc.assert(
      fc.property(fc.constantFrom(...everyAlert), chosen, fc.boolean(), (alert, privacy, isLocked) => {
        const text = JSON.stringify(decideAlertText(alert, privacy, isLocked));
        const allowed = decideContent(alert.workbin, privacy, isLocked);

        if (allowed !== 'everything') expect(text).not.toContain(CUSTOMER);
        if (allowed === 'count') expect(text).not.toContain(SUBJECT);
      }),
      { seed: 6 },
    );
  });
});
