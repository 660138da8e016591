import { expect, it } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { TestStep } from '../../src/core/contract.ts';
import { testConnection, trySignIn } from '../../src/gws/connection-test.ts';
import { simulate } from '../simulated.ts';

async function run(server: string, password = 'demo') {
  const told: TestStep[] = [];
  const options = { server, userName: 'demo', password, cometdPath: '/api/v2/notifications', fetch: createHttpFetch() };
  const steps = await testConnection(options, (step) => told.push(step));
  return { told, steps };
}

it('passes every step on a server that works, each told when it begins and when it ends', async () => {
  const simulator = await simulate();

  const { told, steps } = await run(simulator.origin);

  expect(steps.map((step) => [step.name, step.outcome])).toEqual([
    ['reachable', 'passed'],
    ['version', 'passed'],
    ['signed-in', 'passed'],
    ['cometd', 'passed'],
    ['workbins', 'passed'],
  ]);
  expect(told.map((step) => step.outcome)).toEqual(Array.from({ length: 5 }, () => ['running', 'passed']).flat());
  expect(steps.find((step) => step.name === 'signed-in')?.text).toContain('Robin Weber');
  expect(simulator.sessions()).toEqual([]);
});

it('stops at the first step that fails and says what is wrong', async () => {
  const simulator = await simulate();

  const unreachable = await run('http://127.0.0.1:1');
  const wrong = await run(simulator.origin, 'wrong');
  simulator.faults.on('rest-html');
  const page = await run(simulator.origin);
  simulator.faults.off();
  simulator.faults.on('topic-refused', { only: ['/v2/me/workbins'] });
  const topic = await run(simulator.origin);

  expect(unreachable.steps.at(-1)).toMatchObject({ name: 'reachable', outcome: 'failed' });
  expect(wrong.steps.at(-1)).toMatchObject({ name: 'signed-in', outcome: 'failed' });
  expect(page.steps.at(-1)).toMatchObject({ name: 'version', outcome: 'failed' });
  expect(topic.steps.at(-1)).toMatchObject({ name: 'cometd', outcome: 'failed' });
});

it('says whether a name and a password are accepted', async () => {
  const simulator = await simulate();
  const credentials = { server: simulator.origin, ...simulator.account };

  const right = await trySignIn({ ...credentials, fetch: createHttpFetch() });
  const wrong = await trySignIn({ ...credentials, password: 'no', fetch: createHttpFetch() });
  simulator.faults.on('password-change');
  const change = await trySignIn({ ...credentials, fetch: createHttpFetch() });

  expect(right).toEqual({ signedIn: true });
  expect(wrong).toMatchObject({ signedIn: false, why: expect.stringContaining('did not accept') as string });
  expect(change).toMatchObject({ signedIn: false, why: expect.stringContaining('changed first') as string });
});
