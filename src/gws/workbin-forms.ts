import type { Workbin } from '../core/workbin.ts';
import { formatIds, formatWorkbinPath } from './contents.ts';
import type { Reply, Rest } from './rest.ts';

/** One way to address workbins in a request; ways of one name serve all workbins alike. */
interface Form {
  readonly name: 'me' | 'plain' | 'me-many' | 'plain-many' | 'user' | 'user-many' | 'group';
  readonly path: string;
}

/** Asks operations of workbins in the form that this server understands. */
export interface WorkbinForms {
  /** Several only of one's own. The reply is that of the first form where the server understood none. */
  post(batch: readonly [Workbin, ...Workbin[]], operationName: 'Subscribe' | 'Unsubscribe'): Promise<Reply>;
}

/** Refusals that speak of the workbin or the person, not of the form. @see GWS 8.5.2 API, "Return Values" */
const UNDERSTOOD = [3, 5, 18, 19, 20];

/**
 * Prefers the forms below `/me`, which the documentation has for everything, and for a colleague the one whose confirmation
 * names the owner; takes the others where those are not known, and keeps to what worked.
 * @see GWS 8.5.2 API, Subscribe To Workbin Notifications, Subscribe to Group Workbin Notifications
 */
export function createWorkbinForms(rest: Pick<Rest, 'post'>): WorkbinForms {
  const unknown = new Set<Form['name']>();
  /** The refusal of every form for several, and whether one alone was accepted since: then several are not asked for again. */
  let several: { readonly refused: Reply; readonly isFinal: boolean } | null = null;

  return {
    async post(batch, operationName) {
      if (batch.length > 1 && several?.isFinal) return several.refused;
      const all = formsOf(batch);
      const left = all.filter(({ name }) => !unknown.has(name));
      const tried: Form[] = [];
      let refused: Reply | null = null;
      for (const form of left.length > 0 ? left : all) {
        const reply = await rest.post(form.path, { operationName });
        if (!isUnknown(reply)) {
          for (const { name } of tried) unknown.add(name);
          const isOwn = batch[0].owner.kind === 'me' && reply.kind === 'ok';
          if (several && isOwn) several = batch.length > 1 ? null : { ...several, isFinal: true };
          return reply;
        }
        tried.push(form);
        refused ??= reply;
      }
      if (refused && batch.length > 1) several = { refused, isFinal: false };
      return refused ?? { kind: 'refused', status: 0, statusCode: null, why: 'There is no such request' };
    },
  };
}

function formsOf(batch: readonly [Workbin, ...Workbin[]]): readonly Form[] {
  const [first] = batch;
  const ids = formatIds(batch);
  const path = formatWorkbinPath(first);
  switch (first.owner.kind) {
    case 'me':
      return batch.length === 1
        ? [
            { name: 'me', path },
            { name: 'plain', path: path.replace(/^\/me/, '') },
          ]
        : [
            { name: 'me-many', path: `/me/workbins?workbinIds=${ids}` },
            { name: 'plain-many', path: `/workbins?workbinIds=${ids}` },
          ];
    case 'user':
      return [
        { name: 'user', path },
        { name: 'user-many', path: path.replace(/[^/]+$/, '').replace(/\/$/, `?workbinIds=${ids}`) },
      ];
    case 'agentGroup':
    case 'placeGroup':
      return [{ name: 'group', path }];
  }
}

function isUnknown(reply: Reply): boolean {
  if (reply.kind !== 'refused' || (reply.status >= 500 && reply.status !== 501)) return false;
  return reply.statusCode === null || !UNDERSTOOD.includes(reply.statusCode);
}
