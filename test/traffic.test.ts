import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { traffic } from './record-traffic.ts';
import { simulate, watch, where } from './simulated.ts';
import { isAllowed } from './traffic.ts';

const operation = (operationName: string) => JSON.stringify({ operationName });
const messages = (...channels: string[]) => JSON.stringify(channels.map((channel) => ({ channel })));

describe('a guest', () => {
  it.each([
    ['GET', '/api/v2/me', ''],
    ['POST', '/api/v2/notifications/connect', messages('/meta/connect')],
    ['POST', '/elsewhere/cometd', messages('/meta/handshake')],
    ['POST', '/api/v2/notifications', messages('/meta/subscribe', '/meta/subscribe')],
    ['POST', '/api/v2/me/workbins?workbinIds=a,b', operation('Subscribe')],
    ['POST', '/api/v2/workbins/a', operation('Unsubscribe')],
    ['POST', '/api/v2/users/u1/workbins/a', operation('Subscribe')],
    ['POST', '/api/v2/me/workbins/a?agentGroup=Billing%20%26%20Co', operation('Unsubscribe')],
    ['POST', '/api/v2/ucs/interactions/1', operation('GetInteractionContent')],
    ['POST', '/simulator/items', '{}'],
  ])('may send %s %s %s', (method, path, body) => {
    expect(isAllowed({ method, path, body })).toBe(true);
  });

  it.each([
    ['POST', '/api/v2/me', operation('StartContactCenterSession')],
    ['POST', '/api/v2/me', operation('EndContactCenterSession')],
    ['POST', '/api/v2/me', operation('Subscribe')],
    ['POST', '/api/v2/workbins/a', operation('PullInteraction')],
    ['POST', '/api/v2/workbins/a', operation('AddInteraction')],
    ['POST', '/api/v2/workbins/a/emails', operation('Subscribe')],
    ['POST', '/api/v2/workbins/a', ''],
    ['POST', '/api/v2/me/workitems/1', operation('Accept')],
    ['POST', '/api/v2/ucs/interactions', operation('RetrieveInteractionHistory')],
    ['POST', '/api/v2/ucs/interactions/1', operation('SetComment')],
    ['POST', '/api/v2/notifications', messages('/meta/connect', '/v2/me/workbins')],
    ['POST', '/elsewhere/cometd', messages('/service/anything')],
    ['PUT', '/api/v2/me', operation('Subscribe')],
    ['DELETE', '/api/v2/workbins/a', ''],
    ['HEAD', '/api/v2/me', ''],
  ])('may not send %s %s %s', (method, path, body) => {
    expect(isAllowed({ method, path, body })).toBe(false);
  });
});

it('is found out at any server of the suite, whatever that makes of the request', async () => {
  const server = createServer((_request, response) => response.end());
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  traffic.take();

  await fetch(`${origin}/api/v2/workbins/a`, { method: 'POST', body: operation('PullInteraction') });
  await fetch(`${origin}/api/v2/workbins/a?fields=*`);

  expect(traffic.take()).toEqual(['POST /api/v2/workbins/a {"operationName":"PullInteraction"}']);
});

it('is a guest with everything switched on', async () => {
  const simulator = await simulate();
  const watching = watch(simulator, {
    settings: {
      agentGroups: simulator.groups.agent,
      placeGroups: simulator.groups.place,
      watchedUsers: simulator.colleagues.map(({ id }) => id),
      topics: ['calls', 'chats', 'devices', 'emails', 'facebook', 'facebooksession', 'im-sessions', 'openmedia', 'twitter'],
    },
  });
  await watching.live();
  const past = simulator.add(where(simulator));
  simulator.remove(where(simulator), past);
  await watching.notifier.lookUpItem(null, past as never);
  await watching.notifier.directory.findPeople('a');
  await watching.stop();

  const posted = simulator.requests.flatMap(({ method, operation: name }) => (method === 'POST' && name !== null ? [name] : []));
  expect(new Set(posted)).toEqual(new Set(['Subscribe', 'Unsubscribe', 'GetInteractionContent']));
});
