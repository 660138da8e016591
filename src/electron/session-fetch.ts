interface SessionFetchOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly closeAllConnections: () => Promise<void>;
  readonly log: (line: string) => void;
}

/** The network with the cookies of the app's session. */
export interface SessionFetch {
  (url: string, init: RequestInit): Promise<Response>;
  /**
   * Closes all connections; what is asked for from now on goes over new ones. Electron spares none that is in use, so this is not
   * the `dropConnections` of `gws/rest.ts`, which may come while a handshake or a goodbye is under way.
   */
  closeConnections(): Promise<void>;
}

/** How long a request waits for the connections to be closed, in ms. */
const PATIENCE = 1000;

/** A fetch over Electron's network. While connections are being closed a request waits, or it would be ended with them. */
export function createSessionFetch({ fetch, closeAllConnections, log }: SessionFetchOptions): SessionFetch {
  let closing: Promise<void> | null = null;

  async function close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    try {
      await Promise.race([closeAllConnections(), patience]);
    } catch (error) {
      log(`connections could not be closed: ${error instanceof Error ? error.name : typeof error}`);
    } finally {
      clearTimeout(timer);
      closing = null;
    }
  }

  async function fetchAfter(url: string, init: RequestInit): Promise<Response> {
    if (closing !== null) await closing;
    return fetch(url, { credentials: 'include', ...init });
  }
  return Object.assign(fetchAfter, { closeConnections: () => (closing ??= close()) });
}
