import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(path.join(top, 'docs/gws-coverage.md'), 'utf8');
const [header, ...rest] = text.split('\n').filter((line) => line.startsWith('|'));
const rows = [header, ...rest].filter(
  (line) => !/^\|( page| request| topic| message type| property|---)/.test(line ?? ''),
) as string[];

/** The tests that a row names, as file and a part of the title. */
function testsOf(row: string): readonly (readonly [file: string, title: string])[] {
  return Array.from(row.matchAll(/`(test\/[\w/.-]+\.ts)` “([^”]+)”/g), ([, file = '', title = '']) => [file, title] as const);
}

it('names a test for each operation, topic, message type and property, or says that there is a gap', () => {
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter((row) => testsOf(row).length === 0 && !row.endsWith('| gap |'))).toEqual([]);
});

it('names only tests that exist', () => {
  const missing = rows.flatMap(testsOf).filter(([file, title]) => {
    const whole = path.join(top, file);
    return !existsSync(whole) || !readFileSync(whole, 'utf8').includes(title);
  });

  expect(missing).toEqual([]);
});
