import type { Host, ItemView, RowsChange } from '../src/core/contract.ts';
import type { InteractionId, WorkbinKey } from '../src/core/workbin.ts';
import { formatFailure } from './host.ts';
import { NEWEST_FIRST, type Order } from './order.ts';
import { readRows, Rows } from './rows.ts';
import type { Row } from './search.ts';

/** The rows of the host, followed change by change; read as a whole at the start and whenever something was missed. */
export class LiveRows {
  /** Whether they were read at least once. */
  isKnown = $state(false);
  /** Why they may be out of date although the host is there, in words; null when they are not. */
  failure = $state.raw<string | null>(null);
  /** Every row, newest first. */
  items = $state.raw<readonly Row[]>([]);

  readonly #host: Pick<Host, 'rows' | 'on'>;
  readonly #oncame: (rows: readonly ItemView[]) => void;
  readonly #rows = new Rows();
  #version: number | null = null;
  /** What was told while all rows are being read; null when they are not. */
  #held: RowsChange[] | null = null;

  /** `oncame` is called with rows that were not there before, but not with those of the first reading. */
  constructor(host: Pick<Host, 'rows' | 'on'>, oncame: (rows: readonly ItemView[]) => void) {
    this.#host = host;
    this.#oncame = oncame;
  }

  /** Follows the host until the returned function is called. */
  start(): () => void {
    return this.#host.on('rows', (change) => this.#hear(change));
  }

  /** Reads all rows. What was known stays where that fails, and is said to be out of date. */
  async read(): Promise<void> {
    if (this.#held !== null) return;
    this.#held = [];
    this.failure = null;
    try {
      const { version, parts } = await this.#host.rows();
      const rows: Row[] = [];
      for (const part of parts) {
        for (const row of readRows(part)) rows.push(row);
        // The page draws and hears between two parts.
        await scheduler.yield();
      }
      const came = this.#rows.replace(rows);
      this.#version = version;
      this.#show(this.isKnown ? came : []);
      this.isKnown = true;
    } catch (error) {
      this.failure = formatFailure(error);
    } finally {
      const held = this.#held;
      this.#held = null;
      // After a failure the next change, or a person, has it tried again: not this moment, over and over.
      if (this.failure === null) for (const change of held) this.#hear(change);
    }
  }

  /** The row of this interaction, in any workbin where none is named. Follows the rows. */
  find(workbin: WorkbinKey | null, id: InteractionId): ItemView | null {
    void this.items;
    return workbin === null ? this.#rows.find(id) : this.#rows.get(workbin, id);
  }

  /** Every row in this order. Follows the rows. */
  sorted(order: Order): readonly Row[] {
    void this.items;
    return this.#rows.sorted(order);
  }

  #hear(change: RowsChange): void {
    if (this.#held !== null) {
      this.#held.push(change);
    } else if (this.#version === null || this.failure !== null || change.from > this.#version) {
      void this.read();
    } else if (change.to > this.#version) {
      this.#version = change.to;
      this.#show(this.#rows.change(readRows(change.put), change.gone));
    }
  }

  #show(came: readonly ItemView[]): void {
    this.items = this.#rows.sorted(NEWEST_FIRST);
    if (came.length > 0) this.#oncame(came);
  }
}
