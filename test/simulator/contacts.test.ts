import { beforeEach, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { objectWith } from './answers.ts';
import { createRawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

interface Contacts {
  readonly totalCount: number;
  readonly contacts: readonly { readonly userName?: string; readonly name: string; readonly type: string }[];
}

let simulator: Simulator;
let read: (query: string) => Promise<Contacts>;

beforeEach(async () => {
  simulator = await startSimulator();
  const client = createRawClient(simulator);
  await client.signIn();
  read = async (query) => (await client.get(`/contacts?${query}`)).json() as Promise<Contacts>;
});

it('lists people and queues, or one type of them', async () => {
  const all = await read('fields=*');
  const users = await read('type=User&fields=*');

  expect(all.contacts).toContainEqual(objectWith({ type: 'Queue' }));
  expect(users.contacts.map(({ name }) => name)).toEqual(['demo', ...simulator.colleagues.map(({ userName }) => userName)]);
});

it('searches every name without regard to case, and needs all terms', async () => {
  const found = async (terms: string) =>
    (await read(`type=User&filterName=NamesOrPhoneNumberMatches&filterParameters=${terms}`)).contacts.map(({ name }) => name);

  expect(await found('*LIND*')).toEqual(['a.lindqvist']);
  expect(await found('*a*,*hadd*')).toEqual(['m.haddad']);
  expect(await found('lind')).toEqual([]);
  expect(await found('*.*')).toHaveLength(5);
});

it('sorts, and cuts into pages while it counts all', async () => {
  const page = await read('type=User&fields=*&sortBy=name&order=Descending&offset=1&limit=2');

  expect(page.contacts.map(({ name }) => name)).toEqual(['m.haddad', 'j.ortega']);
  expect(page.totalCount).toBe(6);
});
