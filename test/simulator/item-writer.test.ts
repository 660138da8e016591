import { describe, expect, it } from 'vitest';
import { anyText } from './answers.ts';
import { createRandom } from '../../src/simulator/chance.ts';
import { createItemWriter } from '../../src/simulator/item-writer.ts';
import { formatMailDate, formatRoutingDate, formatServerDate } from '../../src/simulator/server-date.ts';

const at = Date.UTC(2026, 2, 1, 3, 4, 5, 6);
const to = { workbinName: 'InProgress', employeeId: 'RW1042' };
const writer = () => createItemWriter(createRandom(3), () => at);

describe('invented items', () => {
  it('are the same for the same seed', () => {
    expect(writer().write(to)).toEqual(writer().write(to));
  });

  it('are as wished', () => {
    const item = writer().write(to, {
      media: 'email',
      id: '00011aAAA0000001',
      subject: '?',
      customer: ['A.', 'Customer'],
      receivedAt: at,
      userData: { Extra: null, ContactId: undefined },
      fields: { interactionQueue: undefined, odd: 1 },
    });

    expect(item).toMatchObject({ id: '00011aAAA0000001', media: 'email', resource: { subject: '?', odd: 1 } });
    expect(item.resource).not.toHaveProperty('interactionQueue');
    expect(item.resource['userData']).toMatchObject({ Subject: '?', FirstName: 'A.', LastName: 'Customer', Extra: null });
    expect(item.resource['userData']).not.toHaveProperty('ContactId');
  });

  it('write drafts as our own mail', () => {
    const { resource } = writer().write({ ...to, workbinName: 'Draft' }, { media: 'email' });

    expect(resource).toMatchObject({ emailType: 'Outbound', interactionSubtype: 'OutboundReply', parentId: anyText });
    expect(resource['userData']).toMatchObject({ FromPersonal: null });
  });

  it('vary in length and script, and use no address that exists', () => {
    const own = writer();
    const items = Array.from({ length: 300 }, () => own.write(to).resource);
    const subjects = items.map(({ userData }) => (userData as { Subject: string }).Subject);

    expect(new Set(items.map(({ id }) => id)).size).toBe(300);
    expect(subjects.some((subject) => subject.length <= 3)).toBe(true);
    expect(subjects.some((subject) => subject.length > 150)).toBe(true);
    expect(subjects.some((subject) => /\p{Script=Arabic}/u.test(subject))).toBe(true);
    expect(subjects.some((subject) => /\p{Script=Han}/u.test(subject))).toBe(true);
    for (const { userData } of items)
      expect((userData as { EmailAddress: string }).EmailAddress).toMatch(/@((\w+\.)?example\.(com|org)|post\.invalid)$/);
  });
});

describe('dates', () => {
  it('are written in the zone of the offset', () => {
    expect(formatServerDate(at, '+0530')).toBe('2026-03-01 08:34:05.006+0530');
    expect(formatServerDate(at, '-0330')).toBe('2026-02-28 23:34:05.006-0330');
    expect(formatMailDate(at, '-0330')).toBe('Sat, 28 Feb 2026 23:34:05 -0330');
    expect(formatRoutingDate(at)).toBe('2026-03-01T03:04:05Z');
  });
});
