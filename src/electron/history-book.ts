import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { HistoryKeeping } from '../core/contract.ts';
import { formatHistoryEntry, readHistoryEntry, type HistoryEntry } from '../core/history.ts';
import { openHistoryFile, type HistoryFile } from '../storage/history-file.ts';
import type { HistoryKey, HistoryKeys } from './history-key.ts';

/** What is looked for in a book, and where the search begins and ends. */
export interface HistorySearch {
  /** False only for lines that are of no use: these are passed over without being read. */
  readonly mayMatch?: (line: string) => boolean;
  /** The position after which to go on; null for the newest. */
  readonly after?: string | null;
  /** The position at which to end; null for the oldest. */
  readonly until?: string | null;
  /** Nothing from before this moment, ms since the epoch. */
  readonly since?: number;
}

/** What a search has gone through. */
export interface HistoryStretch {
  /** The position of the newest entry; null where there is none, or its position may change. */
  readonly newest: string | null;
  /** Whether it ended at `until`. */
  readonly isJoined: boolean;
}

/** The history of one account. */
export interface HistoryBook {
  add(entry: HistoryEntry): void;
  /** Shows entries, the newest first, each with its position, until `visit` returns false. */
  read(visit: (entry: HistoryEntry, position: string) => boolean, search?: HistorySearch): Promise<HistoryStretch>;
  keeping(): Promise<HistoryKeeping>;
  /** For 0 everything kept is deleted, and nothing is from then on. */
  keepFor(days: number): Promise<void>;
  clear(): Promise<void>;
  /** Writes what is waiting. What nobody could read again is deleted. */
  close(): Promise<void>;
}

interface HistoryBookOptions {
  /** A folder of this account's own. */
  readonly folder: string;
  readonly keys: HistoryKeys;
  /** For how many days entries are kept; 0 for not at all. */
  readonly days: number;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly tellTrouble: (text: string) => void;
  readonly written: () => void;
}

const DAY = 86_400_000;
/** Of how many decisions the reason is known while nothing is kept. */
const REMEMBERED = 2000;

interface Opened extends Pick<HistoryKey, 'kind'> {
  readonly file: HistoryFile;
}

/** The book in `folder`. The keychain is asked for its key at once, but nothing waits for that: what comes meanwhile is added then. */
export function openHistoryBook(options: HistoryBookOptions): HistoryBook {
  const { folder, keys, now } = options;
  let { days } = options;
  let opened = days > 0 ? open() : null;
  let unkept: readonly string[] = [];

  async function open(): Promise<Opened> {
    const { kind, key } = await keys.open();
    // Each key has a folder of its own, so that nothing is ever taken for damage that was sealed with another.
    const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
    const file = openHistoryFile({ ...options, folder: path.join(folder, name), key });
    if (kind !== 'locked') removeOthers(name);
    file.dropBefore(now() - days * DAY);
    return { kind, file };
  }

  /** What was sealed with a key that is gone can never be read again. */
  function removeOthers(name: string): void {
    try {
      for (const other of readdirSync(folder))
        if (other !== name) rmSync(path.join(folder, other), { recursive: true, force: true });
    } catch (error) {
      const { code = 'not cleared' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') options.log(`history: ${code}`);
    }
  }

  async function clear(): Promise<void> {
    unkept = [];
    const before = await opened;
    before?.file.clear();
    rmSync(folder, { recursive: true, force: true });
    if (before?.kind === 'locked') {
      keys.forget();
      opened = open();
    }
  }

  return {
    add(entry) {
      const line = formatHistoryEntry(entry);
      if (opened) void opened.then(({ file }) => file.add(line));
      else unkept = [...unkept.slice(1 - REMEMBERED), line];
    },
    async read(visit, { mayMatch = () => true, after = null, until = null, since = 0 } = {}) {
      const oldest = Math.max(since, days > 0 ? now() - days * DAY : 0);
      const shown: { newest: string | null } = { newest: null };
      let isJoined = false;
      const show = (line: string, position: string): boolean => {
        shown.newest ??= position;
        isJoined = position === until;
        if (isJoined) return false;
        // The time stands first in a line; entries come in its order but for clocks that were set, and for `away`, noted late.
        if (Number.parseInt(line.slice('{"at":'.length), 10) < oldest) return readHistoryEntry(line)?.kind === 'away';
        const entry = mayMatch(line) ? readHistoryEntry(line) : null;
        return entry === null || visit(entry, position);
      };
      if (opened) await (await opened).file.read(show, after);
      else [...unkept.entries()].reverse().every(([index, line]) => show(line, `unkept-${index}`));
      // Only a line in a file has its place for good.
      return { newest: shown.newest?.match(/^\d/) ? shown.newest : null, isJoined };
    },
    async keeping() {
      const now = await opened;
      if (!now) return 'off';
      return now.file.isWritable() ? now.kind : 'unwritable';
    },
    async keepFor(next) {
      days = next;
      if (days === 0) {
        await clear();
        opened = null;
      } else {
        opened ??= open();
        (await opened).file.dropBefore(now() - days * DAY);
      }
    },
    clear,
    async close() {
      const last = await opened;
      if (last?.kind === 'kept') last.file.close();
      else last?.file.clear();
    },
  };
}
