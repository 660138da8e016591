import { EventEmitter } from 'node:events';
import type { WebContents, WebFrame } from './web-contents.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

/** Electron's `ipcMain`. */
export const ipcMain = new IpcMain();

/** Brings a page's message to its handler, as Electron does, and gives what the page is answered. */
export async function deliver(
  sender: WebContents,
  senderFrame: WebFrame,
  kind: 'send' | 'invoke',
  channel: string,
  args: unknown[],
): Promise<{ value: unknown } | { error: string }> {
  const event = { sender, senderFrame, frameId: 1, processId: sender.id, type: 'frame' };
  if (kind === 'send') {
    ipcMain.emit(channel, event, ...args);
    return { value: undefined };
  }
  const handler = handlers.get(channel);
  if (!handler) return { error: `Error: No handler registered for '${channel}'` };
  try {
    return { value: structuredClone(await handler(event, ...args)) };
  } catch (error) {
    return { error: String(error) };
  }
}
