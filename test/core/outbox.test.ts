import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createOutbox, type Outbox } from '../../src/core/outbox.ts';
import type { LedgerChange } from '../../src/core/ledger.ts';
import type { WorkbinKey } from '../../src/core/workbin.ts';

const change = (name: string): LedgerChange => ({ kind: 'read', workbin: name as WorkbinKey });

/** An outbox, what happened in it, and a way to let its turns go on. */
function open(before: (outbox: Outbox) => void = () => undefined) {
  const happened: string[] = [];
  const waiting: (() => void)[] = [];
  let isUnfinished = false;
  const outbox: Outbox = createOutbox({
    slice: 150,
    isUnfinished: () => isUnfinished,
    before: () => before(outbox),
    write: (changes) => happened.push(`written: ${changes.map(({ workbin }) => workbin).join()}`),
    after: () => happened.push('after'),
    later: (run) => waiting.push(run),
  });
  const say = (text: string): void => outbox.tell(() => happened.push(text));
  /** Tells so many things and remembers one. */
  const sayMuch = (name: string, count: number): void => {
    for (let number = 1; number <= count; number++) say(`${name}${number}`);
    outbox.remember(change(name));
  };
  /** What happened besides the many. */
  const marks = (): readonly string[] => happened.filter((one) => /:|after/.test(one));
  const setUnfinished = (is: boolean): void => void (isUnfinished = is);
  return { outbox, happened, say, sayMuch, marks, setUnfinished, goOn: () => waiting.shift()?.(), waiting };
}

it('tells all of a turn in order, then writes, then is done', async () => {
  const { outbox, happened, say } = open();

  say('one');
  outbox.remember(change('a'));
  say('two');
  outbox.remember(change('b'));
  const before = [...happened];
  await Promise.resolve();

  expect(before).toEqual([]);
  expect(happened).toEqual(['one', 'two', 'written: a,b', 'after']);
});

it('lets what comes before a turn add to it', async () => {
  const { outbox, happened, say } = open((outbox) => {
    outbox.tell(() => happened.push('added'));
    outbox.remember(change('added'));
  });

  say('one');
  await Promise.resolve();
  outbox.flush();

  expect(happened.slice(0, 4)).toEqual(['one', 'added', 'written: added', 'after']);
});

it('tells what is little before anything is looked at, and what is much after it', async () => {
  const { outbox, happened, say, sayMuch, goOn } = open(() => happened.push('looked'));

  say('one');
  await Promise.resolve();
  outbox.remember(change('more'));
  sayMuch('a', 151);
  await Promise.resolve();
  goOn();
  goOn();

  expect(happened.filter((one) => !/^a([2-9]|\d{2,})$/.test(one))).toEqual([
    'one',
    'looked',
    'written: ',
    'after',
    'looked',
    'a1',
    'written: more,a',
    'after',
  ]);
});

it('tells and writes what came, and what comes later, though something fails before it', async () => {
  let isFaulty = true;
  const failed: unknown[] = [];
  const note = (error: unknown) => void failed.push(error);
  const { outbox, happened, say } = open(() => {
    if (isFaulty) throw new Error('a fault of ours');
  });
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));

  say('one');
  outbox.remember(change('a'));
  await vi.waitUntil(() => failed.length > 0);
  isFaulty = false;
  say('two');
  outbox.remember(change('b'));
  await Promise.resolve();

  expect(happened).toEqual(['one', 'written: a', 'after', 'two', 'written: b', 'after']);
});

it('looks at what comes before a turn, and tells the rest of it, though something fails while it is told', async () => {
  const failed: unknown[] = [];
  const note = (error: unknown) => void failed.push(error);
  const { outbox, happened, say } = open(() => happened.push('looked'));
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));

  outbox.tell(() => {
    throw new Error('a fault of ours');
  });
  say('two');
  outbox.remember(change('a'));
  await vi.waitUntil(() => failed.length > 0);

  expect(happened).toEqual(['looked', 'two', 'written: a', 'after']);
});

it('tells a flood a part at a time, and writes once all of it was told, by itself', async () => {
  const { happened, sayMuch, marks, goOn } = open();

  sayMuch('a', 350);
  await Promise.resolve();
  const first = happened.length;
  goOn();
  const second = happened.length;
  goOn();
  const third = happened.length;
  goOn();

  expect([first, second, third]).toEqual([150, 300, 350]);
  expect(marks()).toEqual(['written: a', 'after']);
});

it('puts each part of what may be divided on record before it tells the next', async () => {
  const { outbox, happened, sayMuch, goOn, waiting } = open();

  for (const name of ['a', 'b', 'c']) {
    outbox.mayDivide();
    sayMuch(name, 300);
  }
  await Promise.resolve();
  while (waiting.length > 0) goOn();

  expect(happened.filter((one) => !/[2-9]|\d\d/.test(one))).toEqual([
    'a1',
    'written: a',
    'b1',
    'written: b',
    'c1',
    'written: c',
    'after',
  ]);
});

it('lets others have one turn between two parts, and runs them at once where nothing is being told', async () => {
  const { outbox, happened, sayMuch, marks, goOn, waiting } = open();
  const note = (name: string) => () => void happened.push(`between: ${name}, ${happened.length}`);
  const second = note('second');

  outbox.between(note('before'));
  sayMuch('a', 349);
  await Promise.resolve();
  outbox.between(note('first'));
  outbox.between(second);
  outbox.between(second);
  goOn();
  outbox.between(note('third'));
  while (waiting.length > 0) goOn();
  outbox.between(note('after'));

  expect(marks()).toEqual([
    'between: before, 0',
    'between: first, 151',
    'between: second, 302',
    'between: third, 352',
    'written: a',
    'after',
    'between: after, 355',
  ]);
});

