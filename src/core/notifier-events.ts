import type { Alert, Decision } from './alert.ts';
import type { ItemFacts, ItemSource } from './arrivals.ts';
import type { BinState } from './bins.ts';
import type { Standing } from './connection-view.ts';
import type { Service } from './contract.ts';
import type { WorkitemChange } from './offer-decisions.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/**
 * What the notifier tells its host. A host gets ready what it makes of it, and lets it out of the process at `recorded`: as
 * little as possible lies between the ledger and what a person or script sees, should the process be killed just then.
 */
export interface NotifierEvents {
  /** Something that `view` shows has changed. Comes at once and often; a host that draws thins it out. */
  changed: undefined;
  /** A row came, changed or went: `row` tells how it is. */
  row: { readonly workbin: WorkbinKey; readonly id: InteractionId };
  /** All that was told since the last time is in the ledger. */
  recorded: undefined;
  /** To be shown as a notification of the desktop. */
  alert: Alert & { /** The workbin that a click opens. */ readonly at: Workbin | null };
  /** To be taken back from the screen and the notification centre. */
  withdraw: { readonly id: string; readonly reason: string };
  connection: Standing;
  service: Service;
  workbin: BinState;
  item: {
    readonly change: 'added' | 'removed';
    readonly workbin: Workbin;
    readonly item: ItemFacts;
    readonly source: ItemSource;
  };
  workitem: WorkitemChange;
  decision: Decision & { readonly at: Workbin | null };
}
