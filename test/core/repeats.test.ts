import { expect, it } from 'vitest';
import { firstRepeat, nextRepeat, putOff, type Repeats } from '../../src/core/repeats.ts';
import { START } from './samples.ts';

const FIVE = { repeatEvery: 5 };
const MINUTE = 60_000;

it('an alert comes again ten times, each after as many minutes as the rule says', () => {
  const times: number[] = [];
  for (let next = firstRepeat(FIVE, START); next; next = nextRepeat(next, FIVE, next.at)) times.push((next.at - START) / MINUTE);

  expect(times).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50]);
});

it('an alert comes again never where the rule does not say so', () => {
  expect(firstRepeat({ repeatEvery: 0 }, START)).toBeUndefined();
});

it('an alert that is put off comes as often as before', () => {
  const repeats: Repeats = { at: START, left: 3 };

  expect(putOff(repeats, FIVE, START + 1)).toEqual({ at: START + 1 + 5 * MINUTE, left: 3 });
});
