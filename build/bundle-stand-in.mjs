// @ts-check
/**
 * Bundles Electron's stand-in into `dist/stand-in/`, where it is older than its sources or missing: Node 20 runs no TypeScript.
 * Started by itself it does only that.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const top = fileURLToPath(new URL('..', import.meta.url));
const sources = path.join(top, 'test', 'stand-in');
const bundled = path.join(top, 'dist', 'stand-in');

/** What Node is to be given with `--import`. */
export const registerStandIn = path.join(bundled, 'register.js');

function isFresh() {
  const changedAt = readdirSync(sources).map((name) => statSync(path.join(sources, name)).mtimeMs);
  return existsSync(registerStandIn) && Math.max(...changedAt) < statSync(registerStandIn).mtimeMs;
}

/** Bundles the stand-in unless that is done already. */
export async function bundleStandIn() {
  if (isFresh()) return;
  // Two that bundle at once do not meet halfway: each has a folder of its own until it is done.
  const next = `${bundled}-${process.pid}`;
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: top,
      ssr: { noExternal: true, external: ['playwright-core', '@jellybrick/dbus-next'] },
      build: {
        ssr: true,
        outDir: next,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          input: { electron: path.join(sources, 'electron.ts'), register: path.join(sources, 'register.ts') },
          output: { format: 'es', entryFileNames: '[name].js' },
        },
      },
    });
    mkdirSync(bundled, { recursive: true });
    for (const name of readdirSync(next)) renameSync(path.join(next, name), path.join(bundled, name));
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleStandIn();
