import { readFileSync } from 'node:fs';
import { formatRoute, readRoute, type Route } from '../core/route.ts';
import { writeAtomically } from '../storage/atomic-file.ts';

/** What a click on an alert opens, known over restarts: Windows names the notification that was clicked and nothing more. */
export interface AlertRoutes {
  keep(id: string, route: Route): void;
  /** Null for an alert that is not known any more, or opens nothing. */
  routeOf(id: string): Route | null;
}

/** So many are kept; the notification centre keeps hardly more. */
const MOST = 200;

/** The routes kept in this file; none where it is missing or damaged. It holds keys and ids alone. */
export function openAlertRoutes(file: string, log: (line: string) => void): AlertRoutes {
  const routes = new Map(readPairs(file));
  return {
    keep(id, route) {
      routes.set(id, formatRoute(route));
      for (const oldest of [...routes.keys()].slice(0, -MOST)) routes.delete(oldest);
      try {
        writeAtomically(file, JSON.stringify([...routes]));
      } catch {
        log('what alerts open could not be kept');
      }
    },
    routeOf: (id) => readRoute(routes.get(id)),
  };
}

function readPairs(file: string): (readonly [string, string])[] {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
  const pairs = Array.isArray(kept) ? kept.slice(-MOST) : [];
  return pairs.flatMap((pair: unknown) => {
    const [id, route] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    return typeof id === 'string' && typeof route === 'string' ? [[id, route] as const] : [];
  });
}
