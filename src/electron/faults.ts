interface FaultsOptions {
  readonly log: (line: string) => void;
  readonly tell: (id: string, text: string) => void;
}

/** Logs what nothing else has handled, and tells the person. The app goes on: a watch that ends silently would look like calm. */
export function reportFaults({ log, tell }: FaultsOptions): void {
  function report(error: unknown): void {
    log(`fault: ${formatFault(error)}`);
    tell('fault', 'Something in the app went wrong. If it does not do what it should, quit it and start it again.');
  }
  process.on('uncaughtException', report);
  // Node makes an exception of such a rejection; Electron only writes a warning to where nobody looks.
  process.on('unhandledRejection', report);
}

/** The kind of a fault and where it happened, without its message, which may quote a customer's text. */
export function formatFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...places.slice(0, 5).map((line) => line.trim())].join(' ');
}
