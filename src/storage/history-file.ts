import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { writeAtomically } from './atomic-file.ts';
import { openLine, sealLine } from './sealed-line.ts';

/** Where the history lies, what seals it, and who is told of trouble with it. */
export interface HistoryFileOptions {
  /** A folder of its own, made when there is something to write. */
  readonly folder: string;
  /** 32 bytes. */
  readonly key: Buffer;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Told once, in words for the person, when something cannot be read or written. */
  readonly tellTrouble: (text: string) => void;
  /** Called each time something was written. */
  readonly written: () => void;
  /** Sizes that only tests make smaller. */
  readonly limits?: Partial<Limits>;
}

/** Sizes beyond which the oldest go. */
interface Limits {
  /** Of one file: its entries, its characters, and how long it is written to, in ms. */
  readonly entries: number;
  readonly bytes: number;
  readonly span: number;
  readonly files: number;
}

/** Together 120,000 entries and far less than 100 MB, since finished files are packed. */
const LIMITS: Limits = { entries: 2000, bytes: 1_500_000, span: 86_400_000, files: 60 };
/** How long an entry may wait for others before all are written, in ms. */
const GATHER = 500;
/** How many wait at most for a disk that takes none. */
const MOST_WAITING = 2000;
/** Entries in one line of a packed file. */
const PACKED = 200;
/** Entries that are written in one go. */
const SLICE = 600;
/** How long reading holds up everything else, in ms; a line that is opened meanwhile may add as much. */
const BREATH = 5;

/** Lines of text that are kept sealed, in the order in which they were added. */
export interface HistoryFile {
  /** Adds a line without a line feed; it is on disk half a second later. */
  add(text: string): void;
  /**
   * Shows lines, the newest first, until `visit` returns false; from the one before `before` if that is given. Each comes with its
   * position, which stays the same. Lets everything else have its turn in between.
   */
  read(visit: (text: string, position: string) => boolean, before?: string | null): Promise<void>;
  /** Deletes files whose last line was written before `at`, ms since the epoch. */
  dropBefore(at: number): void;
  /** Deletes everything. */
  clear(): void;
  /** Whether the disk took what was written last. */
  isWritable(): boolean;
  /** Writes what is waiting. */
  close(): void;
}

/**
 * The history in files, each named by the time of its start. What is added goes to the last one, a line for each half second in which
 * there was something; a finished file is packed into few lines. Each line is sealed by itself, so that damage costs that line alone.
 */
