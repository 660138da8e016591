import type { WorkbinKey } from './workbin.ts';

/** How long a bar of the picture is, in ms: a quarter of an hour. */
export const TRAFFIC_STEP = 15 * 60_000;

/** How many bars are kept: eight hours. */
export const TRAFFIC_BARS = 32;

/** How many items came to a workbin and left it, the oldest bar first. */
export interface TrafficSeries {
  readonly workbin: WorkbinKey;
  readonly came: readonly number[];
  readonly left: readonly number[];
}

/** What came and left in the last eight hours. Workbins in which nothing happened are left out. */
export interface TrafficView {
  /** When the oldest bar begins, ms since the epoch. */
  readonly from: number;
  /** Since when it is counted, ms since the epoch: before that nothing is known. */
  readonly since: number;
  readonly workbins: readonly TrafficSeries[];
}

/** Counts arrivals and departures; counts only, and no more than eight hours of them. Told the time, it keeps no clock. */
export interface Traffic {
  note(workbin: WorkbinKey, what: 'came' | 'left', at: number): void;
  /** Forgets a workbin that is no longer watched. */
  drop(workbin: WorkbinKey): void;
  view(now: number): TrafficView;
}

interface Bar {
  readonly index: number;
  came: number;
  left: number;
}

/** Nothing is counted yet; what came before `since` never is. */
export function createTraffic(since: number): Traffic {
  const workbins = new Map<WorkbinKey, Bar[]>();

  return {
    note(workbin, what, at) {
      const index = Math.floor(at / TRAFFIC_STEP);
      const bars = workbins.get(workbin) ?? [];
      let bar = bars.find((one) => one.index === index);
      if (!bar) {
        bar = { index, came: 0, left: 0 };
        workbins.set(workbin, [...bars.filter((one) => one.index > index - TRAFFIC_BARS), bar]);
      }
      bar[what] += 1;
    },
    drop: (workbin) => void workbins.delete(workbin),
    view(now) {
      const first = Math.floor(now / TRAFFIC_STEP) - TRAFFIC_BARS + 1;
      const series = [...workbins].map(([workbin, bars]) => {
        const came = new Array<number>(TRAFFIC_BARS).fill(0);
        const left = new Array<number>(TRAFFIC_BARS).fill(0);
        for (const bar of bars) {
          const at = bar.index - first;
          if (at < 0 || at >= TRAFFIC_BARS) continue;
          came[at] = bar.came;
          left[at] = bar.left;
        }
        return { workbin, came, left };
      });
      const isBusy = ({ came, left }: TrafficSeries) => came.some((count) => count > 0) || left.some((count) => count > 0);
      return { from: first * TRAFFIC_STEP, since, workbins: series.filter(isBusy) };
    },
  };
}
