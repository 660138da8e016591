import { afterEach, describe, expect, it, vi } from 'vitest';
import { createServerHistory } from '../../src/gws/server-history.ts';
import type { Reply } from '../../src/gws/rest.ts';
import type { InteractionId } from '../../src/core/workbin.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { makeItem } from '../core/samples.ts';
import { simulate, watch, where } from '../simulated.ts';
import type { Watching } from '../watching.ts';

const idOf = (id: string) => id as InteractionId;
const asked = (simulator: Simulator) => simulator.requests.filter(({ operation }) => operation === 'GetInteractionContent');

/** An interaction that was in a workbin before this app began to watch. */
async function watchWithPast(): Promise<{ simulator: Simulator; watching: Watching; past: InteractionId }> {
  const simulator = await simulate();
  const past = simulator.add(where(simulator), { media: 'email', subject: 'Long ago', customer: ['Ada', 'Njoku'] });
  simulator.remove(where(simulator), past);
  const watching = watch(simulator);
  await watching.live();
  await watching.until(() => watching.notifier.view().services.length > 0);
  return { simulator, watching, past: idOf(past) };
}

describe('an interaction that is in no workbin any more', () => {
  it('is looked up in the history, once, and shown', async () => {
    const { simulator, watching, past } = await watchWithPast();

    const found = await watching.notifier.lookUpItem(null, past);
    await watching.notifier.lookUpItem(null, past);

    expect(found).toMatchObject({ id: past, subject: 'Long ago', customer: 'Ada Njoku', workbin: null, state: 'InProcess' });
    expect(watching.notifier.readItem(null, past)).toBeNull();
    expect(asked(simulator).map(({ path }) => path)).toEqual([`/api/v2/ucs/interactions/${past}`]);
    expect(simulator.violations).toEqual([]);
  });

  it('is found although the answer overtakes the reply to the request', async () => {
    const { simulator, watching, past } = await watchWithPast();
    simulator.faults.on('history-first');

    expect(await watching.notifier.lookUpItem(null, past)).toMatchObject({ subject: 'Long ago' });
  });

  it.each<[string, (simulator: Simulator) => void, string | null]>([
    ['is refused', (simulator) => simulator.faults.on('history-refused'), null],
    ['knows nothing of it', () => undefined, 'unknown'],
    ['has a topic that is refused', (simulator) => simulator.faults.on('topic-refused', { only: ['/v2/ucs'] }), null],
  ])('stays unknown where the history %s, and everything else goes on', async (_why, strike, id) => {
    const { simulator, watching, past } = await watchWithPast();
    strike(simulator);

    expect(await watching.notifier.lookUpItem(null, idOf(id ?? past))).toBeNull();
    expect(watching.notifier.view().connection.state).toBe('live');
  });

  it('is not asked for while the contact server is down', async () => {
    const { simulator, watching, past } = await watchWithPast();
    simulator.setService('MultiMediaContent', 'Inactive');
    await watching.until(() => watching.all('service').some(({ state }) => state === 'Inactive'));

    expect(await watching.notifier.lookUpItem(null, past)).toBeNull();
    expect(asked(simulator)).toEqual([]);
  });
});

it('asks nothing of the history for an item that is known, and fills one of which only the id is', async () => {
  const simulator = await simulate();
  const watching = watch(simulator);
  await watching.live();
  const id = idOf(simulator.add(where(simulator), { media: 'chat', subject: 'Order status' }));
  await watching.until(() => [...watching.notifier.rows()].some((item) => item.id === id));
  const { workbin } = [...watching.notifier.rows()].find((item) => item.id === id)!;
  expect(await watching.notifier.lookUpItem(workbin, id)).toMatchObject({ subject: 'Order status' });
  expect(asked(simulator)).toEqual([]);

  simulator.publish('/v2/me/workbins', {
    messageType: 'WorkbinStateChangeMessage',
    action: 'ItemAdded',
    id: simulator.workbins.InProgress.id,
    chatStateResourceV2: { id },
  });
  await watching.until(() => watching.notifier.readItem(workbin, id)?.subject === null);

  expect(await watching.notifier.lookUpItem(workbin, id)).toMatchObject({ workbin, subject: 'Order status', leftAt: null });
  expect(asked(simulator)).toHaveLength(1);
});

