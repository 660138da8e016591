import { expect, it } from 'vitest';
import { startConsole, temporaryFolder, type ConsoleProcess } from '../console/console-process.ts';
import { simulate, where } from '../simulated.ts';

const KILLS = 12;
const PER_KILL = 12;

interface Told {
  readonly alerts: readonly { readonly id: string; readonly count: number; readonly interactions: readonly string[] }[];
  readonly decisions: readonly { readonly subject: string; readonly alertId?: string }[];
}

function toldBy(process: ConsoleProcess): Told {
  return {
    alerts: process
      .all('alert')
      .map((line) => line['alert'] as Told['alerts'][number])
      .filter(({ count }) => count > 0),
    decisions: process.all('decision') as unknown as Told['decisions'],
  };
}

it('announces everything once although the process is killed again and again while items arrive', async () => {
  const simulator = await simulate();
  const { userName, password } = simulator.account;
  const folder = temporaryFolder();
  const start = (): ConsoleProcess =>
    startConsole(['--server', simulator.origin, '--user', userName, '--data-dir', folder], { GWS_PASSWORD: password });
  const lives: Told[] = [];
  const arrived: string[] = [];
  const first = start();
  await first.live();
  await first.end('SIGKILL');

  for (let kill = 0; kill < KILLS; kill++) {
    const process = start();
    // Half of the lives end while they catch up, half while events come in; each after another number of lines.
    if (kill % 2 === 0) await process.live();
    const printed = process.lines.length;
    for (let count = 0; count < PER_KILL; count++)
      arrived.push(simulator.add(where(simulator, count % 2 === 0 ? 'Draft' : 'InProgress')));
    const enough = printed + Math.floor((kill * 31) % 23);
    await process.until(() => process.lines.length >= enough);
    await process.end('SIGKILL');
    lives.push(toldBy(process));
  }
  const last = start();
  await last.live();
  const final = simulator.add(where(simulator));
  arrived.push(final);
  await last.until(() => last.all('decision').some(({ subject }) => subject === final));
  await last.end('SIGTERM');
  lives.push(toldBy(last));

  const alerts = lives.flatMap((life) => life.alerts);
  const decided = lives.flatMap((life) => life.decisions).map(({ subject }) => subject);
  const counted = alerts.reduce((sum, { count }) => sum + count, 0);
  const announced = alerts.flatMap(({ interactions }) => interactions);
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
  // Each interaction is named once for each alert that stands for it; none may be counted twice.
  expect(decided.length).toBe(new Set(decided).size);
  expect(counted).toBeLessThanOrEqual(arrived.length);
  expect(arrived.filter((id) => !announced.includes(id))).toEqual([]);
  expect(simulator.violations).toEqual([]);
}, 180_000);
