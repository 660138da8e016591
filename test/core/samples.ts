import type { Item } from '../../src/core/resource.ts';
import { readItem } from '../../src/core/resource.ts';
import { workbinKey, type InteractionId, type Owner, type Workbin } from '../../src/core/workbin.ts';

/** A moment at which tests begin, ms since the epoch. */
export const START = Date.UTC(2026, 2, 24, 10, 0, 0);

/** An interaction id without the readers' ceremony. */
export const idOf = (id: string) => id as InteractionId;

/** An item as the reader makes it; `raw` is merged into the resource. */
export function makeItem(id: string, raw: Readonly<Record<string, unknown>> = {}, media = 'email'): Item {
  const item = readItem(media, { id, subject: `Subject of ${id}`, ...raw });
  if (!item) throw new Error(`no item: ${id}`);
  return item;
}

/** A workbin, one's own of the type Agent unless said otherwise. */
export function makeWorkbin(id: string, owner: Owner = { kind: 'me' }, kind = 'Agent'): Workbin {
  return { key: workbinKey(id, owner), id, name: `Bin ${id}`, kind, owner };
}
