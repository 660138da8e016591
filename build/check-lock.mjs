// @ts-check
/**
 * Whether `package-lock.json` is complete: every package named in it, also the optional ones for other systems, has its entry.
 * A registry that lacks one lets `npm install` write a lock file with which `npm ci` fails, or works on this system only.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ version?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 */

/**
 * The entry that `name` resolves to when asked for from `folder`: the nearest `node_modules` upwards, as Node looks for it.
 *
 * @param {Lock['packages']} packages
 * @param {string} folder
 * @param {string} name
 * @returns {Entry | undefined}
 */
function resolve(packages, folder, name) {
  const nested = packages[`${folder}${folder && '/'}node_modules/${name}`];
  if (nested || !folder) return nested;
  return resolve(packages, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name);
}

/**
 * Every dependency without an entry, as `package: dependency@range`; empty when the lock is complete.
 *
 * @param {Lock} lock
 * @returns {string[]}
 */
export function findAbsent({ packages }) {
  return Object.entries(packages).flatMap(([folder, entry]) =>
    Object.entries({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter(([name]) => !resolve(packages, folder, name))
      .map(([name, range]) => `${folder.replace(/^node_modules\//, '') || 'the app'}: ${name}@${range}`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const absent = findAbsent(JSON.parse(readFileSync(file, 'utf8')));
  for (const line of absent) console.error(`absent: ${line}`);
  process.exitCode = absent.length > 0 ? 1 : 0;
}
