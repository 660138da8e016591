import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerName, readOwner, readWorkbinKey, workbinKey, type Owner, type WorkbinKey } from '../../src/core/workbin.ts';
import { anyText } from './any-json.ts';

const owners: readonly Owner[] = [
  { kind: 'me' },
  { kind: 'user', id: 'Billing' },
  { kind: 'user', id: 'Sales' },
  { kind: 'agentGroup', name: 'Billing' },
  { kind: 'placeGroup', name: 'Billing' },
];

describe('workbinKey', () => {
  it('tells owners of one workbin id apart', () => {
    const keys = owners.map((owner) => workbinKey('2222-3333', owner));

    expect(new Set(keys).size).toBe(owners.length);
  });

  it('names one’s own workbin by its id', () => {
    expect(workbinKey('2222-3333', { kind: 'me' })).toBe('me//2222-3333');
  });

  it('encodes a group’s name, so that it cannot look like another workbin', () => {
    const odd = workbinKey('1', { kind: 'agentGroup', name: 'a/b' });

    expect(odd).toBe('agentGroup/a%2Fb/1');
    expect(odd).not.toBe(workbinKey('b/1', { kind: 'agentGroup', name: 'a' }));
  });

  it('makes a key that is read back, of any id and owner that say something', () => {
    const said = fc.string({ unit: 'binary', minLength: 1 });
    const owner: fc.Arbitrary<Owner> = fc.oneof(
      fc.constant({ kind: 'me' as const }),
      said.map((id) => ({ kind: 'user' as const, id })),
      said.map((name) => ({ kind: 'agentGroup' as const, name })),
      said.map((name) => ({ kind: 'placeGroup' as const, name })),
    );

    fc.assert(fc.property(said, owner, (id, of) => readWorkbinKey(workbinKey(id, of)) === workbinKey(id, of)));
  });

  it('does not throw for an id with half a surrogate pair, which JSON lets through', () => {
    const id = JSON.parse('"\\ud83d"') as string;

    expect(() => workbinKey(id, { kind: 'me' })).not.toThrow();
  });
});

describe('ownerName', () => {
  it.each([
    [owners[0]!, ''],
    [owners[1]!, 'Billing'],
    [owners[3]!, 'Billing'],
    [owners[4]!, 'Billing'],
  ])('names %j as %j', (owner, expected) => {
    expect(ownerName(owner)).toBe(expected);
  });
});

describe('readOwner', () => {
  it('reads back whose a workbin is', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/\p{Cs}/u.test(text));
    const owners = fc.oneof(
      fc.constant<Owner>({ kind: 'me' }),
      name.map((id): Owner => ({ kind: 'user', id })),
      name.map((group): Owner => ({ kind: 'agentGroup', name: group })),
      name.map((group): Owner => ({ kind: 'placeGroup', name: group })),
    );

    fc.assert(
      fc.property(owners, (owner) => {
        expect(readOwner(workbinKey('1', owner))).toEqual(owner);
      }),
      { seed: 4 },
    );
  });

  it('does not throw for a key that is no text any more', () => {
    expect(readOwner('user/%E0%A4%A/1' as WorkbinKey)).toBeNull();
  });
});

describe('readWorkbinKey', () => {
  it.each([['me//1'], ['user/0a1b/1'], ['agentGroup/Billing%20and%20more/1'], ['placeGroup/Floor/1']])('takes %s', (key) => {
    expect(readWorkbinKey(key)).toBe(key);
  });

  it.each([
    [''],
    ['me'],
    ['me/1'],
    ['me//'],
    ['me/x/1'],
    ['user//1'],
    ['agentGroup//1'],
    ['agentGroup/a/b/1'],
    ['group/Billing/1'],
    ['ME//1'],
    ['-'],
    [null],
    [7],
    [['me//1']],
    [{}],
  ])('refuses %j', (value) => {
    expect(readWorkbinKey(value)).toBeNull();
  });

  it('never throws for text', () => {
    fc.assert(fc.property(anyText, (value) => [null, value].includes(readWorkbinKey(value))));
  });
});
