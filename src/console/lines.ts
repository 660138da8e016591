import type { Workbin } from '../core/workbin.ts';
import type { ItemFacts } from '../core/arrivals.ts';
import type { NotifierEvents } from '../core/notifier-events.ts';

/** One line of the console's output, less its time; its type comes first, and what is undefined is left out. @see the console contract */
export type Line = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The line as it is printed at this time, as ISO writes it: one JSON object and a line feed. */
export function formatLine(line: Line, time: string): string {
  const text = JSON.stringify(line);
  // The time belongs behind the type; it goes into the text, since a copy of each line costs as much as its text.
  const typeEnd = '{"type":"'.length + line.type.length + '"'.length;
  return `${text.slice(0, typeEnd)},"at":"${time}"${text.slice(typeEnd)}\n`;
}

/** How each event of the notifier is told as a line. */
export const LINES: {
  readonly [Name in Exclude<keyof NotifierEvents, 'changed' | 'row' | 'recorded'>]: (event: NotifierEvents[Name]) => Line;
} = {
  connection: ({ state, reason }) => ({ type: 'connection', state, reason }),
  service: ({ type, state }) => ({ type: 'service', service: { type, state } }),
  workbin: ({ workbin, watch, count, reason }) => ({
    type: 'workbin',
    workbin: formatWorkbin(workbin),
    watch,
    count,
    reason: reason ?? undefined,
  }),
  item: ({ change, workbin, item, source }) => ({
    type: 'item',
    change,
    workbin: formatWorkbin(workbin),
    interaction: formatInteraction(item),
    source,
  }),
  workitem: ({ change, workitem, message }) => ({ type: 'workitem', change, workitem, ...(message !== null && { message }) }),
  alert: (alert) => ({ type: 'alert', alert: formatAlert(alert) }),
  withdraw: ({ id, reason }) => ({ type: 'alert-withdrawn', id, reason }),
  decision: ({ event, subject, at, outcome, alertId, reason }) => ({
    type: 'decision',
    event,
    subject,
    workbin: at ? formatWorkbin(at) : undefined,
    outcome,
    alertId: alertId ?? undefined,
    reason,
  }),
};

function formatWorkbin({ id, name, kind, owner }: Workbin): Readonly<Record<string, unknown>> {
  // The name of a colleague is for people; scripts go by the id.
  return { id, name, kind, owner: owner.kind === 'user' ? { kind: owner.kind, id: owner.id } : owner };
}

function formatInteraction({ id, media, subject, customer, receivedAt }: ItemFacts): Readonly<Record<string, unknown>> {
  return { id, media, subject, customer, receivedAt: receivedAt === null ? null : new Date(receivedAt).toISOString() };
}

function formatAlert(alert: NotifierEvents['alert']): Readonly<Record<string, unknown>> {
  const { id, kind, occasion, title, body, count, interactions, replaces } = alert;
  const more = { ...(occasion && { occasion }), ...(replaces !== null && { replaces }) };
  return { id, kind, title, body, count, target: formatTarget(alert), interactions, ...more };
}

function formatTarget({ opens, at }: NotifierEvents['alert']): Readonly<Record<string, unknown>> | null {
  const workbin = at && { workbin: formatWorkbin(at) };
  switch (opens?.view) {
    case 'connection':
      return { view: 'connection' };
    case 'item':
      return { interactionId: opens.interactionId, ...workbin };
    case 'list':
      return workbin;
    default:
      return null;
  }
}
