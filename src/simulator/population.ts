import type { Owner } from '../core/workbin.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { ItemWriter } from './item-writer.ts';
import { agentGroups, demoPerson, people, placeGroups } from './people.ts';
import { workbinDefinitions as workbins, type WorkbinDefinition } from './workbin-definitions.ts';

/** What waits at the start and for how many minutes it has. */
const waiting: readonly (readonly [workbin: WorkbinDefinition, owner: Owner, minutes: readonly number[]])[] = [
  [workbins.Draft, { kind: 'me' }, [95]],
  [workbins.InProgress, { kind: 'me' }, [3, 47, 1_560]],
  [workbins.Awaiting, { kind: 'me' }, [310, 4_420]],
  [workbins.Pending, { kind: 'me' }, [14]],
  [workbins.FrontDesk, { kind: 'me' }, [180]],
  [workbins.Claims, { kind: 'agentGroup', name: agentGroups[0] }, [26, 2_890]],
  [workbins.Lobby, { kind: 'placeGroup', name: placeGroups[0] }, [61]],
  [workbins.InProgress, { kind: 'user', id: people[1]?.id ?? '' }, [540]],
];

/** Fills the workbins as on an ordinary day. */
export function populate(centre: ContactCentre, writer: ItemWriter, now: number): void {
  for (const [definition, owner, minutes] of waiting) {
    const basket = centre.basketFor(demoPerson, definition.id, owner);
    if (!basket) continue;
    const employeeId = basket.owner.kind === 'agent' ? basket.owner.person.employeeId : null;
    for (const age of minutes) {
      centre.add(basket, writer.write({ workbinName: definition.workbinName, employeeId }, { receivedAt: now - age * 60_000 }));
    }
  }
}
