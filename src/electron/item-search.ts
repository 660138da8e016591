import { setImmediate } from 'node:timers/promises';
import { readTerms } from '../core/fold.ts';
import type { InteractionId } from '../core/workbin.ts';

/** For how long a search goes on before others have their turn, in ms: messages of the server come meanwhile. */
const SLICE = 4;

/**
 * Searches items where they are held: their user data stays here, since a copy of it for the page would be as large as all else.
 * A search that another one follows is given up, and finds nothing.
 */
export function createItemSearch(
  search: (terms: readonly string[]) => Iterable<InteractionId | null>,
): (text: string) => Promise<readonly InteractionId[]> {
  let latest = 0;
  return async (text) => {
    const number = ++latest;
    const terms = readTerms(text);
    const found = new Set<InteractionId>();
    if (terms.length === 0) return [];
    let until = performance.now() + SLICE;
    for (const id of search(terms)) {
      if (id !== null) found.add(id);
      if (performance.now() < until) continue;
      await setImmediate();
      if (number !== latest) return [];
      until = performance.now() + SLICE;
    }
    return [...found];
  };
}
