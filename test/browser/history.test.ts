import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createHome, launch, signIn, violations, type Home, type RunningApp } from './launch.ts';
import { useSignedInApp } from './use-app.ts';

const CANARY = 'Quokka-Canary';

let simulator: Simulator;
let home: Home;
let app: RunningApp;

useSignedInApp((started) => ({ app, simulator, home } = started));
// It is started anew on the way.
afterAll(() => app.close());

async function openHistory(): Promise<void> {
  await app.until(({ hooks }) => hooks.windows.length, 1);
  await app.inside(async ({ page }) => {
    const opened = await page();
    await opened.evaluate('location.hash = "#/history"');
    await opened.getByRole('heading', { name: 'Today' }).waitFor();
  });
}
const shown = () =>
  app.inside(async ({ page }) => (await page()).getByRole('list', { name: 'History' }).getByRole('listitem').allInnerTexts());
/** Waits until the list holds this. */
const listed = (text: string) =>
  app.inside(
    async ({ page }, wanted) =>
      (await page()).getByRole('list', { name: 'History' }).getByText(wanted).first().waitFor({ timeout: 15_000 }),
    text,
  );
const logs = () => [...home.files()].filter(([name]) => name.endsWith('.log') && name.startsWith('history-'));

describe('the history in the app', () => {
  it('shows what arrived, and that it was announced, as it happens', async () => {
    await openHistory();
    simulator.add(
      { workbin: simulator.workbins.InProgress.id },
      { media: 'email', subject: `${CANARY} subject`, userData: { FirstName: CANARY, LastName: 'Name', Note: `${CANARY} note` } },
    );

    await listed(`${CANARY} subject`);
    expect((await shown()).find((line) => line.includes(`${CANARY} subject`))).toMatch(/Arrived\s*Announced/);
    expect(await violations(app)).toEqual([]);
  });

  it('is found by any of its words, and opens the item, which tells why', async () => {
    await app.inside(async ({ page }, canary) => {
      const opened = await page();
      await opened.getByRole('searchbox').fill(`${canary.toLowerCase()} NOTE`);
      await opened.getByRole('link', { name: `${canary} subject` }).click();
      await opened.getByRole('heading', { name: 'What happened, and why' }).waitFor();
      await opened.getByText('It arrived in a watched workbin').waitFor();
    }, CANARY);
    expect(await violations(app)).toEqual([]);
  });

  it('is there after a kill, and goes on', async () => {
    await vi.waitFor(() => expect(logs().length).toBeGreaterThan(0), 5000);
    // What is opened is written last. The search is as it was left.
    await openHistory();
    await app.inside(async ({ page }) => (await page()).getByRole('searchbox').fill(''));
    await listed('Opened');
    await app.inside(() => void process.kill(process.pid, 'SIGKILL')).catch(() => undefined);
    await app.exited;

    app = launch({ home });
    await openHistory();

    await listed(`${CANARY} subject`);
    const lines = await shown();
    expect(lines.filter((line) => line.includes('The app began to watch'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('Opened'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('Arrived'))).toHaveLength(1);
  });

  it('has nothing of the customer’s in any file, neither plain nor in base64', () => {
    const files = [...home.files()];

    expect(files.map(([name]) => name)).toContain('history-key.json');
    for (const [name, text] of files) {
      if (!/\.(log|json|ndjson)$/.test(name)) continue;
      expect(name + text).not.toContain(CANARY);
      for (const skip of [0, 1, 2]) {
        const base64 = Buffer.concat([Buffer.alloc(skip), Buffer.from(CANARY)]).toString('base64');
        expect(text).not.toContain(base64.slice(4, -4));
      }
    }
  });

  it.each([false, true])(
    'is exported to where the person says, customers’ data only if asked for: %s',
    async (withCustomerData) => {
      const file = path.join(home.folder, 'export.csv');
      await app.inside(({ hooks }, to) => void (hooks.savesTo = to), file);
      await app.inside(async ({ page }, isWith) => {
        const opened = await page();
        await opened.getByRole('button', { name: 'Options of the history' }).click();
        await opened.getByRole('button', { name: 'Export as a table' }).click();
        await opened.getByLabel('With subjects').setChecked(isWith);
        await opened.getByRole('button', { name: 'Choose a place' }).click();
        await opened.getByText('The table was saved.').waitFor();
        await opened.getByRole('button', { name: 'Dismiss' }).click();
      }, withCustomerData);

      const table = readFileSync(file, 'utf8');
      expect(table).toContain('"Arrived"');
      expect(table.includes(CANARY)).toBe(withCustomerData);
    },
  );

  it('is gone once it is deleted', async () => {
    await app.inside(async ({ page }) => {
      const opened = await page();
      await opened.getByRole('button', { name: 'Options of the history' }).click();
      await opened.getByRole('button', { name: 'Delete the history' }).click();
      await opened.getByRole('button', { name: 'Delete', exact: true }).click();
      await opened.getByText('Nothing has happened yet').waitFor();
    });

    expect(logs()).toEqual([]);
  });
});

describe('without a keychain', () => {
  it('it is kept until the app ends, and says so', async () => {
    const other = createHome();
    const plain = launch({ home: other, keychain: false });
    try {
      await signIn(plain, { server: simulator.origin, ...simulator.account });
      await plain.inside(async ({ page }) => {
        const opened = await page();
        await opened.evaluate('location.hash = "#/history"');
        await opened.getByText('the history is kept only until the app ends').waitFor();
        await opened.getByText('The app began to watch').waitFor();
      });
    } finally {
      await plain.close();
    }

    expect([...other.files().keys()].filter((name) => name.startsWith('history-'))).toEqual([]);
    other.remove();
  });
});
