import { readRoute, type Route } from '../core/route.ts';

/** The scheme of the app's links, the same as in `electron-builder.yml`. */
export const LINK_SCHEME = 'workbin-notifier';

/** What somebody asked for by starting the app, or by following one of its links. */
export interface StartRequest {
  /** With a contact centre of its own. */
  readonly demo: boolean;
  /** Without a window. */
  readonly hidden: boolean;
  /** The view to open; null for wherever the window stands. */
  readonly route: Route | null;
}

/** Reads a command line. What follows a link came with it, and whoever made that chooses no options. */
export function readStart(args: readonly string[]): StartRequest {
  const at = args.findIndex((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
  if (at === -1) return { demo: args.includes('--demo'), hidden: args.includes('--hidden'), route: null };
  return { ...followLink(args[at] ?? ''), demo: args.slice(0, at).includes('--demo') };
}

/** What following a link asks for: the window, at the view of `workbin-notifier://open#/item/…`; any other link names no view. */
export function followLink(link: string): StartRequest {
  // Some systems put a slash after what they take for a host.
  const [, fragment] = /^workbin-notifier:\/\/open\/?(#.*)$/i.exec(link) ?? [];
  return { demo: false, hidden: false, route: readRoute(fragment) };
}

/** Where the window is asked for from outside. What is asked before the window can be opened waits. */
export interface Door {
  ask(request: StartRequest): void;
  /** From now on `open` answers, at first what was asked last. */
  lead(open: (route: Route | null) => void): void;
}

/** A door that leads nowhere yet. */
export function createDoor(): Door {
  let open: ((route: Route | null) => void) | null = null;
  let waiting: StartRequest | null = null;
  return {
    ask(request) {
      if (request.hidden) return;
      if (open === null) waiting = request;
      else open(request.route);
    },
    lead(to) {
      open = to;
      if (waiting !== null) to(waiting.route);
      waiting = null;
    },
  };
}
