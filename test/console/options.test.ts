import { expect, it } from 'vitest';
import { readOptions } from '../../src/console/options.ts';

const LONG = 'x'.repeat(501);

it.each(['--user', '--agent-group', '--place-group', '--watch-user'])('names %s where it is too long to be used', (option) => {
  expect(readOptions([option, LONG])).toEqual({
    kind: 'unusable',
    why: `${option}: “${'x'.repeat(40)}…” is too long. Check it.`,
  });
});

it('takes the names of groups as they are', () => {
  const read = readOptions(['--agent-group', 'Billing & Refunds', '--agent-group', 'Kundenservice München']);

  expect(read).toMatchObject({ options: { agentGroups: ['Billing & Refunds', 'Kundenservice München'] } });
});
