/** The binding that carries everything between page and main process; taken away before the page's own scripts run. */
export const BINDING = '__electronCall';

/**
 * The renderer's half of Electron for one preload script, to run in the page before anything else. It is text because it runs there.
 * Unlike Electron's, the preload script shares the page's world, so only what it gives away by mistake is not hidden.
 */
export function pageSide(preload: string, path: string): string {
  return `(() => {
  const call = globalThis.${BINDING};
  delete globalThis.${BINDING};
  if (globalThis.top !== globalThis || typeof call !== 'function' || location.protocol === 'about:') return;
  const listeners = new Map();
  const clone = (args) => {
    try { return structuredClone(args); } catch { throw new Error('An object could not be cloned.'); }
  };
  const on = (channel, listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); return ipcRenderer; };
  const off = (channel, listener) => { listeners.set(channel, (listeners.get(channel) ?? []).filter((other) => other !== listener)); return ipcRenderer; };
  const ipcRenderer = {
    on, off, addListener: on, removeListener: off,
    once: (channel, listener) => { const first = (...args) => { off(channel, first); listener(...args); }; return on(channel, first); },
    send: (channel, ...args) => { void call('send', channel, clone(args)); },
    invoke: async (channel, ...args) => {
      const reply = await call('invoke', channel, clone(args));
      if ('error' in reply) throw new Error("Error invoking remote method '" + channel + "': " + reply.error);
      return reply.value;
    },
  };
  const pull = async () => {
    for (;;) {
      const messages = await call('next').catch(() => null);
      if (messages === null) return;
      for (const [channel, args] of messages) for (const listener of listeners.get(channel) ?? []) {
        try { listener({ senderId: 0 }, ...args); } catch (error) { reportError(error); }
      }
    }
  };
  const copy = (value) =>
    typeof value === 'function' ? (...args) => value(...args)
    : value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
      ? Object.freeze(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)])))
      : value;
  const contextBridge = {
    exposeInMainWorld: (key, api) => { Object.defineProperty(globalThis, key, { value: copy(api), enumerable: true }); },
  };
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer };
    throw new Error('module not found: ' + name);
  };
  const process = { contextIsolated: true, sandboxed: true, type: 'renderer', platform: ${JSON.stringify(process.platform)}, env: {} };
  const module = { exports: {} };
  void pull();
  (function (require, module, exports, process) {\n${preload}\n}).call(globalThis, require, module, module.exports, process);
})();
//# sourceURL=${path}`;
}
