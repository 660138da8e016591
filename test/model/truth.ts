import { workbinKey, type Owner, type Workbin, type WorkbinKey } from '../../src/core/workbin.ts';

/** From when an item came to lie in a workbin until it left. */
export interface Stay {
  readonly workbin: WorkbinKey;
  readonly id: string;
  over: boolean;
}

/** The reference: what each workbin holds, and every stay there ever was. */
export interface Truth {
  readonly stays: readonly Stay[];
  /** False where it lies there already. */
  add(workbin: WorkbinKey, id: string): boolean;
  /** False where it does not lie there. */
  remove(workbin: WorkbinKey, id: string): boolean;
  ids(workbin: WorkbinKey): readonly string[];
  lies(workbin: WorkbinKey, id: string): boolean;
}

const make = (id: string, kind: string, owner: Owner): Workbin => ({ key: workbinKey(id, owner), id, name: id, kind, owner });

/** The workbins of the model: three of one's own, which GWS reads together, and one of a group, which is read apart. */
export const WORKBINS: readonly Workbin[] = [
  make('alpha', 'Agent', { kind: 'me' }),
  make('beta', 'Agent', { kind: 'me' }),
  make('gamma', 'Place', { kind: 'me' }),
  make('delta', 'AgentGroup', { kind: 'agentGroup', name: 'Billing' }),
];

/** Workbins with nothing in them. */
export function createTruth(): Truth {
  const stays: Stay[] = [];
  const now = new Map<WorkbinKey, Map<string, Stay>>(WORKBINS.map(({ key }) => [key, new Map()]));
  return {
    stays,
    add(workbin, id) {
      const bin = now.get(workbin)!;
      if (bin.has(id)) return false;
      const stay = { workbin, id, over: false };
      bin.set(id, stay);
      stays.push(stay);
      return true;
    },
    remove(workbin, id) {
      const stay = now.get(workbin)!.get(id);
      if (!stay) return false;
      stay.over = true;
      now.get(workbin)!.delete(id);
      return true;
    },
    ids: (workbin) => [...now.get(workbin)!.keys()],
    lies: (workbin, id) => now.get(workbin)!.has(id),
  };
}
