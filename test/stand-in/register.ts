import { register } from 'node:module';

/** To be given to Node with `--import`: makes `import 'electron'` mean the stand-in beside this file. */
const standIn = new URL('./electron.js', import.meta.url).href;
// eslint-disable-next-line @typescript-eslint/no-deprecated -- what replaces it is not in Node 20
register(
  `data:text/javascript,${encodeURIComponent(
    `export const resolve = async (name, context, next) => name === 'electron' ? { url: ${JSON.stringify(standIn)}, shortCircuit: true } : next(name, context);`,
  )}`,
);
