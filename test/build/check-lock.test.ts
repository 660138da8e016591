import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../build/check-lock.mjs', import.meta.url));

/** Exit code and error lines of the check for a lock file with these packages. */
function check(packages: Record<string, object>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-lock-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, 'package-lock.json');
  writeFileSync(file, JSON.stringify({ packages }));
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  return { status, lines: stderr.split('\n').filter(Boolean) };
}

it('passes a lock file in which everything has its entry', () => {
  const packages = {
    '': { dependencies: { outer: '1.0.0' } },
    'node_modules/outer': { dependencies: { inner: '^2.0.0' }, optionalDependencies: { plain: '*' } },
    'node_modules/outer/node_modules/inner': { dependencies: { plain: '*' } },
    'node_modules/plain': {},
  };

  expect(check(packages)).toEqual({ status: 0, lines: [] });
});

it('names a package for another system that has no entry', () => {
  const packages = { '': {}, 'node_modules/tool': { optionalDependencies: { '@tool/win32-x64': '1.0.0' } } };

  expect(check(packages)).toEqual({ status: 1, lines: ['absent: tool: @tool/win32-x64@1.0.0'] });
});

it('does not take the entry of a package that lies elsewhere', () => {
  const packages = {
    '': {},
    'node_modules/one': { dependencies: { inner: '1.0.0' } },
    'node_modules/other/node_modules/inner': {},
  };

  expect(check(packages)).toEqual({ status: 1, lines: ['absent: one: inner@1.0.0'] });
});
