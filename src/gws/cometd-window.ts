/** Ends what was begun, if it has not come to its end. */
type Stop = () => void;

/**
 * What `cometd` expects of a browser's `window`: timers, looked up late so that tests can fake them, and a console.
 * No WebSocket, Worker, location or XMLHttpRequest, each of which would switch another code path on.
 */
export const cometdWindow = {
  setTimeout(run: () => void, delay: number): Stop {
    if (delay > 0) {
      const timer = globalThis.setTimeout(run, delay);
      return () => globalThis.clearTimeout(timer);
    }
    // Before each poll `cometd` waits for no time at all, of which a timer makes a ms and another turn of the main loop.
    const immediate = globalThis.setImmediate(run);
    return () => globalThis.clearImmediate(immediate);
  },
  clearTimeout: (stop: Stop | undefined) => stop?.(),
  console: { log() {}, debug() {}, info() {}, warn() {}, error() {} },
};
