// @ts-check
/**
 * `npm run bench`: measures the whole pipeline beside the bare `cometd` client and prints what came of each goal.
 * `--quick` takes about a minute and a half, `--long` ten, `--only P1,P5` picks goals. See `docs/performance.md`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, loadConfigFromFile } from 'vite';

const top = fileURLToPath(new URL('..', import.meta.url));
const into = mkdtempSync(path.join(tmpdir(), 'workbin-notifier-bench-'));

/** Its programs, each of which runs in a process of its own. */
const programs = {
  run: import.meta.resolve('../test/bench/run.ts'),
  server: import.meta.resolve('../test/bench/server.ts'),
  bare: import.meta.resolve('../test/bench/bare.ts'),
  whole: import.meta.resolve('../test/bench/whole.ts'),
  empty: import.meta.resolve('../test/bench/empty.ts'),
};

/**
 * Bundles programs of the bench as the app is bundled.
 *
 * @param {(keyof typeof programs)[]} names
 * @param {{ plugins?: import('vite').Plugin[], external?: string[] }} how
 */
async function bundle(names, { plugins = [], external = [] } = {}) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: top,
    plugins,
    ssr: { noExternal: true, external: [...external, ...builtinModules.flatMap((name) => [name, `node:${name}`])] },
    build: {
      ssr: true,
      outDir: into,
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, fileURLToPath(programs[name])])),
        platform: 'node',
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

try {
  process.env['NODE_ENV'] = 'production';
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, path.join(top, 'vite.config.ts'));
  const window = [loaded?.config.plugins].flat().find((plugin) => plugin && 'name' in plugin && plugin.name === 'cometd-window');
  writeFileSync(path.join(into, 'package.json'), '{ "type": "module" }');
  // The stock client is used as it is installed: it makes its own global window.
  symlinkSync(path.join(top, 'node_modules'), path.join(into, 'node_modules'), 'junction');
  await bundle(['bare'], { external: ['cometd', 'cometd-nodejs-client'] });
  await bundle(['whole'], { plugins: [/** @type {import('vite').Plugin} */ (window)] });
  await bundle(['run'], { external: ['playwright-core'] });
  await bundle(['server', 'empty']);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(top, 'renderer'),
    base: './',
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
    build: {
      outDir: path.join(into, 'renderer'),
      emptyOutDir: true,
      target: 'chrome150',
      modulePreload: false,
      assetsInlineLimit: 0,
    },
  });
  const child = spawn(process.execPath, [path.join(into, 'run.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal tells the child of Ctrl-C itself; what it leaves behind is removed below.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill());
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
} finally {
  rmSync(into, { recursive: true, force: true });
}
