import type { Watch } from '../core/contract.ts';
import type { ItemChange, WorkbinEvents } from '../core/feed-events.ts';
import type { GwsMessage } from '../core/message.ts';
import { groupById, matchWorkbin, type WorkbinsById } from '../core/watch-plan.ts';
import type { Account } from '../core/resource.ts';
import type { Workbin, WorkbinKey } from '../core/workbin.ts';
import { createContentsReader } from './contents-reader.ts';
import type { ContentsReply } from './contents.ts';
import type { Rest } from './rest.ts';
import { askPause } from './retry-pause.ts';
import { createSubscriptions, type Outcome } from './subscriptions.ts';

type WorkbinMessage = Extract<GwsMessage, { workbinId: string }>;

/** Keeps workbins subscribed and read for as long as one Bayeux session lasts. */
export interface WorkbinWatch {
  message(message: WorkbinMessage): void;
  /** Asks and reads anew; all, or one alone. */
  renew(key: WorkbinKey | null): void;
  /** Reads everything again and compares, without asking anew. */
  compare(): void;
  /** Asks for everything once more and compares: a change of the Interaction Server may have passed unseen. Standings stay. */
  ensure(): void;
  /** While the Interaction Server is down nothing is asked; null: it is back, everything is asked anew. */
  suspend(why: string | null): void;
  /** Watches exactly these from now on; those that are no longer among them are unsubscribed. */
  change(workbins: readonly Workbin[]): void;
  /** Unsubscribes everything, since the person leaves; settles when that is answered. Nothing more is told. */
  leave(): Promise<void>;
  stop(): void;
}

/** What is watched, and over what. */
export interface WorkbinWatchOptions {
  readonly rest: Pick<Rest, 'get' | 'post'>;
  readonly account: Pick<Account, 'id' | 'multimedia'>;
  readonly workbins: readonly Workbin[];
  readonly suspended: string | null;
  readonly random: () => number;
}

