import { describe, expect, it } from 'vitest';
import { explainOffers, likeliestOffer, offerOwners, type OfferSources } from '../../renderer/owner-offers.ts';
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
      'people where the groups are not known yet, or not told',
      { typed: 'cla', people: found(person('Clara')), groups: null },
      ['user id of Clara', 'agentGroup cla typed', 'placeGroup cla typed'],
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

it.each<readonly [string, string | undefined, Partial<OfferSources>]>([
  ['a group at once, by the beginning of its second word', 'East Billing', { typed: 'bil', people: null }],
  ['nobody, where a group only has the letters in it', undefined, { typed: 'ann', people: null }],
  ['a colleague before such a group', 'Joanna Ann', { typed: 'ann', people: found(person('Joanna'), person('Joanna Ann')) }],
  ['such a group where there is nobody', 'Planning', { typed: 'ann' }],
  ['whoever was found by the name of the user', 'Ada', { typed: 'x7', people: found(person('Ada', 'x7')) }],
  ['one who has all words', 'Ada Berg', { typed: 'be ad', people: found(person('Ada Lund'), person('Ada Berg')) }],
  [
    'nobody who is watched already',
    undefined,
    { typed: 'ada', people: found(person('Ada')), taken: new Set([ownerId({ kind: 'user', id: 'id of Ada' })]) },
  ],
  ['nothing that was only typed', undefined, { typed: 'nowhere' }],
  ['nothing before anything is typed', undefined, { typed: ' ' }],
])('takes by Enter %s', (_what, name, more) => {
  const all = sources({ groups: found('East Billing', 'Planning'), ...more });

  expect(
    likeliestOffer(
      offerOwners(all).flatMap((section) => section.offers),
      all,
    )?.name,
  ).toBe(name);
});

it.each<readonly [Partial<OfferSources>, string]>([
  [{}, 'Type a name to find a colleague.'],
  [{ groups: refused }, refused.why],
  [{ typed: 'a', people: refused }, refused.why],
  [{ typed: 'a', people: null }, 'Looking for colleagues'],
  [{ typed: 'a' }, 'No colleague of that name was found.'],
  [{ typed: 'a', people: found(person('Ada')) }, ''],
  [{ typed: 'a', people: { kind: 'found', found: [person('Ada')], more: true } }, 'There are more. Type more of the name.'],
])('explains %j', (more, words) => {
  expect(explainOffers(sources(more))).toBe(words);
});
