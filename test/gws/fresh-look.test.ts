import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createFreshLook } from '../../src/gws/fresh-look.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

it('is taken at once, and once more for all that is wanted soon after it', () => {
  const look = vi.fn();
  const fresh = createFreshLook(look);

  for (let time = 0; time < 3; time++) fresh.want();
  const atOnce = look.mock.calls.length;
  vi.advanceTimersByTime(60_000);

  expect(atOnce).toBe(1);
  expect(look).toHaveBeenCalledTimes(2);
});

it('is taken every five seconds at last where each brings about the next', () => {
  const times: number[] = [];
  const start = Date.now();
  const fresh = createFreshLook(() => {
    times.push(Date.now() - start);
    setTimeout(() => fresh.want(), 10);
  });

  fresh.want();
  vi.advanceTimersByTime(18_000);

  expect(times).toEqual([0, 500, 1500, 3500, 7500, 12_500, 17_500]);
});

it('is taken at once again after a while without', () => {
  const look = vi.fn();
  const fresh = createFreshLook(look);
  fresh.want();
  vi.advanceTimersByTime(1000);

  fresh.want();

  expect(look).toHaveBeenCalledTimes(2);
});

it('is taken no more after its end', () => {
  const look = vi.fn();
  const fresh = createFreshLook(look);
  fresh.want();
  fresh.want();

  fresh.stop();
  vi.advanceTimersByTime(60_000);

  expect(look).toHaveBeenCalledTimes(1);
});
