import type { WorkbinKey } from '../core/workbin.ts';

/** Notes looks at the lists of workbins: a list is looked at as long as it is on the screen and that is not locked. */
export interface ListLooks {
  /** The list of this workbin is on the screen from now on; null once none is. */
  lookAt(workbin: WorkbinKey | null): void;
  /** The screen is being locked: what comes from now on, nobody sees. */
  lock(): void;
  /** The screen is there again, and what lay on it. */
  unlock(): void;
}

/** Calls `note` when a look at a workbin begins and when it ends: what came until then has been seen. */
export function createListLooks(isLocked: () => boolean, note: (workbin: WorkbinKey) => void): ListLooks {
  let shown: WorkbinKey | null = null;

  function look(): void {
    if (shown !== null) note(shown);
  }

  return {
    lookAt(workbin) {
      if (workbin === shown) return;
      const isSeen = !isLocked();
      if (isSeen) look();
      shown = workbin;
      if (isSeen) look();
    },
    lock: look,
    unlock: look,
  };
}
