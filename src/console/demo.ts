/** A contact centre inside this process, and how to sign in to it. */
export interface Demo {
  readonly server: string;
  readonly userName: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Starts the simulator on a free port and keeps it busy at a human pace. */
export async function startDemo(): Promise<Demo> {
  // Loaded only now: nobody who works needs it.
  const [{ createSimulator }, { startDemo: keepBusy }] = await Promise.all([
    import('../simulator/simulator.ts'),
    import('../simulator/demo.ts'),
  ]);
  const simulator = await createSimulator();
  const stopBusy = keepBusy(simulator);
  return {
    server: simulator.origin,
    ...simulator.account,
    async stop() {
      stopBusy();
      await simulator.close();
    },
  };
}
