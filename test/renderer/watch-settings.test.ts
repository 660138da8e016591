import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { busy, degraded, fixtureData, hundredWorkbins, KEYS, stale } from './fixture-host.ts';
import type { RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const at = '#/settings/watch';
const told = async (name: string) => (await page.getByRole('region', { name }).innerText()).replace(/\s+/g, ' ');

describe('what I watch', () => {
  it('lists my workbins, the groups and the colleagues, each with the state of its watching', async () => {
    await open(fixtureData(degraded()), { at });

    expect(await told('Mine')).toContain('3 of 4 watched Follow-ups Watching since 11:02 Mute Follow-ups');
    expect(await told('Mine')).toContain('Archive Not watched, by your choice');
    expect(await told('Claims EMEA Agent group')).toContain('Claims Not watching: The server refused to watch it');
    expect(await told('Floor 3 Place group')).toContain('Overflow Not certain yet: The server did not confirm it. As of 13:42');
    expect(await told('Maya Okafor Colleague')).toContain('1 of 1 watched');
  });

  it('claims to watch nothing while offline', async () => {
    await open(fixtureData(stale()), { at });

    expect(await page.getByRole('main').getByText('Not watching while offline. As of 13:51', { exact: true }).count()).toBe(7);
    expect(await page.getByRole('button', { name: /^Try again/ }).count()).toBe(0);
  });

  it('tries one workbin again', async () => {
    await open(fixtureData(degraded()), { at });

    await page.getByRole('button', { name: 'Try again to watch Claims, Claims EMEA' }).click();

    expect(await window.calls('retry')).toEqual([[KEYS.claims]]);
  });

  it('watches and mutes one workbin alone', async () => {
    await open(fixtureData(busy()), { at });
    const { unwatchedWorkbins } = busy().settings;

    await page.getByRole('checkbox', { name: 'Watch Drafts' }).uncheck();
    await page.getByRole('button', { name: 'Mute Billing, Billing team' }).click();

    expect(await window.calls('changeSettings')).toEqual([
      [{ unwatchedWorkbins: [...unwatchedWorkbins, KEYS.drafts] }],
      [{ mutedWorkbins: [KEYS.billing] }],
    ]);
    expect(await page.getByRole('button', { name: 'Mute Billing, Billing team' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('puts the mark back where a change was refused, and says why', async () => {
    await open(fixtureData(busy(), { refusal: 'The file of the settings cannot be written' }), { at });

    await page.getByRole('checkbox', { name: 'Watch Drafts' }).click();
    await page.getByRole('alert').filter({ hasText: 'The file of the settings cannot be written.' }).waitFor();
    await page.getByRole('checkbox', { name: 'Watch all of mine' }).click();

    await expect.poll(async () => (await window.calls('changeSettings')).length).toBe(2);
    expect(await page.getByRole('checkbox', { name: 'Watch Drafts' }).isChecked()).toBe(true);
    const all = page.getByRole('checkbox', { name: 'Watch all of mine' });
    await expect
      .poll(() => all.evaluate((input: HTMLInputElement) => [input.checked, input.indeterminate]))
      .toEqual([false, true]);
  });
});

describe('adding whose workbins to watch', () => {
  const field = () => page.getByRole('combobox', { name: 'Add a colleague or a group' });
  const option = (name: string) => page.getByRole('option', { name });

  it('finds a colleague by name and needs nothing but the keyboard', async () => {
    await open(fixtureData(busy()), { at });

    await field().pressSequentially('ann');
    await option('Anna Berg').waitFor();
    expect(await field().getAttribute('aria-activedescendant')).toBe(await option('Anna Berg').getAttribute('id'));
    await field().press('Enter');
    await page.getByText('Anna Berg is added').waitFor();

    expect(await window.calls('changeSettings')).toEqual([[{ watchedUsers: ['m.okafor', '71c8e2f5a90d4b36b7f4d018c3e6a92d'] }]]);
    expect(await told('Anna Berg Colleague')).toContain('No workbins are known');
    expect(await field().evaluate((input: HTMLInputElement) => [input.value, input === document.activeElement])).toEqual([
      '',
      true,
    ]);
    expect(await page.getByRole('option').count()).toBe(0);
  });

  it('offers the agent groups of the person, but none that is watched already', async () => {
    await open(fixtureData(busy()), { at });

    await field().focus();
    await field().press('ArrowDown');
    await option('Retention').waitFor();
    expect(await option('Billing team').getAttribute('aria-disabled')).toBe('true');
    await option('Billing team').click({ force: true });
    await field().press('ArrowDown');
    await field().press('Enter');

    await page.getByText('Retention is added').waitFor();
    expect(await window.calls('changeSettings')).toEqual([[{ agentGroups: ['Billing team', 'Claims EMEA', 'Retention'] }]]);
  });

  it('takes a group while colleagues are still looked for', async () => {
    await open(fixtureData(busy()), { at });
    await page.evaluate('workbinNotifier.findPeople = () => new Promise(() => {})');

    await field().pressSequentially('ret');
    await page.getByRole('option', { name: 'Retention', selected: true }).waitFor();
    await field().press('Enter');

    await page.getByText('Retention is added').waitFor();
  });

  it('keeps its mark where it is, whatever comes in above it', async () => {
    await open(fixtureData(busy()), { at });
    await page.evaluate('workbinNotifier.listGroups = () => new Promise((answer) => { globalThis.answerGroups = answer; })');
    await field().pressSequentially('ann');
    await page.getByRole('option', { name: 'Anna Berg', selected: true }).waitFor();

    await page.evaluate(`answerGroups({ kind: 'found', found: ['Annual renewals'], more: false })`);
    await option('Annual renewals').waitFor();
    await field().press('Enter');

    await page.getByText('Anna Berg is added').waitFor();
  });

  it('takes what was typed for a group, but not before it was chosen', async () => {
    await open(fixtureData(busy()), { at });

    await field().fill(' Floor 7 ');
    await page.getByText('No colleague of that name was found.', { exact: true }).waitFor();
    await field().press('Enter');
    expect(await window.calls('changeSettings')).toEqual([]);
    await option('Floor 7 Place group').click();

    await page.getByRole('region', { name: 'Floor 7 Place group' }).waitFor();
    expect(await window.calls('changeSettings')).toEqual([[{ placeGroups: ['Floor 3', 'Floor 7'] }]]);
  });

  it('closes by Escape, and leaves the page only by the next', async () => {
    await open(fixtureData(busy()), { at });

    await field().fill('an');
    await option('Anna Berg').waitFor();
    await field().press('Escape');

    expect(await field().getAttribute('aria-expanded')).toBe('false');
    expect(await page.evaluate(() => location.hash)).toBe(at);
  });

  it('takes an owner away, and goes back to the field', async () => {
    await open(fixtureData(busy()), { at });

    await page.getByRole('button', { name: 'Remove Billing team' }).click();

    await expect.poll(() => window.calls('changeSettings')).toEqual([[{ agentGroups: ['Claims EMEA'] }]]);
    await expect.poll(() => field().evaluate((input) => input === document.activeElement)).toBe(true);
  });
});

describe('a hundred workbins', () => {
  it('are counted, and searched by workbin and by owner', async () => {
    await open(fixtureData(hundredWorkbins()), { at });
    const search = page.getByRole('searchbox', { name: 'Search workbins and owners' });

    await search.fill('claims 7');
    expect(await page.getByRole('checkbox', { name: /^Watch Billing/ }).count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: 'Watch Claims 7, Claims EMEA' }).count()).toBe(1);
    await search.fill('nowhere');
    await page.getByText('Nothing fits.').waitFor();
    await page.getByRole('button', { name: 'Show all 120' }).click();

    expect(await search.inputValue()).toBe('');
    expect(await page.getByRole('checkbox', { name: /^Watch (Billing|Claims) \d+/ }).count()).toBe(120);
  });

  it('are watched or left by the owner, or by what a search leaves of it', async () => {
    await open(fixtureData(hundredWorkbins()), { at });
    const all = page.getByRole('checkbox', { name: 'Watch all of Billing team' });

    await all.check();
    expect((await window.calls('changeSettings')).at(-1)).toEqual([{ unwatchedWorkbins: [] }]);
    await page.getByRole('searchbox', { name: 'Search workbins and owners' }).fill('billing 1');
    await page.getByRole('checkbox', { name: 'Watch the 15 shown of Billing team' }).uncheck();

    const [change] = (await window.calls('changeSettings')).at(-1) as readonly [{ unwatchedWorkbins: readonly string[] }];
    expect(change.unwatchedWorkbins).toHaveLength(15);
  });

  it('are filtered by how they stand, and none goes away under the hand that changes it', async () => {
    await open(fixtureData(hundredWorkbins()), { at });

    await page.getByRole('button', { name: 'Not watched' }).click();
    await page.getByRole('checkbox', { name: 'Watch Billing 1, Billing team' }).check();

    expect(await page.getByRole('checkbox', { name: /^Watch Billing \d+/ }).count()).toBe(20);
    await page
      .getByRole('button', { name: 'Watched', exact: false })
      .and(page.getByText(/^Watched/))
      .click();
    expect(await page.getByRole('checkbox', { name: /^Watch Billing \d+/ }).count()).toBe(41);
  });

  it('keep the name of their owner in sight', async () => {
    await open(fixtureData(hundredWorkbins()), { at });

    await page.getByRole('checkbox', { name: 'Watch Billing 40, Billing team' }).scrollIntoViewIfNeeded();

    const { y } = (await page.getByRole('heading', { name: /^Billing team/ }).boundingBox())!;
    const tools = (await page.getByRole('searchbox', { name: 'Search workbins and owners' }).boundingBox())!;
    expect(y).toBeGreaterThan(tools.y);
    expect(y - tools.y - tools.height).toBeLessThan(40);
  });
});
