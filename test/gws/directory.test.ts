import { describe, expect, it } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { Found } from '../../src/core/directory.ts';
import { createDirectory } from '../../src/gws/directory.ts';
import { createRest } from '../../src/gws/rest.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { simulate, watch, where } from '../simulated.ts';

/** A directory on the simulator, signed in, and a clock of its own. */
function directoryOf(simulator: Simulator) {
  const clock = { now: 0 };
  const rest = createRest({ fetch: createHttpFetch(), server: simulator.origin, ...simulator.account });
  return { clock, directory: createDirectory({ rest, now: () => clock.now }) };
}

const entries = <Entry>(reply: Found<Entry>) => (reply.kind === 'found' ? reply.found : []);
const asked = (simulator: Simulator, part: string) =>
  simulator.requests.filter(({ path, status }) => path.includes(part) && status !== 403).length;

describe('finding people', () => {
  it('has the server search by a part of any name, and says whether that is all', async () => {
    const simulator = await simulate();
    const { directory } = directoryOf(simulator);

    expect(await directory.findPeople('linD')).toEqual({
      kind: 'found',
      found: [{ id: simulator.colleagues[0]!.id, name: 'Astrid Lindqvist', userName: 'a.lindqvist' }],
      more: false,
    });
    expect(entries(await directory.findPeople('田中 陽')).map(({ name }) => name)).toEqual(['陽子 田中']);
    expect(entries(await directory.findPeople('nobody at all'))).toEqual([]);
  });

  it('asks once for what an earlier, complete answer tells, and again when that is old', async () => {
    const simulator = await simulate();
    const { directory, clock } = directoryOf(simulator);

    await directory.findPeople('a');
    for (const text of ['as', 'ast', 'astrid lind', 'a']) await directory.findPeople(text);
    expect(asked(simulator, '/contacts?')).toBe(1);
    clock.now = 61_000;
    await directory.findPeople('astrid');

    expect(asked(simulator, '/contacts?')).toBe(2);
  });

  it('does not ask for a text that was typed over before its turn came', async () => {
    const simulator = await simulate();
    const { directory } = directoryOf(simulator);

    const replies = await Promise.all(['l', 'h', 't', 'm'].map((text) => directory.findPeople(text)));

    expect(replies.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable', 'unavailable', 'found']);
    expect(asked(simulator, '/contacts?')).toBe(1);
  });

  it('takes the list of users where contacts are refused', async () => {
    const simulator = await simulate();
    simulator.faults.on('contacts-refused');
    const { directory } = directoryOf(simulator);

    expect(entries(await directory.findPeople('moreau')).map(({ name }) => name)).toEqual(['Clémence Moreau']);
    expect(entries(await directory.findPeople('haddad')).map(({ name }) => name)).toEqual(['Mariam Haddad']);
    expect(asked(simulator, '/users?')).toBe(1);
  });

  it('says so where the server refuses both, or does not answer', async () => {
    const simulator = await simulate();
    simulator.faults.on('contacts-refused');
    simulator.faults.on('users-refused');
    const { directory } = directoryOf(simulator);

    const refused = await directory.findPeople('moreau');
    await simulator.outage();

    expect(refused).toEqual({
      kind: 'unavailable',
      why: 'The server does not let you look up people (Permission lacking)',
    });
    expect(await directory.findPeople('moreau')).toMatchObject({ kind: 'unavailable' });
    expect(await directory.listGroups()).toMatchObject({ kind: 'unavailable' });
  });
});

it('lists the agent groups of the person, asking once a minute', async () => {
  const simulator = await simulate();
  const { directory, clock } = directoryOf(simulator);

  expect(entries(await directory.listGroups()).toSorted()).toEqual([...simulator.groups.agent].toSorted());
  await directory.listGroups();
  expect(asked(simulator, '/me/groups')).toBe(1);
  clock.now = 61_000;
  await directory.listGroups();

  expect(asked(simulator, '/me/groups?type=BusinessUnit&fields=*')).toBe(2);
});

describe('names', () => {
  it('are learned once, from the contact or else from the user', async () => {
    const simulator = await simulate();
    const [astrid, mariam] = simulator.colleagues;
    const { directory } = directoryOf(simulator);

    expect(directory.nameOf(astrid!.id)).toBeNull();
    expect(await directory.learn([astrid!.id])).toBe(true);
    simulator.faults.on('contacts-refused');
    expect(await directory.learn([astrid!.id, mariam!.id])).toBe(true);
    expect(await directory.learn([astrid!.id, mariam!.id, 'nobody'])).toBe(false);
    expect(await directory.learn(['nobody'])).toBe(false);

    expect([astrid, mariam].map((one) => directory.nameOf(one!.id))).toEqual(['Astrid Lindqvist', 'Mariam Haddad']);
    expect(asked(simulator, '/users/nobody')).toBe(1);
  });

  it('stand wherever a colleague’s workbin is named: list, alert, decision', async () => {
    const simulator = await simulate();
    const [astrid] = simulator.colleagues;
    const theirs = { ...where(simulator, 'Draft'), owner: { kind: 'user', id: astrid!.id } as const };
    const watching = watch(simulator, { settings: { watchedUsers: [astrid!.id] } });
    await watching.live();

    const id = simulator.add(theirs, { media: 'email' });
    simulator.put(where(simulator, 'Draft'), simulator.items(theirs)[0]!);
    await watching.until(() => watching.all('decision').length === 2);

    expect(watching.notifier.view().workbins.find(({ owner }) => owner.kind === 'user')?.ownerLabel).toBe('Astrid Lindqvist');
    expect(watching.all('alert')[0]).toMatchObject({ title: 'Email in Draft (Astrid Lindqvist)', interactions: [id] });
    expect(watching.all('decision')[1]?.reason).toBe('already announced in Draft (Astrid Lindqvist)');
  });

  it('are the user ids where the server tells none, and come later where it is slow', async () => {
    const simulator = await simulate();
    const [astrid] = simulator.colleagues;
    simulator.faults.on('rest-503', { only: [`/contacts/${astrid!.id}`] });
    const watching = watch(simulator, { settings: { watchedUsers: [astrid!.id] } });
    await watching.live();
    const label = () => watching.notifier.view().workbins.find(({ owner }) => owner.kind === 'user')?.ownerLabel;
    expect(label()).toBe(astrid!.id);

    simulator.faults.off('rest-503');
    watching.notifier.changeSettings({ ...watching.settings, watchedUsers: [astrid!.id], agentGroups: ['Claims Team'] });
    await watching.until(() => label() === 'Astrid Lindqvist');

    expect(simulator.violations).toEqual([]);
  });
});
