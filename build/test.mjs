// @ts-check
/**
 * Runs all that says whether the app works: the build, each check and each test. The last line counts them:
 * `N passed, N failed`. A test that is skipped or still to be written counts as failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-host.mjs';
import { runChecks } from './run-checks.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));

/** The browser for tests of pages. On Debian it is installed if this may be done, elsewhere it has to be there. */
function needChromium() {
  const found = findChromium();
  if (found) return found;
  if (!process.env['CHROMIUM'] && process.platform === 'linux' && process.getuid?.() === 0)
    install('Chromium', ['chromium', 'fonts-liberation']);
  return findChromium();
}

/**
 * @param {string} what
 * @param {string[]} packages
 */
function install(what, packages) {
  console.log(`${what} is missing: installing it with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
}

/** A notification daemon, for the test that sees real notifications: on Debian it is installed if this may be done. */
function needDaemon() {
  const programs = ['dunst', 'dbus-daemon', 'Xvfb'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const missing = programs.filter((name) => !folders.some((folder) => existsSync(path.join(folder, name))));
  if (missing.length === 0 || process.platform !== 'linux') return;
  if (process.getuid?.() === 0) install('A notification daemon', ['dunst', 'dbus', 'xvfb']);
  else
    console.error(`For a test of notifications ${missing.join(', ')} is missing (on Debian: apt-get install dunst dbus xvfb).`);
}

/** @param {string[]} args */
const runNode = (...args) =>
  spawnSync(process.execPath, args, { cwd: top, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

/**
 * Runs all tests and counts them.
 *
 * @returns {{ passed: number, failed: number }}
 */
function runTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-test-'));
  const file = path.join(folder, 'result.json');
  const ok = runNode(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  );
  try {
    /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */
    const { testResults: files } = JSON.parse(readFileSync(file, 'utf8'));
    const tests = files.flatMap(({ assertionResults }) => assertionResults);
    const passed = tests.filter(({ status }) => status === 'passed').length;
    // A file that cannot be loaded fails without a failed test, and an error outside of any test fails only the run.
    const broken = files.filter(
      (one) => one.status === 'failed' && one.assertionResults.every(({ status }) => status !== 'failed'),
    );
    const failed = tests.length - passed + broken.length;
    return { passed, failed: ok ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const chromium = needChromium();
if (chromium) process.env['CHROMIUM'] = chromium;
else console.error('Chromium is missing. Install it (on Debian: apt-get install chromium) or name its path in CHROMIUM.');

needDaemon();

const built = runNode('build/build.mjs');
console.log(`${built ? 'ok    ' : 'FAILED'} build`);
const checks = await runChecks({ withTests: true });
const tests = chromium ? runTests() : { passed: 0, failed: 1 };

const passed = Number(built) + checks.passed + tests.passed;
const failed = Number(!built) + checks.failed + tests.failed;
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
