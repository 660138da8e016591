// @ts-check
/** `npm start`: builds what is stale and starts the app with the best that this machine has. Nothing is downloaded. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleStandIn, registerStandIn } from './bundle-stand-in.mjs';
import { findChromium, findElectron, hasDisplay } from './find-host.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const help = `Starts Workbin Notifier.

  npm start                 the app; the first time it asks for server, user name and password
  npm start -- --demo       the app with a made-up contact centre, signed in; nothing is kept
  npm start -- --hidden     the app in the tray, without a window

It runs on Electron; without Electron's binary in Chromium, if there is a display; else in the terminal.
CHROMIUM names Chromium elsewhere; ELECTRON_OVERRIDE_DIST_PATH the folder of Electron's binary.`;

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Runs Node or a program until it ends, and hands signals on to it.
 *
 * @param {string} program
 * @param {string[]} programArgs
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; for a signal 128 and the signal's number
 */
function run(program, programArgs, env = process.env) {
  return new Promise((done) => {
    const child = spawn(program, programArgs, { cwd: top, stdio: 'inherit', env });
    const signals = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      // A terminal sends the other two to the child itself; a second one would end it before it has tidied up.
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
    };
    /** @param {number} code */
    const end = (code) => {
      for (const signal of Object.keys(signals)) process.off(signal, handOn);
      done(code);
    };
    for (const signal of Object.keys(signals)) process.on(signal, handOn);
    child.on('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + (signals[/** @type {keyof typeof signals} */ (signal)] ?? 0)));
  });
}

/** @returns {Promise<number>} */
async function start() {
  const main = path.join(top, 'dist', 'electron', 'main.js');
  const electron = findElectron();
  const chromium = findChromium();
  const why = electron ? 'there is no display' : "Electron's binary is not here";
  if (electron && hasDisplay()) {
    say(`Starting on Electron: its binary is ${electron}.`);
    return run(electron, [top, ...args]);
  }
  if (chromium && hasDisplay()) {
    say(`Starting in Chromium (${chromium}) through the stand-in for Electron, because ${why}.`);
    await bundleStandIn();
    return run(process.execPath, ['--import', pathToFileURL(registerStandIn).href, main, ...args], {
      ...process.env,
      CHROMIUM: chromium,
    });
  }
  const reason = hasDisplay() ? `${why} and no Chromium was found` : 'there is no display';
  say(`Starting in the terminal, because ${reason}. It prints one JSON line per event; Ctrl-C ends it.`);
  if (!args.includes('--demo'))
    say('It takes server and user from the settings; "npm run watch -- --help" tells how to give them here.');
  const forConsole = args.filter((arg) => arg !== '--hidden');
  return run(process.execPath, [path.join(top, 'dist', 'console', 'main.js'), ...forConsole]);
}

const unknown = args.find((arg) => !['--demo', '--hidden', '--help', '-h'].includes(arg));
if (unknown !== undefined) {
  say(`Unknown option ${unknown}; "npm start -- --help" lists what there is.`);
  process.exitCode = 2;
} else if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(`${help}\n`);
} else {
  const built = await run(process.execPath, [path.join(top, 'build', 'build.mjs'), '--if-stale']);
  process.exitCode = built === 0 ? await start() : built;
}
