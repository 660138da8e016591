/** Runs something at once when it is first due, and after that at most every `gap` ms, never losing the last time. */
export interface Thinned {
  due(): void;
  stop(): void;
}

/** `run`, at most every `gap` ms. */
export function createThinned(run: () => void, gap: number): Thinned {
  let waiting: NodeJS.Timeout | undefined;
  let again = false;
  function start(): void {
    again = false;
    waiting = setTimeout(() => {
      waiting = undefined;
      if (again) start();
    }, gap);
    run();
  }
  return {
    due() {
      if (waiting === undefined) start();
      else again = true;
    },
    stop() {
      clearTimeout(waiting);
      waiting = undefined;
      again = false;
    },
  };
}
