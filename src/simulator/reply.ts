/** What the server answers to a request. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Done once the answer was sent. */
  readonly after?: () => void;
  /** Milliseconds to wait before the answer is sent. */
  readonly wait?: number;
  /** The connection breaks off in the middle of the body. */
  readonly cut?: boolean;
}

/** Success, in GWS's envelope. */
export function success(members: Readonly<Record<string, unknown>> = {}, after?: () => void): Reply {
  const reply = json(200, { statusCode: 0, ...members });
  return after ? { ...reply, after } : reply;
}

/** A refusal, in GWS's envelope. */
export function refusal(status: number, statusCode: number, statusMessage: string): Reply {
  return json(status, { statusCode, statusMessage });
}

/** GWS's refusal of a request that nobody is signed in for. */
export const accessDenied: Reply = refusal(403, 20, 'Access denied');

/** GWS's answer to a path that leads nowhere. */
export const notFound: Reply = refusal(404, 6, 'Resource not found');

/** Any value as JSON. */
export function json(status: number, value: unknown): Reply {
  return { status, type: 'application/json;charset=UTF-8', body: JSON.stringify(value) };
}

/** A page, as web servers, proxies and sign-in portals send them. */
export function page(status: number, title: string): Reply {
  return {
    status,
    type: 'text/html;charset=utf-8',
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><form><input name="j_username"></form></body></html>`,
  };
}

/** Plain text. */
export function text(status: number, body: string): Reply {
  return { status, type: 'text/plain;charset=UTF-8', body };
}
