import type { Connection } from './connection.ts';
import type { Service, Watch } from './contract.ts';
import type { GwsMessage } from './message.ts';
import type { Account, Item, Workitem } from './resource.ts';
import type { PlannedWorkbin } from './watch-plan.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** An item that came to lie in a workbin or went from it. */
export type ItemChange = Extract<GwsMessage, { kind: 'item-added' | 'item-removed' }>;

/** What is known of the watching of one workbin. */
export interface WatchState {
  readonly watch: Watch;
  /** Why it is not certain, in plain words. */
  readonly reason: string | null;
  /** Whether its contents were read after it was subscribed, so that every later event is complete. */
  readonly level: boolean;
}

/** What the watching of workbins tells, in the order in which it happened. */
export interface WorkbinEvents {
  watch(key: WorkbinKey, state: WatchState): void;
  /** All that a workbin holds now. `heard` were told of as added while it was being read. */
  contents(key: WorkbinKey, items: readonly Item[], heard: ReadonlySet<InteractionId>): void;
  change(key: WorkbinKey, change: ItemChange): void;
  /** A message about a workbin that is not watched. */
  stray(): void;
}

/** What the feed of one account tells, in the order in which it happened. */
export interface FeedEvents extends WorkbinEvents {
  connection(connection: Connection): void;
  account(account: Account): void;
  /** All services and their states. */
  services(services: readonly Service[]): void;
  /** Every workbin that exists for this person, watched or not. */
  workbins(planned: readonly PlannedWorkbin[]): void;
  /** All workitems that are with the person now. */
  workitems(workitems: readonly Workitem[]): void;
  message(message: Extract<GwsMessage, { kind: 'workitem' | 'offer' | 'unreadable' }>): void;
  /** A sign of life of the server, which may then be silent for `silence` ms. */
  alive(silence: number): void;
}
