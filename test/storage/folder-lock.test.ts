import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lockFolder } from '../../src/storage/folder-lock.ts';
import { makeFolder } from './temporary-folder.ts';

const silent = (line: string): void => expect.unreachable(line);

it('lets one in, of many at once too, and the next when that one has released it', async () => {
  const folder = makeFolder();

  const locks = (await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder, silent)))).filter((lock) => lock !== null);
  expect(locks).toHaveLength(1);
  expect(await lockFolder(folder, silent)).toBeNull();
  locks[0]?.release();

  const next = await lockFolder(folder, silent);
  expect(next).not.toBeNull();
  next?.release();
});

it('knows the folder by whatever path, and no other for it', async () => {
  const folder = makeFolder();
  mkdirSync(path.join(folder, 'real'));
  mkdirSync(path.join(folder, 'other'));
  symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));

  const lock = await lockFolder(path.join(folder, 'real'), silent);
  const other = await lockFolder(path.join(folder, 'other'), silent);

  expect(other).not.toBeNull();
  expect(await lockFolder(path.join(folder, 'link'), silent)).toBeNull();
  lock?.release();
  other?.release();
});

it('counts a folder as free, and says so, where it cannot be locked', async () => {
  const lines: string[] = [];

  const lock = await lockFolder(path.join(makeFolder(), 'missing'), (line) => lines.push(line));

  expect(lock).not.toBeNull();
  expect(lines).toEqual([expect.stringContaining('could not be locked (ENOENT)')]);
});
