import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { simulate, watch, where } from '../simulated.ts';
import type { Watching } from '../watching.ts';

interface Fault {
  readonly name: string;
  readonly options?: SimulatorOptions;
  /** What goes wrong while items arrive. */
  readonly strike: (simulator: Simulator) => unknown;
  /** What ends it; faults that strike once need nothing. */
  readonly heal?: (simulator: Simulator) => unknown;
  /** Items that are told of beside those that are added. */
  readonly also?: readonly string[];
}

const own = ['Draft', 'InProgress', 'Awaiting', 'Pending', 'FrontDesk'] as const;

const faults: readonly Fault[] = [
  { name: 'nothing at all', strike: () => undefined },
  { name: 'every connection cut', strike: (simulator) => simulator.cutConnections() },
  { name: 'the Bayeux session forgotten (402)', strike: (simulator) => simulator.dropSession() },
  { name: 'the sign-in expired (403 and 20)', strike: (simulator) => simulator.expireSignIn() },
  {
    name: 'sign-in expired and Bayeux session forgotten',
    strike: (simulator) => {
      simulator.expireSignIn();
      simulator.dropSession();
    },
  },
  { name: 'another node that knows nobody', strike: (simulator) => simulator.moveNode() },
  { name: "the load balancer's cookie changed", strike: (simulator) => simulator.rotateBalancerCookie() },
  {
    name: 'the CSRF token changed',
    options: { csrf: { header: 'X-Odd-Token', notifications: true } },
    strike: (simulator) => simulator.changeCsrfToken(),
  },
  {
    name: 'CSRF token changed and sign-in expired',
    options: { csrf: { header: 'X-Odd-Token', notifications: true } },
    strike: (simulator) => {
      simulator.changeCsrfToken();
      simulator.expireSignIn();
    },
  },
  {
    name: 'a short outage of the same server',
    strike: (simulator) => simulator.outage(),
    heal: (simulator) => simulator.resume(),
  },
  {
    name: 'a restart of the server',
    strike: (simulator) => simulator.outage(),
    heal: (simulator) => simulator.resume({ restarted: true }),
  },
  { name: 'a poll whose answer is lost', strike: (simulator) => simulator.faults.once('reply-lost') },
  { name: 'a poll whose answer breaks off', strike: (simulator) => simulator.faults.once('reply-cut') },
  { name: 'events delivered twice', strike: (simulator) => simulator.faults.on('events-twice') },
  {
    name: 'events out of order',
    strike: (simulator) => simulator.faults.on('events-swapped'),
    heal: (simulator) => simulator.faults.off('events-swapped'),
  },
  {
    name: 'messages that nobody can read',
    strike: (simulator) => simulator.publishGarbage(),
    // One of them can be read: an item of this id. The message about an unnamed item has the contents read again.
    also: ['__proto__'],
  },
  { name: 'a message about an unknown workbin', strike: (simulator) => simulator.publishUnknownWorkbin() },
  {
    name: 'CometD answering 503 for a while',
    strike: (simulator) => {
      simulator.faults.on('bayeux-503', { times: 3 });
      simulator.endPolls();
    },
  },
  {
    name: 'CometD answering with a login page once',
    strike: (simulator) => {
      simulator.faults.once('bayeux-html');
      simulator.endPolls();
    },
  },
  {
    name: 'CometD answering with nothing once',
    strike: (simulator) => {
      simulator.faults.once('bayeux-empty');
      simulator.endPolls();
    },
  },
  {
    name: 'handshakes that fail twice after the session was forgotten',
    strike: (simulator) => {
      simulator.faults.on('handshake-denied', { times: 2 });
      simulator.dropSession();
    },
  },
  {
    name: 'advice none',
    strike: (simulator) => {
      simulator.faults.once('advice-none');
      simulator.endPolls();
    },
  },
  {
    name: 'advice handshake in a successful answer',
    strike: (simulator) => {
      simulator.faults.once('advice-handshake');
      simulator.endPolls();
    },
  },
  {
    name: 'multiple-clients advice',
    strike: (simulator) => {
      simulator.faults.on('multiple-clients', { times: 2 });
      simulator.endPolls();
    },
  },
  {
    name: 'contents that cannot be had after a restart of the session',
    strike: (simulator) => {
      simulator.faults.on('contents-503', { times: 2 });
      simulator.dropSession();
    },
  },
  {
    name: 'the Interaction Server down and back',
    strike: (simulator) => simulator.setService('MultiMediaState', 'Inactive'),
    heal: (simulator) => simulator.setService('MultiMediaState', 'Active'),
  },
];

