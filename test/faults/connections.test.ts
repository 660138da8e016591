import { it } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { Fetch } from '../../src/gws/rest.ts';
import { BROKEN, endureAll, type Ordeal } from './ordeal.ts';
import { createFayeSite, createSimulatedSite, type Site } from './site.ts';

/** Faults of the network alone, which strike any server. */
const ordeals: readonly Ordeal<Site>[] = [
  { name: 'every connection is reset', strike: ({ proxy }) => proxy.resetAll() },
  {
    name: 'answers are closed in the middle',
    strike: ({ proxy }) => proxy.become({ kind: 'cut', after: 150, by: 'close' }),
    heal: async ({ proxy, shows }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
    },
    liveAtMost: BROKEN,
    handshakes: 12,
  },
  {
    name: 'answers are reset in the middle',
    strike: ({ proxy }) => proxy.become({ kind: 'cut', after: 150, by: 'reset' }),
    heal: async ({ proxy, shows }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
    },
    liveAtMost: BROKEN,
    handshakes: 12,
  },
  {
    name: 'answers drip, and characters come in two pieces',
    strike: ({ proxy }) => proxy.become({ kind: 'drip', bytes: 61, every: 1 }),
  },
  {
    name: 'answers stall for a moment',
    strike: ({ proxy }) => proxy.become({ kind: 'stall' }),
    heal: async ({ proxy }) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      proxy.become({ kind: 'pass' });
    },
    handshakes: 1,
  },
  {
    name: 'a proxy answers 502 with a page of its own',
    strike: ({ proxy }) =>
      proxy.become({ kind: 'answer', status: '502 Bad Gateway', body: '<html><h1>502 Bad Gateway</h1></html>' }),
    heal: async ({ proxy, shows }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
    },
    liveAtMost: BROKEN,
  },
  {
    name: 'every connection is refused',
    strike: ({ proxy }) => proxy.become({ kind: 'refuse' }),
    heal: async ({ proxy, shows }) => {
      await shows('offline');
      proxy.become({ kind: 'pass' });
    },
    liveAtMost: BROKEN,
  },
];

/** The name of the server cannot be looked up: `fetch` fails as Node's does. */
function createLostName(): Ordeal<Site> {
  const inner = createHttpFetch();
  let isLost = false;
  const fetch: Fetch = (url, init) => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND gws.example'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    return isLost ? Promise.reject(new TypeError('fetch failed', { cause })) : inner(url, init);
  };
  return {
    name: 'the name of the server cannot be looked up',
    watch: { fetch },
    strike: ({ proxy }) => {
      isLost = true;
      proxy.resetAll();
    },
    heal: async ({ shows }) => {
      await shows('offline');
      isLost = false;
    },
    liveAtMost: BROKEN,
  };
}

it('loses nothing and tells nothing twice, whatever the network does, on two Bayeux servers', async () => {
  await Promise.all([
    endureAll(createSimulatedSite, [...ordeals, createLostName()]),
    endureAll(createFayeSite, [...ordeals, createLostName()]),
  ]);
}, 90_000);
