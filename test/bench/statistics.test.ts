import { describe, expect, it } from 'vitest';
import { formatNumber, median, percentile, spreadOf } from './statistics.ts';

describe('the statistics of the bench', () => {
  it('takes the middle of an odd number of values, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(median([10, 2, 1, 4])).toBe(3);
  });

  it('takes percentiles by the nearest rank, without changing what it was given', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(values[0]).toBe(100);
  });

  it('knows nothing of no values', () => {
    expect([median([]), percentile([], 0.5)]).toEqual([NaN, NaN]);
  });

  it('gives the spread of durations', () => {
    expect(spreadOf([3, 1, 2, 4])).toEqual({ p50: 2, p95: 4, p99: 4, most: 4 });
  });

  it('writes numbers with the digits that matter', () => {
    expect([0.123456, 1.26, 12.34, 123.4, 23456.7, NaN].map(formatNumber)).toEqual([
      '0.12',
      '1.3',
      '12',
      '123',
      '23,457',
      'none',
    ]);
  });
});
