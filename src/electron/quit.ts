import { app, powerMonitor } from 'electron';

/** How long the app may take to end, in ms. */
const PATIENCE = 4_000;

/** Lets `end` finish before the app quits, however that was asked for; at the latest after 4 s it quits all the same. */
export function quitAfter(end: () => Promise<void>): void {
  let phase: 'running' | 'ending' | 'ended' = 'running';
  function quit(): void {
    phase = 'ended';
    app.quit();
  }
  // electron-store brings a listener to these that ends the process at once where it is the only one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.on('before-quit', (event) => {
    if (phase === 'ended') return;
    event.preventDefault();
    if (phase === 'ending') return;
    phase = 'ending';
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    // Whatever went wrong at the end must not keep the app from quitting.
    void Promise.race([end(), patience]).then(quit, quit);
  });
  // To hold up quitting would call off the shutdown of a Mac.
  powerMonitor.on('shutdown', () => {
    void end().catch(() => undefined);
    quit();
  });
}
