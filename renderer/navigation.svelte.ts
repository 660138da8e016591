import type { Host } from '../src/core/contract.ts';
import { formatRoute, readRoute, START_ROUTE, type Route } from '../src/core/route.ts';
import type { WorkbinKey } from '../src/core/workbin.ts';

/** Which view the window shows. The URL fragment is the truth, so that links, history and the host's routes are one thing. */
export class Navigation {
  route = $state.raw<Route>(START_ROUTE);
  /** The workbin whose list is shown, beside an item too; null for the list of all. */
  list = $state.raw<WorkbinKey | null>(null);
  /** Whether the host asked for the current route: its view takes the focus. */
  byHost = false;
  /** Whether the view that is shown was come back to, from an item that was opened in it. */
  returned = false;

  readonly #host: Pick<Host, 'on'>;
  /** The item that was opened in the history, as a fragment. */
  #opened = $state.raw('');

  constructor(host: Pick<Host, 'on'>) {
    this.#host = host;
  }

  /** Follows the URL fragment and the host until the returned function is called. */
  start(): () => void {
    const look = () => this.#show(readRoute(location.hash) ?? START_ROUTE);
    look();
    window.addEventListener('hashchange', look);
    const stop = this.#host.on('route', (route) => {
      this.byHost = location.hash !== formatRoute(route);
      this.open(route);
    });
    return () => {
      window.removeEventListener('hashchange', look);
      stop();
    };
  }

  open(route: Route): void {
    location.hash = formatRoute(route);
  }

  /** Where the way back from an item leads: to the history if it was opened there, else to the list beside it. */
  get back(): Extract<Route, { view: 'list' | 'history' }> {
    return formatRoute(this.route) === this.#opened ? { view: 'history' } : { view: 'list', workbin: this.list };
  }

  #show(route: Route): void {
    this.returned = route.view === 'history' && this.back.view === 'history';
    if (route.view !== 'item') this.#opened = '';
    else if (this.route.view === 'history' && !this.byHost) this.#opened = formatRoute(route);
    this.route = route;
    if (route.view === 'list') this.list = route.workbin;
    // An item opened from the list of all leaves that list where it is.
    else if (route.view === 'item' && route.workbin !== null && this.list !== null) this.list = route.workbin;
  }
}
