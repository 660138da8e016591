import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';
import { formatFault } from '../../src/electron/faults.ts';
import { openLog } from '../../src/electron/log.ts';
import { desktopEntry } from '../../src/electron/login-item.ts';
import { watchNetwork } from '../../src/electron/network-change.ts';
import { createNotices } from '../../src/electron/notices.ts';
import { separateFetch } from '../../src/electron/separate-fetch.ts';
import { createSessionFetch } from '../../src/electron/session-fetch.ts';
import { composeSnapshot } from '../../src/electron/snapshot.ts';
import { createThinned } from '../../src/electron/thinned.ts';

interface Ends {
  resolve(): void;
  reject(error: Error): void;
}

afterEach(() => vi.useRealTimers());

describe('what is thinned out', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('runs at once, then at most every 200 ms, and never loses the last time', () => {
    const run = vi.fn();
    const thinned = createThinned(run, 200);
    thinned.start();

    thinned.due();
    expect(run).toHaveBeenCalledTimes(1);
    for (let count = 0; count < 50; count++) {
      thinned.due();
      vi.advanceTimersByTime(20);
    }
    expect(run).toHaveBeenCalledTimes(6);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(6);
    thinned.due();
    expect(run).toHaveBeenCalledTimes(7);
    thinned.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('runs nothing before it is started and nothing after it is stopped', () => {
    const run = vi.fn();
    const thinned = createThinned(run, 200);

    thinned.due();
    thinned.due();
    expect(run).not.toHaveBeenCalled();
    thinned.start();
    expect(run).toHaveBeenCalledTimes(1);
    thinned.due();
    thinned.stop();
    thinned.due();
    vi.advanceTimersByTime(1000);

    expect([run.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});

describe('the session’s fetch', () => {
  const URL = 'https://gws.example';

  it.each([
    ['were closed', (end: Ends) => end.resolve()],
    ['could not be closed', (end: Ends) => end.reject(new TypeError('canary'))],
  ])('asks nothing until connections that may be dead %s', async (_words, finish) => {
    const done: string[] = [];
    let end!: Ends;
    const fetch = createSessionFetch({
      fetch: async (_url, init) => {
        done.push(`fetch ${init.credentials}`);
        return new Response();
      },
      closeAllConnections: () => {
        done.push('close');
        return new Promise((resolve, reject) => (end = { resolve, reject }));
      },
      log: (line) => void done.push(line),
    });

    void fetch.closeConnections();
    void fetch.closeConnections();
    const asked = fetch(URL, {});
    expect(done).toEqual(['close']);
    finish(end);
    await asked;
    await fetch(URL, {});

    expect(done.filter((step) => !step.startsWith('connections could not'))).toEqual(['close', 'fetch include', 'fetch include']);
    expect(done.join()).not.toContain('canary');
  });

  it('waits no longer than a second for that', async () => {
    vi.useFakeTimers();
    const fetch = createSessionFetch({
      fetch: async () => new Response('answered'),
      closeAllConnections: () => new Promise(() => {}),
      log: () => {},
    });

    void fetch.closeConnections();
    const asked = fetch(URL, {});
    vi.advanceTimersByTime(1000);

    expect(await (await asked).text()).toBe('answered');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a change of the network', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('is told when there are other addresses, not when there are none', () => {
    let addresses = 'eth0 10.0.0.1';
    const changed = vi.fn();
    const stop = watchNetwork(changed, 1000, () => addresses);

    vi.advanceTimersByTime(3000);
    addresses = '';
    vi.advanceTimersByTime(1000);
    expect(changed).not.toHaveBeenCalled();
    addresses = 'wlan0 10.0.0.7';
    vi.advanceTimersByTime(3000);

    expect(changed).toHaveBeenCalledTimes(1);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('notices', () => {
  it('are told once each, also after they were dismissed', () => {
    const changed = vi.fn();
    const notices = createNotices(changed);

    notices.tell('a', 'A');
    notices.tell('a', 'A again');
    expect(notices.list()).toEqual([{ id: 'a', text: 'A' }]);
    notices.dismiss('a');
    notices.dismiss('a');
    notices.tell('a', 'A once more');

    expect(notices.list()).toEqual([]);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe('the desktop entry', () => {
  it('quotes its command so that nothing in it is special', () => {
    const [exec] = /^Exec=.*$/m.exec(desktopEntry(['/opt/My "App"/$x`y\\z', '100%', '--hidden'])) ?? [];

    expect(exec).toBe('Exec="/opt/My \\\\"App\\\\"/\\\\$x\\\\`y\\\\\\\\z" "100%%" "--hidden"');
  });
});

describe('a separate fetch', () => {
  it('has cookies of its own and never those of the session', async () => {
    const seen: [string | null, RequestCredentials | undefined][] = [];
    const fetch = separateFetch((_url, init) => {
      seen.push([new Headers(init.headers).get('cookie'), init.credentials]);
      return Promise.resolve(
        new Response(null, { headers: { 'set-cookie': 'A=1; Path=/; Expires=Fri, 20 Nov 2026 10:00:00 GMT, B=x=y; HttpOnly' } }),
      );
    });

    await fetch('https://gws.example', { credentials: 'include' });
    await fetch('https://gws.example', {});

    expect(seen).toEqual([
      [null, 'omit'],
      ['A=1; B=x=y', 'omit'],
    ]);
  });
});

describe('a fault', () => {
  it('is logged by its kind and place, without its words', () => {
    const line = formatFault(new TypeError('canary of ada'));

    expect(line).toMatch(/^TypeError at .*parts\.test\.ts/);
    expect(line).not.toMatch(/canary|\n/);
    expect(formatFault('canary')).toBe('string');
  });
});

describe('the snapshot', () => {
  it('says since when nobody is signed in', () => {
    const around = { settings: DEFAULT_SETTINGS, notices: [], version: '1.2.3', demo: false, locale: 'en-GB', signedOutSince: 5 };

    expect(composeSnapshot(null, around, 7)).toMatchObject({
      at: 7,
      version: '1.2.3',
      account: null,
      connection: { state: 'signed-out', since: 5, freshAt: null },
    });
  });
});

describe('the log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps one line for each call', () => {
    openLog(folder)('one\ntwo\u0000three');

    expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toMatch(/^\[.*\] +one two three\r?\n$/);
  });

  it('keeps five files of about a megabyte', () => {
    const log = openLog(folder);
    const line = 'x'.repeat(1000);
    for (let count = 0; count < 7000; count++) log(line);

    expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.4.log', 'main.log']);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThan(1024 * 1024 + 2000);
  });
});