/** Whether the list holds what the server holds. */
function matches(simulator: Simulator, watching: Watching): boolean {
  const { workbins } = watching.notifier.view();
  const items = [...watching.notifier.rows()];
  return own.every((name) => {
    const { id } = simulator.workbins[name];
    const key = workbins.find((workbin) => workbin.id === id)?.key;
    const ours = items.filter((item) => item.workbin === key).map((item) => item.id as string);
    const theirs = simulator.items(where(simulator, name)).map((item) => item.id);
    return ours.toSorted().join() === theirs.toSorted().join();
  });
}

describe('whatever goes wrong, the list ends as the server has it and every arrival is decided once:', () => {
  it.each(faults)('$name', async ({ options, strike, heal, also = [] }) => {
    const simulator = await simulate({ hold: 1500, ...options });
    const watching = watch(simulator);
    await watching.live();

    const arrived = [simulator.add(where(simulator))];
    await watching.until(() => watching.all('decision').length === 1);
    await strike(simulator);
    arrived.push(simulator.add(where(simulator, 'Draft')));
    simulator.remove(where(simulator), arrived[0]!);
    await heal?.(simulator);
    arrived.push(simulator.add(where(simulator, 'FrontDesk')));
    await watching.until(
      () =>
        watching.notifier.view().connection.state === 'live' &&
        watching.all('decision').length >= arrived.length + also.length &&
        matches(simulator, watching),
    );
    await watching.stop();

    const subjects = watching.all('decision').map((decision) => decision.subject as string);
    expect(subjects.toSorted()).toEqual([...arrived, ...also].toSorted());
    const alerted = watching.all('alert').filter((alert) => alert.kind === 'item-added' || alert.kind === 'items-added');
    expect(alerted.reduce((sum, alert) => sum + alert.count, 0)).toBe(arrived.length + also.length);
    expect(simulator.violations).toEqual([]);
  });
});

it.each([
  'echo-without-reference',
  'echo-without-owner',
  'echo-first',
  'subscribe-partly',
  'arrays-as-objects',
  'odd-array-names',
] as const)('watches every workbin although: %s', async (fault) => {
  const simulator = await simulate();
  simulator.faults.on(fault);

  const watching = watch(simulator, { settings: { agentGroups: [simulator.groups.agent[0]] } });
  if (fault === 'subscribe-partly') simulator.faults.on(fault, { times: 1 });
  await watching.live();

  expect(watching.notifier.view().workbins.map((workbin) => workbin.watch)).not.toContain('failed');
  expect(matches(simulator, watching)).toBe(true);
});

it('reads a colleague’s workbin medium by medium where the server knows no other way', async () => {
  const simulator = await simulate();
  simulator.faults.on('by-user-refused');
  const [colleague] = simulator.colleagues;
  const theirs = { ...where(simulator, 'Draft'), owner: { kind: 'user', id: colleague!.id } as const };
  const id = simulator.add(theirs, { media: 'email' });

  const watching = watch(simulator, { settings: { watchedUsers: [colleague!.id] } });
  await watching.live();

  expect([...watching.notifier.rows()].map((item) => item.id)).toContain(id);
});

it('says of a workbin without rights that it is not watched, and watches the others', async () => {
  const simulator = await simulate();
  simulator.faults.on('subscribe-refused', { only: [simulator.workbins.Pending.id] });

  const watching = watch(simulator);
  await watching.live();

  const { workbins, connection } = watching.notifier.view();
  expect(workbins.filter((workbin) => workbin.watch === 'failed').map((workbin) => workbin.name)).toEqual(['Pending']);
  expect(connection.reason).toMatch(/except Pending/);
});

it('asks again for a workbin whose subscription failed, that one alone', async () => {
  const simulator = await simulate();
  simulator.faults.on('request-failed', { times: 1, only: [simulator.workbins.Pending.id] });

  const watching = watch(simulator);
  await watching.live();

  expect(watching.notifier.view().workbins.map((workbin) => workbin.watch)).not.toContain('failed');
  const asked = simulator.requests.filter(
    (request) => request.path.includes(simulator.workbins.Pending.id) && request.method === 'POST',
  );
  expect(asked).toHaveLength(2);
});

it('unsubscribes a workbin that the person no longer watches', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const pending = watching.notifier.view().workbins.find((workbin) => workbin.name === 'Pending')!;

  watching.notifier.changeSettings({ ...DEFAULT_SETTINGS, unwatchedWorkbins: [pending.key] });
  await watching.until(() => ![...watching.notifier.rows()].some((item) => item.workbin === pending.key));

  expect(watching.notifier.view().workbins.find((workbin) => workbin.key === pending.key)?.watched).toBe(false);
});

