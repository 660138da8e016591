/** Rings once the moment has come that it is set to. Mutable, for one owner. */
export interface Alarm {
  /** Sets it to this moment in place of any earlier one, ms since the epoch; `Infinity` for never. */
  set(at: number): void;
  /** It never rings again, whatever it is set to. */
  stop(): void;
}

/** Runs it after so many ms, unless the returned function is called before. */
export type StartTimer = (run: () => void, ms: number) => () => void;

/** Longer than this no timer runs at a time, in ms: none of Node's can be longer than 25 days. */
const LONGEST = 86_400_000;

/**
 * An alarm that is set to nothing yet. It may ring too early, when the clock is set back or the moment is more than a day
 * ahead: who is rung looks at what is due and sets it anew.
 */
export function createAlarm(now: () => number, startTimer: StartTimer, ring: () => void): Alarm {
  let setTo = Infinity;
  let isStopped = false;
  let endTimer = (): void => undefined;

  return {
    set(at) {
      if (at === setTo || isStopped) return;
      endTimer();
      setTo = at;
      if (at === Infinity) return;
      endTimer = startTimer(
        () => {
          setTo = Infinity;
          ring();
        },
        Math.min(Math.max(at - now(), 0), LONGEST),
      );
    },
    stop() {
      endTimer();
      isStopped = true;
    },
  };
}
