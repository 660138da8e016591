import { setImmediate } from 'node:timers/promises';

/** For how long items are read before others have their turn, in ms: messages of the server come meanwhile. */
const SLICE = 4;
/** How many keys are told at most. */
const MOST = 500;

/** Counts how many items have each key, and gives the keys, the most frequent first. `items` are the keys of one item each. */
export async function countDataKeys(items: Iterable<readonly string[]>): Promise<readonly string[]> {
  const counts = new Map<string, number>();
  let until = performance.now() + SLICE;
  for (const keys of items) {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + SLICE;
  }
  const sorted = [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
  return sorted.slice(0, MOST).map(([key]) => key);
}
