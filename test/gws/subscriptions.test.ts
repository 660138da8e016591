import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../src/gws/rest.ts';
import { createSubscriptions, type Outcome } from '../../src/gws/subscriptions.ts';
import { makeWorkbin } from '../core/samples.ts';

const NOBODY = { userId: null, employeeId: null, agentGroup: null, placeGroup: null };
const [a, b] = [makeWorkbin('a'), makeWorkbin('b')];

/** Subscriptions over a server that takes every request, or answers the later ones so; with what was asked and what came of it. */
function ask(...later: readonly Reply[]) {
  const posts: string[] = [];
  const outcomes: [string, Outcome['kind'], string?][] = [];
  const subscriptions = createSubscriptions({
    rest: {
      post: async (path) => {
        const reply = later[posts.push(path) - 2];
        return reply ?? { kind: 'ok', body: { referenceId: posts.length } };
      },
    },
    accountId: 'u0',
    multimedia: true,
    random: () => 0.5,
    settled: (key, outcome) => outcomes.push(outcome.kind === 'failed' ? [key, outcome.kind, outcome.why] : [key, outcome.kind]),
  });
  const confirm = (workbinId: string, referenceId: number | null, state: 'subscribed' | 'failed' = 'subscribed') =>
    subscriptions.confirm({ kind: 'subscription', state, workbinId, owner: NOBODY, referenceId, why: null });
  return { subscriptions, posts, outcomes, confirm };
}

describe('a subscription that is accepted and not confirmed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for once more within five seconds, without a word', async () => {
    const { subscriptions, posts, outcomes, confirm } = ask();
    subscriptions.ask([a]);

    await vi.advanceTimersByTimeAsync(5000);
    expect(posts).toEqual(['/me/workbins/a', '/me/workbins/a']);
    expect(outcomes).toEqual([]);
    confirm('a', 2);
    expect(outcomes).toEqual([[a.key, 'subscribed']]);
  });

  it('is as good as confirmed late, by the answer to the first request', async () => {
    const { subscriptions, outcomes, confirm } = ask();
    subscriptions.ask([a]);
    await vi.advanceTimersByTimeAsync(6000);

    confirm('a', 1);
    confirm('a', 2);

    expect(outcomes).toEqual([[a.key, 'subscribed']]);
  });

  it('is confirmed where the server says that it holds already', async () => {
    const { subscriptions, outcomes } = ask({ kind: 'refused', status: 400, statusCode: 18, why: 'Subscribed' });
    subscriptions.ask([a]);

    await vi.advanceTimersByTimeAsync(5000);

    expect(outcomes).toEqual([[a.key, 'subscribed']]);
  });

  it('is not given up for an unanswered or refused repetition, but for fifteen seconds of silence', async () => {
    const { subscriptions, posts, outcomes } = ask({ kind: 'unreachable', why: 'No answer' });
    subscriptions.ask([a]);

    await vi.advanceTimersByTimeAsync(14_900);
    expect(outcomes).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(outcomes).toEqual([[a.key, 'failed', 'The server did not confirm it']]);
    expect(posts).toHaveLength(2);
  });

  it('is repeated once, not with every try, until it was confirmed', async () => {
    const { subscriptions, posts, confirm } = ask();
    subscriptions.ask([a]);
    await vi.advanceTimersByTimeAsync(20_000);
    subscriptions.ask([a]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(posts).toHaveLength(3);

    confirm('a', 3);
    subscriptions.ask([a]);
    await vi.advanceTimersByTimeAsync(5000);

    expect(posts).toHaveLength(5);
  });

  it('is repeated together with the others that are not, and never for those that are', async () => {
    const { subscriptions, posts, confirm } = ask();
    const others = ['c', 'd'].map((id) => makeWorkbin(id));
    subscriptions.ask([a, b, ...others]);
    await vi.advanceTimersByTimeAsync(0);
    for (const { id } of others) confirm(id, null);

    await vi.advanceTimersByTimeAsync(5000);

    expect(posts).toEqual(['/me/workbins?workbinIds=a,b,c,d', '/me/workbins?workbinIds=a,b']);
  });

  it('is not repeated once it is not asked for any more', async () => {
    const { subscriptions, posts, outcomes } = ask();
    subscriptions.ask([a]);
    await vi.advanceTimersByTimeAsync(1000);

    subscriptions.cancel(a.key);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(posts).toHaveLength(1);
    expect(outcomes).toEqual([]);
  });
});
