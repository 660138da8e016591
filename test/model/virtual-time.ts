/** Time that passes only when told to: timers, `Date.now` and `performance.now` of this process follow it until `restore`. */
export interface VirtualTime {
  /** The clock on the wall, ms since the epoch. */
  now(): number;
  /** ms that have passed, whatever the clock on the wall did. */
  elapsed(): number;
  /** Lets time pass, each timer at its instant; `look` is called after each. */
  pass(ms: number, look?: () => void): Promise<void>;
  /** Sets the clock on the wall forward or back, without letting time pass. */
  setClock(by: number): void;
  /** Runs once so many ms have passed, whatever becomes of the process's own timers. */
  after(ms: number, run: () => void): void;
  /** Forgets the process's own timers, as its end does. */
  forgetTimers(): void;
  restore(): void;
}

interface Timer {
  readonly run: () => void;
  readonly every: number | null;
  readonly ours: boolean;
  unref(): Timer;
  at: number;
}

const EPOCH = Date.UTC(2026, 0, 5, 8);

/** Takes the process's time over. Promises are real: whatever they lead to is done before time goes on. */
export function takeTime(): VirtualTime {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  const dateNow = Date.now;
  const performanceNow = performance.now.bind(performance);
  const timers = new Set<Timer>();
  let elapsed = 0;
  let offset = EPOCH;

  const add = (run: () => void, delay: number | undefined, repeats: boolean, ours = false): Timer => {
    const wait = Math.max(delay ?? 0, 0);
    const timer: Timer = { run, every: repeats ? Math.max(wait, 1) : null, at: elapsed + wait, ours, unref: () => timer };
    timers.add(timer);
    return timer;
  };
  const drop = (timer: unknown): void => void timers.delete(timer as Timer);
  const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

  function next(until: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers) if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    return first;
  }

  Object.assign(globalThis, {
    setTimeout: (run: () => void, delay?: number) => add(run, delay, false),
    setInterval: (run: () => void, delay?: number) => add(run, delay, true),
    setImmediate: (run: () => void) => add(run, 0, false),
    clearTimeout: drop,
    clearInterval: drop,
    clearImmediate: drop,
  });
  Date.now = () => offset + elapsed;
  performance.now = () => elapsed;

  return {
    now: () => offset + elapsed,
    elapsed: () => elapsed,
    async pass(ms, look) {
      const until = elapsed + ms;
      await settle();
      for (let timer = next(until); timer; timer = next(until)) {
        elapsed = Math.max(elapsed, timer.at);
        if (timer.every === null) timers.delete(timer);
        else timer.at = elapsed + timer.every;
        timer.run();
        await settle();
        look?.();
      }
      elapsed = until;
      look?.();
    },
    setClock: (by) => void (offset += by),
    after: (ms, run) => void add(run, ms, false, true),
    forgetTimers() {
      for (const timer of timers) if (!timer.ours) timers.delete(timer);
    },
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate });
      Date.now = dateNow;
      performance.now = performanceNow;
    },
  };
}
