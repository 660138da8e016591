// @ts-check
/**
 * Takes a picture of every view in every theme, width, state and language, for looking at: `npm run screenshots:matrix` writes one
 * sheet for each view and state to `matrix/`. With words, as in `npm run screenshots:matrix -- list`, only the sheets of that name.
 * Each picture is also looked at by axe and for what can be measured: words cut off, controls too small, a focus that is not seen.
 * Fails when anything is found.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const top = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2).join(' ');
const folder = path.join(top, 'matrix');
if (wanted === '') rmSync(folder, { recursive: true, force: true });

const { module } = await runnerImport(path.join(top, 'test', 'renderer', 'screenshot-matrix.ts'), { configFile: false });
const { shootMatrix } =
  /** @type {{ shootMatrix(folder: string, wanted: string, tell: (line: string) => void): Promise<number> }} */ (module);
process.exitCode = (await shootMatrix(folder, wanted, (line) => console.log(line))) === 0 ? 0 : 1;
