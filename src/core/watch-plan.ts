import type { NamedOwner } from './message.ts';
import type { Settings } from './settings.ts';
import { workbinKey, type Owner, type Workbin, type WorkbinKey } from './workbin.ts';

/** What a person chose to watch. */
export type WatchChoice = Pick<Settings, 'unwatchedWorkbins' | 'agentGroups' | 'placeGroups' | 'watchedUsers'>;

/** A workbin that exists, and whether it is to be watched. */
export interface PlannedWorkbin {
  readonly workbin: Workbin;
  readonly watched: boolean;
}

/**
 * Every workbin that the choice makes of those the server lists: one's own (types Agent and Place, and any type that is
 * unknown), and for each group or colleague the definitions of the fitting type. One id serves every owner. `nameOf` gives
 * what people call a colleague.
 */
export function planWatch(
  listed: readonly Workbin[],
  choice: WatchChoice,
  nameOf: (userId: string) => string | null = () => null,
): readonly PlannedWorkbin[] {
  const unwatched = new Set(choice.unwatchedWorkbins);
  const of = (kind: string, owner: Owner) =>
    listed.filter((one) => one.kind === kind).map((one) => ({ ...one, owner, key: workbinKey(one.id, owner) }));
  const planned = [
    ...listed.filter((one) => one.kind !== 'AgentGroup' && one.kind !== 'PlaceGroup'),
    ...choice.agentGroups.flatMap((name) => of('AgentGroup', { kind: 'agentGroup', name })),
    ...choice.placeGroups.flatMap((name) => of('PlaceGroup', { kind: 'placeGroup', name })),
    ...choice.watchedUsers.flatMap((id) => {
      const name = nameOf(id);
      return of('Agent', { kind: 'user', id, ...(name !== null && { name }) });
    }),
  ];
  return planned.map((workbin) => ({ workbin, watched: !unwatched.has(workbin.key) }));
}

/** Whether the choice names the owner of this workbin; one's own always are. */
export function isChosen(key: WorkbinKey, choice: WatchChoice): boolean {
  const owners: readonly Owner[] = [
    { kind: 'me' },
    ...choice.agentGroups.map((name) => ({ kind: 'agentGroup', name }) as const),
    ...choice.placeGroups.map((name) => ({ kind: 'placeGroup', name }) as const),
    ...choice.watchedUsers.map((id) => ({ kind: 'user', id }) as const),
  ];
  return owners.some((owner) => key.startsWith(workbinKey('', owner)));
}

/** Workbins by their id, which several owners may have in common. */
export type WorkbinsById = ReadonlyMap<string, readonly Workbin[]>;

/** These workbins by their id. */
export function groupById(workbins: readonly Workbin[]): WorkbinsById {
  const groups = new Map<string, Workbin[]>();
  for (const workbin of workbins) groups.set(workbin.id, [...(groups.get(workbin.id) ?? []), workbin]);
  return groups;
}

/**
 * The watched workbin that a message speaks of, or null when it is none of them. GWS leaves the owner out now and then;
 * then the workbin id decides, where only one watched workbin has it, and else one's own is meant.
 */
export function matchWorkbin(
  watched: WorkbinsById,
  { workbinId, owner }: { readonly workbinId: string; readonly owner: NamedOwner },
  accountId: string,
): WorkbinKey | null {
  const named = watched.get(workbinId) ?? [];
  const find = (fits: (of: Owner) => boolean): WorkbinKey | null => named.find((one) => fits(one.owner))?.key ?? null;
  if (owner.agentGroup !== null) return find((of) => of.kind === 'agentGroup' && of.name === owner.agentGroup);
  if (owner.placeGroup !== null) return find((of) => of.kind === 'placeGroup' && of.name === owner.placeGroup);
  const mine = named.find((one) => one.owner.kind === 'me') ?? null;
  if (owner.userId === accountId) return mine?.key ?? onlyOne(named.filter((one) => one.owner.kind !== 'user'));
  if (owner.userId !== null) {
    const theirs = find((of) => of.kind === 'user' && of.id === owner.userId);
    // Which owner the events of a place's workbin name is not documented.
    return theirs ?? (mine?.kind === 'Place' ? mine.key : null);
  }
  return onlyOne(named) ?? mine?.key ?? null;
}

function onlyOne([first, ...others]: readonly Workbin[]): WorkbinKey | null {
  return first && others.length === 0 ? first.key : null;
}
