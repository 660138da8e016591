import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/storage/atomic-file.ts';
import { makeFolder } from './temporary-folder.ts';

const source = fileURLToPath(new URL('../../src/storage/atomic-file.ts', import.meta.url));

describe('writeAtomically', () => {
  it('makes a file that only its owner can read, and nothing beside it', () => {
    const folder = makeFolder();
    const file = path.join(folder, 'a.json');

    writeAtomically(file, 'Grüße 😀\n');

    expect(readFileSync(file, 'utf8')).toBe('Grüße 😀\n');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('takes the place of a longer text whole', () => {
    const file = path.join(makeFolder(), 'a.json');
    writeAtomically(file, 'x'.repeat(10_000));

    writeAtomically(file, 'short');

    expect(readFileSync(file, 'utf8')).toBe('short');
  });

  it('writes 10 MB whole', () => {
    const file = path.join(makeFolder(), 'a.json');

    writeAtomically(file, 'ü'.repeat(5_000_000));

    expect(statSync(file).size).toBe(10_000_000);
  });

  it('writes nothing at all as an empty file', () => {
    const file = path.join(makeFolder(), 'a.json');

    writeAtomically(file, '');

    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('throws where a folder is in the way, and leaves nothing behind', () => {
    const folder = makeFolder();
    const file = path.join(folder, 'a.json');
    mkdirSync(path.join(file, 'full'), { recursive: true });

    expect(() => writeAtomically(file, 'text')).toThrow(
      expect.objectContaining({ code: expect.any(String) as unknown }) as Error,
    );
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('throws where there is no folder', () => {
    const file = path.join(makeFolder(), 'missing', 'a.json');

    expect(() => writeAtomically(file, 'text')).toThrow('ENOENT');
  });

  it('throws where a file is in the place of the folder', () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'b'), '');

    expect(() => writeAtomically(path.join(folder, 'b', 'a.json'), 'text')).toThrow('ENOTDIR');
    expect(readdirSync(folder)).toEqual(['b']);
  });

  it('keeps the old text where the disk has room for only a part of the new', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'a.json');
    const output = { format: 'es', entryFileNames: 'written.mjs' } as const;
    await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: source, outDir: folder, emptyOutDir: false, rolldownOptions: { output } },
    });
    const script = `import { writeAtomically } from './written.mjs'; writeAtomically('a.json', 'x'.repeat(100_000));`;
    writeFileSync(path.join(folder, 'write.mjs'), script);
    writeFileSync(file, 'the old text');

    // A limit on the size of files cuts a write short just as a full disk does: the first part is written, the rest is refused.
    const { status } = spawnSync('sh', ['-c', `ulimit -f 16; exec '${process.execPath}' write.mjs`], { cwd: folder });

    expect(readFileSync(file, 'utf8')).toBe('the old text');
    expect(status).not.toBe(0);
    expect(existsSync(file)).toBe(true);
  });
});
