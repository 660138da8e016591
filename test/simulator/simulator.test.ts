import { expect, it, onTestFinished, vi } from 'vitest';
import { createRawClient, untilPollIsHeld } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

it('takes a client from signing in to an event', async () => {
  const simulator = await startSimulator();
  const client = createRawClient(simulator);
  const { id } = simulator.workbins.InProgress;

  await client.open();
  const answer = await client.json(client.subscribe(`/workbins/${id}`));
  const [echo] = await client.events(1);
  const item = simulator.add({ workbin: id }, { media: 'email', subject: 'Grüße 日本 😀' });
  const [event] = await client.events(1);

  expect(echo).toMatchObject({ stateResource: 'Subscribed', id, referenceId: answer.referenceId });
  expect(event).toMatchObject({
    messageType: 'WorkbinStateChangeMessage',
    action: 'ItemAdded',
    id,
    workbinUserId: simulator.me.id,
    workbinAgentId: simulator.me.employeeId,
    emailStateResourceV2: { id: item, subject: 'Grüße 日本 😀', capabilities: [] },
  });
  expect(simulator.violations).toEqual([]);
});

it('starts nothing where its port is taken', async () => {
  const { port } = await startSimulator();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());

  await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });

  expect(vi.getTimerCount()).toBe(0);
});

it('leaves no session behind when it is closed with a poll held', async () => {
  const simulator = await startSimulator();
  const client = createRawClient(simulator);
  await client.open();
  const poll = client.connect().catch((error: unknown) => error);
  await untilPollIsHeld(simulator);

  await simulator.close();

  expect(await poll).toBeInstanceOf(TypeError);
  expect(simulator.sessions()).toEqual([]);
});
