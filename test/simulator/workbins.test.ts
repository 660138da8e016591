import { beforeEach, describe, expect, it } from 'vitest';
import { anyObject, textLike, listWith, objectWith, type Answer, type Resource } from './answers.ts';
import { allMedia } from '../../src/simulator/item.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createRawClient, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;
const read = (path: string): Promise<Answer> => client.json(client.get(path));

beforeEach(async () => {
  simulator = await startSimulator({ populated: false });
  client = createRawClient(simulator);
  await client.signIn();
});

describe('listing', () => {
  it('gives workbins of every type as an array, and below /me those of agent and place', async () => {
    const all = await read('/workbins?fields=*');
    const mine = await read('/me/workbins?fields=*');

    expect(new Set(all.workbins.map(({ type }) => type))).toEqual(new Set(['Agent', 'Place', 'AgentGroup', 'PlaceGroup']));
    expect(new Set(mine.workbins.map(({ type }) => type))).toEqual(new Set(['Agent', 'Place']));
    expect(all.workbins[0]).toEqual({
      workbinName: 'Draft',
      id: simulator.workbins.Draft.id,
      displayName: 'Draft',
      uri: textLike(/api.v2.workbins.5f0c9a52/),
      type: 'Agent',
    });
  });

  it('gives addresses without fields, chosen fields, and filters', async () => {
    expect((await read('/workbins')).uris).toHaveLength(8);
    expect((await read('/workbins?fields=id,type&type=Place')).workbins).toEqual([
      { id: simulator.workbins.FrontDesk.id, type: 'Place' },
    ]);
  });

  it('gives services, groups and colleagues', async () => {
    const { services } = await read('/services?fields=*');
    const { groups } = await read('/me/groups?type=BusinessUnit&fields=*');
    const { users } = await read('/users?fields=*');

    expect(services).toContainEqual(objectWith({ type: 'MultiMediaState', state: 'Active' }));
    expect(groups.map(({ name }) => name)).toEqual(simulator.groups.agent);
    expect(groups[0]).toMatchObject({ type: 'BusinessUnit', contains: listWith('users') });
    expect(users.map(({ userName }) => userName)).toEqual(['demo', ...simulator.colleagues.map((one) => one.userName)]);
  });

  it('finds nothing where nothing is', async () => {
    for (const path of [
      '/nowhere',
      '/workbins/unknown',
      '/users/unknown',
      '/users/unknown/workbins',
      '/me/workbins/a/b/c',
      '/%E0%A4%A',
    ]) {
      const response = await client.get(path);

      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ statusCode: 6 });
    }
  });
});

