import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HistoryPage } from '../../src/core/contract.ts';
import { accountName } from '../../src/account.ts';
import { ENGLISH } from '../../src/core/language.ts';
import { EVERYTHING } from '../../src/core/history-query.ts';
import { createHistoryKeys, sessionKeys, type HistoryKeys } from '../../src/electron/history-key.ts';
import { createHistory, type History } from '../../src/electron/history.ts';
import { simulate, watch, where } from '../simulated.ts';
import { makeFolder } from '../storage/temporary-folder.ts';

const OWNER = { server: 'https://gws.example', userName: 'ada' };
const CANARY = 'Ümlaut canary 4711';

/** A folder of the app, and how to run a history in it. */
function makePlace() {
  const folder = makeFolder();
  const told: string[] = [];
  const logged: string[] = [];
  const chain = { days: 30, isLocked: false };
  const keys = createHistoryKeys({
    path: path.join(folder, 'history-key.json'),
    keychain: {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(text).reverse()),
      decryptStringAsync: (bytes) =>
        chain.isLocked
          ? Promise.reject(new Error('locked'))
          : Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
    },
    platform: 'linux',
    log: (line) => void logged.push(line),
  });
  const run = (more: { keys?: HistoryKeys; now?: () => number; savesTo?: string } = {}): History =>
    createHistory({
      folder,
      keys: more.keys ?? keys,
      days: () => chain.days,
      askWhere: (name) => Promise.resolve(more.savesTo === undefined ? null : path.join(more.savesTo, name)),
      changed: () => {},
      now: more.now ?? Date.now,
      t: ENGLISH,
      log: (line) => void logged.push(line),
      tell: (_id, text) => void told.push(text),
    });
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  return { folder, told, logged, chain, run, files };
}

const all = (history: History, query = {}) => history.readHistory({ ...EVERYTHING, ...query }, null, null);
const kinds = ({ rows }: HistoryPage) => rows.map(({ kind, state }) => (state === null ? kind : `${kind} ${state}`));

/** An account in a contact centre of its own, live, with its history running. */
async function start(place = makePlace(), more: Parameters<typeof place.run>[0] = {}) {
  const simulator = await simulate({ populated: false });
  const watching = watch(simulator);
  await watching.live();
  const history = place.run(more);
  const unfollow = history.follow(watching.notifier, OWNER);
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    unfollow();
    await history.stop();
  };
  onTestFinished(end);
  return { ...place, simulator, watching, history, end };
}

