import type { Wire } from '../core/record.ts';
import { readWorkbins } from '../core/resource.ts';
import { planWatch, type PlannedWorkbin, type WatchChoice } from '../core/watch-plan.ts';
import type { Workbin } from '../core/workbin.ts';
import type { Reply, Rest } from './rest.ts';

/** Which workbins there are for this person, as the server last listed them. */
export interface WorkbinList {
  /** What the server lists now; nothing is taken over by itself. */
  ask(): Promise<Reply>;
  take(body: Wire): void;
  /** Whether nothing was ever listed. */
  isEmpty(): boolean;
  plan(choice: WatchChoice): readonly PlannedWorkbin[];
}

/** Nothing is listed yet. `nameOf` gives what people call a colleague. */
export function createWorkbinList({
  rest,
  nameOf,
  log,
}: {
  readonly rest: Pick<Rest, 'get'>;
  readonly nameOf: (userId: string) => string | null;
  readonly log: (line: string) => void;
}): WorkbinList {
  let listed: readonly Workbin[] = [];

  return {
    async ask() {
      const all = await rest.get('/workbins?fields=*');
      return all.kind === 'refused' ? rest.get('/me/workbins?fields=*') : all;
    },
    take(body) {
      const found = readWorkbins(body, { kind: 'me' });
      // A server that is just starting may list nothing, with success; workbins do not all vanish.
      if (found.length > 0) listed = found;
      else if (listed.length > 0) log('the server lists no workbins; those known before are kept');
    },
    isEmpty: () => listed.length === 0,
    plan: (choice) => planWatch(listed, choice, nameOf),
  };
}
