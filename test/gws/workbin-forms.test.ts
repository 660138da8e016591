import { describe, expect, it, vi } from 'vitest';
import { workbinKey, type Owner } from '../../src/core/workbin.ts';
import { createSubscriptions } from '../../src/gws/subscriptions.ts';
import type { Reply } from '../../src/gws/rest.ts';
import type { FaultName } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { makeWorkbin } from '../core/samples.ts';
import { simulate, watch } from '../simulated.ts';

/** Own workbins, a colleague's and two groups': every form that there is. */
async function watchAll(...faults: FaultName[]) {
  const simulator = await simulate();
  for (const fault of faults) simulator.faults.on(fault);
  const watching = watch(simulator, {
    settings: {
      agentGroups: [simulator.groups.agent[1]],
      placeGroups: [simulator.groups.place[0]],
      watchedUsers: [simulator.colleagues[0]!.id],
    },
  });
  await watching.live();
  return { simulator, watching };
}

/** The operations that were accepted, with the form of each: ids and names are left out. */
function accepted(simulator: Simulator, operation: 'Subscribe' | 'Unsubscribe'): string[] {
  const forms = simulator.requests
    .filter((request) => request.operation === operation && request.status === 200)
    .map(({ path }) =>
      path
        .replace('/api/v2', '')
        .replace(/workbinIds=[\w,-]+/, 'workbinIds')
        .replace(/(workbins)\/[\w-]+/, '$1/{id}')
        .replace(/(users)\/\w+/, '$1/{id}')
        .replace(/=.*/, '='),
    );
  return [...new Set(forms)].toSorted();
}

const GROUPS = ['/me/workbins/{id}?agentGroup=', '/me/workbins/{id}?placeGroup='];

describe('the forms of a request', () => {
  it.each<[string, FaultName[], string[]]>([
    ['a server that knows all', [], [...GROUPS, '/me/workbins?workbinIds', '/users/{id}/workbins/{id}']],
    [
      'a server that does not know those of one’s own below /me',
      ['me-forms-refused'],
      [...GROUPS, '/users/{id}/workbins/{id}', '/workbins?workbinIds'],
    ],
    [
      'a server that knows no form for several',
      ['many-forms-refused'],
      ['/me/workbins/{id}', ...GROUPS, '/users/{id}/workbins/{id}'],
    ],
    [
      'a server that knows one’s own only one by one and not below /me',
      ['many-forms-refused', 'me-forms-refused'],
      [...GROUPS, '/users/{id}/workbins/{id}', '/workbins/{id}'],
    ],
    [
      'a server that knows a colleague’s only as one of several',
      ['by-user-single-refused'],
      [...GROUPS, '/me/workbins?workbinIds', '/users/{id}/workbins?workbinIds'],
    ],
  ])('are for %s', async (_server, faults, forms) => {
    const { simulator, watching } = await watchAll(...faults);

    expect(watching.notifier.view().workbins.map(({ watch: state }) => state)).not.toContain('failed');
    expect(simulator.sessions()[0]?.workbins).toHaveLength(watching.notifier.view().workbins.length);
    expect(accepted(simulator, 'Subscribe')).toEqual(forms.toSorted());
    simulator.clearRequests();
    await watching.stop();

    expect(accepted(simulator, 'Unsubscribe')).toEqual(forms.toSorted());
    // What was found out once is not asked again.
    expect(simulator.requests.filter(({ operation, status }) => operation === 'Unsubscribe' && status === 404)).toEqual([]);
  });

  it('are those of one’s own below /workbins for the contents, too, where the others are not known', async () => {
    const { simulator, watching } = await watchAll('me-forms-refused', 'many-forms-refused');

    expect(watching.notifier.view().workbins.every(({ count }) => count !== null)).toBe(true);
    expect(simulator.requests.some(({ path, status }) => /\/v2\/workbins\/[\w-]+\?sub/.test(path) && status === 200)).toBe(true);
  });

  it('are not tried in turn where the server refuses the workbin or the person', async () => {
    const { simulator } = await watchAll();
    simulator.faults.on('subscribe-refused');
    const before = simulator.requests.length;
    const watching = watch(simulator);
    await watching.until(() => watching.notifier.view().workbins.filter(({ watch: state }) => state === 'failed').length === 5);

    const asked = simulator.requests.slice(before).filter(({ operation }) => operation === 'Subscribe');
    expect(asked.some(({ path }) => path.startsWith('/api/v2/workbins'))).toBe(false);
  });
});

describe('leaving', () => {
  it('unsubscribes what is no longer watched, several of one’s own in one request', async () => {
    const { simulator, watching } = await watchAll();
    const { workbins } = watching.notifier.view();
    const left = workbins.filter(({ name, owner }) => owner.kind === 'me' && (name === 'Draft' || name === 'Pending'));
    simulator.clearRequests();

    watching.notifier.changeSettings({ ...watching.settings, unwatchedWorkbins: left.map(({ key }) => key), placeGroups: [] });
    await vi.waitUntil(() => simulator.sessions()[0]?.workbins.length === workbins.length - 3, { timeout: 10_000 });

    expect(accepted(simulator, 'Unsubscribe')).toEqual(['/me/workbins/{id}?placeGroup=', '/me/workbins?workbinIds']);
  });
});

describe('the word that a subscription has ended', () => {
  const NOBODY = { userId: null, employeeId: null, agentGroup: null, placeGroup: null };
  const told = {
    kind: 'subscription',
    state: 'unsubscribed',
    workbinId: 'a',
    owner: NOBODY,
    referenceId: null,
    why: null,
  } as const;
  const ok: Reply = { kind: 'ok', body: { referenceId: 7 } };

  it('is expected once for each request, also where it comes before the reply', async () => {
    const owners: Owner[] = [{ kind: 'me' }, { kind: 'user', id: 'u1' }];
    const subscriptions = createSubscriptions({
      rest: { post: async () => ok },
      accountId: 'u0',
      multimedia: true,
      random: () => 0.5,
      settled: () => undefined,
    });

    expect(subscriptions.isExpected(told)).toBe(false);
    await subscriptions.unsubscribe(owners.map((owner) => makeWorkbin('a', owner)));

    expect([told, told, told].map((message) => subscriptions.isExpected(message))).toEqual([true, true, false]);
    expect(subscriptions.isExpected({ ...told, workbinId: workbinKey('b', { kind: 'me' }) })).toBe(false);
  });
});
