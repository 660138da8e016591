import { readRecord, type Wire } from '../core/record.ts';
import { hasUnreadableList, readContents, type Item } from '../core/resource.ts';
import { encodePart, type Workbin, type WorkbinKey } from '../core/workbin.ts';
import { MAX_URL, type Reply, type Rest } from './rest.ts';

/** What a workbin holds, or why that could not be read; `unavailable` where it may well succeed later. */
export type ContentsReply =
  | { readonly kind: 'contents'; readonly items: readonly Item[] }
  | { readonly kind: 'unreadable'; readonly why: string; readonly unavailable: boolean };

/** Ids in one request: a UUID and its comma make 37 characters. */
const BATCH = 40;
/** After reading so many items others have their turn, and before and after such numbers are compared. */
const MANY = 300;
const MEDIA_LISTS = ['emails', 'chats', 'workitems'];

/**
 * Reads what these workbins hold: one's own several at a time, the others one by one, each told as soon as it is known.
 * @see GWS 8.5.2 API, GetWorkbinContent, GetGroupWorkbinContent, GetWorkbinSubresources by User
 */
export async function readWorkbinContents(
  rest: Pick<Rest, 'get'>,
  workbins: readonly Workbin[],
  tell: (key: WorkbinKey, reply: ContentsReply) => void,
): Promise<void> {
  const own = workbins.filter((workbin) => workbin.owner.kind === 'me');
  const others = workbins.filter((workbin) => workbin.owner.kind !== 'me');
  const one = async (workbin: Workbin) => tell(workbin.key, await readOne(rest, workbin));
  await Promise.all([
    ...inBatches(own).map((batch) => (batch.length === 1 && batch[0] ? one(batch[0]) : readMany(rest, batch, tell, one))),
    ...others.map(one),
  ]);
}

/** Groups of workbins whose ids fit into one request. */
export function inBatches(workbins: readonly Workbin[]): readonly (readonly Workbin[])[] {
  const batches: Workbin[][] = [];
  let length = Infinity;
  for (const workbin of workbins) {
    const size = encodePart(workbin.id).length + 1;
    if (length + size > MAX_URL - 400 || (batches.at(-1)?.length ?? 0) >= BATCH) {
      batches.push([]);
      length = 0;
    }
    batches.at(-1)?.push(workbin);
    length += size;
  }
  return batches;
}

/** The ids of these workbins as the value of `workbinIds=`. */
export function formatIds(workbins: readonly Workbin[]): string {
  return workbins.map((workbin) => encodePart(workbin.id)).join(',');
}

/** The path below `/api/v2` that names a workbin together with its owner, query included. */
export function formatWorkbinPath(workbin: Workbin, query = ''): string {
  const id = encodePart(workbin.id);
  const { owner } = workbin;
  const more = query === '' ? '' : `${query}&`;
  switch (owner.kind) {
    case 'me':
      return `/me/workbins/${id}${query && `?${query}`}`;
    case 'user':
      return `/users/${encodePart(owner.id)}/workbins/${id}${query && `?${query}`}`;
    case 'agentGroup':
    case 'placeGroup':
      return `/me/workbins/${id}?${more}${owner.kind}=${encodePart(owner.name)}`;
  }
}

async function readMany(
  rest: Pick<Rest, 'get'>,
  batch: readonly Workbin[],
  tell: (key: WorkbinKey, reply: ContentsReply) => void,
  one: (workbin: Workbin) => Promise<void>,
): Promise<void> {
  const reply = await rest.get(`/workbins?workbinIds=${formatIds(batch)}&subresources=*`);
  if (reply.kind !== 'ok') {
    // A server that does not know this form, or one bad id among many, must not hide the others.
    if (reply.kind === 'refused' && reply.status < 500) await Promise.all(batch.map(one));
    else for (const workbin of batch) tell(workbin.key, failure(reply));
    return;
  }
  const found = readById(reply.body['workbins']);
  const missing: Workbin[] = [];
  for (const workbin of batch) {
    const resource = found.get(workbin.id);
    if (!resource) missing.push(workbin);
    else {
      const contents = await readResource(resource);
      // Thousands of items take some ms to compare.
      if (hasMany(contents)) await new Promise(setImmediate);
      tell(workbin.key, contents);
      if (hasMany(contents)) await new Promise(setImmediate);
    }
  }
  await Promise.all(missing.map(one));
}

function hasMany(contents: ContentsReply): boolean {
  return contents.kind === 'contents' && contents.items.length > MANY;
}

/** The object keyed by id. An array is a mere listing, without contents: a server that ignores `workbinIds=` answers so. */
function readById(workbins: unknown): ReadonlyMap<string, Wire> {
  return new Map(
    Object.entries(readRecord(workbins) ?? {}).flatMap(([id, value]) => {
      const resource = readRecord(value);
      return resource ? [[id, resource] as const] : [];
    }),
  );
}

async function readOne(rest: Pick<Rest, 'get'>, workbin: Workbin): Promise<ContentsReply> {
  const path = formatWorkbinPath(workbin, 'subresources=*');
  const first = await rest.get(path);
  const isUnknown = first.kind === 'refused' && first.status < 500;
  if (isUnknown && workbin.owner.kind === 'user') return readByMedia(rest, workbin);
  // The other form of one's own, for a server that does not know this one.
  const other = isUnknown && workbin.owner.kind === 'me' ? await rest.get(path.replace(/^\/me/, '')) : first;
  const reply = other.kind === 'ok' ? other : first;
  if (reply.kind !== 'ok') return failure(reply);
  const resource = readRecord(reply.body['workbin']);
  return resource
    ? await readResource(resource)
    : { kind: 'unreadable', why: 'The server answered without the workbin', unavailable: true };
}

/** Another agent's workbin, by the only form that is documented for it: one request for each medium. */
async function readByMedia(rest: Pick<Rest, 'get'>, workbin: Workbin): Promise<ContentsReply> {
  const [path, query] = formatWorkbinPath(workbin, 'subresources=*').split('?');
  const replies = await Promise.all(MEDIA_LISTS.map((list) => rest.get(`${path}/${list}?${query}`)));
  const failed = replies.find((reply) => reply.kind !== 'ok');
  if (failed) return failure(failed);
  const items = replies.flatMap((reply) =>
    reply.kind === 'ok' ? [...readContents(reply.body), ...readContents(readRecord(reply.body['workbin']) ?? {})] : [],
  );
  return { kind: 'contents', items };
}

async function readResource(resource: Wire): Promise<ContentsReply> {
  if (hasUnreadableList(resource))
    return { kind: 'unreadable', why: 'The server answered with contents that cannot be read', unavailable: true };
  const items: Item[] = [];
  for (const item of readContents(resource)) {
    items.push(item);
    if (items.length % MANY === 0) await new Promise(setImmediate);
  }
  return { kind: 'contents', items };
}

function failure(reply: Exclude<Reply, { kind: 'ok' }>): ContentsReply {
  if (reply.kind === 'refused' && reply.status === 503)
    return { kind: 'unreadable', why: 'The Interaction Server is not available', unavailable: true };
  if (reply.kind === 'refused' && reply.statusCode === 6)
    return { kind: 'unreadable', why: 'The server knows no such workbin or group', unavailable: false };
  const final = reply.kind === 'refused' && (reply.statusCode === 3 || reply.statusCode === 5);
  return { kind: 'unreadable', why: reply.why, unavailable: !final };
}
