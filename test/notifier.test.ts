import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { unavailable } from '../src/core/directory.ts';
import type { FeedEvents } from '../src/core/feed-events.ts';
import { createMemoryLedger } from '../src/core/ledger.ts';
import { USUAL_MANNER, type Rule } from '../src/core/rule.ts';
import { DEFAULT_SETTINGS } from '../src/core/settings.ts';
import type { InteractionId, Workbin } from '../src/core/workbin.ts';
import { createNotifier, type Feed } from '../src/notifier.ts';
import type { Simulator } from '../src/simulator/simulator.ts';
import { makeItem, makeWorkbin } from './core/samples.ts';
import { simulate, watch, where } from './simulated.ts';

it('alerts nothing at the first look, and reads every own workbin', async () => {
  const simulator = await simulate();

  const watching = watch(simulator);
  await watching.live();

  expect(watching.all('alert')).toEqual([]);
  expect(watching.all('decision')).toEqual([]);
  expect(new Set(watching.all('item').map((item) => item.source))).toEqual(new Set(['snapshot']));
  expect(watching.notifier.view().workbins.every((workbin) => workbin.count !== null)).toBe(true);
});

it('tells of an item that is added: item, alert, decision, and its page', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();

  const id = simulator.add(where(simulator), { media: 'email', subject: 'Grüße 你好 😀' });
  await watching.until(() => watching.all('decision').length === 1);

  const [alert] = watching.all('alert');
  expect(alert).toMatchObject({ kind: 'item-added', count: 1, interactions: [id], opens: { view: 'item', interactionId: id } });
  expect(alert?.body).toContain('Grüße 你好 😀');
  expect(watching.all('decision')[0]).toMatchObject({ subject: id, outcome: 'alerted', alertId: alert?.id });
  const page = alert?.workbin ? watching.notifier.readItem(alert.workbin, alert.interactions[0]!) : null;
  expect(page).toMatchObject({ id, subject: 'Grüße 你好 😀', leftAt: null, unread: true });
  expect(page?.userData.length).toBeGreaterThan(5);
});

it('takes the alert back when the item is removed, and keeps its page readable', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const id = simulator.add(where(simulator));
  await watching.until(() => watching.all('alert').length === 1);

  simulator.remove(where(simulator), id);
  await watching.until(() => watching.all('withdraw').length === 1);

  const [alert] = watching.all('alert');
  expect(watching.all('withdraw')[0]?.id).toBe(alert?.id);
  const page = watching.notifier.readItem(alert!.workbin, alert!.interactions[0]!);
  expect(page?.leftAt).not.toBeNull();
});

it('announces three of a burst singly and the rest as one summary', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();

  for (let count = 0; count < 10; count++) simulator.add(where(simulator));
  await watching.until(() => watching.all('decision').length === 10);

  const alerts = watching.all('alert');
  expect(alerts.map((alert) => alert.kind)).toEqual(['item-added', 'item-added', 'item-added', 'items-added']);
  expect(alerts.reduce((sum, alert) => sum + alert.count, 0)).toBe(10);
});

it('catches up after a server restart with one summary, and tells nothing twice', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const seen = simulator.add(where(simulator));
  await watching.until(() => watching.all('alert').length === 1);

  await simulator.outage();
  simulator.remove(where(simulator), seen);
  for (let count = 0; count < 7; count++) simulator.add(where(simulator));
  await simulator.resume({ restarted: true });
  await watching.until(() => watching.all('decision').length === 8);
  await watching.live();

  expect(watching.all('alert').map((alert) => [alert.kind, alert.count, alert.silent])).toEqual([
    ['item-added', 1, false],
    ['items-added', 7, true],
  ]);
  expect(watching.all('item').filter((item) => item.change === 'removed')).toMatchObject([
    { item: { id: seen }, source: 'resync' },
  ]);
});

it('remembers over a restart of the app what it told, and what arrived meanwhile is one summary', async () => {
  const simulator = await simulate();
  const ledger = createMemoryLedger();
  const first = watch(simulator, { ledger });
  await first.live();
  simulator.add(where(simulator));
  const leaves = simulator.add(where(simulator));
  await first.until(() => first.all('decision').length === 2);
  await first.stop();

  simulator.remove(where(simulator), leaves);
  for (let count = 0; count < 4; count++) simulator.add(where(simulator));
  const second = watch(simulator, { ledger });
  await second.live();

  expect(second.all('alert').map((alert) => [alert.kind, alert.count])).toEqual([['items-added', 4]]);
  expect(second.all('item').filter((item) => item.change === 'removed')).toMatchObject([{ item: { id: leaves, subject: null } }]);
});

