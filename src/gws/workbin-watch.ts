import type { Watch } from '../core/contract.ts';
import type { ItemChange, WorkbinEvents } from '../core/feed-events.ts';
import { readReference, type GwsMessage } from '../core/message.ts';
import { readRecord, type Wire } from '../core/record.ts';
import { matchWorkbin } from '../core/watch-plan.ts';
import type { Workbin, WorkbinKey } from '../core/workbin.ts';
import { formatIds, formatWorkbinPath, inBatches, readWorkbinContents, type ContentsReply } from './contents.ts';
import type { Reply, Rest } from './rest.ts';

type WorkbinMessage = Extract<GwsMessage, { workbinId: string }>;

/** Keeps workbins subscribed and read for as long as one Bayeux session lasts. */
export interface WorkbinWatch {
  message(message: WorkbinMessage): void;
  /** Asks and reads anew; all, or one alone. */
  renew(key: WorkbinKey | null): void;
  /** Reads everything again and compares, without asking anew. */
  compare(): void;
  /** While the Interaction Server is down nothing is asked; null: it is back, everything is asked anew. */
  suspend(why: string | null): void;
  /** Watches exactly these from now on; those that are no longer among them are unsubscribed. */
  change(workbins: readonly Workbin[]): void;
  stop(): void;
}

export interface WorkbinWatchOptions {
  readonly rest: Pick<Rest, 'get' | 'post'>;
  readonly accountId: string;
  readonly workbins: readonly Workbin[];
  readonly suspended: string | null;
  readonly random: () => number;
}

