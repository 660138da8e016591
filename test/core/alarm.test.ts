import { expect, it } from 'vitest';
import { createAlarm } from '../../src/core/alarm.ts';
import { START } from './samples.ts';

/** An alarm over timers that run only when they are told to. */
function open() {
  let now = START;
  const rung: number[] = [];
  const timers = new Map<() => void, number>();
  const alarm = createAlarm(
    () => now,
    (run, ms) => {
      timers.set(run, ms);
      return () => void timers.delete(run);
    },
    () => rung.push(now),
  );
  return {
    alarm,
    rung,
    delays: () => [...timers.values()],
    moveClock: (by: number) => void (now += by),
    /** So much time passes, on the clock too. */
    pass(ms: number) {
      now += ms;
      for (const [run, delay] of [...timers]) {
        timers.delete(run);
        if (delay <= ms) run();
        else timers.set(run, delay - ms);
      }
    },
  };
}

it('rings once, at the moment it is set to', () => {
  const { alarm, rung, pass } = open();

  alarm.set(START + 1000);
  pass(999);
  const before = [...rung];
  pass(1);
  pass(5000);

  expect(before).toEqual([]);
  expect(rung).toEqual([START + 1000]);
});

it('rings at the moment it was set to last, sooner or later', () => {
  const { alarm, rung, pass } = open();

  alarm.set(START + 1000);
  alarm.set(START + 500);
  pass(500);
  alarm.set(START + 2000);
  alarm.set(START + 3000);
  pass(2500);

  expect(rung).toEqual([START + 500, START + 3000]);
});

it('does not ring while it is set to nothing', () => {
  const { alarm, rung, delays, pass } = open();

  alarm.set(START + 1000);
  alarm.set(Infinity);
  pass(2000);

  expect([rung, delays()]).toEqual([[], []]);
});

it('keeps its timer when it is set to the same moment again', () => {
  const { alarm, delays, moveClock } = open();

  alarm.set(START + 1000);
  moveClock(400);
  alarm.set(START + 1000);

  expect(delays()).toEqual([1000]);
});

it('can be set to the same moment again once it has rung', () => {
  const { alarm, rung, pass } = open();

  alarm.set(START);
  pass(0);
  alarm.set(START);
  pass(0);

  expect(rung).toEqual([START, START]);
});

it('rings at once for what has passed', () => {
  const { alarm, delays } = open();

  alarm.set(-Infinity);

  expect(delays()).toEqual([0]);
});

it('rings within a day, so that who waits for longer can set it anew', () => {
  const { alarm, rung, pass } = open();

  alarm.set(START + 30 * 86_400_000);
  pass(86_400_000);

  expect(rung).toEqual([START + 86_400_000]);
});

it('never rings after it was stopped', () => {
  const { alarm, rung, delays, pass } = open();

  alarm.set(START + 1000);
  alarm.stop();
  alarm.set(START + 2000);
  pass(5000);

  expect([rung, delays()]).toEqual([[], []]);
});
