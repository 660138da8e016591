import { expect, it, onTestFinished, vi } from 'vitest';
import { watchClock } from '../../src/gws/clock-watch.ts';

function start() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const clock = { ahead: 0, jumps: 0 };
  const stop = watchClock(
    () => 1_790_000_000_000 + performance.now() + clock.ahead,
    () => (clock.jumps += 1),
  );
  onTestFinished(stop);
  return { clock, stop };
}

it('says nothing while both clocks go alike, or one is corrected by a little', () => {
  const { clock } = start();

  vi.advanceTimersByTime(60_000);
  clock.ahead += 2000;
  vi.advanceTimersByTime(60_000);

  expect(clock.jumps).toBe(0);
});

it.each([3_600_000, -3_600_000])('says once that the wall clock jumped by %i ms', (jump) => {
  const { clock } = start();

  clock.ahead += jump;
  vi.advanceTimersByTime(60_000);

  expect(clock.jumps).toBe(1);
});

it('says nothing more once it is stopped', () => {
  const { clock, stop } = start();

  stop();
  clock.ahead += 3_600_000;
  vi.advanceTimersByTime(60_000);

  expect(clock.jumps).toBe(0);
});
