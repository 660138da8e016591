import { appendFileSync, chmodSync, writeFileSync } from 'node:fs';
import type { HistoryEntry } from '../core/history.ts';
import { csvHead, csvRow } from '../core/history-csv.ts';
import type { ExportOutcome } from '../core/contract.ts';
import type { Translate } from '../core/language.ts';

/** Asks the person where to save a file of this name; null when they would rather not. */
export type AskWhere = (name: string) => Promise<string | null>;

interface ExportOptions {
  readonly withCustomerData: boolean;
  readonly askWhere: AskWhere;
  /** ms since the epoch. */
  readonly now: number;
  /** What the table is said in. */
  readonly t: Translate;
}

/** Characters that are gathered before they are written. */
const GATHERED = 256 * 1024;

/** Asks where to, and writes what `read` shows as a table. Only the person's own account can read the file. */
export async function exportHistory(
  read: (show: (entry: HistoryEntry) => boolean) => Promise<unknown>,
  { withCustomerData, askWhere, now, t }: ExportOptions,
): Promise<ExportOutcome> {
  const file = await askWhere(`workbin-history-${formatDay(now)}.csv`);
  if (file === null) return { kind: 'cancelled' };
  let text = csvHead(withCustomerData, t);
  try {
    writeFileSync(file, '', { mode: 0o600 });
    // The mode is that of a new file alone.
    chmodSync(file, 0o600);
    await read((entry) => {
      text += csvRow(entry, withCustomerData, t);
      if (text.length > GATHERED) {
        appendFileSync(file, text);
        text = '';
      }
      return true;
    });
    appendFileSync(file, text);
    return { kind: 'saved' };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { kind: 'failed', why: `The file could not be written (${code}). Choose another place.` };
  }
}

/** The day by the person's own clock, as `2026-03-24`. */
function formatDay(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
