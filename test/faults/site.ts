import type { Simulator } from '../../src/simulator/simulator.ts';
import { createFayeContactCentre, type FayeContactCentre } from '../gws/faye-contact-centre.ts';
import { simulate, where } from '../simulated.ts';

/** A server that can be watched, whichever it is. */
export interface Site {
  readonly origin: string;
  readonly account: { readonly userName: string; readonly password: string };
  /** Puts a new item somewhere; its id. */
  add(): string;
  remove(id: string): void;
  /** `<workbin> <item>` for all that lies anywhere, sorted. */
  contents(): readonly string[];
  /** The subject of an item, as it must be shown. */
  subjectOf(id: string): string;
  handshakes(): number;
  violations(): number;
}

const NAMES = ['InProgress', 'Draft', 'FrontDesk', 'Awaiting', 'Pending'] as const;
/** Characters of one to four bytes, so that a cut within one would be seen. */
const subjectOf = (count: number): string => `№ ${count}: Grüße, 你好, Ⅷ, 😀👩‍👩‍👧`.repeat(40);

/** The simulator as a site. */
export type Simulated = Site & { readonly simulator: Simulator };

/** A simulator that holds polls for a second and a half. */
export async function createSimulatedSite(): Promise<Simulated> {
  const simulator = await simulate({ hold: 1500 });
  const added = new Map<string, { readonly name: (typeof NAMES)[number]; readonly subject: string }>();
  return {
    simulator,
    origin: simulator.origin,
    account: simulator.account,
    add() {
      const name = NAMES[added.size % NAMES.length] ?? 'Draft';
      const subject = subjectOf(added.size);
      const id = simulator.add(where(simulator, name), { subject });
      added.set(id, { name, subject });
      return id;
    },
    remove(id) {
      const { name } = added.get(id)!;
      simulator.remove(where(simulator, name), id);
    },
    contents: () =>
      NAMES.flatMap((name) =>
        simulator.items(where(simulator, name)).map(({ id }) => `${simulator.workbins[name].id} ${id}`),
      ).toSorted(),
    subjectOf: (id) => added.get(id)?.subject ?? '',
    handshakes: () => simulator.requests.filter(({ channels }) => channels.includes('/meta/handshake')).length,
    violations: () => simulator.violations.length,
  };
}

/** A contact centre on faye as a site. */
export async function createFayeSite(): Promise<Site & { readonly centre: FayeContactCentre }> {
  const centre = await createFayeContactCentre();
  const ids = new Set<string>();
  let count = 0;
  return {
    centre,
    origin: centre.origin,
    account: { userName: 'faye', password: 'faye' },
    add() {
      const id = `${(count += 1)} ${subjectOf(count)}`;
      ids.add(id);
      centre.add(id);
      return id;
    },
    remove(id) {
      ids.delete(id);
      centre.remove(id);
    },
    contents: () => [...ids].map((id) => `11111111-2222-4333-8444-555555555555 ${id}`).toSorted(),
    subjectOf: (id) => `Subject of ${id}`,
    handshakes: centre.handshakes,
    violations: () => 0,
  };
}
