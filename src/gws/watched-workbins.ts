import type { FeedEvents } from '../core/feed-events.ts';
import type { Wire } from '../core/record.ts';
import type { Account } from '../core/resource.ts';
import type { WatchChoice } from '../core/watch-plan.ts';
import type { Workbin } from '../core/workbin.ts';
import type { ServerDirectory } from './directory.ts';
import type { Reply, Rest } from './rest.ts';
import { createWorkbinList } from './workbin-list.ts';
import { watchWorkbins, type WorkbinWatch } from './workbin-watch.ts';

/**
 * Which workbins there are and which of them are to be watched, over whatever session; and the watching of them, while there is one.
 * Mutable, for one owner: the feed.
 */
export interface WatchedWorkbins {
  /** What the server lists now; nothing is taken over by itself. */
  ask(): Promise<Reply>;
  /** Takes over what was listed, and watches what is to be watched of it in a session that has just been opened. */
  begin(body: Wire, account: Account): void;
  /** Those that are being watched; null while there is no session for it. */
  watch(): WorkbinWatch | null;
  /** Notices workbins that were made or taken away since. */
  listAgain(): Promise<void>;
  /** Follows what has been chosen meanwhile. */
  planAgain(): void;
  /** Learns the names of colleagues; those that come when their workbins are being watched already are told then. */
  learnNames(): Promise<void>;
  /** The Interaction Server may have gone or come back. */
  noteInteractionServer(): void;
  /** Until another session is opened. */
  stop(): void;
}

/** What decides which workbins are watched, and over what. */
export interface WatchedWorkbinsOptions {
  readonly rest: Pick<Rest, 'get' | 'post'>;
  readonly directory: Pick<ServerDirectory, 'learn' | 'nameOf'>;
  readonly choice: () => WatchChoice;
  /** Whether the Interaction Server is known to be down. */
  readonly isDown: () => boolean;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/** Nothing is listed and nothing watched yet. */
export function createWatchedWorkbins(options: WatchedWorkbinsOptions, events: FeedEvents): WatchedWorkbins {
  const { rest, directory, choice, isDown, random, log } = options;
  const list = createWorkbinList({ rest, nameOf: directory.nameOf, log });
  let watch: WorkbinWatch | null = null;

  const suspended = (): string | null => (isDown() ? 'The Interaction Server is not available' : null);

  /** Tells what of all that is listed is to be watched, and watches it. */
  function plan(): readonly Workbin[] {
    const planned = list.plan(choice());
    events.workbins(planned);
    const watched = planned.filter((one) => one.watched).map((one) => one.workbin);
    watch?.change(watched);
    return watched;
  }

  async function learnNames(): Promise<void> {
    const isNew = await directory.learn(choice().watchedUsers);
    if (isNew && watch) plan();
  }

  return {
    ask: list.ask,
    begin(body, account) {
      list.take(body);
      const workbins = plan();
      watch = watchWorkbins({ rest, account, workbins, suspended: suspended(), random }, events);
    },
    watch: () => watch,
    async listAgain() {
      const found = await list.ask();
      if (found.kind !== 'ok' || !watch) return;
      list.take(found.body);
      plan();
    },
    planAgain() {
      if (list.isEmpty()) return;
      plan();
      void learnNames();
    },
    learnNames,
    noteInteractionServer: () => watch?.suspend(suspended()),
    stop() {
      watch?.stop();
      watch = null;
    },
  };
}
