import type { HistoryEntry, HistoryKind, HistoryOutcome } from './history.ts';
import type { WorkbinKey } from './workbin.ts';

/** What is looked for in the history. Null, and an empty text, stand for anything. */
export interface HistoryQuery {
  /** Words that must all occur somewhere in an entry, upper or lower case. */
  readonly text: string;
  readonly kind: HistoryKind | null;
  readonly outcome: HistoryOutcome | null;
  readonly workbin: WorkbinKey | null;
  readonly media: string | null;
  /** From this moment on, ms since the epoch. */
  readonly from: number | null;
  /** Before this moment, ms since the epoch. */
  readonly to: number | null;
}

/** Everything there is. */
export const EVERYTHING: HistoryQuery = {
  text: '',
  kind: null,
  outcome: null,
  workbin: null,
  media: null,
  from: null,
  to: null,
};

/** Kinds that say where a person was: for the mark "since you left", not for the list. */
const UNLISTED: readonly HistoryKind[] = ['away', 'back'];

/** Tells entries that are looked for from others. */
export interface HistoryMatcher {
  /** False only for a line whose entry cannot match: most are passed over without being read. */
  mayMatch(line: string): boolean;
  matches(entry: HistoryEntry): boolean;
}

/** What finds the entries that `query` asks for. */
export function createMatcher(query: HistoryQuery): HistoryMatcher {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  // As they stand in a line of JSON.
  const written = [
    ...words.map((word) => JSON.stringify(word).slice(1, -1)),
    ...(query.workbin === null ? [] : [JSON.stringify(query.workbin).toLowerCase()]),
    ...(query.kind === null ? [] : [`"kind":"${query.kind}"`]),
    ...(query.outcome === null ? [] : [`"outcome":"${query.outcome}"`]),
  ];
  return {
    mayMatch(line) {
      if (written.length === 0) return true;
      const lower = line.toLowerCase();
      return written.every((word) => lower.includes(word));
    },
    matches(entry) {
      if (UNLISTED.includes(entry.kind)) return false;
      if (query.kind !== null && entry.kind !== query.kind) return false;
      if (query.outcome !== null && entry.outcome !== query.outcome) return false;
      if (query.workbin !== null && entry.workbin !== query.workbin) return false;
      if (query.media !== null && entry.media !== query.media) return false;
      if (query.from !== null && entry.at < query.from) return false;
      if (query.to !== null && entry.at >= query.to) return false;
      if (words.length === 0) return true;
      const all = searchable(entry);
      return words.every((word) => all.includes(word));
    },
  };
}

/** Everything of an entry that a person may search for, in lower case. */
function searchable(entry: HistoryEntry): string {
  const { id, where, owner, media, subject, customer, state, outcome, reason, data } = entry;
  return [id, where, owner, media, subject, customer, state, outcome, reason, ...data.flat()]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
}
