import { describe, expect, it } from 'vitest';
import { askPause, pollPause } from '../../src/gws/retry-pause.ts';

/** When polls are sent that all fail after so many ms, from the first failure on. */
function pollTimes(takes: number): readonly number[] {
  const times: number[] = [];
  for (let at = 0, pause = pollPause(0, 0); pause !== null; pause = pollPause(times.length, at)) {
    at += pause;
    times.push(at);
    at += takes;
  }
  return times;
}

describe('polls that fail', () => {
  it('are sent again at once', () => {
    expect(pollPause(0, 0)).toBe(0);
    expect(pollPause(0, 60_000)).toBe(0);
  });

  it('are sent again so often that a server is noticed within a tenth of the time it was away and 0.2 s', () => {
    const times = pollTimes(0);

    const gaps = times.slice(1).map((at, index) => at - times[index]!);
    for (const [index, gap] of gaps.entries()) expect(gap).toBeLessThan(times[index]! / 10 + 201);
  });

  it('are given up when the server has forgotten the session, after some twenty', () => {
    const times = pollTimes(0);

    expect(times.at(-1)).toBeGreaterThan(8500);
    expect(times.at(-1)).toBeLessThan(10_500);
    expect(times.length).toBeLessThanOrEqual(20);
  });

  it('are not given up sooner where each takes long', () => {
    expect(pollTimes(5000)).toHaveLength(13);
  });
});

it.each([
  [1, false, 1500],
  [2, false, 3000],
  [4, false, 12_000],
  [9, false, 60_000],
  [1, true, 300],
  [2, true, 3000],
])('asks for a workbin again after failure %d in a row (request lost: %s) in %d ms', (tries, isRequestLost, pause) => {
  expect(askPause(tries, isRequestLost)).toBe(pause);
});
