import type { Age } from './ageing.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** What is remembered over a restart of one item in one workbin. Keys only: nothing of a customer's. */
export interface LedgerMark {
  readonly media: string;
  readonly announced: boolean;
  readonly unread: boolean;
  /** Its alert is held until then at least, ms since the epoch, and comes with a digest; absent when nothing is held. */
  readonly heldUntil?: number | undefined;
  /** The most that has been told of its age, or needs no telling. */
  readonly aged?: Exclude<Age, 'fresh'> | undefined;
  /** The person has put it aside until then, ms since the epoch. */
  readonly snoozedUntil?: number | undefined;
}

/** One change of what is remembered. */
export type LedgerChange =
  | { readonly kind: 'known'; readonly workbin: WorkbinKey; readonly id: InteractionId; readonly mark: LedgerMark }
  | { readonly kind: 'gone'; readonly workbin: WorkbinKey; readonly id: InteractionId }
  /** The workbin was read: from now on what is new in it is an arrival. */
  | { readonly kind: 'read'; readonly workbin: WorkbinKey }
  /** The workbin is no longer watched. */
  | { readonly kind: 'forgotten'; readonly workbin: WorkbinKey };

/** Which items are known, and which were announced: so that no restart tells of one twice, or of none. */
export interface Ledger {
  /** What was known of a workbin when the app last ended; null when it was never read. */
  recall(workbin: WorkbinKey): ReadonlyMap<InteractionId, LedgerMark> | null;
  /** Every workbin that is remembered. */
  workbins(): readonly WorkbinKey[];
  /** On disk before it returns: an alert that follows can never come twice. */
  write(changes: readonly LedgerChange[]): void;
}

/** Workbins and their items as the ledger holds them. */
export type LedgerState = Map<WorkbinKey, Map<InteractionId, LedgerMark>>;

/** Applies one change; one about a workbin that was never read makes it known. */
export function applyLedgerChange(state: LedgerState, change: LedgerChange): void {
  if (change.kind === 'forgotten') {
    state.delete(change.workbin);
    return;
  }
  const bin = state.get(change.workbin) ?? new Map<InteractionId, LedgerMark>();
  state.set(change.workbin, bin);
  if (change.kind === 'known') bin.set(change.id, change.mark);
  if (change.kind === 'gone') bin.delete(change.id);
}

/** A ledger that lasts as long as the process. */
export function createMemoryLedger(): Ledger {
  const state: LedgerState = new Map();
  return {
    recall: (workbin) => {
      const bin = state.get(workbin);
      return bin ? new Map(bin) : null;
    },
    workbins: () => [...state.keys()],
    write: (changes) => {
      for (const change of changes) applyLedgerChange(state, change);
    },
  };
}
