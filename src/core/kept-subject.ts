import { KEPT_TEXT, type HistoryEntry, type HistoryKind } from './history.ts';
import { SEGMENT } from './list-view.ts';
import type { Condition } from './rule.ts';
import { holds, type RuleSubject } from './rules.ts';
import { SERVICE } from './user-data.ts';
import { readOwner } from './workbin.ts';

/** What rules may ask about something that the history has kept. */
export interface KeptSubject extends RuleSubject {
  /** Whether the history knows if this condition is met. */
  knows(condition: Condition): boolean;
}

const EVENTS: Readonly<Partial<Record<HistoryKind, RuleSubject['event']>>> = {
  arrived: 'item-added',
  offered: 'interaction-offered',
  status: 'workitem-status',
};
/** What earlier versions kept of one value, and of how much user data they surely left nothing out, in characters. */
const ONCE_KEPT_TEXT = 300;
const ONCE_KEPT_ALL = 3000;

/** What rules were asked about when this happened, as far as it was kept; null for what they do not decide about. */
export function describeKept(entry: HistoryEntry): KeptSubject | null {
  const event = EVENTS[entry.kind];
  if (event === undefined) return null;
  const { asked, media, at, receivedAt, reason } = entry;
  const subject: RuleSubject = {
    event,
    workbin: entry.workbin,
    owner: entry.workbin === null ? null : readOwner(entry.workbin),
    media: media ?? '',
    from: asked?.from ?? null,
    to: entry.state,
    waited: asked ? asked.waited : receivedAt === null ? null : Math.max(at - receivedAt, 0),
    isOwn: asked?.isOwn ?? reason?.includes('you put it there yourself') ?? false,
    field: (key) => readField(entry, key)?.slice(0, KEPT_TEXT) ?? null,
  };
  return {
    ...subject,
    knows(condition) {
      switch (condition.kind) {
        case 'status':
          return asked !== null || condition.from === null;
        case 'own-action':
          return asked !== null || subject.isOwn;
        case 'field':
          return isKnown(entry, readField(entry, condition.key)) || (condition.test === 'contains' && holds(condition, subject));
        default:
          return true;
      }
    },
  };
}

/** Undefined where it was not kept. */
function readField(entry: HistoryEntry, key: string): string | null | undefined {
  switch (key) {
    case 'id':
    case 'subject':
    case 'customer':
      return entry[key];
    case 'state':
    case 'direction':
    case 'address':
      return entry.asked?.[key];
    case 'segment':
      return readData(entry, SEGMENT);
    case 'service':
      return readData(entry, SERVICE);
    default:
      return readData(entry, key);
  }
}

function readData({ asked, data }: HistoryEntry, key: string): string | null | undefined {
  const found = data.find(([name]) => name === key)?.[1];
  if (found !== undefined) return found;
  const isAll = asked ? !asked.isMore : data.reduce((sum, [name, value]) => sum + name.length + value.length, 0) < ONCE_KEPT_ALL;
  return isAll ? null : undefined;
}

/** Whether this is the whole text: what was longer was cut. */
function isKnown({ asked }: HistoryEntry, text: string | null | undefined): boolean {
  return text === null || (text !== undefined && text.length <= (asked ? KEPT_TEXT : ONCE_KEPT_TEXT - 1));
}
