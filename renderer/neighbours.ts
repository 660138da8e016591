import type { ItemView } from '../src/core/contract.ts';
import type { Section } from './sections.ts';

/** The rows around one, in the list as it is shown. */
export interface Neighbours {
  readonly previous: ItemView | null;
  readonly next: ItemView | null;
  /** Its place, from 1; null where it is not in the list. */
  readonly at: number | null;
  readonly count: number;
}

/**
 * The neighbours of the row that is open. Where it has left the list, those of the place where it was last (`lastAt`, from 1), so
 * that whoever goes through a list goes on where they were.
 */
export function findNeighbours(
  sections: readonly Section[],
  open: Pick<ItemView, 'workbin' | 'id'> | null,
  lastAt: number | null,
): Neighbours {
  const count = sections.reduce((sum, { items }) => sum + items.length, 0);
  const row = (place: number): ItemView | null => {
    let before = 0;
    for (const { items } of sections) {
      if (place >= 0 && place < before + items.length) return items[place - before] ?? null;
      before += items.length;
    }
    return null;
  };
  const place = open === null ? -1 : placeOf(sections, open);
  if (place >= 0) return { previous: row(place - 1), next: row(place + 1), at: place + 1, count };
  if (lastAt === null) return { previous: null, next: null, at: null, count };
  return { previous: row(lastAt - 2), next: row(lastAt - 1), at: null, count };
}

function placeOf(sections: readonly Section[], open: Pick<ItemView, 'workbin' | 'id'>): number {
  let before = 0;
  for (const { items } of sections) {
    const at = items.findIndex(({ workbin, id }) => id === open.id && workbin === open.workbin);
    if (at >= 0) return before + at;
    before += items.length;
  }
  return -1;
}
