/** How often the two clocks are compared, in ms. */
const EVERY = 5000;
/** How far they may drift apart in that time, in ms. */
const DRIFT = 10_000;

/**
 * Calls `jumped` when the wall clock (`now`, ms since the epoch) has gone another way than steady time: the machine slept, or its
 * clock was set. Returns its stop.
 */
export function watchClock(now: () => number, jumped: () => void): () => void {
  let apart = now() - performance.now();
  const timer = setInterval(() => {
    const before = apart;
    apart = now() - performance.now();
    if (Math.abs(apart - before) > DRIFT) jumped();
  }, EVERY);
  return () => clearInterval(timer);
}
