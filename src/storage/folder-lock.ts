import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** Opens a file only where nobody else holds it so, and holds it until it is closed; macOS and the BSDs know it, Node has no name for it. */
const O_EXLOCK = 0x20;

/** A data folder that this process alone works in, until it ends in whatever way or releases it. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder that is there, for this process alone; null where another has it. The system frees it with the process, so
 * nothing is left behind by a kill, and of two that come at once it lets one in. It keeps no process from ending.
 * Where the system refuses such a lock altogether the folder counts as free: not to watch would be worse.
 */
export async function lockFolder(folder: string, log: (line: string) => void): Promise<FolderLock | null> {
  try {
    const real = realpathSync.native(folder);
    if (process.platform === 'linux') return await listen(`\0${nameOf(real)}`);
    if (process.platform === 'win32') return await listen(`\\\\.\\pipe\\${nameOf(real)}`);
    return openAlone(path.join(real, 'host.lock'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EAGAIN') return null;
    log(`the data folder could not be locked (${code ?? 'unknown error'}), so a second host would not be kept out of it`);
    return { release: () => undefined };
  }
}

function nameOf(folder: string): string {
  return `workbin-notifier-${createHash('sha256').update(folder).digest('hex')}`;
}

/** By a name outside of every file system (Linux's abstract sockets, Windows's pipes), which only one can listen on. */
async function listen(name: string): Promise<FolderLock> {
  const server = createServer((connection) => connection.destroy()).unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(name, resolve);
  });
  server.on('error', () => undefined);
  return { release: () => void server.close() };
}

function openAlone(file: string): FolderLock {
  const { O_CREAT, O_NONBLOCK, O_RDWR } = constants;
  const held = openSync(file, O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK, 0o600);
  return { release: () => closeSync(held) };
}
