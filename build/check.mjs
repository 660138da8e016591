// @ts-check
/** Says yes or no to the source: types, Svelte, lint, format, unused code, layers and lock. One line per check. */
import { runChecks } from './run-checks.mjs';

const { failed } = await runChecks();
process.exitCode = failed > 0 ? 1 : 0;
