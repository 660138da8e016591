import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerChange, LedgerMark } from '../../src/core/ledger.ts';
import { workbinKey, type InteractionId, type WorkbinKey } from '../../src/core/workbin.ts';
import { openLedgerFile } from '../../src/storage/ledger-file.ts';
import { makeFolder } from './temporary-folder.ts';

const A = workbinKey('a', { kind: 'me' });
const B = workbinKey('b', { kind: 'agentGroup', name: 'Billing & more' });
const MARK: LedgerMark = { media: 'email', announced: true, unread: true };

const known = (workbin: WorkbinKey, id: string, mark: LedgerMark = MARK): LedgerChange => ({
  kind: 'known',
  workbin,
  id: id as InteractionId,
  mark,
});
const gone = (workbin: WorkbinKey, id: string): LedgerChange => ({ kind: 'gone', workbin, id: id as InteractionId });
const read = (workbin: WorkbinKey): LedgerChange => ({ kind: 'read', workbin });

/** A place for a ledger, how to open it, and what was said meanwhile. */
function makePlace() {
  const folder = makeFolder();
  const file = path.join(folder, 'ledger.ndjson');
  const logged: string[] = [];
  const troubles: string[] = [];
  return {
    folder,
    file,
    logged,
    troubles,
    open: () =>
      openLedgerFile({ path: file, log: (line) => void logged.push(line), tellTrouble: (text) => void troubles.push(text) }),
    lines: () => readFileSync(file, 'utf8').split('\n').filter(Boolean),
  };
}
const idsOf = (recalled: ReadonlyMap<InteractionId, LedgerMark> | null) => recalled && [...recalled.keys()];

