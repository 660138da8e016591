import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openHistoryFile, type HistoryFile, type HistoryFileOptions } from '../../src/storage/history-file.ts';
import { makeFolder } from './temporary-folder.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 24, 10);

/** A place for a history, how to open it, and what was said meanwhile. */
function makePlace(more: Partial<HistoryFileOptions> = {}) {
  const folder = path.join(makeFolder(), 'history');
  const key = randomBytes(32);
  const logged: string[] = [];
  const troubles: string[] = [];
  const clock = { now: START };
  const open = () =>
    openHistoryFile({
      folder,
      key,
      now: () => clock.now,
      log: (line) => void logged.push(line),
      tellTrouble: (text) => void troubles.push(text),
      written: () => {},
      ...more,
    });
  /** Opens it, adds these, a write for each, and closes it. */
  function keep(...writes: readonly (readonly string[])[]): void {
    const history = open();
    for (const texts of writes) {
      for (const text of texts) history.add(text);
      history.close();
    }
  }
  const files = () => readdirSync(folder).map((name) => path.join(folder, name));
  const last = () => files().at(-1)!;
  return { folder, logged, troubles, clock, open, keep, files, last };
}

async function readAll(history: HistoryFile, before: string | null = null): Promise<string[]> {
  const texts: string[] = [];
  await history.read((text) => texts.push(text) > 0, before);
  return texts;
}

