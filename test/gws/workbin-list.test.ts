import { expect, it } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import { createRest } from '../../src/gws/rest.ts';
import { createWorkbinList } from '../../src/gws/workbin-list.ts';
import { simulate } from '../simulated.ts';

const CHOICE = { unwatchedWorkbins: [], agentGroups: [], placeGroups: [], watchedUsers: ['u1'] };

function listOn(server: { readonly origin: string; readonly account: { userName: string; password: string } }) {
  const logged: string[] = [];
  const rest = createRest({ fetch: createHttpFetch(), server: server.origin, ...server.account });
  return { logged, list: createWorkbinList({ rest, nameOf: () => 'Anna Berg', log: (line) => void logged.push(line) }) };
}

it('asks for all workbins, and for one’s own where those are refused', async () => {
  const simulator = await simulate();
  const { list } = listOn(simulator);
  const count = async () => {
    const reply = await list.ask();
    return reply.kind === 'ok' ? (reply.body['workbins'] as unknown[]).length : reply.why;
  };

  expect(await count()).toBe(8);
  simulator.faults.on('rest-500', { only: ['/api/v2/workbins'] });

  expect(await count()).toBe(5);
});

it('plans with what was listed last, keeps it where nothing is listed any more, and says so', () => {
  const { list, logged } = listOn({ origin: 'http://127.0.0.1:1', account: { userName: 'u', password: 'p' } });
  expect(list.isEmpty()).toBe(true);

  list.take({ workbins: [{ id: 'a', displayName: 'Draft', type: 'Agent' }] });
  list.take({ workbins: [] });

  expect(list.isEmpty()).toBe(false);
  expect(list.plan(CHOICE).map(({ workbin }) => [workbin.key, workbin.owner])).toEqual([
    ['me//a', { kind: 'me' }],
    ['user/u1/a', { kind: 'user', id: 'u1', name: 'Anna Berg' }],
  ]);
  expect(logged).toEqual(['the server lists no workbins; those known before are kept']);
});