describe('the history of an account', () => {
  it('tells only what is new since it was asked last', async () => {
    const { simulator, watching, history } = await start();
    const first = await all(history);
    const id = simulator.add(where(simulator), { media: 'email', subject: CANARY });
    await watching.until(() => watching.all('decision').length === 1);

    const second = await history.readHistory(EVERYTHING, null, first.newest);
    const third = await history.readHistory(EVERYTHING, null, second.newest);

    expect([first, second, third].map((page) => [kinds(page), page.isJoined])).toEqual([
      [['app started'], false],
      [['arrived'], true],
      [[], true],
    ]);
    expect(await history.readHistory(EVERYTHING, null, '000000000000001-1')).toMatchObject({ isJoined: false });
    const [arrived] = watching.all('decision');
    const once = await history.readItemHistory(arrived!.subject);
    simulator.remove(where(simulator), id);
    await watching.until(() => watching.all('withdraw').length === 1);
    expect([...once, ...(await all(history, { kind: 'left' })).rows]).toEqual(await history.readItemHistory(arrived!.subject));
  });

  it('forgets what it told of an item with all else', async () => {
    const { simulator, watching, history } = await start();
    simulator.add(where(simulator), { media: 'email', subject: CANARY });
    await watching.until(() => watching.all('decision').length === 1);
    const [arrived] = watching.all('decision');
    expect(await history.readItemHistory(arrived!.subject)).toHaveLength(1);

    await history.clearHistory();

    expect(await history.readItemHistory(arrived!.subject)).toEqual([]);
  });

  it('tells what arrived and why it was alerted, what was opened and what left', async () => {
    const { simulator, watching, history } = await start();
    const id = simulator.add(where(simulator), { media: 'email', subject: CANARY });
    await watching.until(() => watching.all('decision').length === 1);
    const [arrived] = watching.all('decision');
    history.opened(arrived!.workbin, arrived!.subject, false);
    simulator.remove(where(simulator), id);
    await watching.until(() => watching.all('withdraw').length === 1);

    const page = await all(history);

    expect(kinds(page)).toEqual(['left', 'opened', 'arrived', 'app started']);
    expect(page).toMatchObject({ hasMore: false, keeping: 'kept' });
    expect(page.rows[2]).toMatchObject({
      id,
      subject: CANARY,
      media: 'email',
      where: arrived!.at!.name,
      outcome: 'alerted',
      reason: 'it arrived in a watched workbin',
    });
    expect(JSON.stringify(page)).not.toContain('"data"');
    const reasons = await history.readItemHistory(arrived!.subject);
    expect(reasons.map(({ kind }) => kind)).toEqual(['arrived', 'opened', 'left']);
  });

  it('is there after a restart, and holds nothing of customers in the clear', async () => {
    const place = makePlace();
    const first = await start(place);
    first.simulator.add(where(first.simulator), { media: 'email', subject: CANARY });
    await first.watching.until(() => first.watching.all('decision').length === 1);
    await first.end();

    const second = await start(place);

    expect(kinds(await all(second.history))).toEqual(['app started', 'app ended', 'arrived', 'app started']);
    expect((await all(second.history, { text: 'CANARY 4711' })).rows).toHaveLength(1);
    const kept =
      place
        .files()
        .map((file) => readFileSync(file, 'latin1'))
        .join('\n') + place.files().join('\n');
    for (const text of [CANARY, 'canary', '4711', OWNER.userName, OWNER.server])
      for (const form of [text, Buffer.from(text).toString('latin1'), Buffer.from(text).toString('base64').slice(0, -4)])
        if (form.length > 3) expect(kept).not.toContain(form);
    expect(place.logged.join()).not.toContain('canary');
    for (const file of place.files()) expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('comes page by page', async () => {
    const { simulator, watching, history } = await start();
    for (let count = 0; count < 250; count++) simulator.add(where(simulator), { subject: `Letter ${count}` });
    await watching.until(() => watching.all('decision').length === 250);

    const first = await all(history, { kind: 'arrived' });
    const second = await history.readHistory({ ...EVERYTHING, kind: 'arrived' }, first.rows.at(-1)!.key, null);

    expect([first.rows.length, first.hasMore, second.rows.length, second.hasMore]).toEqual([200, true, 50, false]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(250);
  });

  it('ends a search when the next is asked for', async () => {
    const { history, simulator, watching } = await start();
    simulator.add(where(simulator), { subject: 'Letter' });
    await watching.until(() => watching.all('decision').length === 1);

    const [ended, answered] = await Promise.all([all(history, { text: 'letter' }), all(history, { kind: 'arrived' })]);

    expect(answered.rows).toHaveLength(1);
    expect(ended.rows.length === 1 || ended.hasMore).toBe(true);
  });

  it('tells what happened since somebody looked', async () => {
    const place = makePlace();
    const first = await start(place);
    first.history.look(true);
    expect(await first.history.readAbsence()).toBeNull();
    await first.end();

    const { history, simulator, watching } = await start(place);
    simulator.add(where(simulator));
    await watching.until(() => watching.all('decision').length === 1);
    history.look(true);

    expect(await history.readAbsence()).toMatchObject({ arrived: 1, unannounced: 0, left: 0 });
    expect(kinds(await all(history))).toEqual(['arrived', 'app started', 'app ended', 'app started']);
  });

  it('is read past the note of an absence, which is written late with the time of its beginning', async () => {
    const place = makePlace();
    const clock = { now: Date.now() };
    const { simulator, watching, history, end } = await start(place, { now: () => clock.now });
    history.look(true);
    history.look(false);
    clock.now += 7_200_000;
    const from = clock.now - 3_600_000;
    simulator.add(where(simulator));
    await watching.until(() => watching.all('decision').length === 1);
    await end();

    const next = await start(place, { now: () => clock.now });

    expect(kinds(await all(next.history, { from }))).toEqual(['app started', 'app ended', 'arrived']);
  });

  it('tells of the session how it stands, not each step on the way', async () => {
    const watching = watch(await simulate());
    const history = makePlace().run();
    onTestFinished(history.follow(watching.notifier, OWNER));
    await watching.live();

    expect(kinds(await all(history))).toEqual(['connection live', 'connection connecting', 'app started']);
  });

  it('is another one for another account', async () => {
    const { history, watching } = await start();
    history.follow(watching.notifier, { ...OWNER, userName: 'bob' });

    expect(kinds(await all(history))).toEqual(['app started']);
  });

  it('is nobody’s before anybody signs in', async () => {
    const history = makePlace().run();

    expect(await all(history)).toMatchObject({ rows: [], hasMore: false, keeping: 'off' });
    expect(await history.readAbsence()).toBeNull();
    expect(await history.readItemHistory('x' as never)).toEqual([]);
    expect(await history.exportHistory({ query: EVERYTHING, withCustomerData: true })).toEqual({ kind: 'cancelled' });
    await history.clearHistory();
    history.opened(null, 'x' as never, false);
    await history.stop();
  });
});

describe('other rules', () => {
  it('are tried over what was kept, user data included', async () => {
    const { simulator, watching, history } = await start();
    simulator.add(where(simulator), { media: 'email', subject: 'Refund', userData: { CustomerSegment: 'Gold' } });
    simulator.add(where(simulator), { media: 'chat', subject: 'Hello', userData: { CustomerSegment: 'Silver' } });
    await watching.until(() => watching.all('decision').length === 2);

    const gold = { kind: 'field', key: 'segment', test: 'is', value: 'gold' } as const;
    const result = await history.tryRules([], [{ name: 'gold', on: true, when: [gold], then: { kind: 'hold' } }]);

    expect(result).toMatchObject({ looked: 2, after: { alert: 1, hold: 1 }, changed: 1, rows: [{ subject: 'Refund' }] });
  });
});

describe('how it is kept', () => {
  it('not at all, if that is chosen; why something was told is known all the same', async () => {
    const place = makePlace();
    place.chain.days = 0;
    const { history, simulator, watching, files } = await start(place);
    simulator.add(where(simulator), { subject: CANARY });
    await watching.until(() => watching.all('decision').length === 1);

    expect((await all(history)).keeping).toBe('off');
    expect(await history.readItemHistory(watching.all('decision')[0]!.subject)).toMatchObject([{ outcome: 'alerted' }]);
    expect(files()).toEqual([]);
  });

  it('not any longer, and nothing of before, once that is chosen; and again later', async () => {
    const place = makePlace();
    const { history, end, files } = await start(place);
    expect((await all(history)).keeping).toBe('kept');
    await vi.waitFor(() => expect(files().some((file) => file.endsWith('.log'))).toBe(true));

    history.keepFor(0);
    await vi.waitFor(() => expect(files().filter((file) => file.endsWith('.log'))).toEqual([]));
    expect((await all(history)).keeping).toBe('off');

    history.keepFor(7);
    expect((await all(history)).keeping).toBe('kept');
    await end();
  });

  it('for so many days', async () => {
    const place = makePlace();
    const clock = { now: Date.now() };
    const { history } = await start(place, { now: () => clock.now });
    expect(kinds(await all(history))).toEqual(['app started']);

    clock.now += 31 * 86_400_000;

    expect(kinds(await all(history))).toEqual([]);
  });

  it('until the app ends, where there is no keychain, and nothing stays on the disk', async () => {
    const place = makePlace();
    const { history, end, files } = await start(place, { keys: sessionKeys });
    const page = await all(history);

    expect(page.keeping).toBe('session');
    expect(kinds(page)).toEqual(['app started']);
    await end();
    expect(files()).toEqual([]);
  });

  it('apart from what was kept before, while the keychain does not give its key out', async () => {
    const place = makePlace();
    await (await start(place)).end();
    place.chain.isLocked = true;
    const locked = await start(place);

    expect((await all(locked.history)).keeping).toBe('locked');
    expect(kinds(await all(locked.history))).toEqual(['app started']);
    await locked.end();
    place.chain.isLocked = false;

    expect(kinds(await all((await start(place)).history))).toEqual(['app started', 'app ended', 'app started']);
  });

  it('anew, after what is locked was cleared', async () => {
    const place = makePlace();
    await (await start(place)).end();
    place.chain.isLocked = true;
    const { history } = await start(place);

    await history.clearHistory();

    expect(await all(history)).toMatchObject({ rows: [], hasMore: false, keeping: 'kept' });
  });

  it('without what a session left that was killed', async () => {
    const place = makePlace();
    const killed = await start(place, {
      keys: { ...sessionKeys, open: async () => ({ kind: 'session', key: Buffer.alloc(32) }) },
    });
    await all(killed.history);
    const left = place.files();
    expect(left).toHaveLength(1);

    const next = await start(place, { keys: sessionKeys });
    await all(next.history);

    expect(existsSync(left[0]!)).toBe(false);
  });

  it('in memory, where the disk takes nothing, and the person is told', async () => {
    const place = makePlace();
    writeFileSync(
      path.join(place.folder, `history-${accountName(OWNER.server, OWNER.userName)}`),
      'a file where the folder should be',
    );
    const { history } = await start(place);

    const page = await all(history);

    expect(page.keeping).toBe('unwritable');
    expect(kinds(page)).toEqual(['app started']);
    expect(place.told).toHaveLength(1);
  });

  it('not any more, once it was cleared', async () => {
    const { history, files } = await start();
    await all(history);

    await history.clearHistory();

    expect((await all(history)).rows).toEqual([]);
    expect(files().filter((file) => file.endsWith('.log'))).toEqual([]);
  });
});

describe('an export', () => {
  async function makeArrival(savesTo: string) {
    const running = await start(makePlace(), { savesTo });
    running.simulator.add(where(running.simulator), { subject: `=${CANARY}` });
    await running.watching.until(() => running.watching.all('decision').length === 1);
    return running;
  }

  it.each([
    [true, `"'=${CANARY}"`],
    [false, ''],
  ])('with customers’ data %s holds what the query finds, for the person alone', async (withCustomerData, subject) => {
    const folder = makeFolder();
    const { history } = await makeArrival(folder);

    const outcome = await history.exportHistory({ query: { ...EVERYTHING, kind: 'arrived' }, withCustomerData });

    expect(outcome).toEqual({ kind: 'saved' });
    const [name] = readdirSync(folder);
    const text = readFileSync(path.join(folder, name!), 'utf8');
    expect(name).toMatch(/^workbin-history-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.includes('canary')).toBe(withCustomerData);
    expect(text).toContain(subject);
    expect(text).not.toContain('"=');
    expect(statSync(path.join(folder, name!)).mode & 0o077).toBe(0);
  });

  it('over a file that others may read is for the person alone', async () => {
    const folder = makeFolder();
    const { history } = await makeArrival(folder);
    const save = () => history.exportHistory({ query: EVERYTHING, withCustomerData: true });
    await save();
    const file = path.join(folder, readdirSync(folder)[0]!);
    chmodSync(file, 0o644);

    await save();

    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('that the person calls off leaves nothing', async () => {
    const { history } = await start();

    expect(await history.exportHistory({ query: EVERYTHING, withCustomerData: false })).toEqual({ kind: 'cancelled' });
  });

  it('to a place that takes nothing says so', async () => {
    const { history } = await makeArrival(path.join(makeFolder(), 'missing'));

    expect(await history.exportHistory({ query: EVERYTHING, withCustomerData: false })).toEqual({
      kind: 'failed',
      why: 'The file could not be written (ENOENT). Choose another place.',
    });
  });
});
