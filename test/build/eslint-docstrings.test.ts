import { Linter, type ESLint } from 'eslint';
import { parser } from 'typescript-eslint';
import { expect, it } from 'vitest';

// The rule is plain JavaScript, of which the compiler knows nothing here.
const rule = new URL('../../build/eslint-docstrings.js', import.meta.url).href;
const { docstrings } = (await import(rule)) as { docstrings: ESLint.Plugin };

/** Lines of the source at which the rule finds a docstring missing. */
function check(source: string): number[] {
  const config = { languageOptions: { parser }, plugins: { docstrings }, rules: { 'docstrings/on-exports': 'error' } } as const;
  return new Linter().verify(source, [{ files: ['**/*.ts'], ...config }], 'any.ts').map(({ line }) => line);
}

it.each([
  '/** Gives one. */\nexport const one = 1;',
  '/**\n * Gives one.\n *\n * @returns {number}\n */\nexport function one() { return 1; }',
  '/** A name. */\nexport type Name = string;',
  "export * from './other.ts';",
  'const one = 1;\nexport { one };',
])('is content with %j', (source) => {
  expect(check(source)).toEqual([]);
});

it.each([
  'export const one = 1;',
  '// Gives one.\nexport const one = 1;',
  '/* Gives one. */\nexport const one = 1;',
  '/** @type {number} */\nexport const one = 1;',
  '/** */\nexport interface Name {}',
])('asks for a description in %j', (source) => {
  expect(check(source)).toHaveLength(1);
});
