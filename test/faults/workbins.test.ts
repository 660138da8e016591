import { expect, it } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { Fetch } from '../../src/gws/rest.ts';
import { simulate, watch, where } from '../simulated.ts';
import { endureAll, type Ordeal } from './ordeal.ts';
import { createSimulatedSite, type Simulated } from './site.ts';

const ordeals: readonly Ordeal<Simulated>[] = [
  {
    name: 'Subscribe ends as RequestFailed twice for one workbin',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('request-failed', { times: 2, only: [simulator.workbins.Draft.id] });
      simulator.dropSession();
    },
    heal: ({ shows }) => shows('degraded'),
    handshakes: 3,
  },
  {
    name: 'Subscribe is never answered for one workbin',
    strike: ({ site: { simulator } }) => {
      simulator.faults.on('echo-never', { times: 1 });
      simulator.dropSession();
    },
    handshakes: 3,
  },
  {
    name: 'contents answer 503 for a while after a lost poll',
    strike: ({ site: { simulator }, proxy }) => {
      simulator.faults.on('contents-503');
      proxy.resetAll();
    },
    heal: async ({ site: { simulator }, shows }) => {
      await shows('degraded');
      simulator.faults.off();
    },
    handshakes: 1,
  },
  {
    name: 'the Interaction Server goes down and comes back while a poll is lost',
    strike: ({ site: { simulator }, proxy }) => {
      simulator.setService('MultiMediaState', 'Inactive');
      proxy.resetAll();
    },
    heal: async ({ site: { simulator }, shows }) => {
      await shows('degraded');
      simulator.setService('MultiMediaState', 'Active');
    },
    handshakes: 1,
  },
  {
    name: 'the Interaction Server is down and back at once, and nobody hears of it',
    strike: ({ site: { simulator }, proxy }) => {
      simulator.faults.on('reply-lost', { times: 1 });
      simulator.setService('MultiMediaState', 'Inactive');
      simulator.setService('MultiMediaState', 'Active');
      proxy.resetAll();
    },
    handshakes: 1,
  },
  {
    name: 'the Interaction Server is back, and neither its message nor the first reading of services arrives',
    strike: async ({ site: { simulator }, shows }) => {
      simulator.setService('MultiMediaState', 'Inactive');
      await shows('degraded');
    },
    heal: ({ site: { simulator } }) => {
      simulator.faults.on('reply-lost', { times: 1 });
      simulator.faults.on('rest-503', { times: 1, only: ['/services'] });
      simulator.setService('MultiMediaState', 'Active');
    },
    handshakes: 1,
  },
];

it('loses nothing and tells nothing twice, whatever becomes of the workbins', async () => {
  await endureAll(createSimulatedSite, ordeals);
}, 90_000);

it('does not stay calm when the server says unasked that it no longer tells of a workbin', async () => {
  const simulator = await simulate({ hold: 1500 });
  const watching = watch(simulator);
  await watching.live();
  const { id } = simulator.workbins.Draft;
  const asked = () => simulator.requests.filter(({ operation }) => operation === 'Subscribe').length;
  const before = asked();

  simulator.forgetSubscriptions();
  simulator.publish('/v2/me/workbins', {
    messageType: 'WorkbinSubscriptionStateChangeMessage',
    id,
    stateResource: 'Unsubscribed',
  });
  const missed = simulator.add(where(simulator, 'Draft'));
  await watching.until(() => watching.all('decision').some(({ subject }) => subject === missed));

  expect(asked()).toBeGreaterThan(before);
});

it('forgets nothing when the server lists no workbins for once', async () => {
  const simulator = await simulate({ hold: 1500 });
  const inner = createHttpFetch();
  let isEmpty = false;
  const fetch: Fetch = async (url, init) => {
    const response = await inner(url, init);
    return isEmpty && url.endsWith('/workbins?fields=*') ? Response.json({ statusCode: 0, workbins: [] }) : response;
  };
  const watching = watch(simulator, { fetch });
  await watching.live();

  isEmpty = true;
  simulator.dropSession();
  await watching.until(() => {
    const { workbins, connection } = watching.notifier.view();
    return workbins.length === 0 || connection.state === 'offline';
  });
  const missed = simulator.add(where(simulator));
  isEmpty = false;
  simulator.dropSession();
  await watching.until(() => [...watching.notifier.rows()].some(({ id }) => id === missed));
  await watching.live();

  expect(watching.all('decision').map(({ subject }) => subject as string)).toEqual([missed]);
});
