import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../build/start.mjs', import.meta.url));
const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
const env = { ...rest, CHROMIUM: '/nowhere/chromium', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };

describe('npm start', () => {
  it('refuses an option that it does not know, in one line', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--demo', '--turbo'], { encoding: 'utf8' });

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe('Unknown option --turbo; "npm start -- --help" lists what there is.\n');
  });

  it('tells its options', () => {
    const { status, stdout } = spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' });

    expect(status).toBe(0);
    for (const option of ['--demo', '--hidden']) expect(stdout).toContain(option);
  });

  it('runs in the terminal where nothing can show a window, says why, and hands on signals', async () => {
    const child = spawn(process.execPath, [script, '--demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exited = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
    await new Promise<void>((resolve) => {
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('"state":"live"')) resolve();
      });
    });

    child.kill('SIGTERM');

    // Windows has no signals to hand on.
    expect(await exited).toBe(process.platform === 'win32' ? 'SIGTERM' : 0);
    expect(stderr).toMatch(/^Starting in the terminal, because (there is no display|.* no Chromium was found)\./);
  });
});
