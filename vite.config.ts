import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { HeaviestFirst } from './build/test-order.ts';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * `cometd` takes its timers and console from a global `window`. This gives its modules one of their own,
 * so that no other library in the main process takes it for a browser.
 */
export const cometdWindow: Plugin = {
  name: 'cometd-window',
  transform(code, id) {
    if (!/node_modules[\\/]cometd[\\/].*\.js$/.test(id)) return undefined;
    return {
      code: `import { cometdWindow as window } from ${JSON.stringify(at('src/gws/cometd-window.ts'))};${code}`,
      map: null,
    };
  },
};

/** Puts the icons of the tray and the task bar beside the main process, which loads them by path. */
const icons: Plugin = {
  name: 'icons',
  applyToEnvironment: (environment) => environment.name === 'main',
  generateBundle() {
    for (const folder of ['tray', 'overlay'])
      for (const name of readdirSync(at(`build/icons/${folder}`))) {
        const source = readFileSync(at(`build/icons/${folder}/${name}`));
        this.emitFile({ type: 'asset', fileName: `icons/${folder}/${name}`, source });
      }
  },
};

/** Says beside each bundle whose packages are in it and under which licences, as those ask for: minified code bears no notices. */
const notices: Plugin = {
  name: 'notices',
  applyToEnvironment: (environment) => environment.name === 'client' || environment.name === 'main',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const folders = modules.flatMap((id) => /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []);
    const source = [...new Set(folders)]
      .sort()
      .map(describePackage)
      .join(`\n${'-'.repeat(80)}\n`);
    const fileName = `${this.environment.name === 'main' ? 'electron/' : ''}third-party-notices.txt`;
    this.emitFile({ type: 'asset', fileName, source });
  },
};

function describePackage(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  return [`${name} ${version} (${license})`, ...texts.map((file) => readFileSync(path.join(folder, file), 'utf8'))].join('\n\n');
}

/** Everything but Electron and Node itself is bundled, so that no `node_modules` folder ships. */
const forNode = (input: Record<string, string>, format: 'es' | 'cjs'): EnvironmentOptions => ({
  consumer: 'server',
  resolve: {
    noExternal: true,
    external: ['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])],
    conditions: ['node', 'import', 'module', 'default'],
  },
  build: {
    outDir: at('dist'),
    emptyOutDir: false,
    target: 'node20',
    // Half as much to read at each start; the source maps beside it say what was where.
    minify: true,
    sourcemap: true,
    copyPublicDir: false,
    rolldownOptions: {
      input,
      external: ['electron'],
      platform: 'node',
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});

/** The three builds. Tests have one environment of their own, in which Node finds packages by itself. */
const environments: Record<string, EnvironmentOptions> = {
  client: {
    build: {
      outDir: at('dist/renderer'),
      emptyOutDir: true,
      target: 'chrome150',
      modulePreload: false,
      sourcemap: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer/index.html'), sound: at('renderer/sound.html') } },
    },
  },
  main: forNode(
    {
      'electron/main': at('src/electron/main.ts'),
      'console/main': at('src/console/main.ts'),
      'simulator/main': at('src/simulator/main.ts'),
    },
    'es',
  ),
  preload: forNode({ 'electron/preload': at('src/electron/preload.ts') }, 'cjs'),
};

export default defineConfig(({ mode }) => ({
  root: at('renderer'),
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), cometdWindow, icons, notices],
  builder: {
    // Vite always adds an environment named ssr, which has nothing to build here.
    buildApp: async (builder) => {
      for (const name of ['client', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: mode === 'test' ? {} : environments,
  test: {
    root: at('.'),
    // Many tests wait for a browser, a server or a clock, and none asserts how long anything takes.
    maxWorkers: '100%',
    sequence: { sequencer: HeaviestFirst },
    projects: [
      // What is pure leaves nothing behind for the next file, which spares each a process of its own.
      { extends: true, test: { name: 'core', include: ['test/core/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'all else', include: ['test/**/*.test.ts'], exclude: ['test/core/**'] } },
    ],
    globalSetup: [at('test/temporary-files.ts')],
    setupFiles: [at('test/record-traffic.ts')],
    alias: { electron: at('test/stand-in/electron.ts') },
    server: { deps: { inline: ['cometd', 'electron-store'] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A machine with much else to do takes longer than the second that it has by default.
    expect: { poll: { timeout: 15_000 } },
  },
}));
