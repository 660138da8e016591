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

/**
 * The watched workbin that a message speaks of, or null when it is none of them. GWS leaves the owner out now and then;
 * then the workbin id decides, where only one watched workbin has it, and else one's own is meant.
 */
export function matchWorkbin(
  watched: ReadonlyMap<WorkbinKey, Workbin>,
  { workbinId, owner }: { readonly workbinId: string; readonly owner: NamedOwner },
  accountId: string,
): WorkbinKey | null {
  const has = (of: Owner): WorkbinKey | null => {
    const key = workbinKey(workbinId, of);
    return watched.has(key) ? key : null;
  };
  const mine = has({ kind: 'me' });
  if (owner.agentGroup !== null) return has({ kind: 'agentGroup', name: owner.agentGroup });
  if (owner.placeGroup !== null) return has({ kind: 'placeGroup', name: owner.placeGroup });
  if (owner.userId === accountId) return mine ?? onlyOne(watched, workbinId, ({ kind }) => kind !== 'user');
  if (owner.userId !== null) {
    const theirs = has({ kind: 'user', id: owner.userId });
    // Which owner the events of a place's workbin name is not documented.
    return theirs ?? (mine !== null && watched.get(mine)?.kind === 'Place' ? mine : null);
  }
  return onlyOne(watched, workbinId) ?? mine;
}

function onlyOne(
  watched: ReadonlyMap<WorkbinKey, Workbin>,
  workbinId: string,
  fits: (owner: Owner) => boolean = () => true,
): WorkbinKey | null {
  const keys = [...watched.values()].filter(({ id, owner }) => id === workbinId && fits(owner)).map(({ key }) => key);
  return keys.length === 1 ? (keys[0] ?? null) : null;
}
