import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import cometd, { type ServerSession } from 'cometd-nodejs-server';
import ackExtension from 'cometd-nodejs-server/ack-extension.js';
import { serve } from './child.ts';
import { createItem, createMessage, formatItemId, person, topic, workbins } from './message.ts';
import { clock, readMeter } from './meter.ts';

interface Link {
  readonly session: ServerSession;
  /** Messages that wait for the next reply. */
  queued: number;
  subscribedAt: number;
  /** Takes the time at which a reply of more than a few messages is ready to be sent. */
  bigReply: ((at: number) => void) | null;
  drained: (() => void) | null;
  /** Arrivals that were not removed again. */
  readonly present: { readonly id: string; readonly number: number }[];
}

/** A reply of at least this many characters is big. */
const BIG = 1_000_000;

const bayeux = cometd.createCometDServer({ timeout: 30_000, maxInterval: 120_000, browserCookiePath: '/' });
bayeux.addExtension(new ackExtension.AcknowledgedMessagesExtension());
const links: Link[] = [];
bayeux.addListener('sessionAdded', (session: ServerSession) => {
  const link: Link = { session, queued: 0, subscribedAt: 0, bigReply: null, drained: null, present: [] };
  links.push(link);
  session.addListener('queueDrain', () => {
    link.queued = 0;
    link.drained?.();
  });
});

let numbers = 0;
let references = 0;
/** What lies in each workbin, as it is sent, by its id; null: what the latest session was told of. */
let contents: ReadonlyMap<string, string> | null = null;
let listed: readonly Readonly<Record<string, unknown>>[] = [];
let restTime = 0;

function formatContents(items: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> {
  return new Map(
    workbins.map(({ id, name }, index) => {
      const emails = items.filter((_, position) => position % workbins.length === index);
      return [id, JSON.stringify({ id, workbinName: name, type: 'Agent', emails })];
    }),
  );
}

/** What the latest session was told of and lies there still. */
function presentContents(): ReadonlyMap<string, string> {
  return formatContents((links.at(-1)?.present ?? []).map(({ id, number }) => createItem(id, number)));
}

function linkOf(index: number): Link {
  const link = links[index];
  if (!link) throw new Error(`no session ${index}`);
  return link;
}

function deliver(link: Link, data: unknown): void {
  link.queued += 1;
  link.session.deliver(null, topic, data);
}

function add(link: Link): void {
  const number = (numbers += 1);
  const id = formatItemId(number, clock());
  link.present.push({ id, number });
  deliver(link, createMessage('ItemAdded', id, number));
}

function removeOldest(link: Link): void {
  const oldest = link.present.shift();
  if (oldest) deliver(link, createMessage('ItemRemoved', oldest.id, oldest.number));
}

/** One change: an arrival, or the removal of the oldest when more than `keep` are there. */
function change(link: Link, keep: number): void {
  if (link.present.length > keep) removeOldest(link);
  else add(link);
}

const handlers = {
  listen: () =>
    new Promise<string>((resolve) => {
      const server = createServer(answer);
      server.keepAliveTimeout = 0;
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    }),
  /** The number of the latest session. */
  latest: () => links.length - 1,
  subscribedAt: (session: number) => linkOf(session).subscribedAt,

  /** Publishes evenly; the number of messages. Items leave again once `keep` are there. */
  publish: ({ session, rate, seconds, delay = 0, keep = Infinity }: Publishing) =>
    new Promise<number>((resolve) => {
      const link = linkOf(session);
      const total = Math.round(rate * seconds);
      const startAt = performance.now() + delay;
      let published = 0;
      const step = (): void => {
        const due = Math.min(Math.floor(((performance.now() - startAt) / 1000) * rate) + 1, total);
        if (due > published)
          link.session.batch(() => {
            for (; published < due; published++) change(link, keep);
          });
        if (published === total) return resolve(total);
        setTimeout(step, Math.max(startAt + (published / rate) * 1000 - performance.now(), 0));
      };
      setTimeout(step, delay);
    }),

  /** Publishes all at once, for one reply; when that was ready to be sent. */
  burst: ({ session, count, remove = false }: Burst) =>
    new Promise<number>((resolve) => {
      const link = linkOf(session);
      link.bigReply = resolve;
      link.session.batch(() => {
        for (let left = count; left > 0; left--) {
          if (remove) removeOldest(link);
          else add(link);
        }
      });
    }),

  /** Removes all that is there; how many messages that takes. */
  clear: (session: number) => {
    const link = linkOf(session);
    const count = link.present.length;
    link.session.batch(() => {
      while (link.present.length > 0) removeOldest(link);
    });
    return count;
  },

  /** Publishes as fast as the client takes it, so much at a time; when it began. */
  saturate: ({ session, messages, chunk, keep }: Saturation) =>
    new Promise<number>((resolve) => {
      const link = linkOf(session);
      const startedAt = clock();
      let published = 0;
      const fill = (): void => {
        if (published >= messages) {
          link.drained = null;
          return resolve(startedAt);
        }
        if (link.queued > 0) return;
        link.session.batch(() => {
          for (let left = chunk; left > 0; left--) change(link, keep);
        });
        published += chunk;
      };
      link.drained = () => setImmediate(fill);
      fill();
    }),

  /** Puts items into the workbins without a message, in the place of so many of those that were there. */
  stock: ({ items, changed = items }: { readonly items: number; readonly changed?: number }) => {
    const kept = listed.slice(0, items - changed);
    listed = [...kept, ...Array.from({ length: changed }, () => createItem(formatItemId((numbers += 1), clock()), numbers))];
    contents = items === 0 ? null : formatContents(listed);
    return [...(contents?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
  },
  /** ms that requests for contents have taken on the server since this was last asked. */
  restTime: () => {
    const time = restTime;
    restTime = 0;
    return time;
  },
  usage: readMeter,
};

interface Publishing {
  readonly session: number;
  readonly rate: number;
  readonly seconds: number;
  readonly delay?: number;
  readonly keep?: number;
}

interface Burst {
  readonly session: number;
  readonly count: number;
  readonly remove?: boolean;
}

interface Saturation {
  readonly session: number;
  readonly messages: number;
  readonly chunk: number;
  readonly keep: number;
}

/** What the server can be asked. */
export type ServerHandlers = typeof handlers;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const at = performance.now();
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body: unknown = parts.length === 0 ? null : JSON.parse(Buffer.concat(parts).toString());
    if (body && request.url?.startsWith('/api/v2/notifications')) return answerBayeux(request, response, body);
    const url = new URL(request.url ?? '', 'http://localhost');
    const reply = answerRest(request.method ?? '', url);
    response.setHeader('Content-Type', 'application/json;charset=UTF-8');
    response.end(reply);
    if (url.searchParams.has('subresources')) restTime += performance.now() - at;
  });
}

