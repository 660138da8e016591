import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveRows } from '../../renderer/live-rows.svelte.ts';
import type { ItemView, RowsChange } from '../../src/core/contract.ts';
import { createRowFeed } from '../../src/electron/row-feed.ts';
import { id, item, KEYS } from './fixture-host.ts';

// Node has no scheduler of a page.
beforeEach(() => void vi.stubGlobal('scheduler', { yield: () => Promise.resolve() }));
afterEach(() => void vi.unstubAllGlobals());

const IDS = ['1', '2', '3', '4'] as const;
const rowOf = (name: string, subject: string) => item([name, KEYS.billing, 'email', subject, null, 1000]);

/** A host whose messages on the way to the page can be lost, and whose answers can fail. */
function createHost() {
  const rows = new Map<string, ItemView>();
  const feed = createRowFeed(() => ({ rows: () => rows.values(), row: (_workbin, one) => rows.get(one) ?? null }));
  let listener: ((change: RowsChange) => void) | null = null;
  const host = {
    fails: false,
    put(name: string, subject: string) {
      rows.set(name, rowOf(name, subject));
      feed.touch(KEYS.billing, id(name));
    },
    remove(name: string) {
      rows.delete(name);
      feed.touch(KEYS.billing, id(name));
    },
    /** Another account is signed in. */
    replace(names: readonly string[]) {
      rows.clear();
      for (const name of names) rows.set(name, rowOf(name, 'Of another'));
      feed.reset();
    },
    tell(isLost: boolean) {
      const change = feed.take();
      if (change !== null && !isLost) listener?.(change);
    },
    rows: () => (host.fails ? Promise.reject(new Error('Something broke')) : feed.state()),
    on: ((_name: string, told: (change: RowsChange) => void) => {
      listener = told;
      return () => (listener = null);
    }) as never,
    all: () => [...rows.values()].map((row) => `${row.id} ${row.subject}`).sort(),
  };
  return host;
}

const told = (live: LiveRows) => live.items.map((row) => `${row.id} ${row.subject}`).sort();

it('agrees with the host after any changes, lost messages, resets and failures', async () => {
  const step = fc.record({
    act: fc.constantFrom('put', 'remove', 'replace', 'fail', 'work', 'wait'),
    name: fc.constantFrom(...IDS),
    subject: fc.constantFrom('a', 'b'),
    isTold: fc.boolean(),
    isLost: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const host = createHost();
      const live = new LiveRows(host, () => undefined);
      const stop = live.start();
      const first = live.read();
      for (const { act, name, subject, isTold, isLost } of steps) {
        if (act === 'put') host.put(name, subject);
        else if (act === 'remove') host.remove(name);
        else if (act === 'replace') host.replace([name]);
        else if (act === 'wait') await new Promise(setImmediate);
        else host.fails = act === 'fail';
        if (isTold) host.tell(isLost);
      }
      await first;

      // One more message that arrives is all that it takes.
      host.fails = false;
      host.put('last', 'a');
      host.tell(false);

      await vi.waitFor(() => expect(told(live)).toEqual(host.all()), { interval: 1 });
      expect([live.failure, live.isKnown]).toEqual([null, true]);
      stop();
    }),
    { seed: 1617, numRuns: 200 },
  );
});

it('tells of rows that come, but not of those of the first reading', async () => {
  const host = createHost();
  host.put('1', 'a');
  host.tell(true);
  const came: string[] = [];
  const live = new LiveRows(host, (rows) => came.push(...rows.map((row) => row.id)));
  live.start();

  await live.read();
  host.put('2', 'a');
  host.put('1', 'b');
  host.tell(false);

  expect(came).toEqual(['2']);
});