describe('contents', () => {
  it('leaves arrays out where they are empty', async () => {
    const { id } = simulator.workbins.InProgress;

    const { workbin } = await read(`/workbins/${id}?subresources=*`);

    expect(Object.keys(workbin)).toEqual(['workbinName', 'id', 'displayName', 'uri', 'type']);
  });

  it('gives each medium its array of items without state and address', async () => {
    const where = { workbin: simulator.workbins.InProgress.id };
    for (const media of allMedia) simulator.add(where, { media });

    const { workbin } = await read(`/me/workbins/${where.workbin}?subresources=*`);

    const arrays = ['emails', 'chats', 'workitems', 'openmedias', 'tweets', 'facebooks', 'facebooksessions'];
    expect(Object.keys(workbin)).toEqual(['workbinName', 'id', 'displayName', 'uri', ...arrays, 'type']);
    for (const name of arrays) {
      const [item] = (workbin as unknown as Record<string, readonly Resource[]>)[name]!;
      expect(item).toMatchObject({ id: textLike(/^\w{16}$/), capabilities: [] });
      expect(item!.receivedDate).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/);
      expect(item).not.toHaveProperty('state');
      expect(item).not.toHaveProperty('uri');
      expect(item!.userData).toMatchObject({
        'PegAG?:2>1': 1,
        RRequestedSkills: null,
        IWAttachedDataInformation: anyObject,
      });
    }
    expect(workbin.emails[0]).toMatchObject({ emailType: 'Inbound', assignedTo: simulator.me.employeeId });
    expect(workbin.emails[0]).not.toHaveProperty('from');
  });

  it('gives metadata only without subresources, and one medium where one is asked for', async () => {
    const where = { workbin: simulator.workbins.Awaiting.id };
    simulator.add(where, { media: 'email' });
    simulator.add(where, { media: 'chat' });

    const plain = await read(`/workbins/${where.workbin}`);
    const emails = await read(`/workbins/${where.workbin}?subresources=email`);
    const chats = await read(`/workbins/${where.workbin}/chats?fields=*`);
    const workitems = await read(`/workbins/${where.workbin}/workitems?fields=*`);

    expect(plain.workbin).not.toHaveProperty('emails');
    expect(emails.workbin.emails).toHaveLength(1);
    expect(emails.workbin).not.toHaveProperty('chats');
    expect(chats).toMatchObject({ statusCode: 0, chats: [objectWith({ chatType: 'Inbound' })] });
    expect(workitems).toEqual({ statusCode: 0 });
  });

  it('gives several as an object by id, without those that do not exist', async () => {
    const { Draft, Pending } = simulator.workbins;
    simulator.add({ workbin: Pending.id }, { media: 'workitem' });

    const { workbins } = await read(`/workbins?workbinIds=${Draft.id},unknown,${Pending.id}&subresources=*`);

    expect(Object.keys(workbins)).toEqual([Draft.id, Pending.id]);
    expect(workbins[Pending.id]!.workitems).toHaveLength(1);
    expect(workbins[Draft.id]).not.toHaveProperty('workitems');
  });

  it('tells the owners of one id apart', async () => {
    const { Claims, InProgress } = simulator.workbins;
    const [colleague] = simulator.colleagues;
    const [claims, billing] = simulator.groups.agent;
    const inClaims = simulator.add({ workbin: Claims.id, owner: { kind: 'agentGroup', name: claims } }, { media: 'email' });
    const inBilling = simulator.add({ workbin: Claims.id, owner: { kind: 'agentGroup', name: billing } }, { media: 'email' });
    const theirs = simulator.add({ workbin: InProgress.id, owner: { kind: 'user', id: colleague!.id } }, { media: 'email' });
    const first = ({ workbin }: Answer): string => workbin.emails[0]!.id;

    expect(first(await read(`/me/workbins/${Claims.id}?subresources=*&agentGroup=${encodeURIComponent(claims)}`))).toBe(inClaims);
    expect(first(await read(`/me/workbins/${Claims.id}?subresources=email&agentGroup=${encodeURIComponent(billing)}`))).toBe(
      inBilling,
    );
    expect(first(await read(`/users/${colleague!.id}/workbins/${InProgress.id}?subresources=*`))).toBe(theirs);
    expect((await read(`/users/${colleague!.id}/workbins/${InProgress.id}/emails?subresources=*`)).emails[0]!.id).toBe(theirs);
    expect((await read(`/workbins/${InProgress.id}?subresources=*`)).workbin).not.toHaveProperty('emails');
    expect((await read(`/workbins/${Claims.id}?subresources=*`)).workbin).not.toHaveProperty('emails');
  });

  it('gives a place group’s workbin, and the place’s own under another property for its name', async () => {
    const { Lobby, FrontDesk } = simulator.workbins;
    simulator.add({ workbin: Lobby.id, owner: { kind: 'placeGroup', name: 'Front Office' } }, { media: 'chat' });
    simulator.add({ workbin: FrontDesk.id }, { media: 'chat' });

    expect((await read(`/me/workbins/${Lobby.id}?subresources=*&placeGroup=Front%20Office`)).workbin.chats).toHaveLength(1);
    const { workbin } = await read(`/me/workbins/${FrontDesk.id}?subresources=*`);
    expect(workbin).toMatchObject({ name: 'FrontDesk', type: 'Place' });
    expect(workbin.chats).toHaveLength(1);
  });

  it('knows groups below /me only, by their exact names, and no listing of another user', async () => {
    const { Claims } = simulator.workbins;

    expect((await client.get(`/workbins/${Claims.id}?subresources=*&agentGroup=Claims%20Team`)).status).toBe(400);
    expect((await client.get(`/me/workbins/${Claims.id}?subresources=*&agentGroup=claims%20team`)).status).toBe(404);
    expect((await client.get(`/users/${simulator.colleagues[0]!.id}/workbins?fields=*`)).status).toBe(404);
  });

  it('answers 503 while Interaction Server is down, though listing works', async () => {
    const { id } = simulator.workbins.Draft;
    simulator.setService('MultiMediaState', 'Inactive');

    expect((await client.get(`/workbins/${id}?subresources=*`)).status).toBe(503);
    expect((await client.get(`/workbins/${id}/emails?fields=*`)).status).toBe(503);
    expect((await client.get(`/workbins?workbinIds=${id}&subresources=*`)).status).toBe(503);
    expect(await read('/workbins?fields=*')).toMatchObject({ statusCode: 0 });
    expect(await client.json(client.subscribe(`/workbins/${id}`))).toMatchObject({ statusCode: 4 });
    simulator.setService('MultiMediaState', 'Active');
    expect((await client.get(`/workbins/${id}?subresources=*`)).status).toBe(200);
  });
});

describe('contents that are broken', () => {
  it('fail with 503 for the workbin named', async () => {
    const { Draft, Pending } = simulator.workbins;
    simulator.faults.on('contents-503', { only: [Draft.id] });

    expect((await client.get(`/workbins/${Draft.id}?subresources=*`)).status).toBe(503);
    expect((await client.get(`/workbins/${Draft.id}`)).status).toBe(200);
    expect((await client.get(`/workbins/${Pending.id}?subresources=*`)).status).toBe(200);
  });

  it('come by medium only for another user', async () => {
    const { id } = simulator.workbins.Draft;
    const user = `/users/${simulator.colleagues[0]!.id}/workbins/${id}`;
    simulator.faults.on('by-user-refused');

    expect((await client.get(`${user}?subresources=*`)).status).toBe(404);
    expect((await client.get(`${user}/emails?subresources=*`)).status).toBe(200);
    expect((await client.get(`${user}/tweets?subresources=*`)).status).toBe(404);
  });

  it('come as objects, or under odd names', async () => {
    const where = { workbin: simulator.workbins.Draft.id };
    const id = simulator.add(where, { media: 'openmedia' });
    const path = `/workbins/${where.workbin}?subresources=*`;

    simulator.faults.once('arrays-as-objects');
    expect((await read(path)).workbin.openmedias).toMatchObject({ [id]: { id } });
    simulator.faults.once('odd-array-names');
    expect((await read(path)).workbin.openMedia).toMatchObject([{ id }]);
    expect((await read(path)).workbin.openmedias).toMatchObject([{ id }]);
  });

  it('are refused for groups by an old Interaction Server', async () => {
    const { id } = simulator.workbins.Claims;
    const path = `/me/workbins/${id}?agentGroup=Claims%20Team`;
    simulator.faults.on('group-forms-refused');

    expect((await client.get(`${path}&subresources=*`)).status).toBe(500);
    expect((await client.subscribe(path)).status).toBe(500);
  });
});
