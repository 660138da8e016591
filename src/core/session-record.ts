import type { Announcer } from './announcer.ts';
import { createServiceAlerts } from './backend.ts';
import type { Bins } from './bins.ts';
import type { Connection } from './connection.ts';
import { SILENCE, type Standing } from './connection-view.ts';
import type { ConnectionState, Service, Snapshot } from './contract.ts';
import type { Translate } from './language.ts';
import { createOutageAlerts } from './outage-alerts.ts';
import type { Account } from './resource.ts';
import { createStandingRecord } from './standing.ts';

/** What a window shows of the session. */
export type SessionView = Pick<Snapshot, 'account' | 'connection' | 'services' | 'workbins'>;

/**
 * What the feed has told of its session: whose it is, how it stands, and the services behind the server. Told the time, it keeps
 * no clock. Mutable, for one owner: the notifier.
 */
export interface SessionRecord {
  connection(next: Connection, now: number): void;
  account(next: Account): void;
  /** Gives those whose state is new. */
  services(next: readonly Service[]): readonly Service[];
  /** The server has listed its workbins in this session. */
  listed(): void;
  isListed(): boolean;
  /** A sign of life of the server, which may then be silent for `silence` ms. */
  alive(silence: number, now: number): void;
  /** Tells what has become of the session since, and alerts people of it; gives when to look again, ms since the epoch. */
  look(now: number): number;
  /** How it was at the last look. */
  state(): ConnectionState;
  view(now: number): SessionView;
}

/** What a session is followed with. */
export interface SessionRecordOptions {
  readonly server: string;
  readonly bins: Pick<Bins, 'lose' | 'watched' | 'view'>;
  readonly announcer: Pick<Announcer, 'plain'>;
  readonly t: Translate;
  /** Told how it stands, where that is new. */
  readonly tell: (standing: Standing) => void;
}

/** A record that begins with connecting, at `startedAt` (ms since the epoch). */
export function createSessionRecord(options: SessionRecordOptions, startedAt: number): SessionRecord {
  const { server, bins, announcer, t, tell } = options;
  const record = createStandingRecord(startedAt);
  const serviceAlerts = createServiceAlerts();
  const alerts = createOutageAlerts(announcer, t);
  let account: Account | null = null;
  let connection: Connection = { phase: 'connecting', attempt: 1, downSince: null };
  let services: readonly Service[] = [];
  let isListed = false;
  let aliveAt = startedAt;
  let silence = SILENCE;

  return {
    connection(next, now) {
      connection = next;
      if (next.phase !== 'open' && next.phase !== 'interrupted') isListed = false;
      if (next.phase === 'open') aliveAt = now;
      // What is told of after a session has ended was certain until its last sign of life.
      if (!isListed) bins.lose(aliveAt);
    },
    account: (next) => void (account = next),
    services(next) {
      const before = new Map(services.map(({ type, state }) => [type, state]));
      services = next;
      return next.filter(({ type, state }) => before.get(type) !== state);
    },
    listed: () => void (isListed = true),
    isListed: () => isListed,
    alive(quiet, now) {
      aliveAt = now;
      silence = quiet;
    },
    look(now) {
      const watched = isListed ? bins.watched() : null;
      const { standing, announce, dueAt } = record.update({ connection, watched, aliveAt, silence }, now);
      if (standing) tell(standing);
      alerts.session(announce, record.view(now), now);
      const service = serviceAlerts.update(services, connection.phase === 'open', now);
      alerts.interactionServer(service.announce, now);
      return Math.min(dueAt, service.dueAt);
    },
    state: () => record.state(),
    view(now) {
      const standing = record.view(now);
      const isConnected = standing.state !== 'offline' && standing.state !== 'signed-out';
      return {
        account: account && { server, userName: account.userName, fullName: account.fullName },
        connection: { ...standing, retryAt: connection.phase === 'waiting' ? connection.retryAt : null },
        services,
        workbins: bins.view(isConnected, aliveAt),
      };
    },
  };
}
