import { readDate } from './date.ts';
import { SEGMENT } from './list-view.ts';
import { Raw } from './raw.ts';
import { firstText, readRecord, readRecords, readText, type Wire } from './record.ts';
import { workbinKey, type InteractionId, type Owner, type Workbin } from './workbin.ts';
import type { Service } from './contract.ts';

/** An interaction as it waits in a workbin. */
export interface Item {
  readonly id: InteractionId;
  /** `chat`, `email`, `facebook`, `tweet`, `facebooksession`, `workitem`, `openmedia`, or another as the server names it. */
  readonly media: string;
  readonly subject: string | null;
  readonly customer: string | null;
  readonly receivedAt: number | null;
  /** The customer's segment. */
  readonly segment: string | null;
  /** Of an offer or a workitem, e.g. `Ringing`. */
  readonly state: string | null;
  readonly raw: Raw;
}

/** A workitem of the person signed in. */
export interface Workitem {
  readonly id: InteractionId;
  readonly state: string | null;
  readonly type: string | null;
  readonly item: Item;
}

/** Who signed in. @see GWS 8.5.2 API, `GET /me` */
export interface Account {
  readonly id: string;
  readonly userName: string;
  readonly fullName: string;
  /** Whether the account has any multimedia feature; workbins may not work without. */
  readonly multimedia: boolean;
  readonly mustChangePassword: boolean;
}

const ITEM_LISTS: Readonly<Record<string, string>> = {
  chats: 'chat',
  emails: 'email',
  workitems: 'workitem',
  facebooks: 'facebook',
  facebook: 'facebook',
  tweets: 'tweet',
  tweet: 'tweet',
  twitter: 'tweet',
  facebooksessions: 'facebooksession',
  facebooksession: 'facebooksession',
  openmedias: 'openmedia',
  openmedia: 'openmedia',
  openMedia: 'openmedia',
};

const NO_DATA: Wire = {};

/** One interaction, or null when it has no id: only the id is relied on. */
export function readItem(media: string, value: unknown): Item | null {
  const raw = readRecord(value);
  const id = raw && readText(raw['id']);
  if (!raw || !id) return null;
  const data = readRecord(raw['userData']) ?? NO_DATA;
  return {
    id: id as InteractionId,
    media: media || 'unknown',
    subject: firstText(raw, 'subject') ?? firstText(data, 'Subject'),
    customer: readCustomer(raw, data),
    receivedAt: readDate(raw['receivedDate']),
    segment: firstText(data, SEGMENT),
    state: firstText(raw, 'state'),
    raw: new Raw(raw),
  };
}

function readCustomer(raw: Wire, data: Wire): string | null {
  const [first, last] = [firstText(data, 'FirstName'), firstText(data, 'LastName')];
  if (first !== null && last !== null) return `${first} ${last}`;
  if (first !== null || last !== null) return first ?? last;
  const nickname = () =>
    firstText(readRecords(raw['participants']).find((who) => who['type'] === 'Customer') ?? NO_DATA, 'nickname');
  // The sender of an outbound draft is our own mailbox.
  const outbound = /^outbound/i.test(readDirection(raw) ?? '');
  if (outbound) return readRecipients(raw, data);
  return (
    firstText(data, 'FromPersonal') ??
    nickname() ??
    firstText(raw, 'from') ??
    firstText(data, 'EmailAddress', 'FromAddress', 'PhoneNumber')
  );
}

/** Whom something outbound is for: the address in the user data, else all that the resource lists. */
export function readRecipients(raw: Wire, data: Wire): string | null {
  const { to } = raw;
  const listed = Array.isArray(to) ? to.flatMap((one) => readText(one) ?? []).join(', ') : readText(to);
  return firstText(data, 'To') ?? (listed || null);
}

/** `Inbound`, `Outbound` or another as the server names it. */
export function readDirection(raw: Wire): string | null {
  return firstText(
    raw,
    'emailType',
    'chatType',
    'workitemType',
    'openmediaType',
    'facebookType',
    'tweetType',
    'facebooksessionType',
    'interactionType',
    'typeId',
  );
}

/**
 * The items that a workbin's resource lists, each read when it is asked for. Lists are absent when empty; one that is an object has
 * its values taken.
 * @see GWS 8.5.2 API, GetWorkbinContent
 */
export function* readContents(workbin: Wire): Iterable<Item> {
  for (const [name, list] of Object.entries(workbin)) {
    const media = Object.hasOwn(ITEM_LISTS, name) ? ITEM_LISTS[name] : Array.isArray(list) ? name.replace(/s$/, '') : undefined;
    if (media === undefined) continue;
    // One item may stand in the place of a list of them.
    const one = readItem(media, list);
    for (const entry of one ? [] : readRecords(list)) {
      const item = readItem(media, entry);
      if (item) yield item;
    }
    if (one) yield one;
  }
}

/** Whether the resource names any list of items that could not be read as one, e.g. `emails: "gone"`. */
export function hasUnreadableList(workbin: Wire): boolean {
  return Object.entries(workbin).some(
    ([name, list]) => Object.hasOwn(ITEM_LISTS, name) && list !== null && typeof list !== 'object',
  );
}

/** The workbins that the server lists, as its array or as its object keyed by id, each with this owner. */
export function readWorkbins(body: Wire, owner: Owner): readonly Workbin[] {
  return readRecords(body['workbins']).flatMap((entry) => {
    const id = readText(entry['id']);
    if (!id) return [];
    const name = firstText(entry, 'displayName', 'workbinName', 'name') ?? id;
    return { key: workbinKey(id, owner), id, name, kind: firstText(entry, 'type') ?? 'Agent', owner };
  });
}

/** The services that a reply lists or a message carries. */
export function readServices(value: unknown): readonly Service[] {
  return readRecords(value).flatMap((entry) => {
    const type = firstText(entry, 'type', 'name', 'id');
    return type ? { type, state: firstText(entry, 'state') ?? 'Unknown' } : [];
  });
}

/** The person that `GET /me` answers with; null when it names nobody. */
export function readAccount(body: Wire): Account | null {
  const user = readRecord(body['user']);
  const id = user && readText(user['id']);
  if (!user || !id) return null;
  const userName = firstText(user, 'userName') ?? id;
  const fullName = [firstText(user, 'firstName'), firstText(user, 'lastName')].filter((part) => part !== null).join(' ');
  const features = readRecords(user['features']).map((feature) => readText(feature['id']) ?? '');
  return {
    id,
    userName,
    fullName: fullName || userName,
    multimedia: !Array.isArray(user['features']) || features.some((feature) => feature.startsWith('api-multimedia')),
    mustChangePassword: user['changePasswordOnFirstLogin'] === true,
  };
}

/** A workitem, or null when it has no id. */
export function readWorkitem(value: unknown): Workitem | null {
  const item = readItem('workitem', value);
  return item && { id: item.id, state: item.state, type: firstText(item.raw.read(), 'workitemType'), item };
}
