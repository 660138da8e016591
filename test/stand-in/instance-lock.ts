import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a second start tells the first. */
interface Start {
  readonly args: string[];
  readonly folder: string;
}

/** One process at a time holds a folder; the others reach it through a socket. */
export interface InstanceLock {
  /** Whether this process holds the folder now. If not, its arguments are on their way to the one that does. */
  take(): boolean;
  /** Resolves when the arguments have arrived, or cannot. */
  told(): Promise<void>;
  release(): void;
}

/** The lock of `folder`; `started` is called for each later start while it is held. */
export function createInstanceLock(folder: string, started: (start: Start) => void): InstanceLock {
  const file = path.join(folder, 'stand-in.lock');
  const name = `stand-in-${createHash('sha256').update(folder).digest('hex').slice(0, 20)}`;
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
  let server: Server | undefined;
  let telling: Promise<void> = Promise.resolve();

  function claim(): boolean {
    try {
      const opened = openSync(file, 'wx');
      writeSync(opened, String(process.pid));
      closeSync(opened);
      return true;
    } catch {
      return false;
    }
  }

  function listen(): void {
    rmSync(address, { force: true });
    server = createServer((socket) => {
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('end', () => started(JSON.parse(text) as Start));
      socket.on('error', () => undefined);
    });
    server.listen(address);
    server.unref();
  }

  return {
    take() {
      mkdirSync(folder, { recursive: true });
      if (!claim()) {
        if (isRunning(Number(readFileSync(file, 'utf8')))) {
          telling = tell(address, { args: process.argv, folder: process.cwd() }, 50);
          return false;
        }
        rmSync(file, { force: true });
        if (!claim()) return false;
      }
      listen();
      return true;
    },
    told: () => telling,
    release() {
      if (!server) return;
      server.close();
      server = undefined;
      rmSync(file, { force: true });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The other process may have the file already and the socket not yet. */
async function tell(address: string, start: Start, attempts: number): Promise<void> {
  const arrived = await new Promise<boolean>((resolve) => {
    const socket = connect(address, () => socket.end(JSON.stringify(start)));
    socket.on('close', (failed) => resolve(!failed));
    socket.on('error', () => undefined);
    socket.resume();
  });
  if (arrived || attempts <= 1) return;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await tell(address, start, attempts - 1);
}
