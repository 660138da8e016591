import { expect, it, onTestFinished } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { Connection } from '../../src/core/connection.ts';
import type { FeedEvents } from '../../src/core/feed-events.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { createFeed } from '../../src/gws/feed.ts';
import { createRest } from '../../src/gws/rest.ts';
import { createConditions } from '../conditions.ts';
import { simulate, where } from '../simulated.ts';

/** A feed whose listener may fail, and what it told. */
async function follow(failing: Partial<FeedEvents>) {
  const simulator = await simulate();
  const { look, until } = createConditions();
  const standings: Connection[] = [];
  const logged: string[] = [];
  const told = { contents: 0, unreadable: 0 };
  const events: FeedEvents = {
    connection: (connection) => standings.push(connection),
    account: () => undefined,
    services: () => undefined,
    workbins: () => undefined,
    watch: () => undefined,
    contents: () => (told.contents += 1),
    change: () => undefined,
    workitems: () => undefined,
    message: ({ kind }) => (told.unreadable += kind === 'unreadable' ? 1 : 0),
    stray: () => undefined,
    alive: () => undefined,
    ...failing,
  };
  const lookAfter = Object.fromEntries(
    Object.entries(events).map(([name, tell]: [string, (...details: never[]) => unknown]) => [
      name,
      (...details: never[]) => {
        try {
          tell(...details);
        } finally {
          queueMicrotask(look);
        }
      },
    ]),
  ) as unknown as FeedEvents;
  const rest = createRest({ fetch: createHttpFetch(), server: simulator.origin, ...simulator.account });
  const { cometdPath } = DEFAULT_SETTINGS;
  const spread = { random: () => 0, spread: 0 };
  const log = (line: string) => void logged.push(line);
  const feed = createFeed({
    rest,
    server: simulator.origin,
    cometdPath,
    choice: DEFAULT_SETTINGS,
    now: Date.now,
    ...spread,
    log,
  });
  onTestFinished(() => feed.stop());
  feed.start(lookAfter);
  return { simulator, standings, logged, told, until };
}

it('goes on with the other messages when one meets a fault of ours, on the same session', async () => {
  const heard: string[] = [];
  const { simulator, logged, told, until } = await follow({
    change(_key, { item }) {
      heard.push(item.id);
      if (heard.length === 1) throw new TypeError('Canary of a customer');
    },
  });
  await until(() => told.contents === 5);

  const added = [simulator.add(where(simulator)), simulator.add(where(simulator))];
  await until(() => heard.length === 2);

  expect(heard).toEqual(added);
  expect(told.unreadable).toBe(1);
  expect(logged).toEqual(['fault: TypeError']);
  expect(simulator.sessions()).toHaveLength(1);
});

it('tries again, and says so, when a fault of ours ends an attempt', async () => {
  let accounts = 0;
  const { standings, told, until } = await follow({
    account() {
      accounts += 1;
      if (accounts === 1) throw new RangeError('Canary of a customer');
    },
  });

  await until(() => told.contents === 5);

  expect(standings.find(({ phase }) => phase === 'waiting')).toMatchObject({
    why: 'Something in the app went wrong (RangeError)',
  });
});
