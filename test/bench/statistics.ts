/** The value below which this share (0 to 1) of the values lies, by the nearest rank; NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(Math.ceil(share * sorted.length), 1) - 1] ?? NaN;
}

/** The middle value, or the mean of the two in the middle; NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted.length >> 1;
  const lower = sorted.length % 2 === 1 ? upper : upper - 1;
  return ((sorted[lower] ?? NaN) + (sorted[upper] ?? NaN)) / 2;
}

/** How long things took, in ms. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** The spread of these durations. */
export function spreadOf(values: readonly number[]): Spread {
  const [p50, p95, p99, most] = [0.5, 0.95, 0.99, 1].map((share) => percentile(values, share));
  return { p50: p50 ?? NaN, p95: p95 ?? NaN, p99: p99 ?? NaN, most: most ?? NaN };
}

/** The number with so many significant digits as help to read it. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(Math.abs(value) >= 100 ? 3 : 2)));
}
