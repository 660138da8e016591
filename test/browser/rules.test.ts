import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { violations, type Home, type RunningApp } from './launch.ts';
import { useSignedInApp } from './use-app.ts';

let simulator: Simulator;
let home: Home;
let app: RunningApp;

useSignedInApp((started) => ({ app, simulator, home } = started));

const arrive = (subject: string, segment: string) =>
  simulator.add(
    { workbin: simulator.workbins.InProgress.id },
    { media: 'email', subject, userData: { CustomerSegment: segment } },
  );
const titles = () => app.inside(({ hooks }) => hooks.notifications.map(({ title, body }) => `${title} ${body}`).join('\n'));

describe('a rule that is written in the window', () => {
  it('shows what it would have done with what arrived before', async () => {
    arrive('Before the rule', 'Silver');
    await app.until(({ hooks }) => hooks.notifications.length, 1);
    await app.inside(async ({ page }) => {
      const opened = await page();
      await opened.evaluate('location.hash = "#/settings/alerts"');
      await opened.getByRole('button', { name: 'Add a rule' }).click();
      await opened.getByLabel('Add a condition').selectOption('A field or a key of the user data');
      await opened.getByLabel('Field or key of the user data').fill('segment');
      await opened.getByLabel('What it is compared with').fill('silver');
      await opened.getByRole('radio', { name: 'Only list it' }).check();
      await opened.getByText('1 would come out otherwise.').waitFor();
      await opened.getByRole('form', { name: 'Rule' }).getByText('Before the rule').waitFor();
    });
    expect(await violations(app)).toEqual([]);
  });

  it('decides from the moment it is kept', async () => {
    await app.inside(async ({ page }) => {
      const opened = await page();
      await opened.getByRole('button', { name: 'Save the rule' }).click();
      await opened.getByRole('button', { name: 'Change the customer segment is “silver”' }).waitFor();
    });

    arrive('After the rule', 'Silver');
    arrive('Of another segment', 'Gold');

    await app.until(({ hooks }) => hooks.notifications.some(({ title, body }) => (title + body).includes('Of another')), true);
    expect(await titles()).not.toContain('After the rule');
    await app.inside(async ({ page }) => {
      const opened = await page();
      await opened.evaluate('location.hash = "#/list"');
      await opened.getByText('After the rule').first().waitFor();
    });
  });

  it('is kept', () => {
    const file = Buffer.from(home.files().get('settings.json')!, 'latin1').toString();

    expect(JSON.parse(file)).toMatchObject({
      rules: [{ name: 'the customer segment is “silver”', then: { kind: 'list-only' } }],
    });
  });
});
