import { beforeEach, describe, expect, it } from 'vitest';
import { anyNumber, objectWith, type Answer } from './answers.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createRawClient, type RawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

let simulator: Simulator;
let client: RawClient;
const subscribe = async (path: string, operation?: string): Promise<Answer> => client.json(client.subscribe(path, operation));

beforeEach(async () => {
  simulator = await startSimulator();
  client = createRawClient(simulator);
  await client.open();
});

describe('Subscribe and its echo', () => {
  it.each(['/workbins', '/me/workbins'])('names reference and workbin for one below %s', async (base) => {
    const { id } = simulator.workbins.Draft;

    const { statusCode, referenceId } = await subscribe(`${base}/${id}`);
    const [echo] = await client.events(1);

    expect(statusCode).toBe(0);
    expect(echo).toMatchObject({
      messageType: 'WorkbinSubscriptionStateChangeMessage',
      id,
      stateResource: 'Subscribed',
      referenceId,
    });
    expect(echo).not.toHaveProperty('workbinUserId');
    expect(simulator.sessions()[0]!.workbins).toEqual([`agent/${simulator.me.id}/${id}`]);
  });

  it('gives a reference for each of several', async () => {
    const ids = [simulator.workbins.Draft.id, simulator.workbins.Pending.id, simulator.workbins.FrontDesk.id];

    const { referenceIds } = await subscribe(`/me/workbins?workbinIds=${ids.join()}`);
    const echoes = await client.events(3);

    expect(Object.keys(referenceIds)).toHaveLength(3);
    for (const { id, referenceId } of echoes) expect(referenceId).toBe(referenceIds[id]);
  });

  it('names another user', async () => {
    const { Draft, Pending } = simulator.workbins;
    const { id: user } = simulator.colleagues[0]!;

    await subscribe(`/users/${user}/workbins/${Draft.id}`);
    await subscribe(`/users/${user}/workbins?workbinIds=${Draft.id},${Pending.id}`);
    const echoes = await client.events(3);

    expect(echoes.map(({ workbinUserId }) => workbinUserId)).toEqual([user, user, user]);
  });

  it('names a group', async () => {
    const { Claims, Lobby } = simulator.workbins;

    await subscribe(`/me/workbins/${Claims.id}?agentGroup=${encodeURIComponent('Kundenservice München')}`);
    await subscribe(`/me/workbins/${Lobby.id}?placeGroup=Front%20Office`);
    const [agentGroup, placeGroup] = await client.events(2);

    expect(agentGroup).toMatchObject({ stateResource: 'Subscribed', agentGroup: 'Kundenservice München' });
    expect(placeGroup).toMatchObject({ stateResource: 'Subscribed', placeGroup: 'Front Office' });
  });

  it('is taken back by Unsubscribe', async () => {
    const { id } = simulator.workbins.Draft;
    await subscribe(`/workbins/${id}`);
    await client.events(1);

    await subscribe(`/workbins/${id}`, 'Unsubscribe');
    const [echo] = await client.events(1);

    expect(echo).toMatchObject({ stateResource: 'Unsubscribed' });
    expect(simulator.sessions()[0]!.workbins).toEqual([]);
  });

  it('fails for a group workbin without a group and for a group of others', async () => {
    const { Claims } = simulator.workbins;
    const outsider = createRawClient(simulator, simulator.colleagues[0]);
    await outsider.open();

    await subscribe(`/workbins/${Claims.id}`);
    await outsider.subscribe(`/me/workbins/${Claims.id}?agentGroup=${encodeURIComponent('Billing & Refunds')}`);

    expect((await client.events(1))[0]).toMatchObject({ stateResource: 'RequestFailed' });
    expect((await outsider.events(1))[0]).toMatchObject({ stateResource: 'RequestFailed' });
  });

  it('is refused without ids, for an unknown workbin, and for a group outside /me', async () => {
    expect(await subscribe('/me/workbins')).toMatchObject({ statusCode: 1 });
    expect(await subscribe('/me/workbins/unknown')).toMatchObject({ statusCode: 6 });
    expect(await subscribe(`/workbins/${simulator.workbins.Claims.id}?agentGroup=Claims%20Team`)).toMatchObject({
      statusCode: 2,
    });
    expect(simulator.violations).toEqual([]);
  });

  it('ends with the Bayeux session', async () => {
    await subscribe(`/workbins/${simulator.workbins.Draft.id}`);
    await client.events(1);

    simulator.dropSession();
    await client.handshake();

    expect(simulator.sessions()).toEqual([objectWith({ workbins: [], topics: [] })]);
  });
});

describe('Subscribe that is broken', () => {
  it('lacks reference or owner in its echo', async () => {
    const path = `/me/workbins/${simulator.workbins.Claims.id}?agentGroup=Claims%20Team`;
    simulator.faults.once('echo-without-reference');
    await subscribe(path);
    const [first] = await client.events(1);
    simulator.faults.once('echo-without-owner');
    await subscribe(path);
    const [second] = await client.events(1);

    expect(first).not.toHaveProperty('referenceId');
    expect(first).toHaveProperty('agentGroup');
    expect(second).toHaveProperty('referenceId');
    expect(second).not.toHaveProperty('agentGroup');
  });

  it('fails by CometD for the workbin named, as often as told', async () => {
    const { Draft, Pending } = simulator.workbins;
    simulator.faults.on('request-failed', { only: [Draft.id], times: 1 });

    await subscribe(`/workbins/${Draft.id}`);
    await subscribe(`/workbins/${Pending.id}`);
    await subscribe(`/workbins/${Draft.id}`);
    const echoes = await client.events(3);

    expect(echoes.map(({ stateResource }) => stateResource)).toEqual(['RequestFailed', 'Subscribed', 'Subscribed']);
  });

  it('is never echoed, and does not hold', async () => {
    const { Draft, Pending } = simulator.workbins;
    simulator.faults.once('echo-never');

    expect(await subscribe(`/workbins/${Draft.id}`)).toMatchObject({ statusCode: 0, referenceId: anyNumber });
    await subscribe(`/workbins/${Pending.id}`);

    expect(await client.events(1)).toMatchObject([{ id: Pending.id }]);
    expect(simulator.sessions()[0]!.workbins).toHaveLength(1);
  });

  it('is echoed before it is answered', async () => {
    const order: string[] = [];
    simulator.faults.once('echo-first');
    const poll = client.events(1).then(() => order.push('echo'));

    await subscribe(`/workbins/${simulator.workbins.Draft.id}`).then(() => order.push('answer'));
    await poll;

    expect(order).toEqual(['echo', 'answer']);
  });

  it('leaves one of several out', async () => {
    const { Draft, Pending } = simulator.workbins;
    simulator.faults.once('subscribe-partly');

    const answer = await subscribe(`/workbins?workbinIds=${Draft.id},${Pending.id}`);

    expect(answer).toMatchObject({ statusCode: 7, succeeded: [{ id: Draft.id }], failed: [{ id: Pending.id }] });
    expect(Object.keys(answer.referenceIds)).toEqual([Draft.id]);
  });

  it('is refused for want of permission', async () => {
    simulator.faults.once('subscribe-refused');

    const response = await client.subscribe(`/workbins/${simulator.workbins.Draft.id}`);

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ statusCode: 5 });
  });
});