it('alerts a true second stay of an item', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const id = simulator.add(where(simulator));
  await watching.until(() => watching.all('alert').length === 1);

  const item = simulator.remove(where(simulator), id);
  if (item) simulator.put(where(simulator), item);
  await watching.until(() => watching.all('alert').length === 2);

  expect(watching.all('alert').map((alert) => alert.interactions)).toEqual([[id], [id]]);
});

it('announces an item in two watched workbins once and says so', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const id = simulator.add(where(simulator, 'InProgress'));
  const [item] = simulator.items(where(simulator, 'InProgress')).filter((one) => one.id === id);

  if (item) simulator.put(where(simulator, 'Draft'), item);
  await watching.until(() => watching.all('decision').length === 2);

  expect(watching.all('alert')).toHaveLength(1);
  expect(watching.all('decision')[1]).toMatchObject({ outcome: 'silenced', alertId: null });
  expect(watching.all('decision')[1]?.reason).toMatch(/already announced in/);
});

it('alerts a workitem that is offered, and takes the alert back when it is taken', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();

  const id = simulator.offerWorkitem();
  await watching.until(() => watching.all('alert').length === 1);
  simulator.changeWorkitem(id, 'Processing');
  await watching.until(() => watching.all('withdraw').length === 1);

  expect(watching.all('alert')[0]).toMatchObject({
    kind: 'workitem-status',
    count: 0,
    opens: { view: 'item', workbin: null, interactionId: id },
  });
  expect(watching.all('workitem').map((told) => [told.change, told.workitem?.state])).toEqual([
    ['status', 'Invited'],
    ['status', 'Processing'],
  ]);
  expect(watching.all('decision').map((decision) => decision.outcome)).toEqual(['alerted', 'silenced']);
});

it('tells again of a workitem that is offered until its page was opened, where a rule says so', async () => {
  const simulator = await simulate();
  const nag: Rule = { name: 'Nag', on: true, when: [], then: { kind: 'alert', ...USUAL_MANNER, repeatEvery: 1 } };
  let ahead = 0;
  const watching = watch(simulator, { settings: { rules: [nag] }, now: () => Date.now() + ahead });
  await watching.live();

  const id = simulator.offerWorkitem();
  await watching.until(() => watching.all('alert').length === 1);
  ahead = 61_000;
  watching.notifier.changeSettings(watching.settings);
  await watching.until(() => watching.all('alert').length === 2);
  watching.notifier.offerOpened(id as InteractionId);
  await watching.until(() => watching.all('withdraw').length === 1);
  ahead = 122_000;
  watching.notifier.changeSettings(watching.settings);
  const later = simulator.add(where(simulator));
  await watching.until(() => watching.all('decision').some(({ subject }) => subject === later));

  const [first, again] = watching.all('alert');
  expect(again).toMatchObject({ kind: 'item-aged', occasion: 'unseen', interactions: [id], replaces: first?.id, count: 0 });
  expect(watching.all('withdraw')[0]).toEqual({ id: again?.id, reason: 'it was opened' });
  expect(watching.all('alert').map(({ kind }) => kind)).toEqual(['workitem-status', 'item-aged', 'item-added']);
});

it.each([
  ['first', { ownActionAlerts: false }, 'silenced'],
  ['last', { ownActionAlerts: false }, 'silenced'],
  ['last', { ownActionAlerts: true }, 'alerted'],
] as const)('decides on what the person parks, its workitem told of %s, with %o: %s', async (when, settings, outcome) => {
  const simulator = await simulate();
  const watching = watch(simulator, { settings: { ...settings, workitemAlerts: false } });
  await watching.live();
  const id = simulator.offerWorkitem();
  simulator.changeWorkitem(id, 'Processing');
  await watching.until(() => watching.all('workitem').length === 2);

  if (when === 'first') simulator.parkWorkitem(id, where(simulator));
  else {
    simulator.add(where(simulator), { id, media: 'workitem' });
    await watching.until(() => [...watching.notifier.rows()].some((item) => item.id === id));
    simulator.changeWorkitem(id, 'InWorkbin');
  }
  const arrival = () => watching.all('decision').find(({ event }) => event === 'item-added');
  await watching.until(() => arrival() !== undefined && watching.all('workitem').length === 3);

  expect(arrival()).toMatchObject({ subject: id, outcome });
  expect(watching.all('alert')).toHaveLength(outcome === 'alerted' ? 1 : 0);
});

