import { success, type Reply } from './reply.ts';
import type { Resource } from './resources.ts';

const reserved: ReadonlySet<string> = new Set(['fields', 'subresources', 'workbinIds']);

/** A list as GWS gives it: addresses only, or with `fields` the resources; any other parameter is a filter by property. */
export function listReply(name: string, resources: readonly Resource[], query: URLSearchParams): Reply {
  const filters = [...query].filter(([key]) => !reserved.has(key));
  const kept = resources.filter((resource) => filters.every(([key, value]) => String(resource[key]) === value));
  const fields = query.get('fields');
  if (fields === null) return success({ uris: kept.map((resource) => resource['uri']) });
  if (fields === '*') return success({ [name]: kept });
  const wanted = new Set(fields.split(','));
  return success({
    [name]: kept.map((resource) => Object.fromEntries(Object.entries(resource).filter(([key]) => wanted.has(key)))),
  });
}
