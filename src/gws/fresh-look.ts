/** Looks afresh where something may have been missed: at once, but no more often than the server can be asked to bear. */
export interface FreshLook {
  want(): void;
  stop(): void;
}

/** Pauses after a look before the next, in ms: longer each time that one was wanted meanwhile. */
const FIRST = 500;
const MOST = 5000;

/**
 * Nothing was looked at yet. What a look asks for is answered with events, too: where every answer that carries any is lost on its
 * way, one look would bring about the next for ever.
 */
export function createFreshLook(look: () => void): FreshLook {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;

  function run(pause: number): void {
    isWanted = false;
    look();
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) run(Math.min(pause * 2, MOST));
    }, pause);
  }

  return {
    want() {
      if (timer === undefined) run(FIRST);
      else isWanted = true;
    },
    stop: () => clearTimeout(timer),
  };
}