it('says that it is not certain while the Interaction Server is down, and catches up when it is back', async () => {
  const simulator = await simulate();
  const watching = watch(simulator, { settings: { watchedUsers: simulator.colleagues.map(({ id }) => id) } });
  await watching.live();

  simulator.setService('MultiMediaState', 'Inactive');
  await watching.until(() => watching.notifier.view().connection.state === 'degraded');
  simulator.setService('MultiMediaState', 'Active');
  await watching.live();

  expect(watching.all('connection').map((told) => told.state)).toEqual(expect.arrayContaining(['degraded', 'live']));
  const back = watching.told.findLastIndex(({ name, event }) => name === 'service' && event.state === 'Active');
  const later = watching.told.slice(back).flatMap((told) => (told.name === 'connection' ? [told.event.reason] : []));
  expect(later.filter((reason) => reason.includes('not available'))).toEqual([]);
});

it('keeps a wrong password to one attempt and says that it was refused', async () => {
  const simulator = await simulate();

  const watching = watch(simulator, { password: 'wrong' });
  await watching.until(() => watching.notifier.view().connection.state === 'signed-out');
  watching.notifier.retry(null);
  await watching.until(() => watching.all('alert').length === 1);

  expect(simulator.requests.filter((request) => request.path.startsWith('/api/v2/me'))).toHaveLength(1);
  expect(watching.all('alert')[0]).toMatchObject({ kind: 'connection', title: 'Please sign in again' });
});

it('watches the workbins of groups and colleagues, each with its own identity', async () => {
  const simulator = await simulate();
  const [agentGroup] = simulator.groups.agent;
  const [placeGroup] = simulator.groups.place;
  const [colleague] = simulator.colleagues;
  const settings = { agentGroups: [agentGroup], placeGroups: [placeGroup], watchedUsers: [colleague!.id] };
  const watching = watch(simulator, { settings });
  await watching.live();
  const theirs = { ...where(simulator, 'Draft'), owner: { kind: 'user', id: colleague!.id } as const };

  simulator.add(theirs);
  simulator.add({ ...where(simulator, 'Claims'), owner: { kind: 'agentGroup', name: agentGroup } });
  await watching.until(() => watching.all('decision').length === 2);

  expect(watching.all('decision').map((decision) => decision.at?.owner.kind)).toEqual(['user', 'agentGroup']);
  expect(watching.all('alert')[1]?.title).toContain(agentGroup);
});

it('never sends anything that changes a contact centre', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();

  simulator.add(where(simulator));
  await watching.until(() => watching.all('alert').length === 1);
  await watching.stop();

  expect(simulator.violations).toEqual([]);
});

it('takes ten thousand items and an item with five megabytes of user data', async () => {
  const simulator = await simulate({ populated: false });
  for (let count = 0; count < 10_000; count++) simulator.add(where(simulator), { media: 'email' });
  const watching = watch(simulator);
  await watching.live();

  const id = simulator.add(where(simulator), { userData: { Huge: 'x'.repeat(5_000_000), Small: 'there' } });
  const next = simulator.add(where(simulator));
  await watching.until(() => watching.all('decision').length === 2);

  expect([...watching.notifier.rows()]).toHaveLength(10_002);
  expect(watching.all('decision').map((decision) => decision.subject)).toEqual([id, next]);
  const [alert] = watching.all('alert');
  const page = watching.notifier.readItem(alert!.workbin, alert!.interactions[0]!);
  expect(page?.userData.find(({ key }) => key === 'Small')?.value).toBe('there');
  expect(page?.userData.find(({ key }) => key === 'Huge')?.value.length).toBeLessThan(30_000);
});

it('says of each workbin since when it is watched, and since when what is shown of it may be out of date', async () => {
  const simulator = await simulate();
  simulator.faults.on('subscribe-refused', { only: [simulator.workbins.Pending.id] });
  const begun = Date.now();
  const watching = watch(simulator);
  const facts = (name: keyof Simulator['workbins']) => {
    const { watchedSince, staleSince } = watching.notifier.view().workbins.find(({ id }) => id === simulator.workbins[name].id)!;
    return { watchedSince, staleSince };
  };
  await watching.live();
  const { watchedSince } = facts('Draft');
  const read = facts('Pending');

  await simulator.outage();
  await watching.until(() => watching.notifier.view().connection.state === 'offline');

  expect(watchedSince).toBeGreaterThanOrEqual(begun);
  expect(read.watchedSince).toBeNull();
  expect(read.staleSince).toBeGreaterThanOrEqual(begun);
  expect(facts('Draft').watchedSince).toBeNull();
  expect(facts('Draft').staleSince).toBeGreaterThanOrEqual(watchedSince!);
});

