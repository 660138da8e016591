import type { WorkbinKey } from '../src/core/workbin.ts';

/** What is chosen for single workbins, with `value` for one of them. */
export function withEntry<Value>(
  entries: Readonly<Record<WorkbinKey, Value>>,
  workbin: WorkbinKey,
  value: Value,
): Readonly<Record<WorkbinKey, Value>> {
  return { ...entries, [workbin]: value };
}

/** What is chosen for single workbins, with nothing for one of them. */
export function withoutEntry<Value>(
  entries: Readonly<Record<WorkbinKey, Value>>,
  workbin: WorkbinKey,
): Readonly<Record<WorkbinKey, Value>> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== workbin));
}