describe('a question to the history', () => {
  afterEach(() => void vi.useRealTimers());
  const ID = idOf('1');
  const item = makeItem('1', { subject: 'Found' }, 'chat');

  function historyOf(reply: Reply = { kind: 'ok', body: { referenceId: 7 } }, topic: 'subscribed' | 'lost' = 'subscribed') {
    const posts: string[] = [];
    const history = createServerHistory({
      rest: { post: async (path) => (posts.push(path), reply) },
      subscribe: async (topics) => new Map(topics.flatMap((one) => (topic === 'lost' ? [] : [[one, topic] as const]))),
      isThere: () => true,
    });
    return { history, posts };
  }

  it('is given up after eight seconds without an answer', async () => {
    vi.useFakeTimers();
    const { history } = historyOf();
    const answer = history.read(ID);

    await vi.advanceTimersByTimeAsync(7999);
    let isOver = false;
    void answer.then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await answer).toBeNull();
  });

  it.each<[string, Reply]>([
    ['was not answered in time', { kind: 'ok', body: { referenceId: 7 } }],
    ['failed', { kind: 'unreachable', why: 'No answer' }],
  ])('that %s is put again, but not sooner than half a minute later', async (_what, reply) => {
    vi.useFakeTimers();
    const { history, posts } = historyOf(reply);
    const answer = history.read(ID);
    await vi.advanceTimersByTimeAsync(8000);
    expect(await answer).toBeNull();
    expect(await history.read(ID)).toBeNull();
    expect(posts).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(30_000);
    void history.read(ID);
    await vi.advanceTimersByTimeAsync(0);

    expect(posts).toHaveLength(2);
  });

  it('tries the topic again where that was lost', async () => {
    vi.useFakeTimers();
    const subscribe = vi.fn(async () => new Map());
    const history = createServerHistory({ rest: { post: vi.fn() }, subscribe, isThere: () => true });
    await history.read(ID);
    await vi.advanceTimersByTimeAsync(30_000);

    await history.read(ID);

    expect(subscribe).toHaveBeenCalledTimes(2);
  });

  it('is not put again where the answer was that nothing is there', async () => {
    const { history, posts } = historyOf();
    const answer = history.read(ID);
    await new Promise(setImmediate);
    history.message({ kind: 'content', referenceId: 7, interactionId: null, item: null });

    expect([await answer, await history.read(ID)]).toEqual([null, null]);
    expect(posts).toHaveLength(1);
  });

  it('is answered by its reference, or by the id where the answer has none; others are left alone', async () => {
    const { history } = historyOf();
    const answer = history.read(ID);
    await new Promise(setImmediate);

    history.message({ kind: 'content', referenceId: 8, interactionId: '2', item: null });
    history.message({ kind: 'content', referenceId: null, interactionId: '2', item: null });
    history.message({ kind: 'content', referenceId: null, interactionId: ID, item });

    expect(await answer).toBe(item);
  });

  it('ends with its session, and is not put again', async () => {
    const { history, posts } = historyOf();
    const answer = history.read(ID);

    history.stop();

    expect(await answer).toBeNull();
    expect(await history.read(idOf('2'))).toBeNull();
    expect(posts).toEqual([]);
  });

  it.each([
    ['a reply without a reference', historyOf({ kind: 'ok', body: {} })],
    ['a topic that was lost', historyOf(undefined, 'lost')],
  ])('copes with %s', async (what, { history }) => {
    const answer = history.read(ID);
    await Promise.resolve();
    if (what.includes('reference')) history.message({ kind: 'content', referenceId: 9, interactionId: ID, item });

    expect(await answer).toBe(what.includes('reference') ? item : null);
  });
});
