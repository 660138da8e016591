import { readItemId } from './message.ts';
import { clock, readMemory, readMeter, watchLoop, type Usage } from './meter.ts';
import { spreadOf, type Spread } from './statistics.ts';

/** What a client took in since recording began. */
export interface Recorded {
  /** Changes that were told: arrivals and removals. */
  readonly told: number;
  /** Different arrivals among them, where latency was asked for, and those of them that were told again. */
  readonly arrivals: number;
  readonly twice: number;
  /** From publishing an arrival to telling it, ms. */
  readonly latency: Spread;
  /** When the last was told. */
  readonly lastAt: number;
  readonly usage: Usage;
}

/** Counts and times what one client tells. */
export interface Recorder {
  tell(change: 'added' | 'removed', id: string): void;
  readonly handlers: {
    begin(how: { readonly latency: boolean; readonly gaps: boolean }): void;
    /** Resolves once so many changes were told since recording began, or after `within` ms. */
    until(wanted: { readonly told: number; readonly within: number }): Promise<number>;
    read(): Recorded;
    usage(): Usage;
    memory(): ReturnType<typeof readMemory>;
  };
}

/** A recorder that has not begun. */
export function createRecorder(): Recorder {
  let told = 0;
  let lastAt = 0;
  let wanted = Infinity;
  let reached: (() => void) | null = null;
  let latencies: number[] | null = null;
  let numbers = new Set<number>();
  let twice = 0;

  return {
    tell(change, id) {
      told += 1;
      lastAt = clock();
      if (latencies && change === 'added') {
        const { number, at } = readItemId(id);
        if (numbers.has(number)) twice += 1;
        numbers.add(number);
        latencies.push(lastAt - at);
      }
      if (told >= wanted) reached?.();
    },
    handlers: {
      begin({ latency, gaps }) {
        told = 0;
        twice = 0;
        latencies = latency ? [] : null;
        numbers = new Set();
        watchLoop(gaps);
        readMeter();
      },
      until: ({ told: count, within }) =>
        new Promise((resolve) => {
          const done = (): void => {
            clearTimeout(timer);
            wanted = Infinity;
            resolve(told);
          };
          const timer = setTimeout(done, within);
          wanted = count;
          reached = done;
          if (told >= count) done();
        }),
      read() {
        const usage = readMeter();
        watchLoop(false);
        return { told, arrivals: numbers.size, twice, latency: spreadOf(latencies ?? []), lastAt, usage };
      },
      usage: readMeter,
      memory: readMemory,
    },
  };
}
