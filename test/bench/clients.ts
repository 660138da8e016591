import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { BareHandlers } from './bare.ts';
import { start, type Child } from './child.ts';
import type { ServerHandlers } from './server.ts';
import type { WholeHandlers } from './whole.ts';

/** The server that clients connect to, in a process of its own. */
export interface BenchServer {
  readonly child: Child<ServerHandlers>;
  readonly origin: string;
}

/** A connected client, the number of its session, and how long its start took in ms. */
export interface Client<Served extends BareHandlers | WholeHandlers> {
  readonly child: Child<Served>;
  readonly session: number;
  /** From the start of the process, and of loading the client in it, to the acknowledged subscription; and from there to all being certain. */
  readonly start: { readonly process: number; readonly client: number; readonly certain: number };
}

/** The stock client. */
export type Bare = Client<BareHandlers>;
/** Our whole pipeline. */
export type Whole = Client<WholeHandlers>;

/** Starts a server with empty workbins. */
export async function startServer(): Promise<BenchServer> {
  const child = start<ServerHandlers>('server');
  return { child, origin: await child.ask('listen') };
}

/** Where the ledgers of the bench are kept. */
const folder = path.join(import.meta.dirname, 'ledgers');

/** Starts a client and waits until it is connected. */
export async function startBare(server: BenchServer, nodeArgs: readonly string[] = []): Promise<Bare> {
  const child = start<BareHandlers>('bare', nodeArgs);
  const begun = await child.ask('connect', { origin: server.origin });
  return await describe(server, child, begun);
}

/** What `npm run watch` starts Node with. */
const WATCH_ARGS = manifest.scripts.watch.split(' ').filter((word) => word.startsWith('--'));

/** Starts our pipeline as `npm run watch` does and waits until everything is certain; its ledger is a new file. */
export async function startWhole(server: BenchServer, nodeArgs: readonly string[] = []): Promise<Whole> {
  const child = start<WholeHandlers>('whole', [...WATCH_ARGS, ...nodeArgs]);
  const begun = await child.ask('connect', { origin: server.origin, folder: mkdtempSync(folder) });
  return await describe(server, child, begun);
}

async function describe<Served extends BareHandlers | WholeHandlers>(
  server: BenchServer,
  child: Child<Served>,
  { startedAt, readyAt }: { readonly startedAt: number; readonly readyAt: number },
): Promise<Client<Served>> {
  const session = await server.child.ask('latest');
  const subscribedAt = await server.child.ask('subscribedAt', session);
  const since = (at: number): number => subscribedAt - at;
  return {
    child,
    session,
    start: { process: since(child.startedAt), client: since(startedAt), certain: readyAt - subscribedAt },
  };
}