interface Bin {
  readonly workbin: Workbin;
  watch: Watch;
  reason: string | null;
  attempt: number;
  level: boolean;
  reading: boolean;
  readAgain: boolean;
  failedReads: number;
  /** Changes that came since the contents were last asked for. */
  held: ItemChange[];
  /** Ends the wait for a confirmation; null gives the wait up. */
  settle: ((outcome: Outcome | null) => void) | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

type Outcome = { readonly kind: 'subscribed' } | { readonly kind: 'failed'; readonly why: string; readonly final: boolean };

/** @see the reference: an id without `Subscribed` within about 15 s counts as failed */
const SILENCE = 15_000;
const ATTEMPTS = 5;
const FIRST_PAUSE = 1500;
const MOST_PAUSE = 60_000;
const GATHER = 20;
const MOST_HELD = 20_000;
const ALREADY = [18, 19];
const FINAL = [1, 3, 5, 6, 10];

/** Subscribes to each workbin, waits for the confirmation, reads its contents, then replays what came meanwhile. */
export function watchWorkbins(options: WorkbinWatchOptions, tell: WorkbinEvents): WorkbinWatch {
  const { rest, accountId, random } = options;
  const bins = new Map<WorkbinKey, Bin>();
  const byReference = new Map<number, Bin>();
  const early = new Map<number, Outcome>();
  const queues = new Map<string, Promise<void>>();
  let watched: ReadonlyMap<WorkbinKey, Workbin> = new Map();
  let suspended = options.suspended;
  let stopped = false;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let toRead = new Set<Bin>();

  const isCurrent = (bin: Bin): boolean => !stopped && bins.get(bin.workbin.key) === bin;
  const report = (bin: Bin): void => {
    if (isCurrent(bin)) tell.watch(bin.workbin.key, { watch: bin.watch, reason: bin.reason, level: bin.level });
  };
  const pauseAfter = (tries: number): number => Math.min(FIRST_PAUSE * 2 ** (tries - 1), MOST_PAUSE) * (0.5 + random());

  function add(workbins: readonly Workbin[]): void {
    const added = workbins.map((workbin): Bin => ({
      workbin,
      watch: 'pending',
      reason: suspended,
      attempt: 0,
      level: false,
      reading: false,
      readAgain: false,
      failedReads: 0,
      held: [],
      settle: null,
      timer: undefined,
    }));
    for (const bin of added) bins.set(bin.workbin.key, bin);
    watched = new Map([...bins.values()].map((bin) => [bin.workbin.key, bin.workbin]));
    for (const bin of added) report(bin);
    if (suspended === null) begin(added);
    else for (const bin of added) wantContents(bin);
  }

  /** One's own together, all others alone; of one id only one at a time, since a confirmation may not name its owner. */
  function begin(started: readonly Bin[]): void {
    const own = started.filter((bin) => bin.workbin.owner.kind === 'me');
    for (const batch of inBatches(own.map((bin) => bin.workbin))) {
      const together = own.filter((bin) => batch.includes(bin.workbin));
      inTurn(together, () => ask(together));
    }
    for (const bin of started) if (bin.workbin.owner.kind !== 'me') inTurn([bin], () => ask([bin]));
  }

  function inTurn(asked: readonly Bin[], run: () => Promise<void>): void {
    const ids = asked.map(({ workbin }) =>
      workbin.owner.kind === 'me' || workbin.owner.kind === 'user' ? workbin.id : workbin.key,
    );
    const done = Promise.all(ids.map((id) => queues.get(id))).then(run);
    for (const id of ids) queues.set(id, done);
  }

  async function ask(asked: readonly Bin[]): Promise<void> {
    const batch = asked.filter((bin) => isCurrent(bin) && suspended === null);
    const [first] = batch;
    if (!first) return;
    const settled = batch.map((bin) => expectConfirmation(bin));
    const path =
      batch.length === 1
        ? formatWorkbinPath(first.workbin)
        : `/me/workbins?workbinIds=${formatIds(batch.map((bin) => bin.workbin))}`;
    const reply = await rest.post(path, { operationName: 'Subscribe' });
    if (reply.kind === 'ok') {
      const taken = noteReferences(batch, reply.body);
      const leftOut = batch.filter((bin) => !taken.has(bin));
      // Left out beside others that were taken: not worth the wait for a confirmation.
      if (leftOut.length < batch.length)
        for (const bin of leftOut) bin.settle?.({ kind: 'failed', why: 'The server left it out', final: false });
      await Promise.all(settled);
    } else if (batch.length > 1 && reply.kind === 'refused') {
      for (const bin of batch) {
        bin.attempt -= 1;
        abandon(bin);
      }
      await Promise.all(batch.map((bin) => ask([bin])));
    } else {
      for (const bin of batch) bin.settle?.(readRefusal(reply));
      await Promise.all(settled);
    }
  }

  function abandon(bin: Bin): void {
    clearTimeout(bin.timer);
    bin.settle?.(null);
  }

  function expectConfirmation(bin: Bin): Promise<void> {
    abandon(bin);
    bin.attempt += 1;
    bin.watch = 'pending';
    report(bin);
    return new Promise((resolve) => {
      bin.settle = (outcome) => {
        clearTimeout(bin.timer);
        bin.settle = null;
        if (outcome && isCurrent(bin)) settle(bin, outcome);
        resolve();
      };
      const silent: Outcome = { kind: 'failed', why: 'The server did not confirm it', final: false };
      bin.timer = setTimeout(() => bin.settle?.(silent), SILENCE);
    });
  }

  function settle(bin: Bin, outcome: Outcome): void {
    if (outcome.kind === 'subscribed') {
      bin.watch = 'subscribed';
      bin.reason = null;
      bin.attempt = 0;
      bin.level = false;
    } else if (outcome.final || bin.attempt >= ATTEMPTS) {
      bin.watch = 'failed';
      bin.reason = outcome.why;
    } else {
      bin.reason = `${outcome.why}; trying again`;
      bin.timer = setTimeout(() => inTurn([bin], () => ask([bin])), pauseAfter(bin.attempt));
    }
    report(bin);
    wantContents(bin);
  }

  /** Links the references of the answer to what was asked for; gives those that have one. */
  function noteReferences(batch: readonly Bin[], body: Wire): ReadonlySet<Bin> {
    const taken = new Set<Bin>();
    const many = readRecord(body['referenceIds']);
    for (const bin of batch) {
      const reference = readReference(many?.[bin.workbin.id] ?? (batch.length === 1 ? body['referenceId'] : null));
      if (reference === null) continue;
      byReference.set(reference, bin);
      taken.add(bin);
      const overtaken = early.get(reference);
      if (overtaken) bin.settle?.(overtaken);
    }
    return taken;
  }

  function confirm(message: Extract<GwsMessage, { kind: 'subscription' }>): void {
    if (message.state === 'unsubscribed') return;
    const outcome: Outcome =
      message.state === 'subscribed'
        ? { kind: 'subscribed' }
        : { kind: 'failed', why: message.why ?? 'The server refused to watch it', final: false };
    const named = message.referenceId === null ? undefined : byReference.get(message.referenceId);
    const waiting = [...bins.values()].filter((bin) => bin.settle && bin.workbin.id === message.workbinId);
    const key = matchWorkbin(new Map(waiting.map((bin) => [bin.workbin.key, bin.workbin])), message, accountId);
    const bin = named ?? (key === null ? undefined : bins.get(key));
    if (bin?.settle) bin.settle(outcome);
    else if (message.referenceId !== null && !named) early.set(message.referenceId, outcome);
    if (early.size > 1000) early.clear();
  }

  function wantContents(bin: Bin): void {
    if (!isCurrent(bin)) return;
    if (bin.reading) {
      bin.readAgain = true;
      return;
    }
    toRead.add(bin);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const batch = [...toRead].filter(isCurrent);
      toRead = new Set();
      for (const one of batch) one.reading = true;
      const workbins = batch.map((one) => one.workbin);
      void readWorkbinContents(rest, workbins, (key, reply) => {
        const read = batch.find((one) => one.workbin.key === key);
        if (read) finishReading(read, reply);
      });
    }, GATHER);
  }

  function finishReading(bin: Bin, reply: ContentsReply): void {
    bin.reading = false;
    if (!isCurrent(bin)) return;
    const { key } = bin.workbin;
    if (reply.kind === 'contents') {
      bin.failedReads = 0;
      bin.level = true;
      if (bin.watch === 'subscribed') bin.reason = null;
      tell.contents(key, reply.items);
    } else {
      bin.failedReads += 1;
      bin.level = false;
      bin.reason = reply.why;
      if (reply.unavailable && suspended === null) setTimeout(() => wantContents(bin), pauseAfter(bin.failedReads)).unref?.();
    }
    const { held } = bin;
    bin.held = [];
    for (const change of held) tell.change(key, change);
    report(bin);
    if (bin.readAgain) {
      bin.readAgain = false;
      wantContents(bin);
    }
  }

  add(options.workbins);

  return {
    message(message) {
      if (message.kind === 'subscription') return confirm(message);
      const key = matchWorkbin(watched, message, accountId);
      const bin = key === null ? undefined : bins.get(key);
      if (!bin) return tell.stray();
      if (message.kind === 'item-unnamed') return wantContents(bin);
      if (bin.level && !bin.reading) return tell.change(bin.workbin.key, message);
      bin.held.push(message);
      // Whatever is dropped here is still in the contents, which are read again.
      if (bin.held.length > MOST_HELD) bin.held = [];
    },
    renew(key) {
      const renewed = [...bins.values()].filter((bin) => key === null || bin.workbin.key === key);
      for (const bin of renewed) {
        bin.attempt = 0;
        bin.level = false;
        bin.failedReads = 0;
        abandon(bin);
      }
      if (suspended === null) begin(renewed);
      else for (const bin of renewed) wantContents(bin);
    },
    compare() {
      for (const bin of bins.values()) wantContents(bin);
    },
    suspend(why) {
      if (why === suspended) return;
      suspended = why;
      if (why === null) return this.renew(null);
      for (const bin of bins.values()) {
        abandon(bin);
        bin.watch = 'pending';
        bin.reason = why;
        bin.level = false;
        report(bin);
      }
    },
    change(workbins) {
      const wanted = new Set(workbins.map((workbin) => workbin.key));
      for (const [key, bin] of bins) {
        if (wanted.has(key)) continue;
        abandon(bin);
        bins.delete(key);
        void rest.post(formatWorkbinPath(bin.workbin), { operationName: 'Unsubscribe' });
      }
      add(workbins.filter((workbin) => !bins.has(workbin.key)));
    },
    stop() {
      stopped = true;
      clearTimeout(gathering);
      for (const bin of bins.values()) abandon(bin);
    },
  };
}

function readRefusal(reply: Exclude<Reply, { kind: 'ok' }>): Outcome {
  if (reply.kind !== 'refused') return { kind: 'failed', why: reply.why, final: false };
  if (reply.statusCode !== null && ALREADY.includes(reply.statusCode)) return { kind: 'subscribed' };
  return { kind: 'failed', why: reply.why, final: reply.statusCode !== null && FINAL.includes(reply.statusCode) };
}