export function openHistoryFile(options: HistoryFileOptions): HistoryFile {
  const { folder, key, now, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let current: { readonly name: string; readonly startedAt: number; entries: number; bytes: number } | null = null;
  let writable = true;
  const logged = new Set<string>();

  /** A disk that is full stays so for a while: each trouble is logged once, and the person told of the first. */
  function trouble(text: string, error: unknown): void {
    const what = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'damaged';
    if (logged.has(what)) return;
    log(`history: ${what}`);
    if (logged.size === 0) options.tellTrouble(text);
    logged.add(what);
  }

  const unreadable = (error: unknown) => trouble(`Part of your history could not be read from ${folder}.`, error);

  /** Names of the files, the oldest first. */
  function list(): readonly string[] {
    try {
      return readdirSync(folder)
        .filter((name) => /^\d{15}\.log$/.test(name))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') unreadable(error);
      return [];
    }
  }

  /** The sealed lines of a file, in their order; none where the file went away. */
  function readSealed(name: string): { readonly sealed: readonly string[]; readonly isTorn: boolean; readonly bytes: number } {
    try {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const lines = text.split('\n');
      // A line without its end was being written when the process was killed.
      const isTorn = lines.pop() !== '';
      return { sealed: lines.filter((line) => line !== ''), isTorn, bytes: text.length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') unreadable(error);
      return { sealed: [], isTorn: true, bytes: 0 };
    }
  }

  /** What a line holds; nothing, and the person is told, where it is damaged. */
  function openSealed(line: string): readonly string[] | null {
    const opened = openLine(line, key);
    if (opened === null) unreadable(null);
    return opened;
  }

  /** The texts of a file that can be read, in their order. */
  function load(name: string): { readonly texts: readonly string[]; readonly isWhole: boolean; readonly bytes: number } {
    const { sealed, isTorn, bytes } = readSealed(name);
    const lines = sealed.map(openSealed);
    return { texts: lines.flatMap((line) => line ?? []), isWhole: !isTorn && lines.every((line) => line !== null), bytes };
  }

  /** Where the next line goes: the last file while it is young, small and whole, else a new one. */
  function findCurrent(): NonNullable<typeof current> {
    const at = now();
    if (current && current.entries < limits.entries && current.bytes < limits.bytes && at - current.startedAt < limits.span)
      return current;
    const names = list();
    const last = names.at(-1);
    const lastStart = last === undefined ? 0 : Number.parseInt(last, 10);
    if (last !== undefined) {
      const loaded = current ? null : load(last);
      const entries = loaded?.texts.length ?? 0;
      const isFit = loaded?.isWhole === true && entries < limits.entries && loaded.bytes < limits.bytes;
      if (isFit && at - lastStart < limits.span)
        return (current = { name: last, startedAt: lastStart, entries, bytes: loaded.bytes });
      pack(last);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const oldest of names.slice(0, Math.max(names.length - limits.files + 1, 0))) remove(oldest);
    // A clock that was set back must not put new entries before older ones.
    const startedAt = Math.max(at, lastStart + 1);
    const name = `${String(startedAt).padStart(15, '0')}.log`;
    return (current = { name, startedAt, entries: 0, bytes: 0 });
  }

  /** Writes a finished file anew in few lines, which take less room and are faster to read. */
  function pack(name: string): void {
    const { texts } = load(name);
    const lines = Array.from({ length: Math.ceil(texts.length / PACKED) }, (_, index) =>
      sealLine(texts.slice(index * PACKED, (index + 1) * PACKED), key),
    );
    try {
      if (lines.length > 0) writeAtomically(path.join(folder, name), lines.map((line) => `${line}\n`).join(''));
    } catch (error) {
      // It stays as it was.
      log(`history: ${(error as NodeJS.ErrnoException).code ?? 'not packed'}`);
    }
  }

  function remove(name: string): void {
    try {
      rmSync(path.join(folder, name), { force: true });
    } catch (error) {
      trouble(`Old history could not be deleted from ${folder}.`, error);
    }
  }

  /** Writes what waits: all of it, or so much that a flood does not hold up everything else. */
  function write(most = Infinity): void {
    clearTimeout(timer);
    timer = undefined;
    let written = 0;
    while (written < Math.min(waiting.length, most) && writeSome(waiting.slice(written, written + PACKED))) written += PACKED;
    waiting = waiting.slice(written);
    if (!writable) waiting = waiting.slice(-MOST_WAITING);
    else if (waiting.length > 0) timer = setTimeout(write, 0, SLICE);
  }

  function writeSome(texts: readonly string[]): boolean {
    const isKnown = current !== null;
    try {
      const file = findCurrent();
      const line = `${sealLine(texts, key)}\n`;
      appendFileSync(path.join(folder, file.name), line, { mode: 0o600 });
      file.entries += texts.length;
      file.bytes += line.length;
      writable = true;
      options.written();
      return true;
    } catch (error) {
      // Whatever is there now is looked at again: the folder may be gone, or the line be there in part.
      current = null;
      if (isKnown) return writeSome(texts);
      writable = false;
      trouble(`Your history could not be written to ${folder}. What happens meanwhile may be missing in it.`, error);
      return false;
    }
  }

  return {
    add(text) {
      waiting.push(text);
      timer ??= setTimeout(write, GATHER, SLICE);
    },
    async read(visit, before = null) {
      write();
      const [beforeName, beforeIndex] = before?.split('-') ?? [];
      let startedAt = performance.now();
      const pause = async (): Promise<void> => {
        if (performance.now() - startedAt < BREATH) return;
        await breathe();
        startedAt = performance.now();
      };
      // What the disk does not take can be read all the same.
      const unwritten = before === null ? waiting : beforeName === 'waiting' ? waiting.slice(0, Number(beforeIndex)) : [];
      for (const [index, text] of [...unwritten.entries()].reverse()) if (!visit(text, `waiting-${index}`)) return;
      const names = list().filter((name) => beforeName === undefined || name <= `${beforeName}.log`);
      for (const name of [...names].reverse()) {
        // Positions count from the start of a file, so that all of it is opened before its last line is shown.
        const texts: string[] = [];
        for (const line of readSealed(name).sealed) {
          texts.push(...(openSealed(line) ?? []));
          await pause();
        }
        const stem = name.slice(0, -'.log'.length);
        const from = stem === beforeName ? Math.min(Number(beforeIndex), texts.length) : texts.length;
        for (let index = from - 1; index >= 0; index--) {
          if (!visit(texts[index] ?? '', `${stem}-${index}`)) return;
          await pause();
        }
      }
    },
    dropBefore(at) {
      const names = list();
      for (const [index, name] of names.entries()) {
        const next = names[index + 1];
        const endedAt = next === undefined ? readTime(path.join(folder, name)) : Number.parseInt(next, 10);
        if (endedAt !== null && endedAt < at && name !== current?.name) remove(name);
      }
    },
    clear() {
      waiting = [];
      current = null;
      rmSync(folder, { recursive: true, force: true });
    },
    isWritable: () => writable,
    close: () => write(),
  };
}

/** When a file was last written to, ms since the epoch. */
function readTime(file: string): number | null {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return null;
  }
}
