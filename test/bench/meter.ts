/** ms since the epoch with fractions, by a clock that all processes of one machine share. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** What this process used since the meter was last read. */
export interface Usage {
  /** ms of CPU, all threads together. */
  readonly cpu: number;
  /** ms of wall time. */
  readonly time: number;
  readonly gaps: Gaps;
}

/** The longest time for which the main loop did not come round, in ms; zeros while nobody watches it. */
export interface Gaps {
  readonly longest: number;
  /** The most CPU time, of all threads, in any one gap: what is longer than that the machine gave to others. */
  readonly computed: number;
}

/** How often a watched loop is to come round, in ms; each watching costs a timer. */
const STEP = 2;

const usedCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let readAt = performance.now();
let readCpu = usedCpu();
let gaps: Gaps = { longest: 0, computed: 0 };
let watching: ReturnType<typeof setTimeout> | undefined;

/** Reads the meter of this process and sets it to zero. */
export function readMeter(): Usage {
  const at = performance.now();
  const cpu = usedCpu();
  const usage = { cpu: cpu - readCpu, time: at - readAt, gaps };
  readAt = at;
  readCpu = cpu;
  gaps = { longest: 0, computed: 0 };
  return usage;
}

/** Watches the main loop for gaps, or no longer. */
export function watchLoop(on: boolean): void {
  clearTimeout(watching);
  if (!on) return;
  let before = performance.now();
  let beforeCpu = usedCpu();
  const look = (): void => {
    const at = performance.now();
    const cpu = usedCpu();
    const longest = at - before - STEP;
    gaps = { longest: Math.max(longest, gaps.longest), computed: Math.max(cpu - beforeCpu, gaps.computed) };
    before = at;
    beforeCpu = cpu;
    watching = setTimeout(look, STEP);
  };
  watching = setTimeout(look, STEP);
}

/** How long V8 may take to give back what a collection has freed, which it does on another thread, in ms. */
const GIVEN_BACK_AFTER = 500;

/** MiB of memory: all that is resident, and the heap's live part; after a collection where the process may ask for one. */
export async function readMemory(): Promise<{ readonly resident: number; readonly heap: number }> {
  globalThis.gc?.();
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, GIVEN_BACK_AFTER));
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
}
