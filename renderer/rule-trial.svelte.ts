import type { Host } from '../src/core/contract.ts';
import type { Rule } from '../src/core/rule.ts';
import type { RuleTrial } from '../src/core/rule-trial.ts';
import { formatFailure } from './host.ts';

/** Tries rules over the history, one list at a time; while one is tried, the last one that was asked for waits. */
export class RuleTrying {
  /** What came of the rules last tried; null until then. */
  trial = $state.raw<RuleTrial | null>(null);
  failure = $state('');

  /** What was asked last, so that the same is not asked again. */
  #last = '';
  #next: readonly Rule[] | null = null;
  #busy = false;
  readonly #host: Pick<Host, 'tryRules'>;

  constructor(host: Pick<Host, 'tryRules'>) {
    this.#host = host;
  }

  /** Forgets what was tried. */
  clear(): void {
    this.#last = '';
    this.trial = null;
  }

  /** Asks what these rules would have done. */
  async run(rules: readonly Rule[]): Promise<void> {
    const asked = JSON.stringify(rules);
    if (asked === this.#last) return;
    this.#last = asked;
    this.#next = rules;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#next !== null) {
      const next: readonly Rule[] = this.#next;
      this.#next = null;
      try {
        this.trial = await this.#host.tryRules(next);
        this.failure = '';
      } catch (error) {
        this.failure = formatFailure(error);
      }
    }
    this.#busy = false;
  }
}