interface Bin {
  readonly workbin: Workbin;
  watch: Watch;
  reason: string | null;
  /** Refusals and silences in a row. */
  refusals: number;
  /** How often its subscription was ended without our asking. */
  losses: number;
  level: boolean;
  failedReads: number;
  /** Changes that came since the contents were last asked for. */
  held: ItemChange[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How often a workbin is asked for before it counts as refused. */
const ATTEMPTS = 5;
const MOST_HELD = 20_000;

/** Subscribes to each workbin, waits for the confirmation, reads its contents, then replays what came meanwhile. */
export function watchWorkbins(options: WorkbinWatchOptions, tell: WorkbinEvents): WorkbinWatch {
  const { rest, random } = options;
  const { id: accountId, multimedia } = options.account;
  const bins = new Map<WorkbinKey, Bin>();
  let watched: WorkbinsById = new Map();
  let { suspended } = options;
  let stopped = false;

  const reader = createContentsReader(rest, finishReading);
  const subscriptions = createSubscriptions({ rest, accountId, multimedia, random, settled: settle });

  function report({ workbin, watch, reason, level }: Bin): void {
    if (!stopped) tell.watch(workbin.key, { watch, reason, level });
  }

  function later(bin: Bin, pause: number, run: () => void): void {
    clearTimeout(bin.timer);
    bin.timer = setTimeout(run, pause * (0.5 + random()));
  }

  function add(workbins: readonly Workbin[]): void {
    for (const workbin of workbins) {
      const fresh = { refusals: 0, losses: 0, level: false, failedReads: 0, held: [], timer: undefined };
      bins.set(workbin.key, { workbin, watch: 'pending', reason: suspended, ...fresh });
    }
    watched = groupById(Array.from(bins.values(), ({ workbin }) => workbin));
    begin(workbins);
  }

  /** Asks for these; while nothing may be asked, at least looks what they hold. */
  function begin(workbins: readonly Workbin[]): void {
    for (const { key } of workbins) {
      const bin = bins.get(key);
      if (!bin) continue;
      clearTimeout(bin.timer);
      bin.watch = 'pending';
      report(bin);
      if (suspended !== null) reader.want(bin.workbin);
    }
    if (suspended === null) subscriptions.ask(workbins);
  }

  function settle(key: WorkbinKey, outcome: Outcome): void {
    const bin = bins.get(key);
    if (!bin || stopped) return;
    if (outcome.kind === 'subscribed') {
      const isSure = bin.watch === 'subscribed' && bin.level;
      Object.assign(bin, { watch: 'subscribed', reason: null, refusals: 0, level: isSure });
    } else {
      bin.refusals += 1;
      const isOver = outcome.final || bin.refusals >= ATTEMPTS;
      bin.watch = isOver ? 'failed' : 'pending';
      bin.reason = isOver ? outcome.why : `${outcome.why}; trying again`;
      if (!isOver) later(bin, askPause(bin.refusals, outcome.unsent === true), () => subscriptions.ask([bin.workbin]));
    }
    report(bin);
    reader.want(bin.workbin);
  }

  /** What was not asked for by us is asked for again: another program of the same person may have ended it. */
  function resubscribe(message: Extract<WorkbinMessage, { kind: 'subscription' }>): void {
    if (stopped || subscriptions.isExpected(message)) return;
    const key = matchWorkbin(watched, message, accountId);
    const bin = key === null ? undefined : bins.get(key);
    if (bin?.watch !== 'subscribed') return;
    bin.losses += 1;
    Object.assign(bin, { watch: 'pending', reason: 'The server no longer tells of it; asking again', level: false });
    report(bin);
    later(bin, askPause(bin.losses, false), () => subscriptions.ask([bin.workbin]));
  }

  function finishReading(key: WorkbinKey, reply: ContentsReply): void {
    const bin = bins.get(key);
    if (!bin || stopped) return;
    if (reply.kind === 'contents') {
      bin.failedReads = 0;
      bin.level = true;
      if (bin.watch === 'subscribed') bin.reason = null;
      const heard = bin.held.filter(({ kind }) => kind === 'item-added').map(({ item }) => item.id);
      tell.contents(key, reply.items, new Set(heard));
    } else {
      bin.failedReads += 1;
      bin.level = false;
      const isFinal = !reply.unavailable && bin.watch === 'pending';
      // What is wrong is said once: that its contents are refused as well says nothing new.
      if (isFinal || bin.watch === 'subscribed') bin.reason = reply.why;
      bin.reason ??= reply.why;
      if (isFinal) {
        subscriptions.cancel(key);
        clearTimeout(bin.timer);
        bin.watch = 'failed';
      }
      if (reply.unavailable && suspended === null && bin.watch !== 'pending')
        later(bin, askPause(bin.failedReads, false), () => reader.want(bin.workbin));
    }
    const { held } = bin;
    bin.held = [];
    for (const change of held) tell.change(key, change);
    report(bin);
  }

  function stop(): void {
    stopped = true;
    reader.stop();
    for (const bin of bins.values()) {
      subscriptions.cancel(bin.workbin.key);
      clearTimeout(bin.timer);
    }
  }

  add(options.workbins);

  return {
    message(message) {
      if (message.kind === 'subscription')
        return message.state === 'unsubscribed' ? resubscribe(message) : subscriptions.confirm(message);
      const key = matchWorkbin(watched, message, accountId);
      const bin = key === null ? undefined : bins.get(key);
      if (!bin) return tell.stray();
      if (message.kind === 'item-unnamed') return reader.want(bin.workbin);
      if (bin.level && !reader.isReading(bin.workbin.key)) return tell.change(bin.workbin.key, message);
      bin.held.push(message);
      // Whatever is dropped here is still in the contents, which are read again.
      if (bin.held.length > MOST_HELD) bin.held = [];
    },
    renew(key) {
      const renewed = [...bins.values()].filter(({ workbin }) => key === null || workbin.key === key);
      for (const bin of renewed) {
        subscriptions.cancel(bin.workbin.key);
        Object.assign(bin, { reason: suspended, refusals: 0, level: false, failedReads: 0 });
      }
      begin(renewed.map(({ workbin }) => workbin));
    },
    ensure() {
      this.compare();
      if (suspended !== null) return;
      // A confirmation that is still waited for may have been lost, too.
      const asked = ({ workbin, watch }: Bin): boolean => watch === 'subscribed' || subscriptions.isWaiting(workbin.key);
      const again = [...bins.values()].filter(asked);
      for (const { workbin } of again) subscriptions.cancel(workbin.key);
      subscriptions.ask(again.map(({ workbin }) => workbin));
    },
    compare() {
      for (const { workbin } of bins.values()) reader.want(workbin);
    },
    suspend(why) {
      if (why === suspended) return;
      suspended = why;
      if (why === null) return this.renew(null);
      for (const bin of bins.values()) {
        subscriptions.cancel(bin.workbin.key);
        clearTimeout(bin.timer);
        Object.assign(bin, { watch: 'pending', reason: why, level: false });
        report(bin);
      }
    },
    change(workbins) {
      const wanted = new Set(workbins.map(({ key }) => key));
      const left = [...bins.values()].filter(({ workbin }) => !wanted.has(workbin.key));
      for (const { workbin, timer } of left) {
        subscriptions.cancel(workbin.key);
        clearTimeout(timer);
        bins.delete(workbin.key);
      }
      void subscriptions.unsubscribe(left.map(({ workbin }) => workbin));
      add(workbins.filter(({ key }) => !bins.has(key)));
    },
    async leave() {
      stop();
      // What was refused was never subscribed, and while the Interaction Server is down nothing is.
      const asked = [...bins.values()].filter(({ watch }) => watch !== 'failed' && suspended === null);
      await subscriptions.unsubscribe(asked.map(({ workbin }) => workbin));
    },
    stop,
  };
}
