import type { Owner } from '../core/workbin.ts';
import type { Faults } from './faults.ts';

/** What the path and query of a workbin request name. */
export interface WorkbinTarget {
  /** The part of the path before `workbins`. */
  readonly under: 'root' | 'me' | 'users';
  readonly owner: Owner;
  /** The workbins named; null where the whole list is meant. */
  readonly ids: readonly string[] | null;
  /** Whether the workbin stands in the path, not in `workbinIds`. */
  readonly single: boolean;
  /** The medium at the end of the path, as it stands there. */
  readonly medium: string | null;
}

function groupOf(query: URLSearchParams): Owner | null {
  const agentGroup = query.get('agentGroup');
  if (agentGroup !== null) return { kind: 'agentGroup', name: agentGroup };
  const placeGroup = query.get('placeGroup');
  return placeGroup === null ? null : { kind: 'placeGroup', name: placeGroup };
}

/** Reads the parts of a path below `/api/v2`; null where it names no workbins, `misplaced-group` where a group is named outside `/me`. */
export function readWorkbinTarget(parts: readonly string[], query: URLSearchParams): WorkbinTarget | 'misplaced-group' | null {
  const at = parts.indexOf('workbins');
  const before = parts.slice(0, at);
  const [id, medium, ...rest] = parts.slice(at + 1);
  const user = before[1];
  const under = at === 0 ? 'root' : before[0] === 'me' && at === 1 ? 'me' : before[0] === 'users' && at === 2 ? 'users' : null;
  if (at < 0 || under === null || rest.length > 0) return null;

  const group = groupOf(query);
  if (group && under !== 'me') return 'misplaced-group';
  const owner: Owner = group ?? (under === 'users' && user !== undefined ? { kind: 'user', id: user } : { kind: 'me' });
  const named = query.get('workbinIds');
  const many = named === null ? null : named.split(',').filter((part) => part !== '');
  return { under, owner, ids: id === undefined ? many : [id], single: id !== undefined, medium: medium ?? null };
}

/** Whether a server with these faults does not know this form of request for workbins. */
export function isUnknownForm({ under, owner, single }: WorkbinTarget, faults: Faults, id = ''): boolean {
  if (owner.kind === 'me' && faults.strikes(under === 'me' ? 'me-forms-refused' : 'plain-forms-refused', id)) return true;
  return !single && faults.strikes('many-forms-refused', id);
}
