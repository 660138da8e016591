import type { HistoryRow } from '../src/core/contract.ts';
import { daysBetween } from '../src/core/time-text.ts';

/** One line of the list: an entry, the day that begins below it, or the mark of the last look. */
export type HistoryLine =
  | { readonly kind: 'entry'; readonly key: string; readonly row: HistoryRow }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'since'; readonly key: string; readonly at: number };

/** Lines with the height above each, in px; the last entry of `tops` is the height of all. */
export interface HistoryLayout {
  readonly lines: readonly HistoryLine[];
  readonly tops: readonly number[];
}

/** Heights of the lines that are no entry, in px. */
const DAY_HEIGHT = 36;
const SINCE_HEIGHT = 28;

/**
 * Rows, the newest first, grouped by day; the mark stands between what happened after `since` and what was before, where both are
 * known or nothing older is.
 */
export function layOut(rows: readonly HistoryRow[], since: number | null, rowHeight: number): HistoryLayout {
  const lines: HistoryLine[] = [];
  const tops: number[] = [0];
  let top = 0;
  const add = (line: HistoryLine, height: number): void => {
    lines.push(line);
    top += height;
    tops.push(top);
  };
  let before: HistoryRow | undefined;
  for (const row of rows) {
    if (since !== null && before !== undefined && before.at > since && row.at <= since)
      add({ kind: 'since', key: 'since', at: since }, SINCE_HEIGHT);
    if (before === undefined || daysBetween(row.at, before.at) !== 0)
      add({ kind: 'day', key: `day ${row.key}`, at: row.at }, DAY_HEIGHT);
    add({ kind: 'entry', key: row.key, row }, rowHeight);
    before = row;
  }
  return { lines, tops };
}

/** The index of the line at this height; the last one for heights beyond all. */
export function lineAt({ lines, tops }: HistoryLayout, height: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}
