import type { HistoryEntry } from './history.ts';

/** What happened while nobody looked at the window. */
export interface Absence {
  /** When somebody looked last, ms since the epoch. */
  readonly since: number;
  /** When somebody looked again; null while nobody does. */
  readonly until: number | null;
  readonly arrived: number;
  /** Of the arrivals, those that no alert told of: held or silenced. */
  readonly unannounced: number;
  readonly left: number;
  readonly aged: number;
  /** For how long nothing was watched, in ms. */
  readonly unwatched: number;
}

/** Takes entries, the newest first, until it has seen the last absence whole. */
export interface AbsenceReader {
  /** False once it needs no more. */
  take(entry: HistoryEntry): boolean;
  /** What was seen; null when nobody was ever away. */
  result(): Absence | null;
}

/**
 * Reads the last absence out of the history: from the last moment at which somebody looked at the window (it was in front and the
 * screen was not locked) to the next. Where the app was killed while somebody looked, it begins with the last that was written before.
 */
export function createAbsenceReader(now: number): AbsenceReader {
  let until: number | null = null;
  let isOpen = false;
  let since: number | null = null;
  let killedAt: number | null = null;
  let previous: HistoryEntry | null = null;
  /** Without what customers wrote: an absence may be long. */
  const seen: Pick<HistoryEntry, 'at' | 'kind' | 'outcome' | 'state'>[] = [];

  /** Finds where it begins; entries come in the order of their writing, and `away` is written late. */
  function look(entry: HistoryEntry): void {
    if (previous?.kind === 'app' && previous.state === 'started' && !(entry.kind === 'app' && entry.state === 'ended'))
      killedAt ??= entry.at;
    previous = entry;
    if (entry.kind === 'away') {
      since = entry.at;
      isOpen = true;
    } else if (entry.kind === 'back') {
      if (isOpen) since = killedAt ?? entry.at;
      else until = entry.at;
      isOpen = true;
    }
  }

  return {
    take(entry) {
      if (since === null) look(entry);
      if (since !== null && entry.at <= since && entry.kind !== 'away') return false;
      const { at, kind, outcome, state } = entry;
      if (until === null || at <= until) seen.push({ at, kind, outcome, state });
      return true;
    },
    result() {
      if (since === null) return null;
      const start = since;
      const end = until ?? now;
      const during = seen.filter(({ at }) => at > start && at <= end);
      const arrivals = during.filter(({ kind }) => kind === 'arrived');
      return {
        since: start,
        until,
        arrived: arrivals.length,
        unannounced: arrivals.filter(({ outcome }) => outcome === 'held' || outcome === 'silenced').length,
        left: during.filter(({ kind }) => kind === 'left').length,
        aged: during.filter(({ kind }) => kind === 'aged').length,
        unwatched: sumUnwatched(during.reverse(), start, end),
      };
    },
  };
}

/** How long of the time from `start` to `end` the session was not up, or the app did not run; entries come oldest first. */
function sumUnwatched(entries: readonly Pick<HistoryEntry, 'at' | 'kind' | 'state'>[], start: number, end: number): number {
  let sum = 0;
  let downSince: number | null = null;
  for (const { kind, state, at } of entries) {
    if (kind === 'app') downSince ??= state === 'started' ? start : at;
    if (kind !== 'connection') continue;
    const isUp = state === 'live' || state === 'degraded';
    if (!isUp) downSince ??= at;
    else if (downSince !== null) {
      sum += at - downSince;
      downSince = null;
    }
  }
  return downSince === null ? sum : sum + end - downSince;
}
