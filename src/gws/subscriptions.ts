import { readReference, type GwsMessage } from '../core/message.ts';
import { readRecord, type Wire } from '../core/record.ts';
import { groupById, matchWorkbin } from '../core/watch-plan.ts';
import type { Owner, Workbin, WorkbinKey } from '../core/workbin.ts';
import { inBatches } from './contents.ts';
import type { Reply, Rest } from './rest.ts';
import { createWorkbinForms } from './workbin-forms.ts';

/** How one asking to be told of a workbin ended. */
export type Outcome =
  | { readonly kind: 'subscribed' }
  /** `final` where asking again is of no use, `unsent` where the request itself was lost. */
  | { readonly kind: 'failed'; readonly why: string; readonly final: boolean; readonly unsent?: boolean };

/** Asks GWS to tell of workbins, and links its confirmations, which come by CometD, to what was asked. */
export interface Subscriptions {
  /** Asks for these; each ends in one call of `settled`, unless it is cancelled. */
  ask(workbins: readonly Workbin[]): void;
  /** A confirmation or refusal that came by CometD. */
  confirm(message: Extract<GwsMessage, { kind: 'subscription' }>): void;
  /** Whether it was asked for and is not answered yet. */
  isWaiting(key: WorkbinKey): boolean;
  cancel(key: WorkbinKey): void;
  /** Asks to be told of these no longer, in turn with what else is asked of them; settles when all are answered. */
  unsubscribe(workbins: readonly Workbin[]): Promise<void>;
  /** Whether this end of a subscription is one that was asked for here. */
  isExpected(message: Extract<GwsMessage, { kind: 'subscription' }>): boolean;
}

/** Over what is asked, and who is told how it ended. */
export interface SubscriptionsOptions {
  readonly rest: Pick<Rest, 'post'>;
  readonly accountId: string;
  /** Whether the account has the feature that workbins need. */
  readonly multimedia: boolean;
  readonly random: () => number;
  readonly settled: (key: WorkbinKey, outcome: Outcome) => void;
}

interface Waiting {
  readonly workbin: Workbin;
  /** Ends the wait; null gives it up without a word. */
  end(outcome: Outcome | null): void;
}

/** An id that is not confirmed within this time counts as failed, in ms. */
const SILENCE = 15_000;
/**
 * An id that was taken is asked for once more, without a word, when it is not confirmed after about this time, in ms: the
 * confirmation may be lost, and asking again does no harm. What is slow to confirm it has the rest of `SILENCE` for it.
 */
const REPEAT = 3500;
const MOST_EARLY = 1000;
/** How long after its request the word that a subscription has ended may come, in ms. */
const ENDING = 15_000;
/** Codes for what already is as asked, and for what no repetition will change. @see GWS 8.5.2 API, "Return Values" */
const ALREADY = [18, 19];
const FINAL = [1, 3, 5, 6, 10];

