import { formatWorkbin } from './alert-text.ts';
import type { Inbox } from './inbox.ts';
import type { Ledger } from './ledger.ts';
import type { InteractionId, Workbin, WorkbinKey } from './workbin.ts';

/** Whether an interaction was announced in another watched workbin, so that it needs no second alert. */
export interface Elsewhere {
  /** The name of another workbin in which it was announced and still lies; null where there is none. */
  announcedIn(id: InteractionId, besides: WorkbinKey): string | null;
  /**
   * A workbin that this run has not read yet, in which it lay announced when the app last ended: it may lie there still. Null where
   * there is none.
   */
  mayBeAnnouncedIn(id: InteractionId): Workbin | null;
}

/** What is known of other workbins, by this inbox and this ledger. `watched` gives the workbin of a key where it is watched. */
export function createElsewhere(
  inbox: Pick<Inbox, 'count' | 'whereIs'>,
  ledger: Pick<Ledger, 'workbins' | 'isAnnounced'>,
  watched: (key: WorkbinKey) => Workbin | null,
): Elsewhere {
  return {
    announcedIn(id, besides) {
      const entry = inbox.whereIs(id).find(({ announced, workbin }) => announced && workbin !== besides);
      const workbin = entry ? watched(entry.workbin) : null;
      return workbin && formatWorkbin(workbin);
    },
    mayBeAnnouncedIn(id) {
      const key = ledger.workbins().find((one) => inbox.count(one) === null && watched(one) && ledger.isAnnounced(one, id));
      return key === undefined ? null : watched(key);
    },
  };
}
