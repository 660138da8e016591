import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, readRoute, START_ROUTE, type Route } from '../../src/core/route.ts';
import { workbinKey } from '../../src/core/workbin.ts';
import { anyJson, anyText } from './any-json.ts';
import { idOf } from './samples.ts';

const key = workbinKey('2222-3333', { kind: 'agentGroup', name: 'Billing & more/#1' });

const routes: readonly (readonly [string, Route])[] = [
  ['#/list', { view: 'list', workbin: null }],
  ['#/list/me%2F%2F1', { view: 'list', workbin: workbinKey('1', { kind: 'me' }) }],
  ['#/item/me%2F%2F1/0001AaAA', { view: 'item', workbin: workbinKey('1', { kind: 'me' }), interactionId: idOf('0001AaAA') }],
  ['#/item/-/0001AaAA', { view: 'item', workbin: null, interactionId: idOf('0001AaAA') }],
  ['#/settings', { view: 'settings' }],
  ['#/settings/watch', { view: 'settings', page: 'watch' }],
  ['#/overview', { view: 'overview' }],
  ['#/connection', { view: 'connection' }],
  ['#/history', { view: 'history' }],
  ['#/sign-in', { view: 'sign-in' }],
];

describe('a route', () => {
  it.each(routes)('is written as %s and read back', (fragment, route) => {
    expect(formatRoute(route)).toBe(fragment);
    expect(readRoute(fragment)).toEqual(route);
    expect(readRoute(fragment.slice(1))).toEqual(route);
  });

  it('of a workbin whose group has odd characters is read back', () => {
    const route: Route = { view: 'item', workbin: key, interactionId: idOf('a/b?c#d%20é😀') };

    expect(readRoute(formatRoute(route))).toEqual(route);
  });

  it('is read back for any workbin and interaction', () => {
    const said = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });

    fc.assert(
      fc.property(said, said, said, (id, name, interactionId) => {
        const workbin = workbinKey(id, { kind: 'placeGroup', name });
        const made: readonly Route[] = [
          { view: 'list', workbin },
          { view: 'item', workbin, interactionId: idOf(interactionId) },
          { view: 'item', workbin: null, interactionId: idOf(interactionId) },
        ];

        for (const route of made) expect(readRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it('is read back for a group with a long name in another script', () => {
    const route: Route = {
      view: 'list',
      workbin: workbinKey('2222-3333', { kind: 'agentGroup', name: 'Служба поддержки '.repeat(14) }),
    };

    expect(readRoute(formatRoute(route))).toEqual(route);
  });

  it('can be written for an interaction whose id holds half a surrogate pair', () => {
    expect(() => formatRoute({ view: 'item', workbin: null, interactionId: idOf('\ud83d') })).not.toThrow();
  });
});

describe('readRoute', () => {
  it('starts with the list of everything', () => {
    expect(readRoute('#/list')).toEqual(START_ROUTE);
  });

  it.each([
    [''],
    ['#'],
    ['#/'],
    ['/'],
    ['#list'],
    ['#/List'],
    ['#/nowhere'],
    ['#/list/'],
    ['#/list/nonsense'],
    ['#/list/me%2F%2F1/more'],
    ['#/list/-'],
    ['#/item'],
    ['#/item/-'],
    ['#/item/-/'],
    ['#/item/nonsense/1'],
    ['#/item/me%2F%2F1/1/2'],
    ['#/item/-/%'],
    ['#/item/-/%E0%A4%A'],
    ['#/list/%'],
    ['#/settings/more'],
    ['#/settings/'],
    ['#/settings/watch/1'],
    ['#/constructor'],
    ['#/__proto__'],
    ['##/list'],
    ['https://evil.example/#/list'],
    ['evil/list'],
    [`#/item/-/${'x'.repeat(10_000)}`],
    [null],
    [undefined],
    [7],
    [{ view: 'list' }],
    [['#/list']],
  ])('finds no route in %j', (fragment) => {
    expect(readRoute(fragment)).toBeNull();
  });

  it('never throws, and what it reads it can write', () => {
    const near = fc
      .array(fc.oneof(fc.constantFrom('#', 'list', 'item', '-', 'me%2F%2F1', 'settings', '%', ''), fc.string()))
      .map((parts) => parts.join('/'));

    fc.assert(
      fc.property(fc.oneof(near, anyText, anyJson(['view'])), (fragment) => {
        const route = readRoute(fragment);

        if (route) expect(readRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });
});
