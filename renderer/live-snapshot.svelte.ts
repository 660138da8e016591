import type { Host, ItemView, Snapshot, WorkbinView } from '../src/core/contract.ts';
import type { WorkbinKey } from '../src/core/workbin.ts';
import { formatFailure } from './host.ts';
import { LiveRows } from './live-rows.svelte.ts';

/** What the host last told, and the numbers that follow from it. Replaced whole with each snapshot. */
export class LiveSnapshot {
  /** Null until the host has answered for the first time. */
  current = $state.raw<Snapshot | null>(null);
  /** Why there is nothing to show, in words; null when there is no such trouble. */
  failure = $state.raw<string | null>(null);

  readonly rows: LiveRows;
  readonly watched: readonly WorkbinView[] = $derived((this.current?.workbins ?? []).filter((workbin) => workbin.watched));
  readonly workbins: ReadonlyMap<WorkbinKey, WorkbinView> = $derived(
    new Map((this.current?.workbins ?? []).map((workbin) => [workbin.key, workbin])),
  );
  /** How many items wait in all watched workbins; null until at least one was read. */
  readonly count: number | null = $derived(
    this.watched.every(({ count }) => count === null) ? null : this.watched.reduce((sum, { count }) => sum + (count ?? 0), 0),
  );
  readonly unread: number = $derived(this.watched.reduce((sum, { unread }) => sum + unread, 0));

  readonly #host: Pick<Host, 'snapshot' | 'rows' | 'on'>;

  /** `onarrivals` is called with rows that came since the snapshot that is handed to it. */
  constructor(
    host: Pick<Host, 'snapshot' | 'rows' | 'on'>,
    onarrivals: (rows: readonly ItemView[], since: Snapshot | null) => void,
  ) {
    this.#host = host;
    this.rows = new LiveRows(host, (came) => onarrivals(came, this.current));
  }

  /** Follows the host until the returned function is called. */
  start(): () => void {
    const stops = [this.#host.on('snapshot', (snapshot) => this.#show(snapshot)), this.rows.start()];
    void this.read();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Asks for the state of the moment; what was told meanwhile and is newer stays. */
  async read(): Promise<void> {
    this.failure = null;
    try {
      void this.rows.read();
      this.#show(await this.#host.snapshot());
    } catch (error) {
      this.failure = formatFailure(error);
    }
  }

  #show(snapshot: Snapshot): void {
    if (this.current !== null && snapshot.at < this.current.at) return;
    this.current = snapshot;
    this.failure = null;
  }
}
