import { describe, expect, it } from 'vitest';
import type { ItemView } from '../../src/core/contract.ts';
import { findNeighbours } from '../../renderer/neighbours.ts';
import type { Section } from '../../renderer/sections.ts';
import { item, KEYS } from './fixture-host.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => item([name, KEYS.billing, 'email', name, null, 0])) as [
  ItemView,
  ItemView,
  ItemView,
  ItemView,
];
const section = (...items: ItemView[]): Section => ({ group: null, title: '', size: items.length, isOpen: true, items });
const lists = { one: [section(a, b, c)], grouped: [section(a), section(), section(b, c)] };

describe('the neighbours of a row', () => {
  it.each([
    ['the first', lists.one, a, null, b, 1],
    ['one in the middle', lists.one, b, a, c, 2],
    ['the last', lists.one, c, b, null, 3],
    ['the last of a group', lists.grouped, a, null, b, 1],
    ['the first of a group', lists.grouped, b, a, c, 2],
  ])('are those in the list as it is shown: %s', (_which, sections, open, previous, next, at) => {
    expect(findNeighbours(sections, open, null)).toEqual({ previous, next, at, count: 3 });
  });

  it.each([
    ['in the middle', 2, a, b],
    ['at the top', 1, null, a],
    ['at the end', 4, c, null],
  ])('are those of its last place, once it has left from %s', (_where, lastAt, previous, next) => {
    expect(findNeighbours(lists.one, d, lastAt)).toEqual({ previous, next, at: null, count: 3 });
  });

  it('are none for what was never in the list', () => {
    expect(findNeighbours(lists.one, d, null)).toEqual({ previous: null, next: null, at: null, count: 3 });
    expect(findNeighbours(lists.one, { ...a, workbin: KEYS.claims }, null).at).toBeNull();
  });
});
