import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rule.ts';
import { busy, fixtureData, KEYS } from './fixture-host.ts';
import type { RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const RULES: readonly Rule[] = [
  {
    name: 'Gold',
    on: true,
    when: [
      { kind: 'field', key: 'segment', test: 'is', value: 'gold' },
      { kind: 'workbin', is: [KEYS.billing, KEYS.claims] },
    ],
    then: { kind: 'alert', sound: 'default', urgency: 'critical', repeatEvery: 5, evenWhenQuiet: false },
  },
  {
    name: 'Newsletters',
    on: true,
    when: [{ kind: 'field', key: 'subject', test: 'contains', value: 'newsletter' }],
    then: { kind: 'list-only' },
  },
  { name: 'Old', on: false, when: [{ kind: 'age', minutes: 120 }], then: { kind: 'hold' } },
];
const [gold, newsletters, old] = RULES as readonly [Rule, Rule, Rule];
const withRules = (...rules: readonly Rule[]) => fixtureData(busy({ settings: { ...busy().settings, rules } }));
const at = '#/settings/alerts';
const saved = async () => (await window.calls('changeSettings')).at(-1);
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

describe('rules', () => {
  it('are told in plain sentences', async () => {
    await open(withRules(...RULES), { at });

    const told = await page.getByRole('region', { name: 'Rules' }).innerText();

    for (const sentence of [
      'When the customer segment is “gold” and it lies in Billing (Billing team) or Claims (Claims EMEA): alert urgently and again every 5 minutes until it is seen',
      'When the subject contains “newsletter”: only list it',
      'When it has waited 2 hours: hold it for the digest',
    ])
      expect(told).toContain(sentence);
  });

  it('are moved by the keyboard, which stays on the rule that moves', async () => {
    await open(withRules(...RULES), { at });

    await page.getByRole('button', { name: 'Move Gold down' }).press('Enter');
    await expect.poll(saved).toEqual([{ rules: [newsletters, gold, old] }]);
    await expect.poll(focused).toBe('Move Gold down');
    await page.keyboard.press('Enter');

    await expect.poll(saved).toEqual([{ rules: [newsletters, old, gold] }]);
    await expect.poll(focused).toBe('Move Gold up');
  });

  it('are switched off and taken away', async () => {
    await open(withRules(...RULES), { at });

    await page.getByRole('switch', { name: 'Use Gold' }).uncheck();
    expect(await saved()).toEqual([{ rules: [{ ...gold, on: false }, newsletters, old] }]);
    await page.getByRole('button', { name: 'Remove Newsletters' }).click();

    await expect.poll(saved).toEqual([{ rules: [{ ...gold, on: false }, old] }]);
    await expect.poll(focused).toBe('Change Old');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(saved).toEqual([{ rules: [{ ...gold, on: false }, newsletters, old] }]);
    await expect.poll(focused).toBe('Change Newsletters');
  });

  it('are made of conditions, named by them where no name is given', async () => {
    await open(fixtureData(busy()), { at });

    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Add a condition').selectOption('A field or a key of the user data');
    await page.getByLabel('Field or key of the user data').fill('segment');
    await page.getByLabel('What it is compared with').fill('gold');
    await page.getByLabel('Add a condition').selectOption('The workbin');
    await page.getByRole('combobox', { name: 'The workbin' }).selectOption('Billing (Billing team)');
    await page.getByLabel('Urgency').selectOption('High, stays on the screen');
    await page.getByLabel('Again until it is seen').selectOption('every 5 minutes');
    await page.getByRole('button', { name: 'Save the rule' }).click();

    await page.getByRole('button', { name: /^Change the customer segment is “gold” and it lies in Billing/ }).waitFor();
    expect(await saved()).toEqual([
      {
        rules: [
          {
            name: 'the customer segment is “gold” and it lies in Billing (Billing team)',
            on: true,
            when: [
              { kind: 'field', key: 'segment', test: 'is', value: 'gold' },
              { kind: 'workbin', is: [KEYS.billing] },
            ],
            then: { kind: 'alert', sound: 'default', urgency: 'critical', repeatEvery: 5, evenWhenQuiet: false },
          },
        ],
      },
    ]);
  });

  it('are not lost by Escape while they are written', async () => {
    await open(fixtureData(busy()), { at });

    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Add a condition').press('Escape');
    await page.getByRole('button', { name: 'Cancel' }).press('Escape');

    expect(await page.getByRole('form', { name: 'Rule' }).count()).toBe(1);
    expect(await page.evaluate(() => location.hash)).toBe(at);
  });

  it('are not kept while a condition says nothing', async () => {
    await open(fixtureData(busy()), { at });

    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Add a condition').selectOption('The kind of interaction');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('alert').filter({ hasText: 'A condition says nothing yet.' }).waitFor();
    await page.getByRole('combobox', { name: 'The kind of interaction' }).selectOption('Chat');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Only list it' }).check();
    await page.getByRole('button', { name: 'Save the rule' }).click();

    await expect
      .poll(saved)
      .toEqual([
        { rules: [{ name: 'its kind is Chat', on: true, when: [{ kind: 'media', is: ['chat'] }], then: { kind: 'list-only' } }] },
      ]);
  });

  it('show while they are written what they would have done, once for each change', async () => {
    await open(withRules(gold, newsletters), { at });

    await page.getByRole('button', { name: 'Change Newsletters' }).click();
    await page.getByText('Tried with 340 things that happened since').waitFor();
    await page.getByRole('radio', { name: 'Hold for the digest' }).check();
    await expect.poll(() => window.calls('tryRules')).toHaveLength(2);

    expect(await window.calls('tryRules')).toEqual([[[gold, newsletters]], [[gold, { ...newsletters, then: { kind: 'hold' } }]]]);
    expect((await page.getByRole('form', { name: 'Rule' }).innerText()).replace(/\s+/g, ' ')).toContain(
      'this rule decides about 18 of them. 18 would come out otherwise. Alert now 340 322 Only list it now 0 18 Hold for the digest 0',
    );
    await window.show({ ...busy(), settings: { ...busy().settings, rules: [gold, newsletters] } });
    expect(await window.calls('tryRules')).toHaveLength(2);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(focused).toBe('Change Newsletters');
    expect(await window.calls('changeSettings')).toEqual([]);
  });
});
