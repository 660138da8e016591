import { expect, it, onTestFinished } from 'vitest';
import { createHttpFetch } from '../../src/console/http-fetch.ts';
import type { FeedEvents } from '../../src/core/feed-events.ts';
import { readAccount } from '../../src/core/resource.ts';
import type { PlannedWorkbin, WatchChoice } from '../../src/core/watch-plan.ts';
import { createDirectory } from '../../src/gws/directory.ts';
import { createRest } from '../../src/gws/rest.ts';
import { createWatchedWorkbins } from '../../src/gws/watched-workbins.ts';
import { simulate } from '../simulated.ts';

const OWN: WatchChoice = { unwatchedWorkbins: [], agentGroups: [], placeGroups: [], watchedUsers: [] };

/** The workbins of the simulator's demo person, and what is told of them. */
async function open() {
  const simulator = await simulate();
  const rest = createRest({ fetch: createHttpFetch(), server: simulator.origin, ...simulator.account });
  const me = await rest.signIn();
  const account = me.kind === 'ok' ? readAccount(me.body) : null;
  if (!account) throw new Error('The simulator did not say who is signed in');
  let choice = OWN;
  let isDown = false;
  const plans: (readonly PlannedWorkbin[])[] = [];
  const reasons = new Set<string | null>();
  const events: FeedEvents = {
    connection: () => undefined,
    account: () => undefined,
    services: () => undefined,
    workbins: (planned) => void plans.push(planned),
    workitems: () => undefined,
    message: () => undefined,
    alive: () => undefined,
    watch: (_key, { reason }) => void reasons.add(reason),
    contents: () => undefined,
    change: () => undefined,
    stray: () => undefined,
  };
  const workbins = createWatchedWorkbins(
    {
      rest,
      directory: createDirectory({ rest, now: Date.now }),
      choice: () => choice,
      isDown: () => isDown,
      random: Math.random,
      log: () => undefined,
    },
    events,
  );
  onTestFinished(() => workbins.stop());
  return {
    colleague: simulator.colleagues[0]!.id,
    workbins,
    plans,
    reasons,
    choose: (more: Partial<WatchChoice>) => void (choice = { ...choice, ...more }),
    setDown: (down: boolean) => void (isDown = down),
    async begin() {
      const found = await workbins.ask();
      if (found.kind === 'ok') workbins.begin(found.body, account);
    },
  };
}

const namesOf = (planned: readonly PlannedWorkbin[] = []) =>
  planned.filter(({ watched }) => watched).map(({ workbin }) => workbin.name);

it('plans nothing before anything was listed', async () => {
  const { workbins, plans } = await open();

  workbins.planAgain();
  await workbins.listAgain();

  expect(plans).toEqual([]);
  expect(workbins.watch()).toBeNull();
});

it('watches what is chosen of all that is listed, and follows another choice', async () => {
  const { workbins, plans, choose, begin } = await open();

  await begin();
  const first = plans.at(-1);
  choose({ unwatchedWorkbins: first?.[0] ? [first[0].workbin.key] : [] });
  workbins.planAgain();

  expect(workbins.watch()).not.toBeNull();
  expect(namesOf(plans.at(-1))).toEqual(namesOf(first).slice(1));
});

it('tells the name of a colleague once it is known', async () => {
  const { workbins, plans, choose, begin, colleague } = await open();
  choose({ watchedUsers: [colleague] });
  await begin();

  await workbins.learnNames();

  const owners = plans.map((planned) => planned.map(({ workbin }) => workbin.owner).find(({ kind }) => kind === 'user'));
  expect(owners.map((owner) => owner?.kind === 'user' && owner.name !== undefined)).toEqual([false, true]);
});

it('asks for nothing while the Interaction Server is down, and says why', async () => {
  const { workbins, reasons, setDown, begin } = await open();
  setDown(true);

  await begin();
  expect([...reasons]).toEqual(['The Interaction Server is not available']);
  setDown(false);
  workbins.noteInteractionServer();

  await expect.poll(() => reasons).toContain(null);
});

it('forgets its watching when the session is over, not what was listed', async () => {
  const { workbins, plans, begin } = await open();
  await begin();

  workbins.stop();
  workbins.planAgain();

  expect(workbins.watch()).toBeNull();
  expect(namesOf(plans.at(-1))).toEqual(namesOf(plans[0]));
});
