import { expect, it } from 'vitest';
import { formatOwner } from '../../src/core/contract.ts';

it('has no words for oneself as an owner', () => {
  expect(formatOwner({ kind: 'me' })).toBe('');
});

it('calls a group by its name and a colleague by the user id', () => {
  expect(formatOwner({ kind: 'agentGroup', name: 'Billing' })).toBe('Billing');
  expect(formatOwner({ kind: 'placeGroup', name: 'Floor 2' })).toBe('Floor 2');
  expect(formatOwner({ kind: 'user', id: '0a1b' })).toBe('0a1b');
});
