// @ts-check
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { docstrings } from './eslint-docstrings.js';

/** What ESLint checks; run it from the top level with `--config build/eslint.config.js`. */
export default defineConfig(
  { ignores: ['dist/', '.dist-*/', 'release/', 'coverage/', 'matrix/', 'docs/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vite.config.ts'], defaultProject: 'test/tsconfig.json' },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)),
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Types must erase: use a union of strings.' },
        { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Types must erase: use a module.' },
      ],
      // The compiler knows better which names exist and which are used.
      'no-undef': 'off',
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      // Text from outside is searched for control characters on purpose.
      'no-control-regex': 'off',
      // A number or a boolean in a text is shown as it reads, and a text is spread into its characters.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Our objects are made of closures: their methods need no `this`, and `() => stop()` is how one is handed on.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // `async` also makes a promise of what is thrown.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // State is replaced whole, so a Map or a Date in it never changes.
      'svelte/prefer-svelte-reactivity': 'off',
      // `void items;` names what an effect depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'renderer/**/*.ts', 'build/**/*.{js,mjs}', 'vite.config.ts'],
    plugins: { docstrings },
    rules: { 'docstrings/on-exports': 'error' },
  },
  {
    // ESLint sees components and snippets as `any`, of which svelte-check knows the types; scripts and tests read JSON.
    files: ['**/*.svelte', 'build/**', 'test/**'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
