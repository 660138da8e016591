import { networkInterfaces } from 'node:os';

/**
 * Calls `changed` when the addresses of this machine have become others, until the returned function is called. Electron tells
 * its main process nothing of the network, so this looks every `every` ms; that there are no addresses at all is not told.
 */
export function watchNetwork(changed: () => void, every = 5_000, read: () => string = addresses): () => void {
  let known = read();
  const timer = setInterval(() => {
    const now = read();
    if (now === known) return;
    known = now;
    if (now !== '') changed();
  }, every);
  return () => clearInterval(timer);
}

function addresses(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, found]) => (found ?? []).filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`))
    .sort()
    .join('\n');
}
