// @ts-check
/**
 * Builds the app into `dist/`. With `--if-stale` only if a source is younger than the last build.
 * Writes nothing to standard output, which belongs to the program that the same npm command starts next.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(top, 'dist');
const onlyIfStale = process.argv.includes('--if-stale');

/** Bears the time at which the build began: what changed later may not be in it. */
const stamp = '.built';

/** What a build is made from; of the folders everything below them. */
const sources = ['src', 'renderer', 'build/icons', 'package.json', 'vite.config.ts'];

// Each build has a folder of its own, so that two at once cannot mix and a failed one leaves the last good `dist` alone.
// It lies beside `dist`, since source maps name their sources by relative paths.
const next = path.join(top, `.dist-${process.pid}`);
const before = `${next}.old`;

/**
 * When something in `file` changed last, in ms since the epoch. A folder's own time tells of removed files.
 *
 * @param {string} file
 * @returns {number}
 */
function changedAt(file) {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return 0;
  const below = status.isDirectory() ? readdirSync(file).map((name) => changedAt(path.join(file, name))) : [];
  return Math.max(status.mtimeMs, ...below);
}

/** Whether `dist` is younger than every source. */
function isFresh() {
  const builtAt = statSync(path.join(dist, stamp), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return sources.every((source) => changedAt(path.join(top, source)) < builtAt);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Removes the folders of builds that were killed. */
function removeRemains() {
  for (const name of readdirSync(top)) {
    const pid = /^\.dist-(\d+)(\.old)?$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(path.join(top, name), { recursive: true, force: true });
  }
}

/** Puts the new build in the place of the old one. Where another build does so at the same moment, the last one stays. */
function putInPlace() {
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(dist)) renameSync(dist, before);
      renameSync(next, dist);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    } finally {
      rmSync(before, { recursive: true, force: true });
    }
  }
}

async function build() {
  const startedAt = new Date();
  // Vite would take over another value from the caller's environment, and tests have one.
  process.env['NODE_ENV'] = 'production';
  // Read only where something is to be built, which most starts have not.
  const { createBuilder } = await import('vite');
  const into = (/** @type {string} */ folder) => ({ build: { outDir: path.join(next, folder) } });
  const builder = await createBuilder({
    configFile: path.join(top, 'vite.config.ts'),
    logLevel: 'warn',
    environments: { client: into('renderer'), main: into(''), preload: into('') },
  });
  await builder.buildApp();
  writeFileSync(path.join(next, stamp), '');
  utimesSync(path.join(next, stamp), startedAt, startedAt);
  // Another build may have been ready first; what somebody reads by now is not taken away for the same.
  if (!onlyIfStale || !isFresh()) putInPlace();
}

if (!onlyIfStale || !isFresh()) {
  removeRemains();
  try {
    await build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}
