import type { ItemDetails } from '../src/core/contract.ts';
import { formatFailure } from './host.ts';

/** How far the details of one interaction are known. */
export type Reading =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly details: ItemDetails }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly why: string };

/** The details of one interaction, asked for again and again; what was known stays when a later reading fails. */
export class ItemReading {
  current = $state.raw<Reading>({ kind: 'reading' });

  /** Readings are numbered, so that a slow one does not take the place of a later one. */
  #asked = 0;
  #shown = 0;

  /** Settles when the answer is shown. */
  async read(ask: () => Promise<ItemDetails | null>): Promise<void> {
    const number = ++this.#asked;
    try {
      const read = await ask();
      if (number < this.#shown) return;
      this.#shown = number;
      this.current = read === null ? { kind: 'unknown' } : { kind: 'known', details: read };
    } catch (error) {
      if (this.current.kind === 'reading') this.current = { kind: 'failed', why: formatFailure(error) };
    }
  }
}
