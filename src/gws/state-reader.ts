import type { Service } from '../core/contract.ts';
import type { FeedEvents } from '../core/feed-events.ts';
import type { GwsMessage } from '../core/message.ts';
import { readRecords } from '../core/record.ts';
import { readServices, readWorkitem } from '../core/resource.ts';
import type { Rest } from './rest.ts';

type StateMessage = Extract<GwsMessage, { kind: 'service' | 'workitem' }>;

/** What is not in workbins: how the services stand and which workitems are with the person. */
export interface StateReader {
  /** Reads both; messages about them wait meanwhile, since the answer may be older than they are. */
  read(): Promise<void>;
  message(message: StateMessage): void;
  /** How a service of this type stands; null where the server has named none. */
  service(type: string): string | null;
  /** Until the next reading, what could not be read is not read again. */
  stop(): void;
}

/** Before services that could not be read are read again, in ms. */
const REREAD_AFTER = 3000;

/** Tells all services whenever one may have changed, and workitems as they are read or told. */
export function createStateReader(
  { rest, random }: { readonly rest: Pick<Rest, 'get'>; readonly random: () => number },
  tell: Pick<FeedEvents, 'services' | 'workitems' | 'message'>,
): StateReader {
  let services = new Map<string, Service>();
  let rereading: ReturnType<typeof setTimeout> | undefined;
  let reads = 0;
  /** Messages that wait for the answer to a read; null when none is under way. */
  let held: StateMessage[] | null = null;

  async function readAllServices(): Promise<void> {
    const reply = await rest.get('/services?fields=*');
    if (reply.kind === 'ok') {
      services = new Map(readServices(reply.body['services']).map((service) => [service.type, service]));
      tell.services([...services.values()]);
    } else if (reply.kind !== 'refused' || reply.status >= 500) {
      // Without them an Interaction Server that is back, or gone, would never be noticed.
      clearTimeout(rereading);
      rereading = setTimeout(() => void read(), REREAD_AFTER * (0.5 + random()));
    }
  }

  async function readAllWorkitems(): Promise<void> {
    const reply = await rest.get('/me/workitems?fields=*');
    if (reply.kind === 'ok') tell.workitems(readRecords(reply.body['workitems']).flatMap((one) => readWorkitem(one) ?? []));
  }

  async function read(): Promise<void> {
    held ??= [];
    reads += 1;
    await Promise.all([readAllServices(), readAllWorkitems()]);
    reads -= 1;
    if (reads > 0) return;
    const waiting = held;
    held = null;
    for (const message of waiting) take(message);
  }

  function take(message: StateMessage): void {
    if (held) held.push(message);
    else if (message.kind === 'workitem') tell.message(message);
    else {
      services.set(message.service.type, message.service);
      tell.services([...services.values()]);
    }
  }

  return {
    read,
    message: take,
    service: (type) => services.get(type)?.state ?? null,
    stop: () => clearTimeout(rereading),
  };
}