/** One's own workbins are asked for together, all others alone. @see GWS 8.5.2 API, Subscribe To Workbin Notifications */
export function createSubscriptions({ rest, accountId, multimedia, random, settled }: SubscriptionsOptions): Subscriptions {
  const asked = new Map<WorkbinKey, symbol>();
  const waiting = new Map<WorkbinKey, Waiting>();
  /** Asked for once more since they were last confirmed: that is done once, not with every try. */
  const repeated = new Set<WorkbinKey>();
  const byReference = new Map<number, WorkbinKey>();
  /** Confirmations that overtook the answer to their request. */
  const early = new Map<number, Outcome>();
  const queues = new Map<string, Promise<void>>();
  const forms = createWorkbinForms(rest);
  /** Ids of workbins of which the end of a subscription is still to be told, with how many. */
  const endings = new Map<string, number>();

  /** Of one id only one owner at a time: a confirmation may not say whose workbin it is for. */
  function inTurn(batch: readonly Workbin[]): void {
    const mark = Symbol();
    for (const { key } of batch) asked.set(key, mark);
    const ids = batch.map(idOf);
    void enqueue(ids, () => send(batch.filter(({ key }) => asked.get(key) === mark)));
  }

  function enqueue(ids: readonly string[], run: () => Promise<void>): Promise<void> {
    const done = Promise.all(ids.flatMap((id) => queues.get(id) ?? [])).then(run);
    for (const id of ids) queues.set(id, done);
    return done;
  }

  /** One's own together, all others alone: that is how the forms are. */
  function inForms(workbins: readonly Workbin[]): readonly (readonly Workbin[])[] {
    const others = workbins.filter(({ owner }) => owner.kind !== 'me').map((workbin) => [workbin]);
    return [...inBatches(workbins.filter(({ owner }) => owner.kind === 'me')), ...others];
  }

  async function leave(batch: readonly Workbin[]): Promise<void> {
    const [first, ...more] = batch;
    if (!first) return;
    for (const { id } of batch) {
      endings.set(id, (endings.get(id) ?? 0) + 1);
      setTimeout(() => takeEnding(id), ENDING).unref();
    }
    const reply = await forms.post([first, ...more], 'Unsubscribe');
    if (reply.kind === 'refused' && more.length > 0) await Promise.all(batch.map((workbin) => leave([workbin])));
  }

  function takeEnding(id: string): boolean {
    const expected = endings.get(id) ?? 0;
    if (expected > 1) endings.set(id, expected - 1);
    else endings.delete(id);
    return expected > 0;
  }

  /** What names the workbin in a confirmation that leaves out its owner. */
  function idOf({ key, id, owner }: Workbin): string {
    return owner.kind === 'me' || owner.kind === 'user' ? id : key;
  }

  async function send(batch: readonly Workbin[]): Promise<void> {
    const [first, ...more] = batch;
    if (!first) return;
    const ended = Promise.all(batch.map(wait));
    const reply = await forms.post([first, ...more], 'Subscribe');
    if (reply.kind === 'ok') {
      const taken = noteReferences(batch, reply.body);
      // What is left out beside others that were taken is not worth the wait for a confirmation.
      for (const { key } of taken.size > 0 ? batch : [])
        if (!taken.has(key)) waiting.get(key)?.end({ kind: 'failed', why: 'The server left it out', final: false });
      repeatLater(batch, ended);
    } else if (batch.length > 1 && reply.kind === 'refused') {
      // A server that does not know this form, or one bad id among many, must not keep the others from being watched.
      for (const { key } of batch) waiting.get(key)?.end(null);
      await Promise.all(batch.map((workbin) => send([workbin])));
    } else {
      for (const workbin of batch) waiting.get(workbin.key)?.end(readRefusal(workbin, reply, multimedia));
    }
    await ended;
  }

  function repeatLater(batch: readonly Workbin[], ended: Promise<unknown>): void {
    const asked = new Map(batch.map(({ key }) => [key, waiting.get(key)]));
    const timer = setTimeout(
      () => void repeat(batch.filter(({ key }) => asked.get(key) && waiting.get(key) === asked.get(key))),
      REPEAT * (0.75 + random() / 2),
    );
    void ended.then(() => clearTimeout(timer));
  }

  async function repeat(unconfirmed: readonly Workbin[]): Promise<void> {
    const [first, ...more] = unconfirmed.filter(({ key }) => !repeated.has(key));
    if (!first) return;
    const batch = [first, ...more] as const;
    for (const { key } of batch) repeated.add(key);
    const reply = await forms.post(batch, 'Subscribe');
    if (reply.kind === 'ok') noteReferences(batch, reply.body);
    else if (batch.length === 1 && isSubscribedAlready(reply)) waiting.get(first.key)?.end({ kind: 'subscribed' });
  }

  function wait(workbin: Workbin): Promise<void> {
    return new Promise((resolve) => {
      const silent: Outcome = { kind: 'failed', why: 'The server did not confirm it', final: false };
      const timer = setTimeout(() => mine.end(silent), SILENCE);
      const mine: Waiting = {
        workbin,
        end(outcome) {
          clearTimeout(timer);
          if (waiting.get(workbin.key) === mine) waiting.delete(workbin.key);
          if (outcome?.kind === 'subscribed') repeated.delete(workbin.key);
          resolve();
          if (outcome) settled(workbin.key, outcome);
        },
      };
      waiting.set(workbin.key, mine);
    });
  }

  /** Links the references of the answer to what was asked for; gives the keys of those that have one. */
  function noteReferences(batch: readonly Workbin[], body: Wire): ReadonlySet<WorkbinKey> {
    const many = readRecord(body['referenceIds']);
    const taken = new Set<WorkbinKey>();
    for (const { key, id } of batch) {
      const reference = readReference(many?.[id] ?? (batch.length === 1 ? body['referenceId'] : null));
      if (reference === null) continue;
      taken.add(key);
      byReference.set(reference, key);
      const overtaken = early.get(reference);
      if (overtaken) waiting.get(key)?.end(overtaken);
    }
    return taken;
  }

  return {
    ask(workbins) {
      for (const batch of inForms(workbins)) inTurn(batch);
    },
    confirm(message) {
      if (message.state === 'unsubscribed') return;
      const refused: Outcome = { kind: 'failed', why: message.why ?? 'The server refused to watch it', final: false };
      const outcome: Outcome = message.state === 'subscribed' ? { kind: 'subscribed' } : refused;
      const { referenceId } = message;
      const named = referenceId === null ? undefined : byReference.get(referenceId);
      const key = named ?? matchWorkbin(groupById(Array.from(waiting.values(), ({ workbin }) => workbin)), message, accountId);
      const found = key === null ? undefined : waiting.get(key);
      if (found) found.end(outcome);
      else if (referenceId !== null && named === undefined) early.set(referenceId, outcome);
      if (early.size > MOST_EARLY) early.clear();
    },
    isWaiting: (key) => waiting.has(key),
    cancel(key) {
      asked.delete(key);
      waiting.get(key)?.end(null);
    },
    async unsubscribe(workbins) {
      await Promise.all(inForms(workbins).map((batch) => enqueue(batch.map(idOf), () => leave(batch))));
    },
    isExpected: ({ workbinId }) => takeEnding(workbinId),
  };
}

function readRefusal({ owner }: Workbin, reply: Exclude<Reply, { kind: 'ok' }>, multimedia: boolean): Outcome {
  if (reply.kind !== 'refused') return { kind: 'failed', why: reply.why, final: false };
  const { statusCode, why } = reply;
  if (isSubscribedAlready(reply)) return { kind: 'subscribed' };
  return { kind: 'failed', why: explain(owner, statusCode, why, multimedia), final: FINAL.includes(statusCode ?? -1) };
}

function isSubscribedAlready(reply: Exclude<Reply, { kind: 'ok' }>): boolean {
  return reply.kind === 'refused' && ALREADY.includes(reply.statusCode ?? -1);
}

/** Why a server that answers does not let a workbin be watched, in words that say what could be done. */
function explain(owner: Owner, statusCode: number | null, why: string, multimedia: boolean): string {
  const isGroup = owner.kind === 'agentGroup' || owner.kind === 'placeGroup';
  if (statusCode === 3 && !multimedia) return `The account lacks the multimedia feature, which workbins need (${why})`;
  if (statusCode === 3 || statusCode === 5) return `You have no permission to watch it (${why})`;
  if (statusCode === 2 && isGroup)
    return `Workbins of groups cannot be watched here, perhaps because the Interaction Server is too old (${why})`;
  return why;
}
