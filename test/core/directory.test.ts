import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byName, isNamed, readPeople, readPerson, readWords, type Person } from '../../src/core/directory.ts';
import { anyJson } from './any-json.ts';

const anna: Person = { id: 'u1', name: 'Anna Berg', userName: 'a.berg' };

describe('readPerson', () => {
  it.each([
    [{ id: 'u1', firstName: 'Anna', lastName: 'Berg', name: 'a.berg', userName: 'a.berg', type: 'User' }, anna],
    [
      { id: 'u1', lastName: ' Berg ' },
      { id: 'u1', name: 'Berg', userName: null },
    ],
    [
      { id: 'u1', name: 'a.berg' },
      { id: 'u1', name: 'a.berg', userName: null },
    ],
    [
      { id: 'u1', firstName: '', lastName: null, userName: 'a.berg' },
      { id: 'u1', name: 'a.berg', userName: 'a.berg' },
    ],
    [{ id: 'u1' }, { id: 'u1', name: 'u1', userName: null }],
  ])('gives the best name there is for %o', (resource, person) => {
    expect(readPerson(resource)).toEqual(person);
  });

  it.each([null, 'u1', {}, { id: '' }, { id: 'q', name: 'Claims_Queue', type: 'Queue' }])('finds nobody in %o', (value) => {
    expect(readPerson(value)).toBeNull();
  });

  it('never throws, and gives a name that can be seen', () => {
    fc.assert(
      fc.property(anyJson(['id', 'name', 'firstName', 'userName', 'type']), (value) => readPerson(value)?.name !== ''),
      { seed: 4 },
    );
  });
});

it('reads everybody of a list once, leaving out what is no person', () => {
  const body = { contacts: [{ id: 'u1', name: 'Anna' }, { id: 'q', type: 'Queue' }, { id: 'u1', name: 'Anna B.' }, 7] };

  expect(readPeople(body, 'contacts')).toEqual([{ id: 'u1', name: 'Anna B.', userName: null }]);
  expect(readPeople(body, 'users')).toEqual([]);
});

it('takes what has a meaning of its own out of a search', () => {
  expect(readWords('  Anna*,Berg  ')).toEqual(['anna', 'berg']);
  expect(readWords(' ** , ')).toEqual([]);
});

it.each([
  ['berg', true],
  ['ANNA b', true],
  ['a.be', true],
  ['', true],
  ['anna lind', false],
])('looks for every word in first, last and user name: “%s”', (text, is) => {
  expect(isNamed(anna, readWords(text))).toBe(is);
});

it('puts people in the order of their names, those of one name always in the same', () => {
  const other: Person = { id: 'u0', name: 'Anna Berg', userName: null };
  const zoe: Person = { id: 'u2', name: 'Zoë', userName: null };
  const emil: Person = { id: 'u3', name: 'émile', userName: null };

  expect([zoe, anna, emil, other].toSorted(byName).map(({ id }) => id)).toEqual(['u0', 'u1', 'u3', 'u2']);
});
