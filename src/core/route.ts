import { encodePart, readWorkbinKey, type InteractionId, type WorkbinKey } from './workbin.ts';

/** The pages of the settings, in the order in which they are listed. */
export const SETTINGS_PAGES = ['watch', 'alerts', 'quiet', 'privacy', 'appearance', 'connection', 'about'] as const;

/** One of the pages of the settings. */
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** A view of the window. Data, so that an alert can carry it and a click works after the window was closed. */
export type Route =
  | { readonly view: 'list'; readonly workbin: WorkbinKey | null }
  | { readonly view: 'item'; readonly workbin: WorkbinKey | null; readonly interactionId: InteractionId }
  | { readonly view: 'settings'; readonly page?: SettingsPage }
  | { readonly view: 'history' }
  | { readonly view: 'overview' }
  | { readonly view: 'connection' }
  | { readonly view: 'sign-in' };

/** Where the window starts: every watched workbin in one list. */
export const START_ROUTE: Route = { view: 'list', workbin: null };

/** Two names of 255 characters, encoded twice, fit in. */
const LONGEST = 8000;

/** The route as a URL fragment, `#` included: `#/list`, `#/list/<key>`, `#/item/<key>/<id>`, `#/item/-/<id>`, `#/overview`, `#/settings/watch`. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'list':
      return route.workbin === null ? '#/list' : `#/list/${encodePart(route.workbin)}`;
    case 'item':
      return `#/item/${route.workbin === null ? '-' : encodePart(route.workbin)}/${encodePart(route.interactionId)}`;
    case 'settings':
      return route.page === undefined ? '#/settings' : `#/settings/${route.page}`;
    default:
      return `#/${route.view}`;
  }
}

/** The route that a URL fragment names, with or without its `#`; null when it names none. Never throws. */
export function readRoute(fragment: unknown): Route | null {
  if (typeof fragment !== 'string' || fragment.length > LONGEST || !/^#?\//.test(fragment)) return null;
  const parts = fragment.split('/').slice(1).map(decode);
  const [view, workbin, interactionId] = parts;
  const key = readWorkbinKey(workbin);
  if (
    parts.length === 1 &&
    (view === 'overview' || view === 'settings' || view === 'history' || view === 'connection' || view === 'sign-in')
  )
    return { view };
  if (parts.length === 2 && view === 'settings') {
    const page = SETTINGS_PAGES.find((one) => one === workbin);
    return page === undefined ? null : { view, page };
  }
  if (parts.length === 1 && view === 'list') return START_ROUTE;
  if (parts.length === 2 && view === 'list' && key !== null) return { view, workbin: key };
  if (parts.length === 3 && view === 'item' && interactionId && (key !== null || workbin === '-'))
    return { view, workbin: key, interactionId: interactionId as InteractionId };
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
