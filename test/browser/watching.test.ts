import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { violations, type RunningApp } from './launch.ts';
import { useSignedInApp } from './use-app.ts';

let simulator: Simulator;
let app: RunningApp;

useSignedInApp((started) => ({ app, simulator } = started));
beforeAll(async () => {
  await app.inside(async ({ page }) => (await page()).evaluate('location.hash = "#/settings/watch"'));
});

/** Presses these keys in the field that adds an owner, once what is looked for is offered. */
const choose = (typed: string, offered: string) =>
  app.inside(
    async ({ page }, told) => {
      const opened = await page();
      const field = opened.getByRole('combobox', { name: 'Add a colleague or a group' });
      await field.pressSequentially(told.typed);
      await opened.getByRole('option', { name: told.offered }).waitFor();
      await field.press('Enter');
      await opened.getByText(`${told.offered} is added`).waitFor();
    },
    { typed, offered },
  );

const subscribed = () => simulator.sessions().flatMap(({ workbins }) => workbins);
const astrid = 'Astrid Lindqvist';
const mariam = 'Mariam Haddad';

describe('a colleague who is added by name', () => {
  const where = () => ({
    workbin: simulator.workbins.InProgress.id,
    owner: { kind: 'user', id: simulator.colleagues[0]!.id } as const,
  });

  it('has workbins that are watched, each with its state', async () => {
    await choose('astrid', astrid);

    await app.inside(async ({ page }, name) => {
      const theirs = (await page()).getByRole('region', { name: `${name} Colleague` });
      await theirs.getByText('Watching since').nth(3).waitFor();
      await theirs.getByText('4 of 4 watched').waitFor();
    }, astrid);
    expect(await violations(app)).toEqual([]);
  });

  it('is named by the alerts of them', async () => {
    simulator.add(where(), { subject: 'For Astrid' });

    await app.until(({ hooks }) => hooks.notifications.length, 1);
    expect(await app.inside(({ hooks }) => hooks.notifications[0]!.title + hooks.notifications[0]!.body)).toContain(astrid);
  });

  it('can be watched in part, and is left alone when taken away', async () => {
    const { id } = simulator.colleagues[0]!;
    const draft = `agent/${id}/${simulator.workbins.Draft.id}`;
    await app.inside(
      async ({ page }, name) => (await page()).getByRole('checkbox', { name: `Watch Draft, ${name}` }).uncheck(),
      astrid,
    );
    await vi.waitFor(() => expect(subscribed()).not.toContain(draft), { timeout: 15_000 });
    expect(subscribed()).toContain(`agent/${id}/${simulator.workbins.Pending.id}`);

    await app.inside(async ({ page }, name) => (await page()).getByRole('button', { name: `Remove ${name}` }).click(), astrid);

    await vi.waitFor(() => expect(subscribed().filter((key) => key.includes(id))).toEqual([]), { timeout: 15_000 });
  });
});

describe('a workbin that the server refuses', () => {
  it('says so alone, and can be tried again alone', async () => {
    simulator.faults.on('subscribe-refused', { only: [simulator.workbins.Pending.id], times: 100 });
    await choose('mariam', mariam);
    await app.inside(async ({ page }, name) => {
      const theirs = (await page()).getByRole('region', { name: `${name} Colleague` });
      await theirs.getByText('Not watching: ').waitFor();
      await theirs.getByText('Watching since').nth(2).waitFor();
    }, mariam);

    simulator.faults.off('subscribe-refused');
    await app.inside(
      async ({ page }, name) => (await page()).getByRole('button', { name: `Try again to watch Pending, ${name}` }).click(),
      mariam,
    );

    await app.inside(async ({ page }, name) => {
      const theirs = (await page()).getByRole('region', { name: `${name} Colleague` });
      await theirs.getByText('Watching since').nth(3).waitFor();
    }, mariam);
  });
});

describe('an agent group and a place group', () => {
  it('are chosen from the list, even while colleagues are still looked for, or typed, and watched', async () => {
    simulator.faults.delay = 1000;
    await choose('claims', 'Claims Team').finally(() => (simulator.faults.delay = 0));
    await app.inside(async ({ page }) => {
      const opened = await page();
      await opened.getByRole('combobox').fill('Front Office');
      await opened.getByRole('option', { name: 'Front Office Place group' }).click();
    });

    await vi.waitFor(
      () => {
        expect(subscribed()).toContain(`agentGroup/Claims Team/${simulator.workbins.Claims.id}`);
        expect(subscribed()).toContain(`placeGroup/Front Office/${simulator.workbins.Lobby.id}`);
      },
      { timeout: 15_000 },
    );
    expect(simulator.violations).toEqual([]);
  });
});
