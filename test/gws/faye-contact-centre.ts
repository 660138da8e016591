import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import faye from 'faye';
import { onTestFinished } from 'vitest';

const WORKBIN = '11111111-2222-4333-8444-555555555555';
const ITEM = { receivedDate: '2026-01-02 03:04:05.000+0530', capabilities: [], emailType: 'Inbound' };

/** The least of a contact centre, on faye: a Bayeux server that shares no line with the simulator's. */
export interface FayeContactCentre {
  readonly origin: string;
  readonly handshakes: () => number;
  /** Puts an item into the workbin and tells everybody. */
  add(id: string): void;
  remove(id: string): void;
  /** Ends everything, as a crash would; items stay. */
  crash(): Promise<void>;
  /** Starts anew on the same port, knowing nobody. */
  restart(): Promise<void>;
}

export async function createFayeContactCentre(): Promise<FayeContactCentre> {
  const items = new Set<string>();
  let server: Server;
  let bayeux: InstanceType<typeof faye.NodeAdapter>;
  let port = 0;
  let handshakes = 0;

  const publish = (data: object): void => void bayeux.getClient().publish('/v2/me/workbins', data);
  const resource = (id: string) => ({ id, ...ITEM, subject: `Subject of ${id}`, userData: { Subject: `Subject of ${id}` } });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const reply = (body: object): void => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ statusCode: 0, ...body }));
    };
    const { pathname } = new URL(request.url ?? '/', 'http://faye.invalid');
    const definition = { id: WORKBIN, workbinName: 'InProgress', displayName: 'InProgress', type: 'Agent' };
    const emails = items.size > 0 ? { emails: [...items].map(resource) } : {};
    if (pathname === '/api/v2/me') return reply({ user: { id: 'u1', userName: 'faye', features: [] } });
    if (pathname === '/api/v2/services') return reply({ services: [{ id: 's', type: 'MultiMediaState', state: 'Active' }] });
    if (pathname === '/api/v2/workbins') return reply({ workbins: [definition] });
    if (pathname === '/api/v2/me/workitems') return reply({});
    if (!pathname.endsWith(WORKBIN)) {
      response.statusCode = 404;
      return void response.end();
    }
    if (request.method === 'GET') return reply({ workbin: { ...definition, ...emails } });
    reply({ referenceId: 1 });
    publish({ messageType: 'WorkbinSubscriptionStateChangeMessage', id: WORKBIN, stateResource: 'Subscribed', referenceId: 1 });
  }

  async function start(): Promise<void> {
    server = createServer(answer);
    bayeux = new faye.NodeAdapter({ mount: '/api/v2/notifications', timeout: 2 });
    bayeux.attach(server);
    server.on('request', (request: IncomingMessage) => {
      if (request.url?.endsWith('/handshake')) handshakes += 1;
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  }

  async function crash(): Promise<void> {
    bayeux.getClient().disconnect();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  await start();
  onTestFinished(crash);
  return {
    origin: `http://127.0.0.1:${port}`,
    handshakes: () => handshakes,
    add(id) {
      items.add(id);
      publish({ messageType: 'WorkbinStateChangeMessage', action: 'ItemAdded', id: WORKBIN, emailStateResourceV2: resource(id) });
    },
    remove(id) {
      items.delete(id);
      publish({ messageType: 'WorkbinStateChangeMessage', action: 'ItemRemoved', id: WORKBIN, emailStateResourceV2: { id } });
    },
    crash,
    restart: start,
  };
}