it('lets others have their turn, though nothing is left to be told meanwhile', async () => {
  const { outbox, sayMuch, marks, goOn, waiting } = open();

  sayMuch('a', 299);
  await Promise.resolve();
  outbox.between(() => undefined);
  goOn();
  goOn();
  outbox.between(() => undefined);
  outbox.between(() => outbox.remember(change('b')));
  while (waiting.length > 0) {
    goOn();
    await Promise.resolve();
  }

  expect(marks().filter((one) => one !== 'after')).toEqual(['written: a', 'written: b']);
});

it.each([
  ['little', 5],
  ['much', 450],
])('tells all the rest of %s though one of it fails, and what comes later', async (_, count) => {
  const failed: unknown[] = [];
  const note = (error: unknown) => void failed.push(error);
  const { outbox, happened, say, sayMuch, goOn, waiting } = open();
  const goOnSafely = () => {
    try {
      goOn();
    } catch (error) {
      note(error);
    }
  };
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));

  sayMuch('a', count - 2);
  outbox.tell(() => {
    throw new Error('a fault of ours');
  });
  say('a-last');
  await Promise.resolve();
  while (waiting.length > 0) goOnSafely();
  await vi.waitUntil(() => failed.length > 0);
  say('later');
  await Promise.resolve();

  expect(happened.filter((one) => !/^a\d/.test(one))).toEqual(['a-last', 'written: a', 'after', 'later', 'written: ', 'after']);
  expect(happened.filter((one) => /^a\d/.test(one))).toHaveLength(count - 2);
});

it('goes on with what is told though something fails between', async () => {
  const { outbox, sayMuch, marks, goOn, waiting } = open();

  sayMuch('a', 151);
  await Promise.resolve();
  outbox.between(() => {
    throw new Error('a fault of ours');
  });
  expect(goOn).toThrow('a fault of ours');
  while (waiting.length > 0) goOn();

  expect(marks()).toEqual(['written: a', 'after']);
});

it('divides only what is much', async () => {
  const { outbox, sayMuch, marks } = open();

  for (const name of ['a', 'b', 'c']) {
    outbox.mayDivide();
    sayMuch(name, 10);
  }
  await Promise.resolve();

  expect(marks()).toEqual(['written: a,b,c', 'after']);
});

it('tells and writes everything at once when it is flushed, in the middle of a flood too', async () => {
  const { outbox, happened, say, sayMuch, goOn } = open();

  sayMuch('a', 700);
  await Promise.resolve();
  say('last');
  outbox.flush();
  const flushed = [...happened];
  goOn();

  expect(flushed.slice(-4)).toEqual(['written: a', 'last', 'written: ', 'after']);
  expect(happened.filter((one) => one === 'last')).toHaveLength(1);
});

it('begins no turn while something is unfinished, and divides nothing', async () => {
  const { outbox, happened, sayMuch, setUnfinished, goOn, waiting } = open();

  setUnfinished(true);
  sayMuch('a', 200);
  await Promise.resolve();
  outbox.flush();
  const meanwhile = happened.filter((one) => one !== 'after');
  outbox.mayDivide();
  sayMuch('b', 10);
  setUnfinished(false);
  outbox.due();
  await Promise.resolve();
  while (waiting.length > 0) goOn();

  expect(meanwhile).toEqual([]);
  expect(happened.filter((one) => one.includes(':'))).toEqual(['written: a,b']);
});

it('tells everything once, in order and before it is written, and gives others their turn, whatever comes when', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('tell' as const), count: fc.integer({ min: 1, max: 500 }) }) },
    { weight: 4, arbitrary: fc.constant({ kind: 'go-on' as const }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'between' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'divide' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
    { weight: 1, arbitrary: fc.boolean().map((is) => ({ kind: 'unfinished' as const, is })) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { outbox, happened, sayMuch, setUnfinished, goOn, waiting } = open();
      const wanted: string[] = [];
      let others = 0;
      for (const [at, one] of steps.entries()) {
        if (one.kind === 'tell') {
          sayMuch(`t${at}-`, one.count);
          for (let number = 1; number <= one.count; number++) wanted.push(`t${at}-${number}`);
        } else if (one.kind === 'between') {
          others += 1;
          outbox.between(() => happened.push('other'));
        } else if (one.kind === 'divide') outbox.mayDivide();
        else if (one.kind === 'flush') outbox.flush();
        else if (one.kind === 'unfinished') setUnfinished(one.is);
        else goOn();
        await Promise.resolve();
      }
      setUnfinished(false);
      outbox.due();
      await Promise.resolve();
      while (waiting.length > 0) goOn();

      expect(happened.filter((one) => one.startsWith('t'))).toEqual(wanted);
      expect(happened.filter((one) => one === 'other')).toHaveLength(others);
      const written = happened.flatMap((one, at) => (one.startsWith('written: ') ? [{ names: one.slice(9), at }] : []));
      const names = written.flatMap(({ names: list, at }) =>
        list
          .split(',')
          .filter((name) => name !== '')
          .map((name) => ({ name, at })),
      );
      expect(names.map(({ name }) => name)).toEqual(steps.flatMap(({ kind }, at) => (kind === 'tell' ? [`t${at}-`] : [])));
      for (const { name, at } of names) expect(happened.findLastIndex((one) => one.startsWith(name))).toBeLessThan(at);
    }),
    { numRuns: 300 },
  );
});
