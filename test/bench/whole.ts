import type { Notifier } from '../../src/notifier.ts';
import { serve } from './child.ts';
import { clock } from './meter.ts';
import { createRecorder } from './recorder.ts';

/** One alert as it was told. */
export interface ToldAlert {
  readonly at: number;
  readonly kind: string;
  readonly workbin: string | null;
  readonly count: number;
}

const recorder = createRecorder();
const alerts: ToldAlert[] = [];
const decisions: Record<string, number> = {};
let notifier: Notifier | null = null;

function running(): Notifier {
  if (!notifier) throw new Error('not connected');
  return notifier;
}

function listen(told: Notifier): void {
  told.on('item', ({ change, item }) => recorder.tell(change, item.id));
  told.on('alert', ({ kind, workbin, count }) => alerts.push({ at: clock(), kind, workbin, count }));
  told.on('decision', ({ outcome }) => (decisions[outcome] = (decisions[outcome] ?? 0) + 1));
}

/** Resolves, with the time, once everything is certain. */
function certain(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (running().view().connection.state !== 'live') return;
      stop();
      resolve(clock());
    };
    const stop = running().on('connection', look);
    look();
  });
}

const handlers = {
  ...recorder.handlers,
  /** Loads the pipeline and starts it; when that began, and when all was certain. */
  async connect({ origin, folder }: { readonly origin: string; readonly folder: string }) {
    const startedAt = clock();
    const { createHost } = await import('./host.ts');
    notifier = createHost(origin, folder, listen);
    notifier.start();
    return { startedAt, readyAt: await certain() };
  },
  /** Asks for and reads everything again; when it was asked, and when all was certain again. */
  async resync() {
    const startedAt = clock();
    const readyAt = new Promise<number>((resolve) => {
      // It was live before, so that the next word of it comes after the reading.
      const stop = running().on('connection', ({ state }) => {
        if (state !== 'live') return;
        stop();
        resolve(clock());
      });
    });
    running().retry(null);
    return { startedAt, readyAt: await readyAt };
  },
  told: () => ({ alerts: alerts.splice(0), decisions: { ...decisions }, items: [...running().rows()].length }),
};

/** What the whole pipeline can be asked. */
export type WholeHandlers = typeof handlers;

serve(handlers);
