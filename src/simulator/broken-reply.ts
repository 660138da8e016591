import type { FaultName, Faults } from './faults.ts';
import { accessDenied, json, page, refusal, text, type Reply } from './reply.ts';

const rest: readonly (readonly [FaultName, Reply])[] = [
  ['rest-500', refusal(500, 4, 'Internal error: a Genesys server did not answer')],
  ['rest-503', page(503, 'Service Unavailable')],
  ['rest-429', { ...text(429, 'Too Many Requests'), headers: { 'Retry-After': '1' } }],
  ['rest-401', { ...page(401, 'Unauthorized'), headers: { 'WWW-Authenticate': 'Basic realm="proxy"' } }],
  ['rest-html', page(200, 'Sign in')],
  ['rest-redirect', { ...page(302, 'Moved'), headers: { Location: '/ui/login' } }],
];

const bayeux: readonly (readonly [FaultName, Reply])[] = [
  ['bayeux-401', page(401, 'Unauthorized')],
  ['bayeux-403', accessDenied],
  ['bayeux-503', page(503, 'Service Unavailable')],
  ['bayeux-html', page(200, 'Sign in')],
  ['bayeux-empty', json(200, [])],
];

const first = (replies: typeof rest, faults: Faults, path: string): Reply | null =>
  replies.find(([name]) => faults.strikes(name, path))?.[1] ?? null;

/** What a broken server answers to a REST request; null where nothing is broken. */
export function brokenRestReply(faults: Faults, path: string): Reply | null {
  return first(rest, faults, path);
}

/** What a broken server answers to a CometD request; null where nothing is broken. */
export function brokenBayeuxReply(faults: Faults, path: string): Reply | null {
  return first(bayeux, faults, path);
}