it('sends nothing to a host that a uri names, and stays within five requests at once', async () => {
  const simulator = await simulate();
  let open = 0;
  let most = 0;
  const hosts = new Set<string>();
  const inner = createHttpFetch();
  const watching = watch(simulator, {
    settings: { agentGroups: simulator.groups.agent, watchedUsers: simulator.colleagues.map((one) => one.id) },
    fetch: async (url, init) => {
      hosts.add(new URL(url).origin);
      most = Math.max(most, (open += 1));
      try {
        return await inner(url, init);
      } finally {
        open -= 1;
      }
    },
  });
  await watching.live();

  expect([...hosts]).toEqual([simulator.origin]);
  expect(most).toBeLessThanOrEqual(5);
});

it('keeps a dropped poll to itself: no change of state is told', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const before = watching.all('connection').length;

  simulator.cutConnections();
  const id = simulator.add(where(simulator));
  await watching.until(() => watching.all('decision').some((decision) => decision.subject === id));

  expect(watching.all('connection').slice(before)).toEqual([]);
});

it('looks afresh when the computer woke, whatever the session seems to be', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const handshakes = () => simulator.requests.filter(({ channels }) => channels.includes('/meta/handshake')).length;
  vi.spyOn(performance, 'now').mockImplementation(() => 1e9);
  onTestFinished(() => void vi.restoreAllMocks());

  watching.notifier.wake();
  await watching.until(() => watching.notifier.view().connection.state !== 'live');
  await watching.live();

  expect(handshakes()).toBe(2);
});

it('signs in again where an expired sign-in is answered with a page', async () => {
  const simulator = await simulate({ hold: 500 });
  const watching = watch(simulator);
  await watching.live();

  simulator.faults.on('bayeux-html', { times: 20 });
  simulator.faults.once('rest-html', { only: ['/me?'] });
  simulator.expireSignIn();
  simulator.endPolls();
  await watching.until(() => watching.notifier.view().connection.state !== 'live');
  simulator.faults.off('bayeux-html');
  await watching.live();

  expect(watching.all('connection').map((told) => told.state)).not.toContain('signed-out');
});

it('takes a choice at once that is made while there is no session', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const pending = watching.notifier.view().workbins.find((workbin) => workbin.name === 'Pending')!;
  await simulator.outage();
  await watching.until(() => watching.notifier.view().connection.state === 'offline');

  watching.notifier.changeSettings({ ...DEFAULT_SETTINGS, unwatchedWorkbins: [pending.key] });

  expect(watching.notifier.view().workbins.find(({ key }) => key === pending.key)?.watched).toBe(false);
});

it('says of a group that the server does not know that it knows no such group, and watches the rest', async () => {
  const simulator = await simulate();

  const watching = watch(simulator, { settings: { agentGroups: ['No Such Group', '日'.repeat(100)] } });
  await watching.until(() => watching.notifier.view().workbins.filter(({ watch: state }) => state === 'failed').length === 4);
  await watching.live();

  expect(watching.notifier.view().workbins.filter(({ watch: state }) => state === 'subscribed')).toHaveLength(5);
});

it('finds a workbin that lost its subscription without a word when the poll breaks', async () => {
  const simulator = await simulate({ hold: 500 });
  const watching = watch(simulator);
  await watching.live();
  simulator.forgetSubscriptions();
  simulator.clearRequests();

  simulator.cutConnections();
  await vi.waitUntil(() => simulator.sessions()[0]?.workbins.length === 5, { timeout: 10_000 });
  // What the comparison after the break still finds is told without sound.
  const isRead = (path: string) => path.includes(simulator.workbins.InProgress.id) && path.includes('subresources');
  await vi.waitUntil(() => simulator.requests.some(({ path, status }) => isRead(path) && status === 200), { timeout: 10_000 });
  const id = simulator.add(where(simulator));
  await watching.until(() => watching.all('decision').some(({ subject }) => subject === id));

  expect(watching.all('alert').at(-1)).toMatchObject({ silent: false, interactions: [id] });
});

it('asks again at once for confirmations that may have been lost with a poll', async () => {
  const simulator = await simulate({ hold: 1500 });
  const watching = watch(simulator);
  await watching.live();
  const subscribed = () => simulator.requests.filter(({ operation }) => operation === 'Subscribe').length;
  const before = subscribed();

  simulator.faults.on('echo-never', { times: 1 });
  watching.notifier.retry(null);
  await vi.waitUntil(() => subscribed() > before, { timeout: 10_000 });
  simulator.cutConnections();
  await watching.until(() => watching.all('connection').at(-1)?.state === 'degraded');
  await watching.live();

  const reasons = watching.all('workbin').map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason?.includes('did not confirm'))).toEqual([]);
});
