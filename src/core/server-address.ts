/** Where on a server its API lies, and Workspace, of which people copy the address. @see GWS 8.5.2 API, Making a Request */
const KNOWN_PATH = /^\/(api\/v2|ui)(\/|$)/i;

/**
 * What a person typed as the server: its origin, or why it is none, in words for that person. A path is left out where it is known
 * to lie on that origin; any other says that the API is meant to be looked for where it is not.
 */
export function readServer(typed: string): { kind: 'server'; origin: string } | { kind: 'unusable'; why: string } {
  const trimmed = typed.trim();
  if (trimmed === '') return { kind: 'unusable', why: 'Enter the address of the server, for example https://gws.example:8090.' };
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\s]*)(\/[^?#]*)?(?:[?#].*)?$/i.exec(trimmed);
  const scheme = (match?.[1] ?? 'https').toLowerCase();
  const host = match?.[2]?.toLowerCase() ?? '';
  if (scheme !== 'http' && scheme !== 'https')
    return { kind: 'unusable', why: `The address must start with https:// or http://, not ${scheme}://.` };
  if (host.includes('@'))
    return { kind: 'unusable', why: 'Leave user name and password out of the address; they have their own fields.' };
  const parts = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(host);
  if (
    !parts?.[1] ||
    !isHost(parts[1]) ||
    /[\s%<>"\\^`{|}]/.test(parts[1]) ||
    Number(parts[2] ?? 1) > 65535 ||
    Number(parts[2] ?? 1) < 1
  )
    return { kind: 'unusable', why: `“${trimmed}” is not the address of a server. Use a form like https://gws.example:8090.` };
  const port = parts[2] === undefined || Number(parts[2]) === (scheme === 'https' ? 443 : 80) ? '' : `:${Number(parts[2])}`;
  const origin = `${scheme}://${parts[1]}${port}`;
  const path = match?.[3] ?? '/';
  if (path !== '/' && !KNOWN_PATH.test(path))
    return {
      kind: 'unusable',
      why: `Genesys Web Services lies at the top of its server, not under ${path.slice(0, 40)}. Leave that out: ${origin}.`,
    };
  return { kind: 'server', origin };
}

/** Whether a host that looks like an address of IPv4 or IPv6 is one; names are left to the network. */
function isHost(host: string): boolean {
  if (/^[\d.]+$/.test(host)) return /^(\d{1,3}\.){3}\d{1,3}$/.test(host) && host.split('.').every((part) => Number(part) < 256);
  if (!host.startsWith('[')) return true;
  const groups = host.slice(1, -1).split(':');
  const isShort = host.split('::').length === 2;
  const count = groups.filter((group) => group !== '').length;
  return (
    groups.every((group) => group.length <= 4 || group.includes('.')) && (isShort ? count < 8 : count === 8 || /\./.test(host))
  );
}
