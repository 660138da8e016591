import type { Snapshot } from '../core/contract.ts';
import type { Route } from '../core/route.ts';
import type { InteractionId, WorkbinKey } from '../core/workbin.ts';

/** What is known of the session that alerts are judged by. */
export interface Known extends Pick<Snapshot, 'connection' | 'workbins'> {
  /** Whether it waits in that workbin and was not opened. */
  isUnread(workbin: WorkbinKey, id: InteractionId): boolean;
  /** Whether it is known at all, as what is offered is. */
  isKnown(id: InteractionId): boolean;
}

/**
 * Whether what an alert of an earlier run told of is over: it has left, was opened or is well again. False as long as that is not
 * certain: of such an alert no more is known than what a click on it opens.
 */
export function isOver(opens: Route, { connection, workbins, isUnread, isKnown }: Known): boolean {
  if (connection.state !== 'live' && connection.state !== 'degraded') return false;
  const isRead = (key: WorkbinKey) => {
    const workbin = workbins.find((one) => one.key === key);
    // One that is not watched any more is told of no more.
    return workbin?.watched !== true || (workbin.watch === 'subscribed' && workbin.count !== null);
  };
  switch (opens.view) {
    case 'item':
      if (opens.workbin === null) return !isKnown(opens.interactionId);
      return isRead(opens.workbin) && !isUnread(opens.workbin, opens.interactionId);
    case 'list': {
      const meant = workbins.filter(({ key, watched }) => watched && (opens.workbin === null || key === opens.workbin));
      return meant.every(({ key, unread }) => isRead(key) && unread === 0);
    }
    case 'connection':
      return connection.state === 'live';
    default:
      return false;
  }
}
