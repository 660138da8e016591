import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };

/** The mark by which tools find the fuses in Electron's binary, then the wire's version, its length and nine fuses. */
const fuseWire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100101')]);
const padding = Buffer.alloc(64);

/** A Windows program that does nothing, with the version resource that packaging rewrites. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const info = Resource.VersionInfo.createEmpty();
  info.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron', FileDescription: 'Electron' });
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/**
 * Writes an unpacked Electron into `folder` with all that packaging looks at and nothing that runs,
 * so that packaging can be tested where the real one cannot be downloaded.
 */
export async function makeElectron(folder: string, platform: 'linux' | 'win32'): Promise<void> {
  const binary = platform === 'linux' ? Buffer.from('\x7fELF') : windowsProgram();
  const files: Record<string, string | Buffer> = {
    [platform === 'linux' ? 'electron' : 'electron.exe']: Buffer.concat([binary, padding, fuseWire, padding]),
    ...(platform === 'linux' ? { 'chrome-sandbox': '', chrome_crashpad_handler: '', 'libffmpeg.so': '' } : { 'ffmpeg.dll': '' }),
    ...Object.fromEntries(['en-US', 'de', 'es-419', 'sw', 'te'].map((language) => [`locales/${language}.pak`, ''])),
    'resources.pak': '',
    'icudtl.dat': '',
    LICENSE: '',
    'LICENSES.chromium.html': '',
    version,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content, { mode: 0o755 });
  }
  await createPackage(path.join(folder, 'locales'), path.join(folder, 'resources/default_app.asar'));
}
