import { readTerms } from '../src/core/fold.ts';
import type { Host } from '../src/core/contract.ts';
import type { InteractionId } from '../src/core/workbin.ts';
import { activeFilters, NO_FILTERS, type Filters } from './search.ts';

/** After how long without another key the user data is searched, too, in ms. */
const PAUSE = 150;

/** Nothing. */
const NOWHERE: ReadonlySet<InteractionId> = new Set();

/** What a list is searched for and narrowed to. Rows are searched at each key by the page; user data a moment later by the host. */
export class ListSearch {
  query = $state('');
  filters = $state.raw<Filters>(NO_FILTERS);
  /** Where all terms occur in the user data. */
  also = $state.raw<ReadonlySet<InteractionId>>(NOWHERE);

  readonly terms: readonly string[] = $derived(readTerms(this.query));
  readonly isOn: boolean = $derived(this.terms.length > 0 || activeFilters(this.filters).length > 0);

  readonly #host: Pick<Host, 'searchItems'>;

  constructor(host: Pick<Host, 'searchItems'>) {
    this.#host = host;
  }

  clear(): void {
    this.query = '';
    this.filters = NO_FILTERS;
  }

  /** Searches the user data for the query of the moment until the returned function is called. */
  lookFurther(): () => void {
    const { query } = this;
    this.also = NOWHERE;
    if (query.trim().length < 2) return () => undefined;
    let isOver = false;
    const timer = setTimeout(() => {
      this.#host.searchItems(query.slice(0, 200)).then(
        (ids) => {
          if (!isOver) this.also = new Set(ids);
        },
        // What was found in the rows stands.
        () => undefined,
      );
    }, PAUSE);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }
}
