// @ts-check
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

const typed = ['src/core', 'src/gws', 'src/storage', 'src/console', 'src/simulator', 'src/electron', 'src', 'test', 'build'];

/**
 * The checks by name: a package's command or a script of this folder, and its arguments.
 *
 * @type {Record<string, string[]>}
 */
const checks = {
  ...Object.fromEntries(typed.map((folder) => [`types of ${folder}`, ['typescript/tsc', '-p', folder]])),
  svelte: ['svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  lint: ['eslint', '--config', 'build/eslint.config.js', '--max-warnings', '0', '.'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  unused: ['knip', '--config', 'build/knip.json', '--no-progress'],
  layers: ['vitest', 'run', 'test/layers.test.ts'],
  languages: ['vitest', 'run', 'test/languages.test.ts'],
  lock: ['./check-lock.mjs'],
};

/**
 * Path of the script behind a package's command, so that it runs on this very Node and without a shell on every system.
 *
 * @param {string} command `package` or `package/command`
 */
function scriptOf(command) {
  if (command.startsWith('./')) return fileURLToPath(new URL(command, import.meta.url));
  const [name = '', bin = name] = command.split('/');
  const manifest = path.join(top, 'node_modules', name, 'package.json');
  const { bin: bins } = createRequire(import.meta.url)(manifest);
  return path.join(path.dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
}

/**
 * Runs one check.
 *
 * @param {string[]} check
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run([command = '', ...args]) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [scriptOf(command), ...args], { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (/** @type {string} */ text) => (output += text);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', add);
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

/**
 * Runs all checks, two at a time, and prints a line for each as it ends, with its output where it failed.
 *
 * @param {{ withTests?: boolean }} [options] `withTests`: whether all tests are run as well, so that none is a check besides
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks({ withTests = false } = {}) {
  const waiting = Object.entries(checks).filter(([, [command]]) => !withTests || command !== 'vitest');
  const count = { passed: 0, failed: 0 };
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      const startedAt = performance.now();
      const { ok, output } = await run(check);
      count[ok ? 'passed' : 'failed']++;
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
      if (!ok) console.log(output.trimEnd().replace(/^/gm, '       '));
    }
  };
  await Promise.all([work(), work()]);
  return count;
}
