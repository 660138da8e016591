import { contextBridge, ipcRenderer } from 'electron';
import type { Commands, Events, Host } from '../core/contract.ts';
import { COMMAND_NAMES, commandChannel, EVENT_NAMES, eventChannel, type Answer } from './channels.ts';

type Listener = (event: unknown) => void;

async function ask(name: keyof Commands, sent: readonly unknown[]): Promise<unknown> {
  const answer = (await ipcRenderer.invoke(commandChannel(name), ...sent)) as Answer;
  if (!answer.ok) throw new Error(answer.why);
  return answer.result;
}

const listeners = new Map<string, Set<Listener>>();
// What came before the page listened waits for it: a click on a notification may open the window itself.
const held = new Map<string, unknown>();

for (const name of EVENT_NAMES) {
  const heard = new Set<Listener>();
  listeners.set(name, heard);
  ipcRenderer.on(eventChannel(name), (_event, sent: unknown) => {
    if (heard.size === 0) held.set(name, sent);
    for (const listener of heard) listener(sent);
  });
}

function on(name: keyof Events, listener: Listener): () => void {
  const heard = listeners.get(name);
  if (!heard || typeof listener !== 'function') throw new Error('There is no such event to listen to.');
  heard.add(listener);
  if (held.has(name)) {
    const sent = held.get(name);
    held.delete(name);
    queueMicrotask(() => listener(sent));
  }
  return () => void heard.delete(listener);
}

const commands = Object.fromEntries(COMMAND_NAMES.map((name) => [name, (...sent: unknown[]) => ask(name, sent)]));
const host = { ...commands, on } as unknown as Host;
contextBridge.exposeInMainWorld('workbinNotifier', host);
