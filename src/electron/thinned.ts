/** Runs something at once when it is due, and after that at most every `gap` ms, never losing the last time. */
export interface Thinned {
  /** It is to run; before `start` and after `stop` that is only remembered. */
  due(): void;
  start(): void;
  stop(): void;
}

/** `run`, at most every `gap` ms. Held until `start`, so that what it uses may tell that it is due while it is made. */
export function createThinned(run: () => void, gap: number): Thinned {
  let held = true;
  let wanted = false;
  let waiting: NodeJS.Timeout | undefined;
  function go(): void {
    if (held || waiting !== undefined || !wanted) return;
    wanted = false;
    waiting = setTimeout(() => {
      waiting = undefined;
      go();
    }, gap);
    run();
  }
  return {
    due() {
      wanted = true;
      go();
    },
    start() {
      held = false;
      go();
    },
    stop() {
      held = true;
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}
