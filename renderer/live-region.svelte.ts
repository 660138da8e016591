import type { ItemView, Snapshot } from '../src/core/contract.ts';
import { findArrivals, formatArrivals, type Arrival } from './arrivals.ts';

/** Between two announcements to a screen reader, in ms. */
const PAUSE = 3000;

/** What a screen reader is told about arrivals: gathered, and at most once in three seconds. */
export class LiveRegion {
  text = $state('');

  #held: readonly Arrival[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Tells what is new among the rows that came since `before`. */
  hear(came: readonly ItemView[], before: Snapshot | null): void {
    this.#held = [...this.#held, ...findArrivals(before, came)];
    if (this.#held.length > 0 && this.#timer === undefined) this.#tell();
  }

  /** Forgets what was held back. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#held = [];
  }

  #tell(): void {
    const words = formatArrivals(this.#held);
    // The same words twice are a change only if something differs.
    this.text = words === this.text ? `${words}\u00a0` : words;
    this.#held = [];
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#held.length > 0) this.#tell();
    }, PAUSE);
  }
}
