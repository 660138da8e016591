/** A session whose polls failed for so long counts as lost, in ms: a server keeps it 10 s. */
const KEPT = 9000;
/** A session counts as lost no sooner than after so many failed polls, however long each of them took. */
const LEAST_POLLS = 13;
const FIRST_ASK = 1500;
const MOST_ASK = 60_000;
const LOST_ASK = 300;

/**
 * How long to wait before a poll that failed is sent again, in ms; null: no more, the session is lost. The first is sent at once, the
 * others after a tenth of the time for which polls have failed and a little, so that a server that is back is noticed in time.
 */
export function pollPause(failures: number, failingFor: number): number | null {
  if (failures === 0) return 0;
  if (failures >= LEAST_POLLS && failingFor >= KEPT) return null;
  return Math.min(200 + failingFor / 10, 1000);
}

/** How long to wait before a workbin is asked for once more after `tries` failures in a row, in ms; soon where only the request was lost. */
export function askPause(tries: number, isRequestLost: boolean): number {
  if (isRequestLost && tries === 1) return LOST_ASK;
  return Math.min(FIRST_ASK * 2 ** (tries - 1), MOST_ASK);
}
