import { readRecord, readText } from '../core/record.ts';

/** What a redirect means, in plain words: GWS answers with none. */
export const REDIRECTED = 'The server sends us to another page, perhaps a sign-in page of its own';

/** Whether this is why a request failed: Electron rejects where Node gives the redirect as an answer (electron/electron#43715). */
export function isRedirect(error: unknown): boolean {
  return error instanceof Error && /redirect/i.test(error.message);
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at this address',
  ECONNRESET: 'The connection was cut',
  EPIPE: 'The connection was cut',
  ENOTFOUND: 'No server of this name is known',
  EAI_AGAIN: 'The name of the server cannot be looked up',
  ETIMEDOUT: 'No answer',
  UND_ERR_SOCKET: 'The connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'No answer',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the server is not signed by an authority that this computer trusts',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the server is not signed by an authority that this computer trusts',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the server is not signed by an authority that this computer trusts',
  ERR_SSL_WRONG_VERSION_NUMBER: 'This server does not speak https; try http://',
  'net::ERR_SSL_PROTOCOL_ERROR': 'This server does not speak https; try http://',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server is for another name',
  'net::ERR_CONNECTION_REFUSED': 'Nothing answers at this address',
  'net::ERR_CONNECTION_RESET': 'The connection was cut',
  'net::ERR_NAME_NOT_RESOLVED': 'No server of this name is known',
  'net::ERR_INTERNET_DISCONNECTED': 'This computer has no network',
  'net::ERR_NETWORK_CHANGED': 'The network changed',
  'net::ERR_CERT_AUTHORITY_INVALID': 'The certificate of the server is not signed by an authority that this computer trusts',
  'net::ERR_CERT_DATE_INVALID': 'The certificate of the server has expired or is not yet valid',
  'net::ERR_CERT_COMMON_NAME_INVALID': 'The certificate of the server is for another name',
};

/** What kept a request from being answered, in plain words with the technical code behind them. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'The request failed';
  const cause = readRecord(error.cause);
  const code =
    (cause && readText(cause['code'])) ??
    readText((error as NodeJS.ErrnoException).code) ??
    /net::[A-Z_]+/.exec(error.message)?.[0] ??
    null;
  if (isRedirect(error)) return REDIRECTED;
  return code === null
    ? `The request failed (${error.message.slice(0, 100)})`
    : `${CAUSES[code] ?? 'The request failed'} (${code})`;
}
