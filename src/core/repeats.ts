import type { AlertManner } from './rule.ts';

/** When the alert of an item comes again, ms since the epoch, and how often at most. */
export interface Repeats {
  readonly at: number;
  readonly left: number;
}

const MINUTE = 60_000;
/** How often an alert comes again at most. */
const MOST = 10;

/** When an alert that is told at `now` comes again for the first time; undefined where it does not. */
export function firstRepeat({ repeatEvery }: Pick<AlertManner, 'repeatEvery'>, now: number): Repeats | undefined {
  return repeatEvery === 0 ? undefined : { at: now + repeatEvery * MINUTE, left: MOST };
}

/** When it comes again after it came at `now`; undefined after the last time. */
export function nextRepeat(
  repeats: Repeats,
  { repeatEvery }: Pick<AlertManner, 'repeatEvery'>,
  now: number,
): Repeats | undefined {
  return repeats.left <= 1 ? undefined : { at: now + repeatEvery * MINUTE, left: repeats.left - 1 };
}

/** As it is put off while alerts are held: it has not come. */
export function putOff(repeats: Repeats, { repeatEvery }: Pick<AlertManner, 'repeatEvery'>, now: number): Repeats {
  return { ...repeats, at: now + repeatEvery * MINUTE };
}
