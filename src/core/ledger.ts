import type { Age } from './ageing.ts';
import type { Repeats } from './repeats.ts';
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
  /** When it arrived, ms since the epoch, so that it can be told from what lay there at the last look; absent once it was opened. */
  readonly cameAt?: number | undefined;
  /** Its alert comes again until it is opened; absent where it does not. */
  readonly repeats?: Repeats | undefined;
}

/** One change of what is remembered. */
export type LedgerChange =
  | { readonly kind: 'known'; readonly workbin: WorkbinKey; readonly id: InteractionId; readonly mark: LedgerMark }
  | { readonly kind: 'gone'; readonly workbin: WorkbinKey; readonly id: InteractionId }
  /** The workbin was read: from now on what is new in it is an arrival. */
  | { readonly kind: 'read'; readonly workbin: WorkbinKey }
  /** The person had the list of the workbin before them at this time, ms since the epoch. */
  | { readonly kind: 'looked'; readonly workbin: WorkbinKey; readonly at: number }
  /** The workbin is no longer watched. */
  | { readonly kind: 'forgotten'; readonly workbin: WorkbinKey };

/** Which items are known, and which were announced: so that no restart tells of one twice, or of none. */
export interface Ledger {
  /** What was known of a workbin when the app last ended; null when it was never read. */
  recall(workbin: WorkbinKey): ReadonlyMap<InteractionId, LedgerMark> | null;
  /** When the person had the list of the workbin before them last, ms since the epoch; null for never. */
  lookedAt(workbin: WorkbinKey): number | null;
  /** Whether an item in this workbin was announced there, as far as is remembered. */
  isAnnounced(workbin: WorkbinKey, id: InteractionId): boolean;
  /** Every workbin that is remembered. */
  workbins(): readonly WorkbinKey[];
  /** On disk before it returns: an alert that follows can never come twice. */
  write(changes: readonly LedgerChange[]): void;
}

/** Workbins and their items as the ledger holds them, and when each was looked at. */
export interface LedgerState {
  readonly bins: Map<WorkbinKey, Map<InteractionId, LedgerMark>>;
  readonly looks: Map<WorkbinKey, number>;
}

/** Nothing is remembered yet. */
export function createLedgerState(): LedgerState {
  return { bins: new Map(), looks: new Map() };
}

/** Applies one change; one about a workbin that was never read makes it known. */
export function applyLedgerChange({ bins, looks }: LedgerState, change: LedgerChange): void {
  if (change.kind === 'forgotten') {
    bins.delete(change.workbin);
    looks.delete(change.workbin);
    return;
  }
  const bin = bins.get(change.workbin) ?? new Map<InteractionId, LedgerMark>();
  bins.set(change.workbin, bin);
  if (change.kind === 'looked') looks.set(change.workbin, change.at);
  if (change.kind === 'known') bin.set(change.id, change.mark);
  if (change.kind === 'gone') bin.delete(change.id);
}

/** What a ledger answers from its state. */
export function readLedger(state: LedgerState): Omit<Ledger, 'write'> {
  return {
    recall: (workbin) => {
      const bin = state.bins.get(workbin);
      return bin ? new Map(bin) : null;
    },
    lookedAt: (workbin) => state.looks.get(workbin) ?? null,
    isAnnounced: (workbin, id) => state.bins.get(workbin)?.get(id)?.announced ?? false,
    workbins: () => [...state.bins.keys()],
  };
}

/** A ledger that lasts as long as the process. */
export function createMemoryLedger(): Ledger {
  const state = createLedgerState();
  return {
    ...readLedger(state),
    write: (changes) => {
      for (const change of changes) applyLedgerChange(state, change);
    },
  };
}
