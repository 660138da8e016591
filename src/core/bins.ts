import { formatWorkbin } from './alert-text.ts';
import { formatOwner, type Watch, type WorkbinView } from './contract.ts';
import type { WatchedBin } from './connection-view.ts';
import type { WatchState } from './feed-events.ts';
import type { Inbox } from './inbox.ts';
import type { PlannedWorkbin } from './watch-plan.ts';
import type { Workbin, WorkbinKey } from './workbin.ts';

/** How a workbin is told to scripts. */
export interface BinState {
  readonly workbin: Workbin;
  readonly watch: Watch;
  readonly count: number | null;
  readonly reason: string | null;
}

/** The workbins of which the contents are known for certain. */
export interface Level {
  /** Whether these are all that can be watched. */
  readonly isAll: boolean;
  readonly workbins: ReadonlySet<WorkbinKey>;
}

/** All workbins that exist for the person, watched or not. Mutable, for one owner: the notifier. */
export interface Bins {
  find(key: WorkbinKey): Workbin | null;
  /** Whether it exists and is not to be watched. */
  isLeftOut(key: WorkbinKey): boolean;
  /** Whether it is to be watched. */
  isWatched(key: WorkbinKey): boolean;
  /** Whether it is to be watched and has not failed. */
  mayBeRead(key: WorkbinKey): boolean;
  watched(): readonly WatchedBin[];
  /** Takes over what is planned now; gives the workbins that were watched before and are not any more. */
  plan(planned: readonly PlannedWorkbin[]): readonly Workbin[];
  watch(key: WorkbinKey, state: WatchState, now: number): void;
  /** Its contents were read. */
  read(key: WorkbinKey, now: number): void;
  /** Something in it may have changed. */
  touch(key: WorkbinKey): void;
  /** Nothing is certain any more since then. */
  lose(at: number): void;
  /** Of which the contents are known. */
  level(): Level;
  /** Those whose state is another than when it was asked for last. */
  takeChanged(): readonly BinState[];
  view(isConnected: boolean, aliveAt: number): readonly WorkbinView[];
}

interface Held {
  readonly workbin: Workbin;
  readonly watched: boolean;
  state: WatchState;
  /** Since when it has been certain; null while it is not. */
  sureSince: number | null;
  /** The last moment at which its contents were known to be as shown. */
  knownAt: number | null;
  told: string;
}

const UNSURE: Omit<Held, 'workbin' | 'watched'> = {
  state: { watch: 'pending', reason: null, level: false },
  sureSince: null,
  knownAt: null,
  told: '',
};

/** No workbin is known yet. `inbox` says how many items each holds. */
export function createBins(inbox: Pick<Inbox, 'count' | 'tally'>): Bins {
  const bins = new Map<WorkbinKey, Held>();
  /** Those of which something may have changed since they were last told of. */
  const touched = new Set<Held>();

  function noteSureness(bin: Held, isSure: boolean, at: number): void {
    if (isSure) bin.sureSince ??= at;
    else if (bin.sureSince !== null) Object.assign(bin, { sureSince: null, knownAt: Math.max(at, bin.sureSince) });
  }

  return {
    find: (key) => bins.get(key)?.workbin ?? null,
    isLeftOut: (key) => bins.get(key)?.watched === false,
    isWatched: (key) => bins.get(key)?.watched === true,
    mayBeRead(key) {
      const bin = bins.get(key);
      return bin?.watched === true && bin.state.watch !== 'failed';
    },
    watched: () =>
      [...bins.values()]
        .filter(({ watched }) => watched)
        .map(({ workbin, state }) => ({ name: formatWorkbin(workbin), ...state })),
    plan(planned) {
      const before = new Map(bins);
      bins.clear();
      touched.clear();
      for (const { workbin, watched } of planned) {
        const old = before.get(workbin.key);
        const kept = watched && old?.watched ? old : UNSURE;
        bins.set(workbin.key, { ...kept, workbin, watched });
      }
      for (const bin of bins.values()) touched.add(bin);
      return [...before.values()].map(({ workbin }) => workbin).filter(({ key }) => !bins.get(key)?.watched);
    },
    watch(key, state, now) {
      const bin = bins.get(key);
      if (!bin) return;
      bin.state = state;
      noteSureness(bin, state.watch === 'subscribed' && state.level, now);
      touched.add(bin);
    },
    read(key, now) {
      const bin = bins.get(key);
      if (bin) bin.knownAt = now;
    },
    touch(key) {
      const bin = bins.get(key);
      if (bin) touched.add(bin);
    },
    lose(at) {
      for (const bin of bins.values()) noteSureness(bin, false, at);
    },
    level() {
      const watched = [...bins].filter(([, bin]) => bin.watched && bin.state.watch !== 'failed');
      const level = watched.filter(([, { state }]) => state.level && state.watch === 'subscribed');
      return { isAll: level.length === watched.length, workbins: new Set(level.map(([key]) => key)) };
    },
    takeChanged() {
      const changed: BinState[] = [];
      for (const bin of touched) {
        const { workbin, watched, state } = bin;
        const count = inbox.count(workbin.key);
        const said = `${state.watch} ${count} ${state.reason}`;
        if (!watched || said === bin.told) continue;
        bin.told = said;
        changed.push({ workbin, watch: state.watch, count, reason: state.reason });
      }
      touched.clear();
      return changed;
    },
    view: (isConnected, aliveAt) =>
      [...bins.values()].map(({ workbin, watched, state, sureSince, knownAt }) => ({
        ...workbin,
        ownerLabel: formatOwner(workbin.owner),
        watched,
        watch: state.watch,
        reason: state.reason,
        watchedSince: isConnected ? sureSince : null,
        staleSince: sureSince === null ? knownAt : isConnected ? null : Math.max(aliveAt, sureSince),
        ...inbox.tally(workbin.key),
      })),
  };
}
