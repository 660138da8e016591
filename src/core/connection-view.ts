import type { Connection } from './connection.ts';
import type { ConnectionState, Watch } from './contract.ts';

/** What the standing of one watched workbin says about the whole. */
export interface WatchedBin {
  readonly name: string;
  readonly watch: Watch;
  readonly reason: string | null;
  readonly level: boolean;
}

/** What people are told of the session: its state and the reason in plain words. */
export interface Standing {
  readonly state: ConnectionState;
  readonly reason: string;
}

/** A break that heals within this time on the same session is no change, in ms. */
export const GRACE = 5000;
/** Without any answer for this long nothing is certain, in ms. */
export const SILENCE = 45_000;

/** All that the standing of a session depends on. */
export interface Circumstances {
  readonly connection: Connection;
  /** Null until the server has listed its workbins in this session. */
  readonly watched: readonly WatchedBin[] | null;
  readonly before: Standing;
  readonly aliveAt: number;
  /** For how long silence is normal, in ms; 45 s unless the server holds polls longer. */
  readonly silence?: number;
  readonly now: number;
  /** Whether everything was certain before in this session. */
  readonly wasLive: boolean;
}

/** How the session stands for people and scripts. It is `live` only when every watched workbin is certainly watched. */
export function describeStanding(circumstances: Circumstances): Standing {
  const { connection, watched, before, aliveAt, silence = SILENCE, now, wasLive } = circumstances;
  switch (connection.phase) {
    case 'stopped':
      return { state: 'offline', reason: 'Not connected' };
    case 'signed-out':
      return { state: 'signed-out', reason: connection.why };
    case 'waiting':
      return { state: 'offline', reason: connection.why };
    case 'connecting':
      if (connection.downSince === null) return { state: 'connecting', reason: 'Connecting to the server' };
      return before.state === 'offline' ? before : { state: 'offline', reason: 'Connecting again' };
    case 'interrupted':
      return now - connection.since < GRACE ? before : { state: 'offline', reason: connection.why };
    case 'open':
      break;
  }
  if (now - aliveAt >= silence) return { state: 'offline', reason: 'The server has been silent for too long' };
  if (!connection.proven || watched === null) return { state: 'connecting', reason: 'Looking up the workbins' };
  const unsettled = watched.filter((bin) => bin.watch !== 'failed' && !(bin.watch === 'subscribed' && bin.level));
  const explained = unsettled.find((bin) => bin.reason !== null);
  if (explained) {
    const alike = unsettled.filter(({ reason }) => reason === explained.reason);
    return { state: 'degraded', reason: `Not certain about ${nameBins(alike)}: ${explained.reason ?? ''}` };
  }
  if (unsettled.length > 0)
    return wasLive
      ? { state: 'degraded', reason: `Not yet certain about ${nameBins(unsettled)}` }
      : { state: 'connecting', reason: `Reading ${nameBins(unsettled)}` };
  const failed = watched.filter((bin) => bin.watch === 'failed');
  if (failed.length > 0)
    return { state: 'live', reason: `Watching, except ${nameBins(failed)}: ${failed[0]?.reason ?? 'refused'}` };
  return { state: 'live', reason: watched.length === 0 ? 'Connected; there is no workbin to watch' : 'Watching' };
}

function nameBins(bins: readonly WatchedBin[]): string {
  const [first] = bins;
  return bins.length === 1 && first ? first.name : `${bins.length} workbins`;
}