describe('a history file', () => {
  it('starts with nothing and makes no file before there is something to write', async () => {
    const { open, folder, troubles, logged } = makePlace();
    const history = open();

    expect(await readAll(history)).toEqual([]);
    history.close();
    history.dropBefore(START);
    expect(existsSync(folder)).toBe(false);
    expect([...troubles, ...logged]).toEqual([]);
  });

  it('shows what was added, the newest first, over a restart too', async () => {
    const { open, keep } = makePlace();
    keep(['one', 'two'], ['three']);

    expect(await readAll(open())).toEqual(['three', 'two', 'one']);
  });

  it('shows what is not written yet', async () => {
    const { open } = makePlace();
    const history = open();
    history.add('one');

    expect(await readAll(history)).toEqual(['one']);
  });

  it('writes by itself half a second after something was added, and does nothing else ever', () => {
    vi.useFakeTimers();
    try {
      const written = vi.fn();
      const history = makePlace({ written }).open();
      history.add('one');
      history.add('two');

      vi.advanceTimersByTime(499);
      expect(written).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(written).toHaveBeenCalledTimes(1);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on in the same file after a restart on the same day, and in another on the next', () => {
    const { keep, files, clock } = makePlace();
    keep(['one']);
    keep(['two']);
    expect(files()).toHaveLength(1);

    clock.now += DAY;
    keep(['three']);

    expect(files()).toHaveLength(2);
  });

  it('stops where it is told to, and goes on from there', async () => {
    const { open, keep, clock } = makePlace({ limits: { entries: 3 } });
    for (let day = 0; day < 3; day++, clock.now += DAY) keep([`${day}a`, `${day}b`], [`${day}c`]);
    const history = open();
    const all = await readAll(history);
    const pages: string[] = [];

    let before: string | null = null;
    for (;;) {
      const page: (readonly [string, string])[] = [];
      await history.read((text, position) => page.push([text, position]) < 2, before);
      const end = page.at(-1);
      if (!end) break;
      pages.push(...page.map(([text]) => text));
      before = end[1];
    }

    expect(all).toEqual(['2c', '2b', '2a', '1c', '1b', '1a', '0c', '0b', '0a']);
    expect(pages).toEqual(all);
  });

  it('keeps positions when a file is finished and packed', async () => {
    const { open, keep, clock } = makePlace();
    keep(['one'], ['two'], ['three']);
    const history = open();
    const places = new Map<string, string>();
    await history.read((text, position) => places.set(text, position).size > 0);
    clock.now += DAY;
    history.add('four');
    history.close();

    expect(await readAll(history, places.get('three'))).toEqual(['two', 'one']);
  });

  it('packs a finished file into few lines', async () => {
    const { open, keep, clock, files } = makePlace();
    const texts = Array.from({ length: 450 }, (_, index) => `{"kind":"arrived","subject":"Letter ${index}"}`);
    keep(...texts.map((text) => [text]));
    const before = statSync(files()[0]!).size;

    clock.now += DAY;
    keep(['next']);

    expect(readFileSync(files()[0]!, 'utf8').split('\n').filter(Boolean)).toHaveLength(3);
    expect(statSync(files()[0]!).size).toBeLessThan(before / 5);
    expect(await readAll(open())).toEqual(['next', ...texts.reverse()]);
  });

  it('holds a hundred thousand entries, and leaves a breath to others while they are read', async () => {
    const { open, files } = makePlace();
    const history = open();
    const said = 'a customer wrote these words '.repeat(12);
    for (let index = 0; index < 100_000; index++) history.add(`${index} ${said}`);
    history.close();
    let breaths = 0;
    const beat = setInterval(() => breaths++, 1);

    let count = 0;
    await history.read((text) => {
      count += Number(text.endsWith(said));
      return true;
    });
    clearInterval(beat);

    expect(count).toBe(100_000);
    expect(files().length).toBeLessThanOrEqual(60);
    expect(breaths).toBeGreaterThan(0);
  });

  it('agrees with what was added after any writes, restarts and days', async () => {
    const step = fc.oneof(
      fc.array(
        fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
        { maxLength: 5 },
      ),
      fc.constantFrom('restart' as const, 'day' as const),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { open, clock } = makePlace({ limits: { entries: 4 } });
        let history = open();
        const added: string[] = [];
        for (const one of steps) {
          if (one === 'day') clock.now += DAY;
          else if (one === 'restart') {
            history.close();
            history = open();
          } else {
            for (const text of one) history.add(text);
            added.push(...one);
            history.close();
          }
        }

        expect(await readAll(history)).toEqual(added.reverse());
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('what goes', () => {
  it('are the oldest files, where there are too many', async () => {
    const { open, keep, clock, files } = makePlace({ limits: { files: 3 } });
    for (let day = 0; day < 6; day++, clock.now += DAY) keep([`day ${day}`]);

    expect(files()).toHaveLength(3);
    expect(await readAll(open())).toEqual(['day 5', 'day 4', 'day 3']);
  });

  it('are the oldest files, where a day has too much', async () => {
    const { keep, open, files, clock } = makePlace({ limits: { files: 2, bytes: 200 } });
    for (let index = 0; index < 6; index++, clock.now++) keep([randomBytes(200).toString('hex')]);

    expect(files()).toHaveLength(2);
    expect(await readAll(open())).toHaveLength(2);
  });

  it('is what was written too long ago', async () => {
    const { open, keep, clock } = makePlace();
    for (let day = 0; day < 5; day++, clock.now += DAY) keep([`day ${day}`]);
    const history = open();

    history.dropBefore(START + 3 * DAY);

    expect(await readAll(history)).toEqual(['day 4', 'day 3', 'day 2']);
  });

  it('is the last file too, once nothing was written to it for so long', async () => {
    const { open, keep, last } = makePlace();
    keep(['long ago']);
    utimesSync(last(), START / 1000, START / 1000);
    const history = open();

    history.dropBefore(START + 1000);

    expect(await readAll(history)).toEqual([]);
  });

  it('is everything, when it is cleared', async () => {
    const { open, keep, folder } = makePlace();
    keep(['one']);
    const history = open();
    history.add('two');

    history.clear();

    expect(existsSync(folder)).toBe(false);
    history.add('three');
    expect(await readAll(history)).toEqual(['three']);
  });

  it('is never what is new, although the clock was set back', async () => {
    const { open, keep, clock } = makePlace({ limits: { entries: 1, files: 3 } });
    keep(['one']);
    clock.now -= 10 * DAY;
    keep(['two']);
    keep(['three']);

    expect(await readAll(open())).toEqual(['three', 'two', 'one']);
  });
});

describe('the files', () => {
  it('hold nothing of what was added, neither plain nor in base64', () => {
    const canary = 'Jürgen Großkreutz asks for a refund of order 7431';
    const { keep, files, clock } = makePlace();
    keep(
      [canary],
      Array.from({ length: 300 }, () => canary),
    );
    clock.now += DAY;
    keep([canary]);

    const all = files()
      .map((file) => readFileSync(file, 'latin1'))
      .join('\n');

    for (const part of ['Großkreutz', 'a refund of', 'order 7431', 'Jürgen'])
      for (const text of [part, Buffer.from(part).toString('latin1'), ...[0, 1, 2].map((skip) => base64Of(part, skip))])
        expect(all).not.toContain(text);
  });

  it('can be read by their owner alone', () => {
    const { keep, files, folder, clock } = makePlace();
    keep(['one']);
    clock.now += DAY;
    keep(['two']);

    for (const file of [folder, ...files()]) expect(statSync(file).mode & 0o077).toBe(0);
  });
});

/** The part of a text's base64 that does not depend on what is around it, where `skip` bytes come before. */
function base64Of(text: string, skip: number): string {
  return Buffer.concat([Buffer.alloc(skip), Buffer.from(text)])
    .toString('base64')
    .slice(4, -4);
}

describe('damage', () => {
  it('by a kill while a line was written costs that line alone, without a word', async () => {
    const { open, keep, last, troubles } = makePlace();
    keep(['one'], ['two']);
    truncateSync(last(), statSync(last()).size - 7);

    const history = open();
    history.add('three');
    history.close();

    expect(await readAll(open())).toEqual(['three', 'one']);
    expect(troubles).toEqual([]);
  });

  it('by truncation anywhere costs no line before it, and none after it', async () => {
    const whole = makePlace();
    whole.keep(['one'], ['two']);
    const bytes = readFileSync(whole.last());
    const firstEnd = bytes.indexOf('\n') + 1;

    for (let length = 0; length < bytes.length; length += 5) {
      writeFileSync(whole.last(), bytes.subarray(0, length));
      whole.keep(['three']);

      expect(await readAll(whole.open())).toEqual(length >= firstEnd ? ['three', 'one'] : ['three']);
      for (const file of whole.files().slice(1)) rmSync(file);
      writeFileSync(whole.last(), bytes);
    }
  });

  it('in the middle costs the lines it hit, and the person is told once', async () => {
    const { open, keep, last, troubles, logged, clock } = makePlace();
    keep(['one'], ['two'], ['three']);
    const lines = readFileSync(last(), 'utf8').split('\n');
    writeFileSync(last(), [lines[0], 'nonsense', `${lines[1]!.slice(0, 9)}A${lines[1]!.slice(10)}`, lines[2], ''].join('\n'));

    const history = open();
    expect(await readAll(history)).toEqual(['three', 'one']);
    clock.now += DAY;
    history.add('four');
    expect(await readAll(history)).toEqual(['four', 'three', 'one']);
    expect(troubles).toHaveLength(1);
    expect(logged).toEqual(['history: damaged']);
  });

  it.each(['at its end', 'instead of it'])('by zeros %s costs no more than they cover', async (where) => {
    const { open, keep, last } = makePlace();
    keep(['one']);
    if (where === 'at its end') appendFileSync(last(), Buffer.alloc(4096));
    else writeFileSync(last(), Buffer.alloc(4096));

    keep(['two']);

    expect(await readAll(open())).toEqual(where === 'at its end' ? ['two', 'one'] : ['two']);
  });

  it('never throws, whatever lies in the folder', async () => {
    const line = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('\0\0', '', '{"a":1}'));

    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const { open, keep, folder } = makePlace();
        mkdirSync(path.join(folder, '000000000000009.log'), { recursive: true });
        writeFileSync(path.join(folder, '000000000000007.log'), lines.join('\n'));
        writeFileSync(path.join(folder, 'notes.txt'), 'mine');

        keep(['one']);

        expect(await readAll(open())).toEqual(['one']);
        expect(existsSync(path.join(folder, 'notes.txt'))).toBe(true);
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it('by a key that is not the one shows nothing, and loses nothing', async () => {
    const { open, keep, folder, files } = makePlace();
    keep(['one']);
    const bytes = readFileSync(files()[0]!);
    const other = openHistoryFile({
      folder,
      key: randomBytes(32),
      now: () => START,
      log: () => {},
      tellTrouble: () => {},
      written: () => {},
    });

    expect(await readAll(other)).toEqual([]);
    expect(readFileSync(files()[0]!)).toEqual(bytes);
    expect(await readAll(open())).toEqual(['one']);
  });
});

describe('a disk that takes nothing', () => {
  it('costs nothing while the app runs, is told of once, and gets everything later', async () => {
    const { open, folder, troubles, logged } = makePlace();
    writeFileSync(folder, 'a file where the folder should be');
    const history = open();
    history.add('one');
    history.close();
    history.add('two');
    history.close();

    expect(history.isWritable()).toBe(false);
    expect(troubles).toEqual([expect.stringContaining(folder)]);
    expect(logged.join()).not.toContain(folder);
    const shown: (readonly [string, string])[] = [];
    await history.read((text, position) => shown.push([text, position]) > 0);
    expect(shown.map(([text]) => text)).toEqual(['two', 'one']);
    expect(await readAll(history, shown[0]![1])).toEqual(['one']);

    rmSync(folder);
    history.add('three');
    history.close();

    expect(history.isWritable()).toBe(true);
    expect(await readAll(open())).toEqual(['three', 'two', 'one']);
  });

  it('because the folder went away gets a new folder', async () => {
    const { open, keep, folder } = makePlace();
    keep(['one']);
    const history = open();
    history.add('two');
    history.close();
    rmSync(folder, { recursive: true });

    history.add('three');
    history.close();

    expect(await readAll(open())).toEqual(['three']);
  });

  it('keeps only the latest few thousand of what waits', async () => {
    const { open, folder } = makePlace();
    writeFileSync(folder, '');
    const history = open();
    for (let index = 0; index < 3000; index++) history.add(`${index}`);
    history.close();

    expect((await readAll(history)).length).toBe(2000);
    expect((await readAll(history))[0]).toBe('2999');
  });
});
