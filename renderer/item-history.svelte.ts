import type { HistoryRow, Host } from '../src/core/contract.ts';
import type { InteractionId } from '../src/core/workbin.ts';
import { formatFailure } from './host.ts';

/** What happened to one interaction, as far as the history knows. */
export class ItemHistory {
  /** The oldest first. */
  rows = $state.raw<readonly HistoryRow[]>([]);
  /** Why it could not be read, in words; empty where it could. */
  failure = $state.raw('');

  readonly #host: Pick<Host, 'readItemHistory' | 'on'>;

  constructor(host: Pick<Host, 'readItemHistory' | 'on'>) {
    this.#host = host;
  }

  /** Keeps it up to date until the returned function is called; asks one question at a time, however much happens. */
  follow(id: InteractionId): () => void {
    let isAsking = false;
    let isStale = false;
    let isOver = false;
    const ask = async (): Promise<void> => {
      isStale = isAsking;
      if (isAsking) return;
      isAsking = true;
      try {
        const rows = await this.#host.readItemHistory(id);
        if (!isOver) this.rows = rows;
        this.failure = '';
      } catch (error) {
        this.failure = formatFailure(error);
      }
      isAsking = false;
      if (isStale && !isOver) void ask();
    };
    void ask();
    const stop = this.#host.on('history', () => void ask());
    return () => {
      isOver = true;
      stop();
    };
  }
}
