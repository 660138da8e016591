import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { simulate, where } from '../simulated.ts';
import { startConsole, temporaryFolder, type ConsoleProcess } from './console-process.ts';

function watchFrom(simulator: Simulator, folder: string, args: readonly string[] = []): ConsoleProcess {
  const { userName, password } = simulator.account;
  return startConsole(['--server', simulator.origin, '--user', userName, '--data-dir', folder, ...args], {
    GWS_PASSWORD: password,
  });
}

const alertsOf = (process: ConsoleProcess) => process.all('alert').map((line) => line['alert'] as Record<string, unknown>);

it('prints an arrival as item, alert and decision, and ends cleanly when asked to', async () => {
  const simulator = await simulate();
  const process = watchFrom(simulator, temporaryFolder());
  await process.live();

  const id = simulator.add(where(simulator), { media: 'email', subject: 'Rückfrage', receivedAt: Date.UTC(2026, 0, 2, 3, 4, 5) });
  await process.until(() => process.all('decision').length === 1);
  simulator.remove(where(simulator), id);
  await process.until(() => process.all('alert-withdrawn').length === 1);
  const code = await process.end('SIGTERM');

  const workbin = { id: simulator.workbins.InProgress.id, name: 'In Progress', kind: 'Agent', owner: { kind: 'me' } };
  const item = process.all('item').find((line) => line['source'] === 'event');
  expect(item).toMatchObject({
    change: 'added',
    workbin,
    interaction: { id, media: 'email', subject: 'Rückfrage', receivedAt: '2026-01-02T03:04:05.000Z' },
  });
  const [alert] = alertsOf(process);
  expect(alert).toMatchObject({
    kind: 'item-added',
    title: 'Email in In Progress',
    count: 1,
    target: { interactionId: id, workbin },
    interactions: [id],
  });
  expect(process.all('decision')[0]).toMatchObject({
    event: 'item-added',
    subject: id,
    workbin,
    outcome: 'alerted',
    alertId: alert?.['id'],
  });
  expect(process.all('alert-withdrawn')[0]).toMatchObject({ id: alert?.['id'] });
  expect(process.lines.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(line.at))).toBe(true);
  expect(code).toBe(0);
  expect(simulator.sessions()).toEqual([]);
});

it.each(['SIGKILL', 'SIGINT'] as const)(
  'tells at a later start after %s what arrived and left meanwhile, and nothing twice',
  async (signal) => {
    const simulator = await simulate();
    const folder = temporaryFolder();
    const first = watchFrom(simulator, folder);
    await first.live();
    const leaves = simulator.add(where(simulator));
    const stays = simulator.add(where(simulator, 'Draft'));
    await first.until(() => first.all('decision').length === 2);
    await first.end(signal);

    simulator.remove(where(simulator), leaves);
    const meanwhile = [simulator.add(where(simulator)), simulator.add(where(simulator))];
    const second = watchFrom(simulator, folder);
    await second.live();
    await second.until(() => second.all('decision').length === 2);
    await second.end('SIGINT');

    expect(alertsOf(second)).toMatchObject([{ kind: 'items-added', count: 2 }]);
    expect((alertsOf(second)[0]?.['interactions'] as string[]).toSorted()).toEqual(meanwhile.toSorted());
    expect(second.all('decision').map((line) => line['outcome'])).toEqual(['grouped', 'grouped']);
    const items = second.all('item').map((line) => [line['change'], (line['interaction'] as { id: string }).id, line['source']]);
    expect(items).toContainEqual(['removed', leaves, 'resync']);
    expect(items).toContainEqual(['added', stays, 'snapshot']);
    for (const id of meanwhile) expect(items.filter(([, other]) => other === id)).toEqual([['added', id, 'resync']]);
    const ids = [...alertsOf(first), ...alertsOf(second)].map((alert) => alert['id']);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

it('watches groups and colleagues and follows every topic when asked to', async () => {
  const simulator = await simulate();
  const [agentGroup] = simulator.groups.agent;
  const [placeGroup] = simulator.groups.place;
  const [colleague] = simulator.colleagues;
  const process = watchFrom(simulator, temporaryFolder(), [
    ...['--agent-group', agentGroup, '--place-group', placeGroup, '--watch-user', colleague?.id ?? ''],
    ...['--topic', 'all'],
  ]);
  await process.live();

  const chat = simulator.offer('chat');
  simulator.offer('call');
  await process.until(() => process.all('alert').length === 2);
  simulator.changeOffer(chat, 'Chatting');
  await process.until(() => process.all('alert-withdrawn').length === 1);

  const owners = process.all('workbin').map((line) => (line['workbin'] as { owner: object }).owner);
  expect(owners).toContainEqual({ kind: 'agentGroup', name: agentGroup });
  expect(owners).toContainEqual({ kind: 'placeGroup', name: placeGroup });
  expect(owners).toContainEqual({ kind: 'user', id: colleague?.id });
  expect(alertsOf(process).map((alert) => [alert['kind'], alert['count']])).toEqual([
    ['interaction-offered', 0],
    ['interaction-offered', 0],
  ]);
  expect(process.all('decision').map((line) => [line['event'], line['outcome']])).toEqual([
    ['interaction-offered', 'alerted'],
    ['interaction-offered', 'alerted'],
  ]);
});

it('keeps nothing of a customer and no secret, neither in its folder nor in its log', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  const process = watchFrom(simulator, folder);
  await process.live();

  simulator.add(where(simulator), {
    subject: 'Canary-Subject',
    customer: ['Canary-First', 'Canary-Last'],
    userData: { Note: 'Canary-Data' },
  });
  simulator.publishGarbage();
  await process.until(() => process.all('decision').length >= 1);
  await process.end('SIGTERM');

  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(files.join('')).not.toBe('');
  const cookies = /JSESSIONID|BAYEUX_BROWSER|Basic /;
  for (const text of [...files, process.output().stderr]) {
    expect(text).not.toContain('Canary');
    expect(text).not.toMatch(cookies);
  }
  expect(process.output().stdout).not.toContain(`"${simulator.account.password}"`);
});

it('stays up when the password is refused, tries it once and says so', async () => {
  const simulator = await simulate();
  const process = startConsole(['--server', simulator.origin, '--user', 'demo', '--data-dir', temporaryFolder()], {
    GWS_PASSWORD: 'wrong-secret',
  });

  await process.until(() => process.all('alert').length === 1);
  // A second process takes longer than the first would to end by itself.
  const other = watchFrom(simulator, temporaryFolder());
  const first = await Promise.race([process.ended.then(() => 'it ended'), other.live().then(() => 'the other is live')]);
  const code = await process.end('SIGTERM');

  expect(first).toBe('the other is live');
  expect(process.all('connection').map((line) => line['state'])).toContain('signed-out');
  expect(simulator.requests.filter(({ proof, status }) => proof === 'password' && status === 403)).toHaveLength(1);
  expect(JSON.stringify(process.output())).not.toContain('wrong-secret');
  expect(code).toBe(0);
});

it('keeps a damaged settings file aside, says so and goes on', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'settings.json'), '{"server": "http://');

  const process = watchFrom(simulator, folder);
  await process.live();

  expect(process.output().stderr).toMatch(/settings\.json was damaged and is kept as settings\.damaged-/);
});

