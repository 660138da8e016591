import type { Host, ItemView, Snapshot, WorkbinView } from '../src/core/contract.ts';
import type { WorkbinKey } from '../src/core/workbin.ts';
import { formatFailure } from './host.ts';
import { sortNewestFirst } from './items.ts';

/** What the host last told, and the numbers that follow from it. Replaced whole with each snapshot. */
export class LiveSnapshot {
  /** Null until the host has answered for the first time. */
  current = $state.raw<Snapshot | null>(null);
  /** Why there is nothing to show, in words; null when there is no such trouble. */
  failure = $state.raw<string | null>(null);

  /** Every item, newest first. */
  readonly items: readonly ItemView[] = $derived(sortNewestFirst(this.current?.items ?? []));
  readonly watched: readonly WorkbinView[] = $derived((this.current?.workbins ?? []).filter((workbin) => workbin.watched));
  readonly workbins: ReadonlyMap<WorkbinKey, WorkbinView> = $derived(
    new Map((this.current?.workbins ?? []).map((workbin) => [workbin.key, workbin])),
  );
  /** How many items wait in all watched workbins; null until at least one was read. */
  readonly count: number | null = $derived(
    this.watched.every(({ count }) => count === null) ? null : this.watched.reduce((sum, { count }) => sum + (count ?? 0), 0),
  );
  readonly unread: number = $derived(this.watched.reduce((sum, { unread }) => sum + unread, 0));

  readonly #host: Pick<Host, 'snapshot' | 'on'>;

  constructor(host: Pick<Host, 'snapshot' | 'on'>) {
    this.#host = host;
  }

  /** Follows the host until the returned function is called. */
  start(): () => void {
    const stop = this.#host.on('snapshot', (snapshot) => this.#show(snapshot));
    void this.read();
    return stop;
  }

  /** Asks for the state of the moment; what was told meanwhile and is newer stays. */
  async read(): Promise<void> {
    this.failure = null;
    try {
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