function answerBayeux(request: IncomingMessage, response: ServerResponse, body: unknown): void {
  const messages = body as readonly { readonly channel: string; readonly clientId?: string; readonly subscription?: unknown }[];
  const link = links.find(({ session }) => session.id === messages[0]?.clientId);
  const end = response.end.bind(response) as (content?: string) => ServerResponse;
  response.end = ((content?: string) => {
    if (content !== undefined && content.length > BIG) link?.bigReply?.(clock());
    end(content);
    if (link && messages.some(({ subscription }) => subscription === topic)) link.subscribedAt = clock();
    return response;
  }) as typeof response.end;
  Object.assign(request, { body: messages });
  bayeux.handle(request, response);
}

function answerRest(method: string, url: URL): string {
  const path = url.pathname.slice('/api/v2'.length);
  if (method === 'POST') return confirm(url);
  if (url.searchParams.has('subresources') && path.includes('workbins')) return answerContents(path, url);
  if (path === '/me') return JSON.stringify({ statusCode: 0, user: { ...person, features: [{ id: 'api-multimedia-email' }] } });
  if (path.endsWith('/workbins'))
    return JSON.stringify({
      statusCode: 0,
      workbins: workbins.map(({ id, name }) => ({ id, workbinName: name, type: 'Agent' })),
    });
  return JSON.stringify({ statusCode: 0, services: [], workitems: [] });
}

/** What several workbins hold, or one alone. */
function answerContents(path: string, url: URL): string {
  const known = contents ?? presentContents();
  const asked = url.searchParams.get('workbinIds')?.split(',');
  if (!asked) return `{"statusCode":0,"workbin":${known.get(path.split('/').at(-1) ?? '') ?? '{}'}}`;
  const found = [...known].filter(([id]) => asked.includes(id)).map(([id, resource]) => `"${id}":${resource}`);
  return `{"statusCode":0,"workbins":{${found.join()}}}`;
}

/** Takes a Subscribe to all workbins, and confirms it by a message. */
function confirm(url: URL): string {
  const ids = url.searchParams.get('workbinIds')?.split(',') ?? [];
  const references = Object.fromEntries(ids.map((id) => [id, nextReference()]));
  const link = links.at(-1);
  setImmediate(() => {
    for (const [id, referenceId] of Object.entries(references))
      link?.session.deliver(null, topic, {
        messageType: 'WorkbinSubscriptionStateChangeMessage',
        id,
        stateResource: 'Subscribed',
        workbinUserId: person.id,
        referenceId,
      });
  });
  return JSON.stringify({ statusCode: 0, referenceIds: references });
}

function nextReference(): number {
  return (references += 1);
}

serve(handlers);
