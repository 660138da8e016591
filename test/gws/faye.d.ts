declare module 'faye' {
  import type { Server } from 'node:http';

  /** A Bayeux server, as much of it as the tests use. */
  class NodeAdapter {
    constructor(options: { readonly mount: string; readonly timeout: number });
    attach(server: Server): void;
    getClient(): { publish(channel: string, data: unknown): Promise<void>; disconnect(): void };
  }
  const faye: { readonly NodeAdapter: typeof NodeAdapter };
  export default faye;
}
