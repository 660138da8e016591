import { listReply } from './list-reply.ts';
import type { Person } from './people.ts';
import { refusal, success, type Reply } from './reply.ts';
import { contactResource, type Resource } from './resources.ts';

const texts = ['firstName', 'lastName', 'userName'] as const;

/** A search term, in which `*` stands for any text, as a pattern that ignores case. */
function patternOf(term: string): RegExp {
  const parts = term.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'iu');
}

/** Whether each term is found in one of the names. */
function matches(resource: Resource, terms: readonly string[]): boolean {
  return terms.every((term) => texts.some((name) => patternOf(term).test(String(resource[name]))));
}

const number = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

/** `GET /contacts`: users and queues, filtered, sorted and cut into pages; `totalCount` counts all that match. */
export function listContacts(people: readonly Person[], query: URLSearchParams): Reply {
  const filterName = query.get('filterName');
  if (filterName !== null && filterName !== 'NamesOrPhoneNumberMatches') return refusal(400, 10, 'Unknown filter');
  const terms = (query.get('filterParameters') ?? '').split(',').filter((term) => term !== '');
  const type = query.get('type');
  const all: readonly Resource[] = [
    ...people.map(contactResource),
    { id: 'queue-7001', name: 'Claims_Queue', type: 'Queue', phoneNumber: '7001' },
  ];
  const found = all.filter((one) => (type === null || one['type'] === type) && (filterName === null || matches(one, terms)));
  const sortBy = query.get('sortBy');
  const order = query.get('order') === 'Descending' ? -1 : 1;
  const sorted = sortBy === null ? found : found.toSorted((a, b) => order * String(a[sortBy]).localeCompare(String(b[sortBy])));
  const offset = number(query.get('offset')) ?? 0;
  const page = sorted.slice(offset, offset + (number(query.get('limit')) ?? sorted.length));
  const fields = query.get('fields');
  if (fields === null || fields === '*') return success({ totalCount: found.length, contacts: page });
  return listReply('contacts', page, new URLSearchParams({ fields }));
}
