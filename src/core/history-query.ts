import { foldText, readTerms } from './fold.ts';
import type { HistoryEntry, HistoryKind, HistoryOutcome } from './history.ts';
import { SEGMENT } from './list-view.ts';
import { readOwner, type Owner, type WorkbinKey } from './workbin.ts';

/** What is looked for in the history. Null, and an empty text, stand for anything. */
export interface HistoryQuery {
  /** Words that must all occur somewhere in an entry, compared as in a list: see `foldText`. */
  readonly text: string;
  readonly kind: HistoryKind | null;
  readonly outcome: HistoryOutcome | null;
  readonly workbin: WorkbinKey | null;
  readonly media: string | null;
  /** Whose workbin it was. */
  readonly owner: Owner['kind'] | null;
  readonly segment: string | null;
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
  owner: null,
  segment: null,
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
  const words = readTerms(query.text);
  // What JSON writes otherwise than it is may stand in the line in either way.
  const plain = words.filter((word) => !/["\\\p{Cc}\p{Cs}]/u.test(word));
  // As they stand in a line of JSON.
  const written = [
    ...(query.workbin === null ? [] : [JSON.stringify(query.workbin)]),
    ...(query.kind === null ? [] : [`"kind":"${query.kind}"`]),
    ...(query.outcome === null ? [] : [`"outcome":"${query.outcome}"`]),
    ...(query.owner === null ? [] : [`"workbin":"${query.owner}/`]),
    ...(query.segment === null ? [] : [JSON.stringify([SEGMENT, query.segment])]),
  ];
  return {
    mayMatch(line) {
      if (!written.every((piece) => line.includes(piece))) return false;
      if (plain.length === 0) return true;
      const folded = foldText(line);
      return plain.every((word) => folded.includes(word));
    },
    matches(entry) {
      if (UNLISTED.includes(entry.kind)) return false;
      if (query.kind !== null && entry.kind !== query.kind) return false;
      if (query.outcome !== null && entry.outcome !== query.outcome) return false;
      if (query.workbin !== null && entry.workbin !== query.workbin) return false;
      if (query.media !== null && entry.media !== query.media) return false;
      if (query.owner !== null && (entry.workbin === null || readOwner(entry.workbin)?.kind !== query.owner)) return false;
      if (query.segment !== null && readSegment(entry) !== query.segment) return false;
      if (query.from !== null && entry.at < query.from) return false;
      if (query.to !== null && entry.at >= query.to) return false;
      if (words.length === 0) return true;
      const all = searchable(entry);
      return words.every((word) => all.includes(word));
    },
  };
}

/** The segment of the customer; null where none is known. */
export function readSegment({ data }: HistoryEntry): string | null {
  return data.find(([key]) => key === SEGMENT)?.[1] ?? null;
}

/** Everything of an entry that a person may search for, folded. */
function searchable(entry: HistoryEntry): string {
  const { id, where, owner, media, subject, customer, state, outcome, reason, data } = entry;
  const all = [id, where, owner, media, subject, customer, state, outcome, reason, ...data.flat()];
  return foldText(all.filter((part) => part !== null).join('\n'));
}
