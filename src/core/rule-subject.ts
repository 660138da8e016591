import { firstText, readRecord, readText } from './record.ts';
import { readDirection, type Item } from './resource.ts';
import type { RuleSubject } from './rules.ts';
import { readFacts } from './user-data.ts';
import type { Workbin } from './workbin.ts';

/** What rules may ask about an arrival at `now`. */
export function describeArrival(workbin: Workbin, item: Item, isOwn: boolean, now: number): RuleSubject {
  return {
    event: 'item-added',
    workbin: workbin.key,
    owner: workbin.owner,
    media: item.media,
    from: null,
    to: null,
    waited: item.receivedAt === null ? null : Math.max(now - item.receivedAt, 0),
    isOwn,
    field: (key) => readField(item, key),
  };
}

/** What rules may ask about something offered, or about a workitem whose state has changed. */
export function describeOffer(
  event: 'workitem-status' | 'interaction-offered',
  item: Item,
  from: string | null,
  to: string | null,
  now: number,
): RuleSubject {
  const waited = item.receivedAt === null ? null : Math.max(now - item.receivedAt, 0);
  return {
    event,
    workbin: null,
    owner: null,
    media: item.media,
    from,
    to,
    waited,
    isOwn: false,
    field: (key) => readField(item, key),
  };
}

/**
 * A field of an item as its page names it (`subject`, `customer`, `segment`, `service`, `address`, `direction`, `state`, `id`), else
 * the value of this key of the user data, as `Outer › inner` where it is nested; null where there is none.
 */
function readField(item: Item, key: string): string | null {
  switch (key) {
    case 'id':
    case 'subject':
    case 'customer':
      return item[key];
    case 'direction':
      return readDirection(item.raw);
    case 'state':
      return firstText(item.raw, 'state');
    case 'segment':
      return readNested(item.raw['userData'], ['CustomerSegment']);
    case 'service':
      return readNested(item.raw['userData'], ['ServiceType']);
    case 'address':
      return readFacts(item).address;
    default:
      return readNested(item.raw['userData'], key.split(' › '));
  }
}

function readNested(value: unknown, [key, ...rest]: readonly string[]): string | null {
  const record = readRecord(value);
  if (!record || key === undefined || !Object.hasOwn(record, key)) return null;
  const found = record[key];
  if (rest.length > 0) return readNested(found, rest);
  return typeof found === 'boolean' ? String(found) : readText(found);
}
