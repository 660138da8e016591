import { setImmediate } from 'node:timers/promises';
import type { ItemView, RowsChange, RowsState, RowsText } from '../core/contract.ts';
import type { InteractionId, WorkbinKey } from '../core/workbin.ts';

/** What rows are taken from: the notifier of whoever is signed in. */
export interface RowSource {
  rows(): Iterable<ItemView>;
  row(workbin: WorkbinKey, id: InteractionId): ItemView | null;
}

/** Tells windows what became of the rows since they last heard, so that a list of a hundred thousand costs what changes in it. */
export interface RowFeed {
  /** This row came, changed or went. */
  touch(workbin: WorkbinKey, id: InteractionId): void;
  /** Whatever windows hold is of no use: the rows are of another account, or of none. */
  reset(): void;
  /** What became of the rows since the last time; null when nothing did. */
  take(): RowsChange | null;
  state(): Promise<RowsState>;
}

/** How many rows are told at once; a window asks for all of them, in parts, rather than be told more. */
const MOST = 5000;
/** How many rows a part holds: few enough to be read between two frames. */
const PART = 2000;

/** The feed of rows from this source, of which there is none while nobody is signed in. */
export function createRowFeed(source: () => RowSource | null): RowFeed {
  const touched = new Map<string, { readonly workbin: WorkbinKey; readonly id: InteractionId }>();
  let version = 0;
  /** A version is left out, so that whoever holds any before it notices that something is missing. */
  let isGap = false;

  return {
    touch(workbin, id) {
      if (isGap) return;
      touched.set(`${workbin} ${id}`, { workbin, id });
      if (touched.size > MOST) this.reset();
    },
    reset() {
      isGap = true;
      touched.clear();
    },
    take() {
      if (touched.size === 0 && !isGap) return null;
      if (isGap) version += 1;
      const from = version;
      version += 1;
      const rows = [...touched.values()].map((one) => ({ ...one, row: source()?.row(one.workbin, one.id) ?? null }));
      isGap = false;
      touched.clear();
      return {
        from,
        to: version,
        put: formatPart(rows.flatMap(({ row }) => row ?? [])),
        gone: rows.flatMap(({ workbin, id, row }) => (row === null ? { workbin, id } : [])),
      };
    },
    async state() {
      // What is touched from here on is told with this version or a later one, though it may be in the parts already.
      const from = version;
      const parts: RowsText[] = [];
      let part: ItemView[] = [];
      for (const row of source()?.rows() ?? []) {
        if (part.push(row) < PART) continue;
        parts.push(formatPart(part));
        part = [];
        await setImmediate();
      }
      if (part.length > 0) parts.push(formatPart(part));
      return { version: from, parts };
    },
  };
}

function formatPart(rows: readonly ItemView[]): RowsText {
  return JSON.stringify(rows) as RowsText;
}
