import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import {
  applyLedgerChange,
  createLedgerState,
  readLedger,
  type Ledger,
  type LedgerChange,
  type LedgerMark,
} from '../core/ledger.ts';
import { readWorkbinKey, type InteractionId, type WorkbinKey } from '../core/workbin.ts';
import { writeAtomically } from './atomic-file.ts';

/** Where the ledger lies and who is told of trouble with it. */
export interface LedgerFileOptions {
  readonly path: string;
  readonly log: (line: string) => void;
  /** Told once, in words for the person, when the file cannot be read or written. */
  readonly tellTrouble: (text: string) => void;
}

/** Changes more than this many times the number of live entries are folded away at the next start. */
const SLACK = 4;
const SLACK_LINES = 2000;

/**
 * A ledger in a file to which every write appends one line, so that whatever stops the app costs at most its last write.
 * A line is a change, or a list of changes: `["k",workbin,id,media,marks,held,snoozed,came,again,left]` known, `["g",workbin,id]` gone, `["r",workbin]` read,
 * `["l",workbin,at]` looked at, `["f",workbin]` forgotten; marks `a` announced, `u` unread, `w` warned and `b` breached of its age;
 * held and snoozed until when, and when it came while it is unread, in ms; when its alert comes again, and how often at
 * most; left out or empty for none of it. Keys only: nothing of a customer's. A file that cannot be written is done without.
 */
export function openLedgerFile({ path, log, tellTrouble }: LedgerFileOptions): Ledger {
  const state = createLedgerState();
  let troubled = false;
  let isTorn = false;

  function trouble(text: string, error: unknown): void {
    log(`ledger: ${error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'damaged'}`);
    if (troubled) return;
    troubled = true;
    tellTrouble(text);
  }

  const lines = load();
  const live = [...state.bins.values()].reduce((sum, bin) => sum + bin.size + 1, 0);
  if (lines.total > live * SLACK + SLACK_LINES || lines.torn) compact();

  function load(): { total: number; torn: boolean } {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        trouble(
          'What was announced before could not be read. Items that arrived while the app was closed may not be announced.',
          error,
        );
      return { total: 0, torn: false };
    }
    const lines = text.split('\n');
    // A line without its end was being written when the process was killed: nothing of it has been told to anybody.
    const torn = lines.pop() ?? '';
    const written = lines.filter((line) => line !== '');
    let bad = 0;
    let total = 0;
    for (const line of written) {
      const changes = readLine(line);
      for (const change of changes ?? []) applyLedgerChange(state, change);
      total += changes?.length ?? 0;
      if (!changes) bad += 1;
    }
    if (bad > 0 || torn !== '') log(`ledger: ${bad + (torn === '' ? 0 : 1)} lines could not be read`);
    // More than one, or anything that no process wrote, is damage worth keeping.
    if (bad > 1 || (bad > 0 && bad === written.length) || text.includes('\0')) keepAside();
    return { total, torn: bad > 0 || torn !== '' };
  }

  function keepAside(): void {
    const lost = `Part of what was announced before could not be read from ${path}.`;
    try {
      renameSync(path, `${path}.damaged`);
      trouble(`${lost} The damaged file is kept beside it. Some items may be announced again, or not at all.`, null);
    } catch (error) {
      trouble(`${lost} Some items may be announced again, or not at all.`, error);
    }
  }

  function compact(): void {
    const folded = [...state.bins].flatMap(([workbin, items]) => [
      formatLine({ kind: 'read', workbin }),
      ...(state.looks.has(workbin) ? [formatLine({ kind: 'looked', workbin, at: state.looks.get(workbin) ?? 0 })] : []),
      ...[...items].map(([id, mark]) => formatLine({ kind: 'known', workbin, id, mark })),
    ]);
    try {
      writeAtomically(path, folded.map((line) => `${line}\n`).join(''));
    } catch (error) {
      trouble(`${path} could not be written. After a restart some items may be announced again.`, error);
    }
  }

  return {
    ...readLedger(state),
    write(changes) {
      for (const change of changes) applyLedgerChange(state, change);
      try {
        const [only] = changes;
        const lines = `${changes.length === 1 && only ? formatLine(only) : JSON.stringify(changes.map(toParts))}\n`;
        // What could not be written whole must not be glued to what comes next.
        appendFileSync(path, isTorn ? `\n${lines}` : lines, { mode: 0o600 });
        isTorn = false;
      } catch (error) {
        isTorn = true;
        trouble(`${path} could not be written. After a restart some items may be announced again.`, error);
      }
    },
  };
}

function formatLine(change: LedgerChange): string {
  return JSON.stringify(toParts(change));
}

function toParts(change: LedgerChange): readonly string[] {
  switch (change.kind) {
    case 'known':
      return ['k', change.workbin, change.id, ...formatMark(change.mark)];
    case 'gone':
      return ['g', change.workbin, change.id];
    case 'read':
      return ['r', change.workbin];
    case 'looked':
      return ['l', change.workbin, formatTime(change.at)];
    case 'forgotten':
      return ['f', change.workbin];
  }
}

/** A flood writes thousands at a time, so no list is made beside the one that is written. */
function formatMark({ media, announced, unread, aged, heldUntil, snoozedUntil, cameAt, repeats }: LedgerMark): readonly string[] {
  const marks = `${announced ? 'a' : ''}${unread ? 'u' : ''}${aged === 'old' ? 'w' : ''}${aged === 'too-old' ? 'b' : ''}`;
  const parts = [media, marks];
  parts.push(formatTime(heldUntil), formatTime(snoozedUntil), formatTime(cameAt));
  parts.push(formatTime(repeats?.at), formatTime(repeats?.left));
  while (parts.length > 2 && parts.at(-1) === '') parts.pop();
  return parts;
}

function formatTime(at: number | undefined): string {
  return at === undefined ? '' : String(Math.floor(at));
}

function readMark(media: string, marks = '', ...times: readonly string[]): LedgerMark {
  const [heldUntil = null, snoozedUntil = null, cameAt = null, at = null, left = null] = times.map(readTime);
  return {
    media,
    announced: marks.includes('a'),
    unread: marks.includes('u'),
    ...(/[wb]/.test(marks) && { aged: marks.includes('b') ? 'too-old' : 'old' }),
    ...(heldUntil !== null && { heldUntil }),
    ...(snoozedUntil !== null && { snoozedUntil }),
    ...(cameAt !== null && { cameAt }),
    ...(at !== null && left !== null && { repeats: { at, left } }),
  };
}

function readTime(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function readLine(line: string): readonly LedgerChange[] | null {
  let parts: unknown;
  try {
    parts = JSON.parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(parts)) return null;
  const changes = (Array.isArray(parts[0]) ? parts : [parts]).map(readChange);
  return changes.every((change) => change !== null) ? changes : null;
}

function readChange(parts: unknown): LedgerChange | null {
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return null;
  const [kind, key, id, media, ...marks] = parts as readonly string[];
  const workbin: WorkbinKey | null = readWorkbinKey(key);
  if (workbin === null) return null;
  if (kind === 'r') return { kind: 'read', workbin };
  if (kind === 'f') return { kind: 'forgotten', workbin };
  if (!id) return null;
  if (kind === 'l') {
    const at = readTime(id);
    return at === null ? null : { kind: 'looked', workbin, at };
  }
  if (kind === 'g') return { kind: 'gone', workbin, id: id as InteractionId };
  if (kind !== 'k' || media === undefined) return null;
  return { kind: 'known', workbin, id: id as InteractionId, mark: readMark(media, ...marks) };
}
