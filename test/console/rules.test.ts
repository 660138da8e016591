import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { simulate, where } from '../simulated.ts';
import { startConsole, temporaryFolder, type ConsoleProcess } from './console-process.ts';

/** Starts the console with these settings in its data directory. */
function watchWith(settings: object, simulator: Simulator, folder: string): ConsoleProcess {
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
  const { userName, password } = simulator.account;
  return startConsole(['--server', simulator.origin, '--user', userName, '--data-dir', folder], { GWS_PASSWORD: password });
}

const alertsOf = (process: ConsoleProcess) => process.all('alert').map((line) => line['alert'] as Record<string, unknown>);
const decisionsOf = (process: ConsoleProcess) => process.all('decision').map(({ outcome, reason }) => [outcome, reason] as const);
/** The same date from Hawaii to New Zealand. */
const PAUSED = { pausedUntil: Date.UTC(2100, 0, 1, 10) };

it('follows the rules of its settings, names one that it cannot read, and says which decided', async () => {
  const rules = [
    { name: 'No chats', when: [{ kind: 'media', is: ['chat'] }], then: { kind: 'list-only' } },
    { name: 'Broken', when: 'always', then: { kind: 'alert' } },
    { name: 'Returns', when: [{ kind: 'field', key: 'subject', test: 'matches', value: '*return*' }], then: { kind: 'alert' } },
  ];
  const simulator = await simulate();
  const process = watchWith({ rules, quietHours: '22:00' }, simulator, temporaryFolder());
  await process.live();

  simulator.add(where(simulator), { media: 'chat', subject: 'My return' });
  simulator.add(where(simulator), { media: 'email', subject: 'The RETURN of it' });
  simulator.add(where(simulator), { media: 'email', subject: 'Something else' });
  await process.until(() => process.all('decision').length === 3);

  expect(decisionsOf(process)).toEqual([
    ['silenced', 'rule “No chats” matched and lists it only'],
    ['alerted', 'it arrived in a watched workbin; rule “No chats” did not match: it is no chat; rule “Returns” matched'],
    [
      'alerted',
      'it arrived in a watched workbin; rule “No chats” did not match: it is no chat; rule “Returns” did not match: “subject” does not match “*return*”',
    ],
  ]);
  expect(alertsOf(process)).toHaveLength(2);
  expect(process.output().stderr).toContain('rule Broken of settings.json cannot be read');
  expect(process.output().stderr).toContain('could not be read in settings.json, so what is usual is done: quietHours.');
});

it('holds what arrives in a pause, over a kill, and tells of it in one digest, which no customer stands in', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  const first = watchWith(PAUSED, simulator, folder);
  await first.live();
  const ids = [
    simulator.add(where(simulator), { subject: 'Canary one' }),
    simulator.add(where(simulator, 'Draft'), { subject: 'Canary two' }),
  ];
  const leaves = simulator.add(where(simulator));
  await first.until(() => first.all('decision').length === 3);
  await first.end('SIGKILL');
  simulator.remove(where(simulator), leaves);

  const second = watchWith({}, simulator, folder);
  await second.until(() => second.all('alert').length === 1);
  await second.end('SIGINT');
  const third = watchWith({}, simulator, folder);
  await third.live();
  await third.end('SIGINT');

  expect(alertsOf(first)).toEqual([]);
  for (const [outcome, reason] of decisionsOf(first)) {
    expect(outcome).toBe('held');
    expect(reason).toMatch(/^alerts are paused until 1 Jan.*; counted in the digest unless it leaves/);
  }
  const [digest, ...others] = alertsOf(second);
  expect(digest).toMatchObject({ kind: 'items-added', count: 2, target: null, title: '2 arrived while alerts were held' });
  expect((digest?.['interactions'] as string[]).toSorted()).toEqual(ids.toSorted());
  expect(digest?.['body']).not.toContain('Canary');
  expect([...others, ...decisionsOf(second), ...alertsOf(third), ...decisionsOf(third)]).toEqual([]);
});

it('tells at a later start what has grown old meanwhile, once', async () => {
  const limits = { ageLimits: { warnAfter: 0, breachAfter: 60 } };
  const simulator = await simulate();
  const folder = temporaryFolder();
  const first = watchWith({}, simulator, folder);
  await first.live();
  const id = simulator.add(where(simulator), { subject: 'Canary', receivedAt: Date.now() - 120 * 60_000 });
  await first.until(() => first.all('decision').length === 1);
  await first.end('SIGINT');

  const second = watchWith(limits, simulator, folder);
  await second.until(() => alertsOf(second).some(({ interactions }) => (interactions as string[]).includes(id)));
  await second.end('SIGINT');
  const third = watchWith(limits, simulator, folder);
  await third.live();
  await third.end('SIGINT');

  expect(alertsOf(second).map(({ kind, occasion, count }) => [kind, occasion, count])).toEqual([['item-aged', 'aged', 0]]);
  expect(alertsOf(third)).toEqual([]);
  const written = readdirSync(folder).filter((name) => name.startsWith('ledger'));
  expect(written).toHaveLength(1);
  for (const name of written) expect(readFileSync(path.join(folder, name), 'utf8')).not.toContain('Canary');
});
