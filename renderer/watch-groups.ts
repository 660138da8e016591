import { formatOwner, type WorkbinView } from '../src/core/contract.ts';
import { foldText, readTerms } from '../src/core/fold.ts';
import type { Settings } from '../src/core/settings.ts';
import { workbinKey, type Owner, type WorkbinKey } from '../src/core/workbin.ts';

/** Whose workbins stand together: one's own, those of a group or those of a colleague. */
export interface WatchGroup {
  /** Names the owner: the same for the same owner, whatever lies there. */
  readonly id: string;
  readonly owner: Owner;
  /** A group's name or a colleague's; empty for one's own. */
  readonly title: string;
  readonly workbins: readonly WorkbinView[];
}

/** Which of the workbins are looked at. */
export type WatchFilter = 'all' | 'watched' | 'unwatched' | 'failed';

type Chosen = Pick<Settings, 'agentGroups' | 'placeGroups' | 'watchedUsers'>;

/** Names an owner within the page. */
export function ownerId(owner: Owner): string {
  return workbinKey('', owner);
}

/**
 * One's own workbins first, then those of each chosen group and colleague in the order of the settings; an owner of whom nothing
 * is known yet has a group without workbins. `names` knows, by `ownerId`, colleagues who were only just chosen.
 */
export function groupByOwner(
  workbins: readonly WorkbinView[],
  chosen: Chosen,
  names: ReadonlyMap<string, string> = new Map(),
): readonly WatchGroup[] {
  const owners: readonly Owner[] = [
    { kind: 'me' },
    ...chosen.agentGroups.map((name) => ({ kind: 'agentGroup', name }) as const),
    ...chosen.placeGroups.map((name) => ({ kind: 'placeGroup', name }) as const),
    ...chosen.watchedUsers.map((id) => ({ kind: 'user', id }) as const),
  ];
  const byOwner = new Map<string, { readonly owner: Owner; readonly workbins: WorkbinView[] }>(
    owners.map((owner) => [ownerId(owner), { owner, workbins: [] }]),
  );
  // What the host watches although no setting names it, such as an owner who is just being removed, is shown as it is.
  for (const workbin of workbins) {
    const id = ownerId(workbin.owner);
    const known = byOwner.get(id);
    if (known) known.workbins.push(workbin);
    else byOwner.set(id, { owner: workbin.owner, workbins: [workbin] });
  }
  return [...byOwner].map(([id, { owner, workbins: theirs }]) => ({
    id,
    owner,
    title: theirs[0]?.ownerLabel || (names.get(id) ?? formatOwner(owner)),
    workbins: theirs,
  }));
}

/**
 * The groups with only the workbins that fit `text` and either `filter` or `held`; while something is looked for, groups without
 * any are left out.
 */
export function filterGroups(
  groups: readonly WatchGroup[],
  text: string,
  filter: WatchFilter,
  held: ReadonlySet<WorkbinKey> = new Set(),
): readonly WatchGroup[] {
  const words = readTerms(text);
  if (words.length === 0 && filter === 'all') return groups;
  return groups.flatMap((group) => {
    const workbins = group.workbins.filter((workbin) => {
      const told = foldText(`${workbin.name} ${group.title} ${workbin.id}`);
      return (fitsFilter(workbin, filter) || held.has(workbin.key)) && words.every((word) => told.includes(word));
    });
    return workbins.length === 0 ? [] : [{ ...group, workbins }];
  });
}

/** How many workbins each filter lets through. */
export function countFilters(workbins: readonly WorkbinView[]): Readonly<Record<WatchFilter, number>> {
  const count = (filter: WatchFilter) => workbins.filter((workbin) => fitsFilter(workbin, filter)).length;
  return { all: workbins.length, watched: count('watched'), unwatched: count('unwatched'), failed: count('failed') };
}

/** The list of keys with each of `keys` in it, or in it no more; the order of the others stays. */
export function withKeys(list: readonly WorkbinKey[], keys: readonly WorkbinKey[], isIn: boolean): readonly WorkbinKey[] {
  const meant = new Set(keys);
  const others = list.filter((key) => !meant.has(key));
  return isIn ? [...others, ...meant] : others;
}

/** Whether the filter lets this workbin through. */
export function fitsFilter(workbin: WorkbinView, filter: WatchFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'watched':
      return workbin.watched;
    case 'unwatched':
      return !workbin.watched;
    case 'failed':
      return workbin.watched && workbin.watch === 'failed';
    default:
      return filter satisfies never;
  }
}
