import type { Workbin, WorkbinKey } from '../core/workbin.ts';
import { readWorkbinContents, type ContentsReply } from './contents.ts';
import type { Rest } from './rest.ts';

/** Reads what workbins hold; never the same one twice at a time. */
export interface ContentsReader {
  /** Reads it soon, or once more if it is being read already. */
  want(workbin: Workbin): void;
  isReading(key: WorkbinKey): boolean;
  /** Nothing more is told. */
  stop(): void;
}

/** How long wishes are gathered, so that many workbins take one request, in ms. */
const GATHER = 20;

/** A reader that tells each reply as soon as it is known. */
export function createContentsReader(
  rest: Pick<Rest, 'get'>,
  tell: (key: WorkbinKey, reply: ContentsReply) => void,
): ContentsReader {
  const wanted = new Map<WorkbinKey, Workbin>();
  const reading = new Set<WorkbinKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function gather(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      const batch = [...wanted.values()].filter(({ key }) => !reading.has(key));
      for (const { key } of batch) {
        wanted.delete(key);
        reading.add(key);
      }
      void readWorkbinContents(rest, batch, finish);
    }, GATHER);
  }

  function finish(key: WorkbinKey, reply: ContentsReply): void {
    reading.delete(key);
    if (stopped) return;
    tell(key, reply);
    if (wanted.has(key)) gather();
  }

  return {
    want(workbin) {
      if (stopped) return;
      wanted.set(workbin.key, workbin);
      if (!reading.has(workbin.key)) gather();
    },
    isReading: (key) => reading.has(key),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
