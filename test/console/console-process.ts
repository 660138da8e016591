import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createConditions } from '../conditions.ts';

const program = fileURLToPath(new URL('../../dist/console/main.js', import.meta.url));

/** A line of the console's output. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: string };

/** The built console host as a process of its own. */
export interface ConsoleProcess {
  readonly lines: readonly Line[];
  /** The raw text of both outputs. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Lines of one type. */
  all(type: string): readonly Line[];
  until(condition: () => boolean): Promise<void>;
  live(): Promise<void>;
  /** Sends the signal and gives the exit code once it has ended. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** Starts it with these arguments; it is killed when the test ends. */
export function startConsole(args: readonly string[], env: Readonly<Record<string, string>> = {}): ConsoleProcess {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  const { look, until } = createConditions();
  let stdout = '';
  let stderr = '';
  let partial = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const [...parts] = (partial + text).split('\n');
    partial = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('{')) lines.push(JSON.parse(part) as Line);
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const all = (type: string) => lines.filter((line) => line.type === type);
  return {
    lines,
    output: () => ({ stdout, stderr }),
    all,
    until,
    live: () => until(() => all('connection').at(-1)?.['state'] === 'live'),
    async end(signal) {
      child.kill(signal);
      return await ended;
    },
    ended,
  };
}

/** A folder that is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
