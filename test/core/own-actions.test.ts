import { expect, it } from 'vitest';
import { createOwnActions } from '../../src/core/own-actions.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a');
const arrival = (id: string, workbin = A) => ({ workbin, item: makeItem(id, {}, 'workitem') });
const own = (settings: { alerted?: boolean; mine?: readonly string[] } = {}) =>
  createOwnActions({
    isWithPerson: (id) => (settings.mine ?? ['1', '2']).includes(id),
    isAllOne: () => settings.alerted ?? false,
  });

it.each([
  [0, true],
  [2000, true],
  [2001, false],
  // A clock that was set back tells nothing.
  [-1, false],
])('takes an arrival %d ms after the word of it for the person’s own: %s', (after, isOwn) => {
  const actions = own();

  expect(actions.parked(idOf('1'), START)).toEqual([]);

  expect(actions.isOwn(idOf('1'), START + after)).toBe(isOwn);
  expect(actions.isOwn(idOf('2'), START)).toBe(false);
});

it('keeps only what the person has, and only while the word may still come', () => {
  const actions = own({ mine: ['1'] });
  const kept = arrival('1');

  expect(actions.keep(arrival('2'), START)).toBe(false);
  expect(actions.keep(kept, START)).toBe(true);
  expect(actions.dueAt()).toBe(START + 2000);
  expect(actions.release(START + 1999)).toEqual([]);
  expect(actions.release(START + 2000)).toEqual([kept]);
  expect(actions.dueAt()).toBeNull();
});

it('gives all that waited for one word, in every workbin, and keeps nothing after it', () => {
  const actions = own();
  const [here, there] = [arrival('1'), arrival('1', makeWorkbin('b'))];
  actions.keep(here, START);
  actions.keep(there, START + 5);
  actions.keep(arrival('2'), START);

  expect(actions.parked(idOf('1'), START + 10)).toEqual([here, there]);
  expect(actions.keep(here, START + 11)).toBe(false);
});

it('drops what has left again', () => {
  const actions = own();
  actions.keep(arrival('1'), START);

  expect(actions.drop(makeWorkbin('b').key, idOf('1'))).toBe(false);
  expect(actions.drop(A.key, idOf('1'))).toBe(true);
  expect(actions.drop(A.key, idOf('1'))).toBe(false);
});

it('keeps nothing where it makes no difference, and still tells it', () => {
  const actions = own({ alerted: true });
  actions.parked(idOf('1'), START);

  expect(actions.isOwn(idOf('1'), START)).toBe(true);
  expect(actions.keep(arrival('2'), START)).toBe(false);
});

it('forgets a word that is old when the next comes, so that no clock set back revives it', () => {
  const actions = own();
  actions.parked(idOf('1'), START);
  actions.parked(idOf('2'), START + 3000);

  expect(actions.isOwn(idOf('1'), START + 1000)).toBe(false);
  expect(actions.isOwn(idOf('2'), START + 3000)).toBe(true);
});
