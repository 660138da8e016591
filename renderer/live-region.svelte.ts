import type { Snapshot } from '../src/core/contract.ts';
import { findArrivals, formatArrivals, type Arrival } from './arrivals.ts';

/** Between two announcements to a screen reader, in ms. */
const PAUSE = 3000;

/** What a screen reader is told about arrivals: gathered, and at most once in three seconds. */
export class LiveRegion {
  text = $state('');

  #seen: Snapshot | null = null;
  #held: readonly Arrival[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Compares with the snapshot seen before and tells what is new. */
  see(snapshot: Snapshot | null): void {
    if (snapshot === null) return;
    this.#held = [...this.#held, ...findArrivals(this.#seen, snapshot)];
    this.#seen = snapshot;
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
