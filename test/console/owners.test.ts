import { describe, expect, it } from 'vitest';
import type { Owner } from '../../src/core/workbin.ts';
import type { FaultName } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { simulate } from '../simulated.ts';
import { startConsole, temporaryFolder, type ConsoleProcess, type Line } from './console-process.ts';

/** Every kind of owner, two of each kind that shares ids: the demo person, two colleagues, two agent groups, a place group. */
function everyOwner({ workbins, groups, colleagues }: Simulator) {
  const users = colleagues.slice(0, 2).map(({ id }): Owner => ({ kind: 'user', id }));
  const agentGroups = groups.agent.slice(0, 2).map((name): Owner => ({ kind: 'agentGroup', name }));
  return [
    ...[{ kind: 'me' } as const, ...users].map((owner) => ({ workbin: workbins.Draft.id, owner })),
    ...agentGroups.map((owner) => ({ workbin: workbins.Claims.id, owner })),
    { workbin: workbins.Lobby.id, owner: { kind: 'placeGroup', name: groups.place[0] } as const },
  ];
}

function watchEveryOwner(simulator: Simulator): ConsoleProcess {
  const { userName, password } = simulator.account;
  const owners = everyOwner(simulator).flatMap(({ owner }) =>
    owner.kind === 'me'
      ? []
      : owner.kind === 'user'
        ? ['--watch-user', owner.id]
        : [owner.kind === 'agentGroup' ? '--agent-group' : '--place-group', owner.name],
  );
  return startConsole(['--server', simulator.origin, '--user', userName, '--data-dir', temporaryFolder(), ...owners], {
    GWS_PASSWORD: password,
  });
}

const workbinOf = (line: Line) => line['workbin'] as { readonly id: string; readonly owner: Owner };
const isOf = (line: Line, { workbin, owner }: { workbin: string; owner: Owner }) =>
  workbinOf(line).id === workbin && JSON.stringify(workbinOf(line).owner) === JSON.stringify(owner);

describe('the console host', () => {
  it.each<[string, FaultName[]]>([
    ['of a sound server', []],
    [
      'where confirmations leave out what they answer and come first',
      ['echo-first', 'echo-without-owner', 'echo-without-reference'],
    ],
    ['of an odd server', ['by-user-refused', 'arrays-as-objects', 'odd-array-names', 'me-forms-refused', 'many-forms-refused']],
  ])('tells workbins of one id apart by their owners, %s', async (_which, faults) => {
    const simulator = await simulate({ populated: false });
    for (const fault of faults) simulator.faults.on(fault);
    const process = watchEveryOwner(simulator);
    await process.live();
    const places = everyOwner(simulator);

    const ids = places.map((where, index) =>
      Array.from({ length: index + 1 }, (_, number) => simulator.add(where, { media: 'email', subject: `${index}-${number}` })),
    );
    await process.until(() => process.all('decision').length === ids.flat().length);

    for (const [index, where] of places.entries()) {
      const added = process.all('item').filter((line) => isOf(line, where));
      expect(added.map((line) => (line['interaction'] as { id: string }).id)).toEqual(ids[index]);
      expect(process.all('workbin').findLast((line) => isOf(line, where))).toMatchObject({
        watch: 'subscribed',
        count: index + 1,
      });
      expect(process.all('decision').filter((line) => isOf(line, where))).toHaveLength(index + 1);
    }
    const alerts = process.all('alert').map((line) => line['alert'] as { title: string; count: number });
    expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(ids.flat().length);
    const titles = alerts.map(({ title }) => title).join();
    const { firstName, lastName } = simulator.colleagues[1]!;
    expect(titles).toContain(`(${firstName} ${lastName})`);
    expect(titles).toContain(`(${simulator.groups.agent[1]})`);
  });

  it('alerts an item that lies in several of them once, and says where', async () => {
    const simulator = await simulate({ populated: false });
    const process = watchEveryOwner(simulator);
    await process.live();
    const [mine, , theirs, , group] = everyOwner(simulator);

    const id = simulator.add(theirs!, { media: 'email' });
    await process.until(() => process.all('alert').length === 1);
    const [item] = simulator.items(theirs!);
    simulator.put(mine!, item!);
    simulator.put(group!, item!);
    await process.until(() => process.all('decision').length === 3);

    const { firstName, lastName } = simulator.colleagues[1]!;
    expect(process.all('alert')).toHaveLength(1);
    expect(process.all('item').filter((line) => (line['interaction'] as { id: string }).id === id)).toHaveLength(3);
    expect(process.all('decision').slice(1)).toMatchObject([
      { outcome: 'silenced', reason: `already announced in Draft (${firstName} ${lastName})` },
      { outcome: 'silenced', reason: `already announced in Draft (${firstName} ${lastName})` },
    ]);
  });

  it.each<[string, FaultName, (line: Line) => boolean, RegExp, 'pending' | 'failed']>([
    [
      'an Interaction Server that knows no groups',
      'group-forms-refused',
      (line) => workbinOf(line).owner.kind.endsWith('Group'),
      /^Workbins of groups cannot be watched here, perhaps because the Interaction Server is too old \(.+\); trying again$/,
      'pending',
    ],
    [
      'an account without the feature',
      'multimedia-missing',
      () => true,
      /^The account lacks the multimedia feature, which workbins need \(.+\)$/,
      'failed',
    ],
    ['a person without rights', 'subscribe-refused', () => true, /^You have no permission to watch it \(.+\)$/, 'failed'],
  ])('says once, for each workbin concerned alone: %s', async (_what, fault, isConcerned, reason, state) => {
    const simulator = await simulate({ populated: false });
    simulator.faults.on(fault);
    const process = watchEveryOwner(simulator);
    const settled = () => {
      const last = new Map(process.all('workbin').map((line) => [JSON.stringify(line['workbin']), line]));
      return [...last.values()].every(
        (line) => line['watch'] === (isConcerned(line) ? state : 'subscribed') && (!isConcerned(line) || line['reason']),
      );
    };
    await process.until(() => process.all('workbin').length >= 14 && settled());

    const concerned = process.all('workbin').filter((line) => isConcerned(line) && line['reason'] !== undefined);
    expect(concerned.every((line) => reason.test(String(line['reason'])))).toBe(true);
    const said = concerned.map((line) => JSON.stringify([line['workbin'], line['watch'], line['count'], line['reason']]));
    expect(new Set(said).size).toBe(said.length);
    expect(
      process
        .all('workbin')
        .filter((line) => !isConcerned(line))
        .every((line) => line['reason'] === undefined),
    ).toBe(true);
  });
});