describe('a ledger file', () => {
  it('starts with nothing and makes no file before there is something to write', () => {
    const { open, file, troubles, logged } = makePlace();

    const ledger = open();

    expect(ledger.recall(A)).toBeNull();
    expect(ledger.workbins()).toEqual([]);
    expect(existsSync(file)).toBe(false);
    expect([...troubles, ...logged]).toEqual([]);
  });

  it('remembers over a restart which workbins were read and what lay in them', () => {
    const { open } = makePlace();
    const first = open();
    first.write([read(A), read(B), known(A, '1'), known(A, '2', { media: 'chat', announced: false, unread: false })]);
    first.write([gone(A, '1'), known(B, '1')]);

    const ledger = open();

    expect(ledger.recall(A)).toEqual(new Map([['2', { media: 'chat', announced: false, unread: false }]]));
    expect(ledger.recall(B)).toEqual(new Map([['1', MARK]]));
    expect(ledger.workbins()).toEqual([A, B]);
  });

  it('tells an empty workbin that was read from one that never was, over a restart', () => {
    const { open } = makePlace();
    open().write([read(A)]);

    expect(open().recall(A)).toEqual(new Map());
    expect(open().recall(B)).toBeNull();
  });

  it('remembers over a restart, and when it is folded, when a workbin was looked at', () => {
    const place = makePlace();
    place.open().write([read(A), { kind: 'looked', workbin: A, at: 1_774_000_000_000 }, read(B)]);
    appendFileSync(place.file, '["k","me//a"');

    const folded = place.open();
    const again = place.open();

    expect([folded, again].map((ledger) => [ledger.lookedAt(A), ledger.lookedAt(B)])).toEqual([
      [1_774_000_000_000, null],
      [1_774_000_000_000, null],
    ]);
    expect(place.troubles).toEqual([]);
  });

  it('forgets a workbin over a restart', () => {
    const { open } = makePlace();
    open().write([known(A, '1'), known(B, '1'), { kind: 'forgotten', workbin: A }]);

    expect(open().workbins()).toEqual([B]);
  });

  it('has every change on disk before it returns', () => {
    const { open, lines } = makePlace();
    const ledger = open();

    ledger.write([known(A, '1')]);
    const after = lines();
    ledger.write([gone(A, '1')]);

    expect(after).toEqual(['["k","me//a","1","email","au"]']);
    expect(lines()).toEqual([...after, '["g","me//a","1"]']);
  });

  it('can be read by its owner alone', () => {
    const { open, file } = makePlace();

    open().write([read(A)]);

    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('recalls what a later write does not touch', () => {
    const ledger = makePlace().open();
    ledger.write([known(A, '1')]);
    const recalled = ledger.recall(A);

    ledger.write([known(A, '2')]);

    expect(idsOf(recalled)).toEqual(['1']);
  });

  it('remembers any id and medium, one line for each write', () => {
    const said = fc.string({ unit: 'binary', minLength: 1 });
    const time = fc.nat({ max: 2_000_000_000_000 });
    const mark: fc.Arbitrary<LedgerMark> = fc.record(
      {
        media: said,
        announced: fc.boolean(),
        unread: fc.boolean(),
        heldUntil: time,
        aged: fc.constantFrom('old', 'too-old'),
        snoozedUntil: time,
        cameAt: time,
        repeats: fc.record({ at: time, left: fc.integer({ min: 1, max: 10 }) }),
      },
      { requiredKeys: ['media', 'announced', 'unread'] },
    );

    fc.assert(
      fc.property(fc.array(fc.tuple(said, mark), { minLength: 1, maxLength: 20 }), (entries) => {
        const place = makePlace();
        place.open().write(entries.map(([id, of]) => known(A, id, of)));

        expect(place.open().recall(A)).toEqual(new Map(entries));
        expect(place.lines()).toHaveLength(1);
        expect(place.troubles).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('reads marks of a time before there were any of holding, ages and snoozing', () => {
    const { open, file, logged } = makePlace();
    writeFileSync(file, `${JSON.stringify(['k', A, '1', 'email', 'au'])}\n${JSON.stringify(['k', A, '2', 'chat'])}\n`);

    expect(open().recall(A)).toEqual(
      new Map([
        ['1', { media: 'email', announced: true, unread: true }],
        ['2', { media: 'chat', announced: false, unread: false }],
      ]),
    );
    expect(logged).toEqual([]);
  });

  it('takes times that are none for none', () => {
    const { open, file } = makePlace();
    writeFileSync(file, `${JSON.stringify(['k', A, '1', 'email', 'auw', '-5', '1e9', 'more'])}\n`);

    expect(open().recall(A)).toEqual(new Map([['1', { media: 'email', announced: true, unread: true, aged: 'old' }]]));
  });

  it('remembers an item whose medium has no name', () => {
    const { open, logged } = makePlace();
    open().write([known(A, '1', { ...MARK, media: '' })]);

    expect(idsOf(open().recall(A))).toEqual(['1']);
    expect(logged).toEqual([]);
  });

  it('agrees with what was written after any changes and restarts', () => {
    const id = fc.constantFrom('1', '2', '3');
    const workbin = fc.constantFrom(A, B);
    const change: fc.Arbitrary<LedgerChange> = fc.oneof(
      fc.tuple(workbin, id).map(([key, one]) => known(key, one)),
      fc.tuple(workbin, id).map(([key, one]) => gone(key, one)),
      workbin.map(read),
      workbin.map((key) => ({ kind: 'forgotten' as const, workbin: key })),
    );

    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 10 }), { maxLength: 5 }), (runs) => {
        const place = makePlace();
        for (const changes of runs) {
          const ledger = place.open();
          ledger.write(changes);
          const again = place.open();

          expect(again.workbins()).toEqual(ledger.workbins());
          for (const key of [A, B]) expect(again.recall(key)).toEqual(ledger.recall(key));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the file', () => {
  it('holds no words that a customer wrote: no subject, name or address', () => {
    const { open, lines } = makePlace();

    open().write([read(A), known(A, '00011aAAA0000001'), gone(A, '00011aAAA0000001'), { kind: 'forgotten', workbin: A }]);

    expect(lines()).toEqual([
      '[["r","me//a"],["k","me//a","00011aAAA0000001","email","au"],["g","me//a","00011aAAA0000001"],["f","me//a"]]',
    ]);
  });

  it('is folded at the start once it has grown far beyond what it says', () => {
    const { open, lines, troubles } = makePlace();
    const ledger = open();
    ledger.write([known(A, 'stays', { ...MARK, unread: false }), read(B)]);
    for (let round = 0; round < 1500; round++) ledger.write([known(A, `i${round}`), gone(A, `i${round}`)]);

    const again = open();

    expect(lines()).toEqual(['["r","me//a"]', '["k","me//a","stays","email","a"]', `["r","${B}"]`]);
    expect(again.recall(A)).toEqual(new Map([['stays', { ...MARK, unread: false }]]));
    expect(open().recall(B)).toEqual(new Map());
    expect(troubles).toEqual([]);
  });

  it('is not folded while it is small', () => {
    const { open, lines } = makePlace();
    for (let round = 0; round < 100; round++) open().write([known(A, '1'), gone(A, '1')]);

    open();

    expect(lines()).toHaveLength(100);
  });

  it('holds ten thousand items', () => {
    const { open } = makePlace();
    open().write(Array.from({ length: 10_000 }, (_, index) => known(A, `i${index}`)));

    expect(open().recall(A)?.size).toBe(10_000);
  });
});

describe('a last line that was torn when the app was killed', () => {
  const torn = '["k","me//a","3","ema';

  it('costs that line alone, without a word to the person', () => {
    const { open, file, troubles, logged } = makePlace();
    open().write([read(A), known(A, '1'), known(A, '2')]);
    appendFileSync(file, torn);

    const ledger = open();

    expect(idsOf(ledger.recall(A))).toEqual(['1', '2']);
    expect(troubles).toEqual([]);
    expect(logged).toHaveLength(1);
  });

  it('does not spoil what is written next', () => {
    const { open, file, troubles } = makePlace();
    open().write([known(A, '1')]);
    appendFileSync(file, torn);

    open().write([known(A, '4')]);

    expect(idsOf(open().recall(A))).toEqual(['1', '4']);
    expect(troubles).toEqual([]);
  });

  it('does not count without its end, since nothing of it was told', () => {
    const { open, file, logged } = makePlace();
    open().write([known(A, '1')]);
    appendFileSync(file, '["k","me//a","2","email",""]');

    open().write([known(A, '3')]);

    expect(idsOf(open().recall(A))).toEqual(['1', '3']);
    expect(logged).toHaveLength(1);
  });

  it.each(Array.from({ length: 30 }, (_, length) => length))('costs no other line when it was cut after %d bytes', (length) => {
    const { open, file } = makePlace();
    open().write([known(A, '1'), known(B, 'x')]);
    appendFileSync(file, '["k","me//a","ü😀","email","au"]\n'.slice(0, length));

    open().write([known(A, '9')]);

    expect(idsOf(open().recall(B))).toEqual(['x']);
    expect(
      open()
        .recall(A)
        ?.has('1' as InteractionId),
    ).toBe(true);
    expect(
      open()
        .recall(A)
        ?.has('9' as InteractionId),
    ).toBe(true);
  });

  it('is what a killed process leaves: all that it had written before is there', () => {
    const { open, file } = makePlace();
    const script = `
      const { appendFileSync } = await import('node:fs');
      appendFileSync(process.argv[1], '["k","me//a","1","email","a"]\\n["k","me//a","2","em');
      process.kill(process.pid, 'SIGKILL');
    `;

    spawnSync(process.execPath, ['--input-type=module', '-e', script, file]);

    expect(idsOf(open().recall(A))).toEqual(['1']);
  });
});

describe('a damaged file', () => {
  it('is kept aside, what can be read of it is used, and the person is told once', () => {
    const { open, file, folder, troubles, lines } = makePlace();
    const damaged = `${JSON.stringify(['k', A, '1', 'email', 'a'])}\nnonsense\n{"k":1}\n${JSON.stringify(['k', A, '2', 'chat', ''])}\n`;
    writeFileSync(file, damaged);

    const ledger = open();

    expect(idsOf(ledger.recall(A))).toEqual(['1', '2']);
    expect(troubles).toHaveLength(1);
    expect(readFileSync(path.join(folder, 'ledger.ndjson.damaged'), 'utf8')).toBe(damaged);
    expect(lines()).toEqual(['["r","me//a"]', '["k","me//a","1","email","a"]', '["k","me//a","2","chat",""]']);
    open();
    expect(troubles).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['an object', '{"k":"me//a"}'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['numbers', '["k","me//a",1,"email","a"]'],
    ['an unknown kind', '["x","me//a","1"]'],
    ['no workbin', '["k","nonsense","1","email","a"]'],
    ['no id', '["k","me//a"]'],
    ['an empty id', '["g","me//a",""]'],
    ['no medium', '["k","me//a","1"]'],
  ])('keeps its good lines around one with %s', (_what, line) => {
    const { open, file } = makePlace();
    writeFileSync(file, `["k","me//a","before","email",""]\n${line}\n["k","me//a","after","email",""]\n`);

    expect(idsOf(open().recall(A))).toEqual(['before', 'after']);
  });

  it('is not taken apart by __proto__ and constructor', () => {
    const { open, file } = makePlace();
    writeFileSync(file, '["k","me//__proto__","constructor","toString","au"]\n');

    expect(open().recall(workbinKey('__proto__', { kind: 'me' }))).toEqual(
      new Map([['constructor', { media: 'toString', announced: true, unread: true }]]),
    );
  });

  it('full of zeros is kept aside, and the person is told', () => {
    const { open, file, folder, troubles } = makePlace();
    writeFileSync(file, Buffer.alloc(4096));

    const ledger = open();

    expect(ledger.recall(A)).toBeNull();
    expect(readdirSync(folder)).toContain('ledger.ndjson.damaged');
    expect(troubles).toHaveLength(1);
  });

  it('with zeros at its end keeps what is before them, and can be written on', () => {
    const { open, file } = makePlace();
    open().write([known(A, '1')]);
    appendFileSync(file, Buffer.alloc(4096));

    open().write([known(A, '2')]);

    expect(idsOf(open().recall(A))).toEqual(['1', '2']);
  });

  it('can be written on after it was full of zeros', () => {
    const { open, file } = makePlace();
    writeFileSync(file, Buffer.alloc(4096));

    open().write([known(A, '1')]);

    expect(idsOf(open().recall(A))).toEqual(['1']);
  });

  // Console contract: "A damaged file in the data directory is kept aside and named on standard error."
  it('is named to the person', () => {
    const { open, file, troubles } = makePlace();
    writeFileSync(file, 'nonsense\nnonsense\n');

    open();

    expect(troubles.join()).toContain('ledger.ndjson');
  });

  it('that cannot be kept aside is told of once', () => {
    const { open, file, troubles } = makePlace();
    writeFileSync(file, 'nonsense\nnonsense\n');
    mkdirSync(path.join(`${file}.damaged`, 'full'), { recursive: true });

    open();

    expect(troubles).toHaveLength(1);
  });

  it('never throws, whatever is in it', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('["r","me//a"]', '["k","me//a","1","email","a"]', '\0\0\0', '["k"'),
    );

    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const place = makePlace();
        writeFileSync(place.file, lines.join('\n'));

        place.open().write([known(B, '1')]);

        expect(idsOf(place.open().recall(B))).toEqual(['1']);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a file that cannot be read or written', () => {
  it('is done without, and the person is told once', () => {
    const { open, file, troubles, logged } = makePlace();
    mkdirSync(path.join(file, 'full'), { recursive: true });

    const ledger = open();
    ledger.write([known(A, '1')]);
    ledger.write([known(A, '2')]);

    expect(idsOf(ledger.recall(A))).toEqual(['1', '2']);
    expect(troubles).toHaveLength(1);
    expect(logged[0]).toBe('ledger: EISDIR');
    expect(existsSync(path.join(file, 'full'))).toBe(true);
  });

  it('because its folder went away is told of once, by its name', () => {
    const { open, folder, file, troubles } = makePlace();
    const ledger = open();
    rmSync(folder, { recursive: true });

    ledger.write([known(A, '1')]);
    ledger.write([known(A, '2')]);

    expect(idsOf(ledger.recall(A))).toEqual(['1', '2']);
    expect(troubles).toEqual([expect.stringContaining(file)]);
  });

  it('for a while does not spoil what is written later', () => {
    const { open, file, folder } = makePlace();
    const ledger = open();
    rmSync(folder, { recursive: true });
    ledger.write([known(A, '1')]);
    mkdirSync(folder);

    ledger.write([known(A, '2')]);

    expect(existsSync(file)).toBe(true);
    expect(
      open()
        .recall(A)
        ?.has('2' as InteractionId),
    ).toBe(true);
  });

  it('logs no id, name or path', () => {
    const { open, file, logged } = makePlace();
    mkdirSync(file);

    open().write([known(A, '00011aAAA0000001')]);

    expect(logged.join('\n')).toMatch(/^(ledger: [A-Z]+\n?)+$/);
  });
});
