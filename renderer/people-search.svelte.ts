import type { Host } from '../src/core/contract.ts';
import { unavailable, type Found, type Person } from '../src/core/directory.ts';
import { formatFailure } from './host.ts';

/** Looks colleagues up while someone types: one question at a time, the next one for what stands there by then. */
export class PeopleSearch {
  /** What was found for the text that stands there; null while that is not known. */
  people = $state.raw<Found<Person> | null>(null);
  groups = $state.raw<Found<string> | null>(null);

  #wanted = '';
  #asking = false;
  readonly #host: Pick<Host, 'findPeople' | 'listGroups'>;

  constructor(host: Pick<Host, 'findPeople' | 'listGroups'>) {
    this.#host = host;
  }

  /** Looks for this text, or for nobody. */
  look(text: string): void {
    const wanted = text.trim();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.people = null;
    if (!this.#asking) void this.#ask();
  }

  /** Reads the groups; those that are known stay where that fails. */
  async readGroups(): Promise<void> {
    const groups = await this.#host.listGroups().catch((error: unknown) => unavailable(formatFailure(error)));
    if (groups.kind === 'found' || this.groups?.kind !== 'found') this.groups = groups;
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    let asked = '';
    while (this.#wanted !== '' && this.#wanted !== asked) {
      asked = this.#wanted;
      const found = await this.#host.findPeople(asked).catch((error: unknown) => unavailable(formatFailure(error)));
      if (asked === this.#wanted) this.people = found;
    }
    this.#asking = false;
  }
}