it('takes server and user from the settings', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  const settings = { version: 1, server: simulator.origin, userName: simulator.account.userName };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));

  const process = startConsole(['--data-dir', folder], { GWS_PASSWORD: simulator.account.password });

  await process.live();
});

it('runs a demonstration that needs no server and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const process = startConsole(['--demo'], { TMPDIR: folder });
  await process.live();
  await process.until(() => process.all('alert').length > 0);

  expect(await process.end('SIGINT')).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['an unknown option', ['--frobnicate'], /--frobnicate/],
  ['a missing value', ['--server'], /--server/],
  ['an empty value', ['--agent-group', ''], /--agent-group/],
  ['a malformed URL', ['--server', 'gopher://x'], /gopher/],
  [
    'a path that is none of the server',
    ['--server', 'http://gws.example/foo'],
    /not under \/foo\. Leave that out: http:\/\/gws\.example\./,
  ],
  ['credentials in the URL', ['--server', 'http://a:b@gws.example'], /user name and password/],
  ['an unknown topic', ['--topic', 'smoke'], /smoke/],
  ['a malformed path', ['--cometd-path', 'no slash'], /--cometd-path/],
  ['a stray argument', ['hello'], /hello/],
  ['no server', [], /--server/],
  ['no user', ['--server', 'http://127.0.0.1:1'], /--user/],
  ['no password', ['--server', 'http://127.0.0.1:1', '--user', 'x'], /GWS_PASSWORD/],
])('refuses %s in one line with exit code 2', async (_name, args, named) => {
  const process = startConsole([...args, '--data-dir', temporaryFolder()], { GWS_PASSWORD: '' });

  const code = await process.ended;

  const { stdout, stderr } = process.output();
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(named);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

it('refuses a data directory that cannot be written', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');

  const below = startConsole(['--demo', '--data-dir', path.join(file, 'below')]);
  const nowhere = startConsole(['--demo', '--data-dir', '/proc/no-such-folder/at-all']);

  expect([await below.ended, await nowhere.ended]).toEqual([2, 2]);
  for (const { output } of [below, nowhere]) expect(output().stderr).toMatch(/cannot be written/);
});

it('leaves a folder to the host that has it, and takes it at once when that is killed', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  const first = watchFrom(simulator, folder);
  await first.live();

  const second = watchFrom(simulator, folder);
  expect(await second.ended).toBe(2);
  expect(second.output().stdout).toBe('');
  expect(second.output().stderr).toMatch(/^The data directory .* is in use .* --data-dir\.\n$/);
  expect(second.output().stderr).toContain(folder);
  const id = simulator.add(where(simulator));
  await first.until(() => first.all('decision').some((line) => line['subject'] === id));
  await first.end('SIGKILL');

  const third = watchFrom(simulator, folder);
  await third.live();
  expect(await third.end('SIGTERM')).toBe(0);
});

it('lets one of two that start at once have the folder', async () => {
  const simulator = await simulate();
  const folder = temporaryFolder();
  const both = [watchFrom(simulator, folder), watchFrom(simulator, folder)];

  // One ends by itself, the other goes on until it is told to end.
  const code = await Promise.race(both.map(({ ended }) => ended));
  const winners = both.filter(({ output }) => output().stderr === '');
  await winners[0]?.live();

  expect(code).toBe(2);
  expect(winners).toHaveLength(1);
  expect(await winners[0]?.end('SIGTERM')).toBe(0);
});

it('says of damaged settings of privacy that its lines show everything all the same', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ version: 1, content: 'nothing', theme: 7 }));

  const process = startConsole(['--data-dir', folder], { GWS_PASSWORD: '' });
  await process.ended;

  const { stderr } = process.output();
  expect(stderr).toContain(
    'How much others may see could not be read in settings.json (content); the lines printed here show everything all the same.\n',
  );
  expect(stderr).toContain('so what is usual is done: theme.\n');
});

it('prints its options', async () => {
  const process = startConsole(['--help']);

  expect(await process.ended).toBe(0);
  expect(process.output().stdout).toContain('--watch-user USERID');
});
