import { SEGMENT } from './list-view.ts';
import { readDirection, type Item } from './resource.ts';
import type { RuleSubject } from './rules.ts';
import { readAddress, readUserValue, SERVICE } from './user-data.ts';
import type { Owner, WorkbinKey } from './workbin.ts';

/** What rules may ask about an item, with the item as it was when they were asked. */
export interface AskedItem extends RuleSubject {
  readonly item: Item;
}

/** What rules may ask about an arrival at `now`. */
export function describeArrival(
  workbin: { readonly key: WorkbinKey; readonly owner: Owner | null },
  item: Item,
  isOwn: boolean,
  now: number,
): AskedItem {
  return {
    event: 'item-added',
    workbin: workbin.key,
    owner: workbin.owner,
    media: item.media,
    from: null,
    to: null,
    waited: readWaited(item, now),
    isOwn,
    field: (key) => readField(item, key),
    item,
  };
}

/** What rules may ask about something offered, or about a workitem whose state has changed. */
export function describeOffer(
  event: 'workitem-status' | 'interaction-offered',
  item: Item,
  from: string | null,
  to: string | null,
  now: number,
): AskedItem {
  return {
    event,
    workbin: null,
    owner: null,
    media: item.media,
    from,
    to,
    waited: readWaited(item, now),
    isOwn: false,
    field: (key) => readField(item, key),
    item,
  };
}

function readWaited({ receivedAt }: Item, now: number): number | null {
  return receivedAt === null ? null : Math.max(now - receivedAt, 0);
}

/**
 * A field of an item as its page names it (`subject`, `customer`, `segment`, `service`, `address`, `direction`, `state`, `id`), else
 * the value of this key of the user data as its page shows it, `Outer › inner` where it is nested; null where there is none.
 */
function readField(item: Item, key: string): string | null {
  switch (key) {
    case 'id':
    case 'subject':
    case 'customer':
      return item[key];
    case 'direction':
      return readDirection(item.raw.read());
    case 'state':
      return item.state;
    case 'segment':
      return readUserValue(item, SEGMENT);
    case 'service':
      return readUserValue(item, SERVICE);
    case 'address':
      return readAddress(item);
    default:
      return readUserValue(item, key);
  }
}
