import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readImports } from './build/read-imports.ts';

const top = fileURLToPath(new URL('..', import.meta.url));

/** What each of the two hosts may import, which know nothing of each other. */
const host = [
  'src/core',
  'src/gws',
  'src/storage',
  'src/notifier.ts',
  'src/account.ts',
  'src/rehearsal.ts',
  'src/simulator',
  'node:',
];

/**
 * What each part may import besides its own files: other parts, `node:` for Node itself, and packages.
 * A part in `typesOnly` may be named for its types, which leave nothing in the build.
 */
const parts: Record<string, { readonly may: readonly string[]; readonly typesOnly?: readonly string[] }> = {
  'src/core': { may: ['valibot'] },
  'src/gws': { may: ['src/core', 'node:', 'cometd', 'p-limit'] },
  'src/storage': { may: ['src/core', 'node:'] },
  'src/notifier.ts': { may: ['src/core'] },
  'src/account.ts': { may: ['src/core', 'src/gws', 'src/storage', 'src/notifier.ts', 'node:'] },
  'src/rehearsal.ts': { may: ['src/core', 'src/notifier.ts'] },
  'src/simulator': { may: ['node:', 'cometd-nodejs-server'], typesOnly: ['src/core'] },
  'src/console': { may: [...host, 'http-parser-js', 'set-cookie-parser'] },
  'src/electron': { may: [...host, '@jellybrick/dbus-next', 'electron', 'electron-log', 'electron-store', 'valibot'] },
  renderer: { may: ['src/core', 'svelte'] },
};

/** The scripts of a component, or the whole of any other file. */
function scriptsOf(file: string): string {
  const text = readFileSync(path.join(top, file), 'utf8');
  if (!file.endsWith('.svelte')) return text;
  return Array.from(text.matchAll(/<script[^>]*>(.*?)<\/script>/gs), ([, script]) => script).join('\n');
}

/** Source files below the folder, by their path from the top level. */
function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte|js|mjs)$/.test(entry.name))
    .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Whether the name is the part itself or lies in it: `src/core` holds `src/core/route.ts`, `node:` holds `node:fs`. */
const isIn = (name: string, part: string) => name === part || name.startsWith(part.endsWith(':') ? part : `${part}/`);
const partOf = (file: string) => Object.keys(parts).find((part) => isIn(file, part));

/** Imports of the file which its part may not have, in words. */
function findBreaches(file: string, source: string): string[] {
  const part = partOf(file);
  if (part === undefined) return [`${file} belongs to no part of the plan`];
  const { may, typesOnly = [] } = parts[part]!;
  return readImports(source).flatMap(({ name, typeOnly }) => {
    const target = name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
    const allowed = [part, ...may, ...(typeOnly ? typesOnly : [])].some((one) => isIn(target, one));
    return allowed ? [] : [`${file} imports ${target}`];
  });
}

const sources = [...sourcesIn('src'), ...sourcesIn('renderer')];

describe('the layers', () => {
  it('import only what the plan of the house allows', () => {
    expect(sources.flatMap((file) => findBreaches(file, scriptsOf(file)))).toEqual([]);
  });

  it('keep cometd to the files of the Bayeux session', () => {
    const users = sources.filter((file) => readImports(scriptsOf(file)).some(({ name }) => isIn(name, 'cometd')));

    expect(users.filter((file) => !/^src\/gws\/(bayeux[\w-]*|cometd\.d)\.ts$/.test(file))).toEqual([]);
  });

  it.each([
    ['src/core/a.ts', "import fs from 'node:fs'"],
    ['src/core/a.ts', "export * from '../gws/rest.ts'"],
    ['src/core/a.ts', "import { app } from 'electron'"],
    ['src/console/a.ts', "await import('../electron/tray.ts')"],
    ['src/electron/a.ts', "import '../console/lines.ts'"],
    ['src/simulator/a.ts', "import { readRoute } from '../core/route.ts'"],
    ['src/simulator/a.ts', "import { type Route } from '../core/route.ts'"],
    ['src/simulator/a.ts', "import type { Message } from '../gws/bayeux.ts'"],
    ['src/notifier.ts', "type Rest = import('./gws/rest.ts').Rest"],
    ['src/account.ts', "import { app } from 'electron'"],
    ['renderer/views/a.ts', "import '../../src/notifier.ts'"],
    ['src/stray.ts', ''],
  ])('would notice in %s: %s', (file, source) => {
    expect(findBreaches(file, source)).toHaveLength(1);
  });

  it.each([
    ['src/core/a.ts', "import * as v from 'valibot'; import { b } from './b.ts'"],
    ['src/simulator/a.ts', "import type { Route } from '../core/route.ts'; import http from 'node:http'"],
    ['src/electron/a.ts', "import log from 'electron-log/main'; import { createAccount } from '../account.ts'"],
    ['renderer/views/a.ts', "import { flushSync } from 'svelte'; import '../base.css'; import '../../src/core/route.ts'"],
  ])('allow in %s: %s', (file, source) => {
    expect(findBreaches(file, source)).toEqual([]);
  });
});

describe('file names', () => {
  const files = [...sources, ...sourcesIn('test'), ...sourcesIn('build')];
  /** The name without its endings: `clock` for `clock.svelte.ts`, `route` for `route.test.ts`. */
  const stemOf = (file: string) => path.basename(file).replace(/\..*$/, '');

  it('are kebab-case, and PascalCase for components', () => {
    const wellNamed = (file: string) =>
      file.endsWith('.svelte') ? /^([A-Z][a-z0-9]*)+$/.test(stemOf(file)) : /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stemOf(file));

    expect(files.filter((file) => !wellNamed(file))).toEqual([]);
  });

  it('say what a file is about', () => {
    const empty = /(^|-)(index|utils?|helpers?|common|shared|manager|service|handler)(-|$)/i;

    expect(files.filter((file) => empty.test(stemOf(file).replace(/(?<=[a-z])(?=[A-Z])/g, '-')))).toEqual([]);
  });
});
