import { describe, expect, it } from 'vitest';
import { explainOffers, offerOwners, type OfferSources } from '../../renderer/owner-offers.ts';
import { ownerId } from '../../renderer/watch-groups.ts';
import type { Person } from '../../src/core/directory.ts';

const person = (name: string, userName: string | null = null): Person => ({ id: `id of ${name}`, name, userName });
const found = <Entry>(...entries: readonly Entry[]) => ({ kind: 'found', found: entries, more: false }) as const;
const refused = { kind: 'unavailable', why: 'The server does not let you look up people' } as const;
const sources = (more: Partial<OfferSources>): OfferSources => ({
  typed: '',
  people: found(),
  groups: found('Billing', 'Claims'),
  taken: new Set(),
  ...more,
});

describe('offerOwners', () => {
  it.each<readonly [string, Partial<OfferSources>, readonly string[]]>([
    ['the groups before anything is typed', { people: found(person('Ada')) }, ['agentGroup Billing', 'agentGroup Claims']],
    [
      'groups with the text in their name, people, and the text as a name',
      { typed: ' cla ', people: found(person('Clara')) },
      ['agentGroup Claims', 'user id of Clara', 'agentGroup cla typed', 'placeGroup cla typed'],
    ],
    [
      'the groups first while people are looked for as well',
      { typed: 'cla', people: null },
      ['agentGroup Claims', 'agentGroup cla typed', 'placeGroup cla typed'],
    ],
    [
      'no people before the groups, which come in above them',
      { typed: 'cla', people: found(person('Clara')), groups: null },
      ['agentGroup cla typed', 'placeGroup cla typed'],
    ],
    ['a listed group only once', { typed: 'Claims' }, ['agentGroup Claims', 'placeGroup Claims typed']],
    [
      'a user id where the server finds nobody',
      { typed: 'x', people: refused, groups: refused },
      ['user x typed', 'agentGroup x typed', 'placeGroup x typed'],
    ],
    [
      'no people while they are looked for',
      { typed: 'bil', people: null, groups: null },
      ['agentGroup bil typed', 'placeGroup bil typed'],
    ],
  ])('offers %s', (_what, more, offered) => {
    const offers = offerOwners(sources(more)).flatMap((section) => section.offers);

    expect(
      offers.map(({ owner, typed }) => {
        const name = owner.kind === 'user' ? owner.id : owner.kind === 'me' ? '' : owner.name;
        return `${owner.kind} ${name}${typed ? ' typed' : ''}`;
      }),
    ).toEqual(offered);
  });

  it('tells people of the same name apart, and marks who is watched already', () => {
    const [section] = offerOwners(
      sources({
        typed: 'ada',
        people: found(person('Ada', 'ada1'), person('ada2', 'ada2')),
        taken: new Set([ownerId({ kind: 'user', id: 'id of Ada' })]),
      }),
    );

    expect(section?.offers.map(({ name, detail, taken }) => [name, detail, taken])).toEqual([
      ['Ada', 'ada1', true],
      ['ada2', '', false],
    ]);
  });
});

it.each<readonly [Partial<OfferSources>, string]>([
  [{}, 'Type a name to find a colleague.'],
  [{ groups: refused }, refused.why],
  [{ typed: 'a', people: refused }, refused.why],
  [{ typed: 'a', people: null }, 'Looking for colleagues'],
  [{ typed: 'a', people: found(person('Ada')), groups: null }, 'Looking for colleagues'],
  [{ typed: 'a' }, 'No colleague of that name was found.'],
  [{ typed: 'a', people: found(person('Ada')) }, ''],
  [{ typed: 'a', people: { kind: 'found', found: [person('Ada')], more: true } }, 'There are more. Type more of the name.'],
])('explains %j', (more, words) => {
  expect(explainOffers(sources(more))).toBe(words);
});
