import { describeStanding, GRACE, SILENCE, type Circumstances, type Standing } from './connection-view.ts';
import type { ConnectionState, ConnectionView } from './contract.ts';

/** What a new look at the session brought. */
export interface StandingChange {
  /** How it stands now, where that is new. */
  readonly standing: Standing | null;
  /** Whether people are to be alerted: that watching has become impossible, or that it works again. */
  readonly announce: 'impossible' | 'possible' | null;
  /** When to look again even if nothing happens, ms since the epoch. */
  readonly dueAt: number;
}

/** Follows how the session stands for people. Told the time, it keeps no clock. Mutable, for one owner: the notifier. */
export interface StandingRecord {
  /** As of the last update. */
  state(): ConnectionState;
  update(seen: Pick<Circumstances, 'connection' | 'watched' | 'aliveAt' | 'silence'>, now: number): StandingChange;
  view(now: number): Omit<ConnectionView, 'retryAt'>;
}

/** How long watching must have been impossible before an alert says so, in ms. */
const IMPOSSIBLE = 60_000;

/** A record that begins with connecting, at `startedAt` (ms since the epoch). */
export function createStandingRecord(startedAt: number): StandingRecord {
  let standing: Standing = { state: 'connecting', reason: 'Connecting to the server' };
  let since = startedAt;
  let certainAt: number | null = null;
  let wasLive = false;
  let impossibleSince: number | null = startedAt;
  /** What people were last alerted of. */
  let announced: 'lost' | 'signed-out' | null = null;

  /** One alert once watching has been impossible for a minute or the sign-in is refused, and one when it works again. */
  function decideAnnouncement(now: number, stopped: boolean): StandingChange['announce'] {
    if (standing.state === 'live' || standing.state === 'degraded') {
      impossibleSince = null;
      if (announced === null || standing.state !== 'live') return null;
      announced = null;
      return 'possible';
    }
    impossibleSince ??= now;
    if (stopped || announced === 'signed-out') return null;
    if (standing.state === 'signed-out') {
      announced = 'signed-out';
      return 'impossible';
    }
    if (announced === 'lost' || now - impossibleSince < IMPOSSIBLE) return null;
    announced = 'lost';
    return 'impossible';
  }

  return {
    update({ connection, watched, aliveAt, silence = SILENCE }, now) {
      if (connection.phase !== 'open' && connection.phase !== 'interrupted') wasLive = false;
      const next = describeStanding({ connection, watched, aliveAt, silence, before: standing, now, wasLive });
      const isNew = next.state !== standing.state || next.reason !== standing.reason;
      if (next.state !== standing.state) since = now;
      standing = next;
      if (next.state === 'live') {
        wasLive = true;
        certainAt = now;
      }
      const announce = decideAnnouncement(now, connection.phase === 'stopped');
      const dues = [
        connection.phase === 'interrupted' ? connection.since + GRACE : Infinity,
        connection.phase === 'open' ? aliveAt + silence : Infinity,
        impossibleSince !== null && announced === null && connection.phase !== 'stopped'
          ? impossibleSince + IMPOSSIBLE
          : Infinity,
      ];
      return { standing: isNew ? next : null, announce, dueAt: Math.min(...dues.filter((due) => due > now)) };
    },
    state: () => standing.state,
    view: (now) => ({ ...standing, since, freshAt: standing.state === 'live' ? now : certainAt }),
  };
}
