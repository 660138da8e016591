import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeElectron } from './build/made-up-electron.ts';
import { readImports } from './build/read-imports.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(path.join(tmpdir(), 'workbin-package-'));
const run = promisify(execFile);

const systems = [
  { platform: 'linux', folder: path.join(temporary, 'linux/linux-unpacked'), program: 'workbin-notifier' },
  { platform: 'win32', folder: path.join(temporary, 'win32/win-unpacked'), program: 'Workbin Notifier.exe' },
] as const;

/** Packs the built app for one system. What packaging might want to download fails at once, since nothing listens on port 9. */
async function pack(platform: 'linux' | 'win32') {
  const electron = path.join(temporary, `electron-${platform}`);
  await makeElectron(electron, platform);
  const nowhere = 'http://127.0.0.1:9/';
  const env = { ...process.env, ELECTRON_MIRROR: nowhere, ELECTRON_BUILDER_BINARIES_MIRROR: nowhere };
  const target = [platform === 'linux' ? '--linux' : '--win', 'dir', '--x64'];
  const places = [`-c.electronDist=${electron}`, `-c.directories.output=${path.join(temporary, platform)}`];
  const packing = run(process.execPath, ['node_modules/electron-builder/cli.js', ...target, ...places], { cwd: top, env });
  // What went wrong stands in the log, which goes to standard output.
  await packing.catch((error: unknown) => expect.fail((error as { stdout: string }).stdout));
}

const archive = (folder: string) => path.join(folder, 'resources/app.asar');
const filesIn = (folder: string) =>
  listPackage(archive(folder), { isPack: false }).map((file) => file.replaceAll('\\', '/').slice(1));

beforeAll(async () => {
  await run(process.execPath, ['build/build.mjs', '--if-stale'], { cwd: top });
  await Promise.all(systems.map(({ platform }) => pack(platform)));
});
afterAll(() => {
  rmSync(temporary, { recursive: true });
});

describe.each(systems)('the package for $platform', ({ folder, program }) => {
  it('holds what the app runs', () => {
    expect(filesIn(folder)).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/electron/main.js',
        'dist/electron/preload.cjs',
        'dist/renderer/index.html',
        'dist/icons/tray/watching-light.png',
      ]),
    );
  });

  it('holds no other host, no source, no test and no source map', () => {
    const known = /^(package\.json|dist|dist\/(electron|renderer|chunks|icons)(\/[\w@.-]+)*)$/;

    const odd = filesIn(folder).filter(
      (file) => !known.test(file) || /\.(map|ts|svelte)$|(^|[/.-])test[/.-]|stand-in/.test(file),
    );

    expect(odd).toEqual([]);
  });

  it('holds every module that its modules import', () => {
    const files = filesIn(folder);

    const imported = files
      .filter((file) => /^dist\/(electron|chunks)\/.*\.js$/.test(file))
      .flatMap((file) =>
        readImports(extractFile(archive(folder), file).toString())
          .filter(({ name }) => name.startsWith('.'))
          .map(({ name }) => path.posix.join(path.posix.dirname(file), name)),
      );

    expect(imported.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('says whose packages are in it, with their licences', () => {
    const notices = ['dist/electron', 'dist/renderer'].map((of) =>
      extractFile(archive(folder), `${of}/third-party-notices.txt`).toString(),
    );

    expect(notices[0]).toMatch(/^cometd 9\.0\.0 \(Apache-2\.0\)$/m);
    expect(notices[0]).toContain('Apache License');
    expect(notices[1]).toMatch(/^svelte [\d.]+ \(MIT\)$/m);
  });

  it('keeps the scripts and tools of development to itself', () => {
    const manifest = JSON.parse(extractFile(archive(folder), 'package.json').toString()) as Record<string, unknown>;

    expect(manifest).toMatchObject({ name: 'workbin-notifier', main: 'dist/electron/main.js', type: 'module' });
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  it('has every fuse set', async () => {
    const wire: Record<number, number | string | undefined> = await getCurrentFuseWire(path.join(folder, program));

    const fuses = Object.entries(FuseV1Options).filter(([, at]) => typeof at === 'number');
    const set = fuses.map(([name, at]) => [name, wire[Number(at)] === '1'.charCodeAt(0)]);

    expect(Object.fromEntries(set)).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('brings the languages of likely users and leaves the others out', () => {
    expect(readdirSync(path.join(folder, 'locales')).sort()).toEqual(['de.pak', 'en-US.pak', 'es-419.pak']);
  });
});

describe('the program for Windows', () => {
  const { folder, program } = systems[1];
  const resources = () => NtExecutableResource.from(NtExecutable.from(readFileSync(path.join(folder, program)))).entries;

  it('tells Windows what it is', () => {
    const [info] = Resource.VersionInfo.fromEntries(resources());

    expect(info?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      ProductName: 'Workbin Notifier',
      CompanyName: 'Workbin Notifier developers',
      LegalCopyright: 'Copyright © 2026 Workbin Notifier contributors',
    });
  });

  it('calls itself as its shortcut does, without which Windows shows no notifications', () => {
    const [, appId] = /^appId: (.+)$/m.exec(readFileSync(path.join(top, 'electron-builder.yml'), 'utf8')) ?? [];
    const main = extractFile(archive(folder), 'dist/electron/main.js').toString();

    // Whatever the bundler quotes with.
    expect(main.replaceAll('`', '"').includes(JSON.stringify(appId))).toBe(true);
  });

  it('knows the archive that belongs to it', () => {
    const integrity = resources().find((entry) => entry.type === 'INTEGRITY');
    const { headerString } = getRawHeader(archive(folder));

    expect(JSON.parse(Buffer.from(integrity!.bin).toString())).toContainEqual({
      file: 'resources\\app.asar',
      alg: 'SHA256',
      value: createHash('sha256').update(headerString).digest('hex'),
    });
  });
});
