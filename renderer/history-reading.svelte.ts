import type { Host, HistoryKeeping, HistoryPage, HistoryRow } from '../src/core/contract.ts';
import { EVERYTHING, type HistoryQuery } from '../src/core/history-query.ts';
import { formatFailure } from './host.ts';

/** The part of the history that was asked for, read page by page. */
export class HistoryReading {
  rows = $state.raw<readonly HistoryRow[]>([]);
  /** Whether there may be older ones. */
  hasMore = $state.raw(true);
  /** Null until something was read. */
  keeping = $state.raw<HistoryKeeping | null>(null);
  /** The segments of all customers that were read of so far. */
  segments = $state.raw<readonly string[]>([]);
  failure = $state.raw('');
  isReading = $state.raw(false);
  /** What was asked for last. */
  query = $state.raw<HistoryQuery>(EVERYTHING);
  /** The row that has the focus or had it last, by its key, and how far it was scrolled: where to go on after an item was opened. */
  at = $state.raw<string | null>(null);
  top = $state.raw(0);

  readonly #host: Pick<Host, 'readHistory'>;
  /** How far reading has come on the side of what is new. */
  #newest: string | null = null;
  /** Numbers the questions, so that only the last is answered. */
  #asked = 0;

  constructor(host: Pick<Host, 'readHistory'>) {
    this.#host = host;
  }

  /** Goes on where it was, or begins with everything. */
  resume(): Promise<void> {
    return this.keeping === null ? this.search(EVERYTHING) : this.refresh();
  }

  /** Forgets what was read and where. */
  clear(): void {
    // What is under way is not waited for.
    this.#asked += 1;
    Object.assign(this, { rows: [], hasMore: true, keeping: null, failure: '', isReading: false });
    this.#newest = null;
    Object.assign(this, { query: EVERYTHING, segments: [], at: null, top: 0 });
  }

  /** Begins anew with this query; what is shown stays until the answer is there. */
  search(query: HistoryQuery): Promise<void> {
    this.query = query;
    this.#newest = null;
    return this.#ask(null, null, (page) => page);
  }

  /** Reads what is older than the last row. */
  async more(): Promise<void> {
    const last = this.rows.at(-1);
    if (!this.hasMore || this.isReading || last === undefined) return;
    await this.#ask(last.key, null, (page) => ({ ...page, rows: [...this.rows, ...page.rows], newest: this.#newest }));
  }

  /** Reads what is newer than the first row; what was read before stays. */
  async refresh(): Promise<void> {
    // The answer to a question that is under way will do.
    if (this.isReading) return;
    await this.#ask(null, this.#newest, (page) => {
      if (page.isJoined) return { ...page, rows: [...page.rows, ...this.rows], hasMore: this.hasMore };
      const known = page.rows.findIndex(({ key }) => key === this.rows[0]?.key);
      if (known < 0) return page;
      return { ...page, rows: known === 0 ? this.rows : [...page.rows.slice(0, known), ...this.rows], hasMore: this.hasMore };
    });
  }

  async #ask(after: string | null, until: string | null, merge: (page: HistoryPage) => HistoryPage): Promise<void> {
    const number = ++this.#asked;
    this.isReading = true;
    try {
      const page = await this.#host.readHistory(this.query, after, until);
      if (number !== this.#asked) return;
      ({ rows: this.rows, hasMore: this.hasMore, keeping: this.keeping, newest: this.#newest } = merge(page));
      const found = page.rows.flatMap(({ segment }) => segment ?? []);
      this.segments = [...new Set([...this.segments, ...found])].sort();
      this.failure = '';
    } catch (error) {
      if (number === this.#asked) this.failure = formatFailure(error);
    }
    if (number === this.#asked) this.isReading = false;
  }
}
