import { between, pick, type Random } from './chance.ts';
import type { Simulator, Where } from './simulator.ts';

/** How a demo runs. */
export interface DemoOptions {
  /** What happens when; chance unless told. */
  readonly random?: Random;
  /** How many times faster than people; 1 unless told. */
  readonly pace?: number;
}

/** As many items as a workbin ever holds in a demo, and all workbins together. */
const most = { inOne: 9, inAll: 36 };

/** Lets an ordinary day happen: items come and go, workitems are offered and taken. Returns its stop. */
export function startDemo(simulator: Simulator, { random = Math.random, pace = 1 }: DemoOptions = {}): () => void {
  const { workbins, groups } = simulator;
  const timers = new Set<NodeJS.Timeout>();
  const own: readonly Where[] = [
    { workbin: workbins.InProgress.id },
    { workbin: workbins.InProgress.id },
    { workbin: workbins.Awaiting.id },
    { workbin: workbins.Pending.id },
    { workbin: workbins.FrontDesk.id },
  ];
  const shared: readonly Where[] = [
    ...groups.agent.map((name): Where => ({ workbin: workbins.Claims.id, owner: { kind: 'agentGroup', name } })),
    { workbin: workbins.Escalations.id, owner: { kind: 'agentGroup', name: groups.agent[0] } },
    { workbin: workbins.Lobby.id, owner: { kind: 'placeGroup', name: groups.place[0] } },
    ...simulator.colleagues
      .slice(0, 1)
      .map(({ id }): Where => ({ workbin: workbins.InProgress.id, owner: { kind: 'user', id } })),
  ];
  const everywhere = [...own.slice(1), ...shared];

  function later(seconds: number, what: () => void): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        what();
      },
      (seconds * 1000) / pace,
    );
    timers.add(timer);
  }

  function removeFrom(where: Where): void {
    const items = simulator.items(where);
    if (items.length > 0) simulator.remove(where, pick(random, items).id);
  }

  function arrive(where: Where): void {
    const all = everywhere.reduce((sum, place) => sum + simulator.items(place).length, 0);
    const fullest = [...everywhere].sort((left, right) => simulator.items(right).length - simulator.items(left).length)[0];
    if (all >= most.inAll && fullest) removeFrom(fullest);
    if (simulator.items(where).length >= most.inOne) removeFrom(where);
    simulator.add(where);
  }

  /** A workitem is offered; somebody takes it, parks or completes it, or it is withdrawn. */
  function offer(): void {
    const id = simulator.offerWorkitem();
    later(between(random, 6, 12), () => {
      if (random() < 0.4) return void simulator.changeWorkitem(id, 'Revoked');
      simulator.changeWorkitem(id, 'Processing');
      later(between(random, 15, 40), () => {
        if (random() < 0.5) simulator.changeWorkitem(id, 'Completed');
        else if (simulator.items({ workbin: workbins.Pending.id }).length < most.inOne)
          simulator.parkWorkitem(id, { workbin: workbins.Pending.id });
        else simulator.changeWorkitem(id, 'Completed');
      });
    });
  }

  function happen(): void {
    const what = random();
    if (what < 0.6) arrive(pick(random, random() < 0.75 ? own : shared));
    else if (what < 0.78) removeFrom(pick(random, everywhere));
    else if (what < 0.92) offer();
    else {
      const where = pick(random, own);
      for (let count = 0; count < 6; count++) later(count * 0.3, () => arrive(where));
    }
    later(between(random, 8, 25), happen);
  }

  later(4, () => {
    arrive({ workbin: workbins.InProgress.id });
    later(between(random, 8, 14), happen);
  });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
}
