type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
const DOMAIN = '.scheme.invalid';

/** Electron's `protocol`. */
export const protocol = {
  registerSchemesAsPrivileged(_schemes: Electron.CustomScheme[]): void {},
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
};

/** The address under which Chromium, which knows no other schemes, sees a URL: `app://host/path` as `https://host.app.scheme.invalid/path`. */
export function toChromium(url: string): string {
  return url.replace(/^([a-z]+):\/\/([^/?#]*)/i, (all, scheme: string, host: string) =>
    handlers.has(scheme) ? `https://${host}.${scheme}${DOMAIN}` : all,
  );
}

/** The URL as the main process knows it. */
export function fromChromium(url: string): string {
  return url.replace(/^https:\/\/([^/?#]+)\.([a-z]+)\.scheme\.invalid/, '$2://$1');
}

/** What the product's own handler answers; null for a URL of another scheme. */
export async function answer(
  chromiumUrl: string,
  method: string,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer } | null> {
  const url = fromChromium(chromiumUrl);
  const handler = handlers.get(url.split(':')[0] ?? '');
  if (url === chromiumUrl || !handler) return null;
  const response = await handler(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}