it('alerts once that the Interaction Server has been down for a minute, and takes the place of that when it is back', async () => {
  const simulator = await simulate({ hold: 500 });
  let passed = 0;
  const watching = watch(simulator, { now: () => Date.now() + passed });
  await watching.live();
  simulator.setService('MultiMediaState', 'Inactive');
  await watching.until(() => watching.notifier.view().connection.state === 'degraded');

  passed = 60_000;
  simulator.setService('Voice', 'Inactive');
  await watching.until(() => watching.all('alert').length === 1);
  simulator.setService('MultiMediaState', 'Active');
  await watching.until(() => watching.all('alert').length === 2);

  const [down, back] = watching.all('alert');
  expect(down).toMatchObject({ kind: 'service', title: 'The Interaction Server is not running', opens: { view: 'connection' } });
  expect(back).toMatchObject({ kind: 'service', title: 'The Interaction Server is running again', replaces: down?.id });
  expect(watching.all('service').map(({ type, state }) => `${type} ${state}`)).toEqual(
    expect.arrayContaining(['MultiMediaState Inactive', 'Voice Inactive', 'MultiMediaState Active']),
  );
});

/** A notifier whose feed a test plays, in a time that only the test lets go by; what it wrote and told, in order. */
function playFeed(workbins: readonly Workbin[], slice?: number) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let tell: FeedEvents | null = null;
  const feed: Feed = {
    directory: {
      findPeople: () => Promise.resolve(unavailable('Not connected')),
      listGroups: () => Promise.resolve(unavailable('Not connected')),
    },
    start: (events) => void (tell = events),
    stop: () => Promise.resolve(),
    choose: () => undefined,
    retry: () => undefined,
    readHistory: () => Promise.resolve(null),
    wake: () => undefined,
  };
  let ids = 0;
  const memory = createMemoryLedger();
  const happened: string[] = [];
  const notifier = createNotifier({
    feed,
    ledger: {
      ...memory,
      write(changes) {
        memory.write(changes);
        happened.push(`written ${changes.length}`);
      },
    },
    settings: DEFAULT_SETTINGS,
    server: 'http://gws.example',
    now: Date.now,
    createId: () => String(++ids),
    formatTime: String,
    ...(slice !== undefined && { slice }),
    log: () => undefined,
  });
  notifier.on('alert', ({ count, interactions }) => happened.push(`alert ${count}: ${interactions.join(' ')}`));
  notifier.on('item', ({ change, item }) => happened.push(`${change} ${item.id}`));
  notifier.on('decision', ({ subject, outcome, at }) => happened.push(`${outcome} ${subject} in ${at?.name ?? 'nothing'}`));
  notifier.start();
  const events = tell!;
  const plan = (watched: readonly Workbin[]) => events.workbins(watched.map((workbin) => ({ workbin, watched: true })));
  plan(workbins);
  for (const { key } of workbins) events.contents(key, [], new Set());
  const owner = { userId: null, employeeId: null, agentGroup: null, placeGroup: null };
  const change = (kind: 'item-added' | 'item-removed', workbin: Workbin, id: string) =>
    events.change(workbin.key, { kind, workbinId: workbin.id, owner, item: makeItem(id) });
  return {
    notifier,
    events,
    plan,
    happened,
    add: (workbin: Workbin, id: string) => change('item-added', workbin, id),
    remove: (workbin: Workbin, id: string) => change('item-removed', workbin, id),
    /** A comparison finds so many in a workbin. */
    find: (workbin: Workbin, ...found: readonly string[]) =>
      events.contents(
        workbin.key,
        found.map((id) => makeItem(id)),
        new Set(),
      ),
  };
}

it('announces at its end what was gathered behind the summaries of a flood', async () => {
  const [a, b] = [makeWorkbin('a'), makeWorkbin('b')];
  const { notifier, add } = playFeed([a, b]);
  const decided: string[] = [];
  notifier.on('decision', ({ subject, outcome }) => decided.push(`${subject} ${outcome}`));
  for (const id of ['1', '2', '3', '4']) add(a, id);
  add(b, '5');

  await vi.advanceTimersByTimeAsync(1999);
  vi.advanceTimersToNextTimer();
  add(a, '6');
  await notifier.stop();

  expect(decided.toSorted()).toEqual(['1 alerted', '2 alerted', '3 alerted', '4 alerted', '5 alerted', '6 alerted']);
});

