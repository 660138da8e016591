import { readReference, type GwsMessage } from '../core/message.ts';
import type { Item } from '../core/resource.ts';
import { encodePart, type InteractionId } from '../core/workbin.ts';
import type { BayeuxSession } from './bayeux.ts';
import type { Rest } from './rest.ts';

/** Looks interactions up in the contact server's history, which only reads. That it tells nothing is normal. */
export interface ServerHistory {
  /** What the history holds of it; null where that is nothing, or cannot be had. */
  read(id: InteractionId): Promise<Item | null>;
  message(message: Extract<GwsMessage, { kind: 'content' }>): void;
  /** The session is over: nothing more is answered. */
  stop(): void;
}

/** Over what the history is asked. */
export interface ServerHistoryOptions {
  readonly rest: Pick<Rest, 'post'>;
  readonly subscribe: BayeuxSession['subscribe'];
  /** Whether the contact server is there to be asked. */
  readonly isThere: () => boolean;
}

interface Waiting {
  reference: number | null;
  /** With what the history said; undefined where it said nothing. */
  end(item: Item | null | undefined): void;
}

const TOPIC = '/v2/ucs/interactions';
/** How long a person waits for what may not be there at all, in ms. */
const PATIENCE = 8000;
/** For how long what was not answered is not asked again, in ms: whoever shows the item reads it many times a minute. */
const PAUSE = 30_000;
const KEPT = 100;

/**
 * Asks by `GetInteractionContent`; the answer comes on a topic of its own, which is subscribed to at the first question.
 * @see GWS 8.5.2 API, GetInteractionContent
 */
export function createServerHistory({ rest, subscribe, isThere }: ServerHistoryOptions): ServerHistory {
  const waiting = new Map<InteractionId, Waiting>();
  const asked = new Map<InteractionId, Promise<Item | null>>();
  /** Of those asked, the ones that were not answered. */
  const failedAt = new Map<InteractionId, number>();
  /** Answers that overtook the reply to their request. */
  const early = new Map<number, Item | null>();
  let topic: Promise<boolean> | null = null;
  let stopped = false;

  async function isSubscribed(): Promise<boolean> {
    topic ??= subscribe([TOPIC]).then((results) => {
      const result = results.get(TOPIC);
      // Without an answer, the next question tries again.
      if (result === undefined) topic = null;
      return result === 'subscribed';
    });
    return topic;
  }

  async function ask(id: InteractionId, mine: Waiting): Promise<void> {
    if (!(await isSubscribed()) || stopped) return mine.end(undefined);
    const reply = await rest.post(`/ucs/interactions/${encodePart(id)}`, {
      operationName: 'GetInteractionContent',
      source: 'main',
    });
    if (reply.kind !== 'ok') return mine.end(undefined);
    mine.reference = readReference(reply.body['referenceId']);
    const overtaken = mine.reference === null ? undefined : early.get(mine.reference);
    if (overtaken !== undefined) mine.end(overtaken);
  }

  function wait(id: InteractionId): Promise<Item | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => mine.end(undefined), PATIENCE);
      const mine: Waiting = {
        reference: null,
        end(item) {
          clearTimeout(timer);
          if (waiting.get(id) === mine) waiting.delete(id);
          if (item === undefined) failedAt.set(id, performance.now());
          resolve(item ?? null);
        },
      };
      waiting.set(id, mine);
      void ask(id, mine);
    });
  }

  return {
    read(id) {
      const known = asked.get(id);
      if (known && performance.now() - (failedAt.get(id) ?? Infinity) < PAUSE) return known;
      if (stopped || !isThere()) return Promise.resolve(null);
      failedAt.delete(id);
      const answer = wait(id);
      asked.set(id, answer);
      for (const oldest of asked.keys()) {
        if (asked.size <= KEPT) break;
        asked.delete(oldest);
        failedAt.delete(oldest);
      }
      return answer;
    },
    message({ referenceId, interactionId, item }) {
      const named = [...waiting].find(([id, { reference }]) =>
        reference === null || referenceId === null ? id === interactionId : reference === referenceId,
      );
      if (named) named[1].end(item);
      else if (referenceId !== null && waiting.size > 0) early.set(referenceId, item);
      if (waiting.size === 0 || early.size > KEPT) early.clear();
    },
    stop() {
      stopped = true;
      for (const { end } of [...waiting.values()]) end(undefined);
    },
  };
}
