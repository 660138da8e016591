/**
 * What `cometd` expects of a browser's `window`: timers, looked up late so that tests can fake them, and a console.
 * No WebSocket, Worker, location or XMLHttpRequest, each of which would switch another code path on.
 */
export const cometdWindow = {
  setTimeout: (run: () => void, delay: number) => globalThis.setTimeout(run, delay),
  clearTimeout: (timer: ReturnType<typeof globalThis.setTimeout>) => globalThis.clearTimeout(timer),
  console: { log() {}, debug() {}, info() {}, warn() {}, error() {} },
};