describe('a summary whose decisions take several turns', () => {
  const [a, b] = [makeWorkbin('a'), makeWorkbin('b')];

  it('is told and goes on record with all of them', async () => {
    const { happened, find } = playFeed([a], 2);
    await vi.advanceTimersByTimeAsync(10);
    happened.length = 0;

    find(a, '1', '2', '3', '4', '5');
    await Promise.resolve();
    const first = [...happened];
    await vi.advanceTimersByTimeAsync(10);

    expect(first).toEqual([]);
    expect(happened.filter((one) => !one.startsWith('added'))).toEqual([
      'alert 5: 1 2 3 4 5',
      ...['1', '2', '3', '4', '5'].map((id) => `grouped ${id} in Bin a`),
      'written 5',
    ]);
  });

  it('is known where one of its items comes to lie in another workbin at once', async () => {
    const { happened, find, add } = playFeed([a, b], 2);
    find(a, '1', '2', '3', '4', '5');

    add(b, '5');
    await vi.advanceTimersByTimeAsync(5000);

    expect(happened.filter((one) => one.startsWith('alert'))).toEqual(['alert 5: 1 2 3 4 5']);
    expect(happened.filter((one) => / 5 in /.test(one))).toEqual(['grouped 5 in Bin a', 'silenced 5 in Bin b']);
  });

  it('has decided on what leaves before that is told', async () => {
    const { happened, find, remove } = playFeed([a], 2);
    find(a, '1', '2', '3', '4', '5');

    remove(a, '5');
    await vi.advanceTimersByTimeAsync(5000);

    expect(happened.filter((one) => / 5( |$)/.test(one) && !one.startsWith('alert'))).toEqual([
      'added 5',
      'grouped 5 in Bin a',
      'removed 5',
    ]);
  });

  it('names the workbin in its decisions though that is no longer listed', async () => {
    const { happened, find, plan } = playFeed([a, b], 2);
    find(a, '1', '2', '3', '4', '5');

    plan([b]);
    await vi.advanceTimersByTimeAsync(5000);

    expect(happened.filter((one) => one.startsWith('grouped'))).toHaveLength(5);
    expect(happened.filter((one) => one.includes('in nothing'))).toEqual([]);
  });

  it('is complete once all of its items were opened', async () => {
    const { happened, find, notifier } = playFeed([a], 2);
    find(a, '1', '2', '3', '4', '5');

    notifier.markRead(a.key, null);
    await vi.advanceTimersByTimeAsync(10);

    expect(happened.filter((one) => one.startsWith('grouped'))).toHaveLength(5);
    expect(happened.at(-1)).toMatch(/^written [1-9]/);
  });

  it('is complete at the end of the app', async () => {
    const { happened, find, notifier } = playFeed([a], 2);
    find(a, '1', '2', '3', '4', '5');

    await notifier.stop();

    expect(happened.filter((one) => one.startsWith('grouped'))).toHaveLength(5);
    expect(happened.filter((one) => /^written [^0]/.test(one)).at(-1)).toBe('written 5');
  });

  it('is not made whole at once by another reading that finds nothing', async () => {
    const { happened, find } = playFeed([a, b], 2);
    find(a, '1', '2', '3', '4', '5');

    find(b);
    await Promise.resolve();
    const meanwhile = happened.filter((one) => one.startsWith('grouped'));
    await vi.advanceTimersByTimeAsync(10);

    expect(meanwhile).toEqual([]);
    expect(happened.filter((one) => one.startsWith('grouped'))).toHaveLength(5);
  });

  it('is on record before its workbin, listed again after it was not, is compared with that', async () => {
    const { happened, find, plan } = playFeed([a, b], 2);
    await vi.advanceTimersByTimeAsync(10);
    find(a, '1', '2', '3', '4', '5');

    plan([b]);
    plan([a, b]);
    find(a, '1', '2', '3', '4', '5');
    await vi.advanceTimersByTimeAsync(5000);

    expect(happened.filter((one) => one.startsWith('alert '))).toEqual(['alert 5: 1 2 3 4 5']);
    expect(happened.filter((one) => one.startsWith('grouped'))).toHaveLength(5);
  });

  it('does not keep later ones waiting though whoever is told of it fails', async () => {
    const { happened, notifier, find, add } = playFeed([a], 2);
    const end = notifier.on('alert', () => {
      end();
      throw new Error('a fault of ours');
    });

    find(a, '1', '2', '3', '4', '5');
    await expect(vi.advanceTimersByTimeAsync(10)).rejects.toThrow('a fault of ours');
    for (const id of ['6', '7', '8', '9', '10']) add(a, id);
    await vi.advanceTimersByTimeAsync(5000);

    expect(happened.filter((one) => one.startsWith('alert '))).toEqual([
      'alert 5: 1 2 3 4 5',
      ...['6', '7', '8'].map((id) => `alert 1: ${id}`),
      'alert 2: 9 10',
    ]);
  });
});
