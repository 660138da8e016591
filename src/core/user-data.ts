import type { ItemDetails, UserDataField } from './contract.ts';
import { readDate } from './date.ts';
import { foldText } from './fold.ts';
import { phrase } from './language.ts';
import { SEGMENT } from './list-view.ts';
import { firstText, readRecord, type Wire } from './record.ts';
import { readDirection, readRecipients, type Item } from './resource.ts';

/** Stands for the key of entries that are too many to be read. */
export const OMITTED = '…';

/** The key of the user data that holds what the customer wants. */
export const SERVICE = 'ServiceType';

const INTERNAL =
  /^(RTarget|RVQ|RStrategy|RRequested|RTenant|CBR-|ChatServer|PegAG|Header_|IW_|IWAttached|Option\.|_)|^(PlaceInQueueSeq|GSYS_|attr_|KVP_|Workbin|WorkbinAgentId|InteractionId|IsHeld)/;
const TIMES: readonly (readonly [key: string, name: string])[] = [
  ['OccuredAt', phrase('Occurred')],
  ['SubmittedAt', phrase('Submitted')],
  ['PlacedInQueueAt', phrase('Placed in queue')],
  ['AssignedAt', phrase('Assigned')],
  ['DeliveredAt', phrase('Delivered')],
  ['ChatAnsweredByAgentAt', phrase('Answered')],
  ['Header_Date', phrase('Sent')],
];
/** What JSON writes otherwise, and what stands in our own words for what is left out of values that are too long or too deep. */
const ESCAPED = /["\\\p{C}…]/u;
const NO_DATA: Wire = {};
const MAX_FIELDS = 1000;
const MAX_VALUE = 20_000;
const MAX_DEPTH = 4;
/** Between the keys of values that are nested. */
const NESTED = ' › ';

/** What the details of an item show beyond its row in the list. */
export type ItemFacts = Pick<
  ItemDetails,
  'state' | 'direction' | 'address' | 'segment' | 'service' | 'contactId' | 'receivedText' | 'times' | 'userData'
>;

/** Reads an item to the full, for its page. Absent and unreadable facts are null; user data is capped, never dropped unsaid. */
export function readFacts(item: Item): ItemFacts {
  const raw = item.raw.read();
  const data = readRecord(raw['userData']) ?? NO_DATA;
  return {
    state: item.state,
    direction: readDirection(raw),
    address: addressIn(raw, data),
    segment: item.segment,
    service: firstText(data, SERVICE),
    contactId: firstText(data, 'ContactId') ?? firstText(raw, 'contactId'),
    receivedText: item.receivedAt === null ? firstText(raw, 'receivedDate') : null,
    times: TIMES.flatMap(([key, name]) => {
      const at = Object.hasOwn(data, key) ? readDate(data[key]) : null;
      return at === null ? [] : { name, at };
    }).sort((one, other) => one.at - other.at),
    userData: readUserData(data),
  };
}

/** Where the customer can be reached: of what is outbound, to whom it goes. */
export function readAddress(item: Item): string | null {
  const raw = item.raw.read();
  return addressIn(raw, readRecord(raw['userData']) ?? NO_DATA);
}

function addressIn(raw: Wire, data: Wire): string | null {
  return /^outbound/i.test(readDirection(raw) ?? '')
    ? readRecipients(raw, data)
    : firstText(data, 'EmailAddress', 'FromAddress', 'PhoneNumber', 'twitterFromAddr', 'TwitterFromAddr');
}

/** What rows carry of the user data: the segment and these keys, where they hold text and are no routing internals; undefined for none. */
export function pickUserData(item: Item, keys: readonly string[]): Readonly<Record<string, string>> | undefined {
  const asked = keys.filter((key) => key !== SEGMENT && !INTERNAL.test(key));
  const data = asked.length === 0 ? null : readRecord(item.raw.read()['userData']);
  const found = [[SEGMENT, item.segment] as const, ...asked.map((key) => [key, data && firstText(data, key)] as const)];
  const picked = found.flatMap(([key, text]) => (text === null ? [] : [[key, text.slice(0, 200)] as const]));
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

/** The keys of which `pickUserData` would pick something, besides the segment. */
export function listDataKeys(item: Item): readonly string[] {
  const data = readRecord(item.raw.read()['userData']) ?? NO_DATA;
  return Object.keys(data).filter((key) => key !== SEGMENT && !INTERNAL.test(key) && firstText(data, key) !== null);
}

/** Whether all terms (see `readTerms`) occur in the item: in its row, or in user data that is no routing internals. */
export function matchesItem(item: Item, terms: readonly string[]): boolean {
  const facts = foldText([item.subject, item.customer, item.id, item.media].filter((fact) => fact !== null).join('\n'));
  const others = terms.filter((term) => !facts.includes(term));
  if (others.length === 0) return true;
  if (!mayHold(item, others)) return false;
  const data = readRecord(item.raw.read()['userData']) ?? NO_DATA;
  const values = readUserData(data).flatMap(({ value, internal }) => (internal ? [] : [value]));
  const text = foldText(values.join('\n'));
  return others.every((term) => text.includes(term));
}

/** False where a look at its JSON alone shows that a term does not occur in it, which saves reading it. */
function mayHold({ raw }: Item, terms: readonly string[]): boolean {
  const json = raw.packedText();
  if (json === null) return true;
  const text = foldText(json);
  return terms.every((term) => ESCAPED.test(term) || text.includes(term));
}

/** Every entry as a line of text; a nested object becomes one line for each of its leaves, `outer › inner`. */
export function readUserData(data: Wire): readonly UserDataField[] {
  const fields: UserDataField[] = [];
  let omitted = 0;
  const add = (path: string, value: unknown, depth: number): void => {
    const nested = readRecord(value);
    const entries = nested === null ? [] : Object.entries(nested);
    if (entries.length > 0 && depth < MAX_DEPTH) {
      for (const [key, inner] of entries) add(`${path}${NESTED}${key}`, inner, depth + 1);
    } else if (fields.length >= MAX_FIELDS) {
      omitted += 1;
    } else {
      fields.push({ key: path, value: formatValue(value), internal: INTERNAL.test(path) });
    }
  };
  for (const [key, value] of Object.entries(data)) add(key, value, 0);
  if (omitted > 0) fields.push({ key: OMITTED, value: `${omitted} more entries are not shown`, internal: false });
  return fields;
}

/** The value that `readUserData` gives for this key, trimmed; null where there is none, or nothing in it. */
export function readUserValue({ raw }: Item, key: string): string | null {
  let value: unknown = raw.read()['userData'];
  const path = key.split(NESTED);
  if (path.length > MAX_DEPTH + 1) return null;
  for (const name of path) {
    const record = readRecord(value);
    if (!record || !Object.hasOwn(record, name)) return null;
    value = record[name];
  }
  const nested = readRecord(value);
  if (nested !== null && path.length <= MAX_DEPTH && Object.keys(nested).length > 0) return null;
  return formatValue(value).trim() || null;
}

function formatValue(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(prune(value, 0));
  if (text.length <= MAX_VALUE) return text;
  // Not between the halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}

/** The value without what is nested too deeply to be written out. */
function prune(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((entry) => prune(entry, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, prune(inner, depth + 1)]));
}
