import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/core/ledger.ts';
import type { Settings } from '../../src/core/settings.ts';
import { A, B, BINS, startRun } from './run.ts';
import { idOf, makeWorkbin, START } from './samples.ts';

describe('the first reading of a workbin', () => {
  it('announces nothing, and remembers all', () => {
    const run = startRun();

    run.contents(A, '1', '2');

    expect(run.told).toEqual(['added a/1 snapshot', 'added a/2 snapshot']);
    expect([...run.alerts, ...run.decisions]).toEqual([]);
    expect(run.inbox.get(A.key, idOf('1'))).toMatchObject({ arrivedAt: null, unread: false, announced: false });
    expect(run.ledger.recall(A.key)).toEqual(
      new Map(['1', '2'].map((id) => [id, { media: 'email', announced: false, unread: false }])),
    );
  });

  it('of an empty workbin makes the next item an arrival', () => {
    const run = startRun();

    run.contents(A);
    run.contents(A, '1');

    expect(run.told).toEqual(['added a/1 resync']);
    expect(run.outcomes()).toEqual(['a/1 alerted']);
  });

  it('covers events that came before it', () => {
    const run = startRun();

    run.add(A, '1');
    run.remove(A, '2');
    run.contents(A, '1');

    expect(run.told).toEqual(['added a/1 snapshot']);
    expect(run.decisions).toEqual([]);
  });

  it('counts an item that is listed twice once', () => {
    const run = startRun();

    run.contents(A, '1', '1');

    expect(run.told).toEqual(['added a/1 snapshot']);
  });
});

describe('an event', () => {
  it('makes an item known, announces and remembers it', () => {
    const run = startRun();
    run.contents(A);

    run.add(A, '1');

    expect(run.told).toEqual(['added a/1 event']);
    expect(run.outcomes()).toEqual(['a/1 alerted']);
    expect(run.inbox.get(A.key, idOf('1'))).toMatchObject({ arrivedAt: START, unread: true, announced: true });
    expect(run.ledger.recall(A.key)?.get(idOf('1'))).toEqual({ media: 'email', announced: true, unread: true, cameAt: START });
  });

  it('that comes twice tells nothing new but what the item says', () => {
    const run = startRun();
    run.contents(A);
    run.add(A, '1');

    run.add(A, '1', { subject: 'Changed' });

    expect(run.told).toEqual(['added a/1 event']);
    expect(run.decisions).toHaveLength(1);
    expect(run.inbox.get(A.key, idOf('1'))?.item.subject).toBe('Changed');
  });

  it('takes an item out once, and its alert back', () => {
    const run = startRun();
    run.contents(A);
    run.add(A, '1');

    run.remove(A, '1');
    run.remove(A, '1');
    run.remove(A, 'never seen');

    expect(run.told).toEqual(['added a/1 event', 'removed a/1 event', 'withdraw alert-1']);
    expect(run.ledger.recall(A.key)).toEqual(new Map());
  });

  it('is a second arrival when an item comes back', () => {
    const run = startRun();
    run.contents(A);

    run.add(A, '1');
    run.remove(A, '1');
    run.add(A, '1');

    expect(run.outcomes()).toEqual(['a/1 alerted', 'a/1 alerted']);
  });

  it('is not remembered before it is announced, so that a restart finds it anew', () => {
    const run = startRun();
    run.contents(A);
    for (const id of ['1', '2', '3', '4']) run.add(A, id);

    const before = run.ledger.recall(A.key)?.has(idOf('4'));
    run.pass(2000);

    expect(before).toBe(false);
    expect(run.ledger.recall(A.key)?.get(idOf('4'))).toMatchObject({ announced: true });
  });
});

describe('a comparison', () => {
  it('tells what came and went in a gap, with one alert', () => {
    const run = startRun();
    run.contents(A, '1', '2');

    run.contents(A, '2', '3', '4');

    expect(run.told.slice(2)).toEqual(['removed a/1 resync', 'added a/3 resync', 'added a/4 resync']);
    expect(run.outcomes()).toEqual(['a/3 grouped', 'a/4 grouped']);
    expect(run.alerts).toMatchObject([{ count: 2, silent: true }]);
  });

  it('tells nothing where nothing changed', () => {
    const run = startRun();
    run.contents(A, '1');
    run.add(A, '2');
    const before = run.told.length;

    run.contents(A, '2', '1');

    expect(run.told).toHaveLength(before);
    expect(run.decisions).toHaveLength(1);
  });

  it('takes over what items say now', () => {
    const run = startRun();
    run.contents(A, '1');
    run.add(A, '1', { subject: 'Changed' });

    run.contents(A, '1');

    expect(run.inbox.get(A.key, idOf('1'))?.item.subject).toBe('Subject of 1');
  });

  it('keeps the mark of what is unread', () => {
    const run = startRun();
    run.contents(A);
    run.add(A, '1');

    run.contents(A, '1');

    expect(run.inbox.get(A.key, idOf('1'))).toMatchObject({ unread: true, announced: true, arrivedAt: START });
  });
});

describe('a later start', () => {
  it('prints what stayed as a snapshot, what came and went as a resync', () => {
    const { ledger, contents, add } = startRun();
    contents(A, '1', '2');
    add(A, '3');

    const later = startRun(ledger);
    later.contents(A, '2', '3', '4');

    expect(later.told).toEqual(['added a/2 snapshot', 'added a/3 snapshot', 'removed a/1 resync', 'added a/4 resync']);
    expect(later.outcomes()).toEqual(['a/4 alerted']);
    expect(later.inbox.get(A.key, idOf('3'))).toMatchObject({ unread: true, announced: true, arrivedAt: null });
    expect([...later.ledger.recall(A.key)!.keys()].toSorted()).toEqual(['2', '3', '4']);
  });

  it('still counts what came since the last look at the list, and nothing that came before', () => {
    const run = startRun();
    run.contents(A, '1');
    run.add(A, '2');
    run.pass(1000);
    run.inbox.look(A.key, run.now());
    run.ledger.write([{ kind: 'looked', workbin: A.key, at: run.now() }]);
    run.pass(1000);
    run.add(A, '3');

    const later = startRun(run.ledger, {}, START + 5000);
    later.contents(A, '1', '2', '3', '4');

    expect(later.inbox.tally(A.key)).toMatchObject({ unread: 3, unseen: 2, lookedAt: START + 1000 });
  });

  it('gives at most one alert for each workbin', () => {
    const { ledger, contents } = startRun();
    contents(A);
    contents(B);

    const later = startRun(ledger);
    later.contents(A, ...Array.from({ length: 50 }, (_, index) => `a${index}`));
    later.contents(B, 'b1', 'b2');

    expect(later.alerts.map(({ workbin, count }) => [workbin, count])).toEqual([
      [A.key, 50],
      [B.key, 2],
    ]);
  });

  it('announces nothing in a workbin that is watched for the first time', () => {
    const { ledger, contents } = startRun();
    contents(A, '1');

    const later = startRun(ledger);
    later.contents(B, '2');

    expect(later.decisions).toEqual([]);
  });

  it('announces an arrival that was gathered when the app was killed', () => {
    const first = startRun();
    first.contents(A);
    for (const id of ['1', '2', '3', '4']) first.add(A, id);

    const later = startRun(first.ledger);
    later.contents(A, '1', '2', '3', '4');

    expect(first.outcomes()).toEqual(['a/1 alerted', 'a/2 alerted', 'a/3 alerted']);
    expect(later.outcomes()).toEqual(['a/4 alerted']);
  });

  it('does not announce again what was silenced', () => {
    const first = startRun(undefined, { mutedWorkbins: [A.key] });
    first.contents(A);
    first.add(A, '1');

    const later = startRun(first.ledger);
    later.contents(A, '1');

    expect(first.outcomes()).toEqual(['a/1 silenced']);
    expect(later.decisions).toEqual([]);
  });
});

describe('an arrival that is not announced', () => {
  it.each<[string, Partial<Settings>, string]>([
    ['in a muted workbin', { mutedWorkbins: [A.key] }, 'alerts are switched off for this workbin'],
  ])('%s is known all the same and says why', (_where, settings, reason) => {
    const run = startRun(undefined, settings);
    run.contents(A);

    run.add(A, '1');
    run.contents(A, '1', '2');

    expect(run.alerts).toEqual([]);
    expect(run.told).toEqual(['added a/1 event', 'added a/2 resync']);
    expect(run.decisions).toMatchObject(
      ['1', '2'].map((subject) => ({ event: 'item-added', subject, workbin: A.key, outcome: 'silenced', alertId: null, reason })),
    );
    expect(run.inbox.get(A.key, idOf('1'))).toMatchObject({ unread: true, announced: false });
  });
});

describe('the same interaction in two watched workbins', () => {
  it('is announced in the first alone, and the second says so', () => {
    const run = startRun();
    run.contents(A);
    run.contents(B);

    run.add(A, '1');
    run.add(B, '1');

    expect(run.alerts).toHaveLength(1);
    expect(run.decisions[1]).toMatchObject({ workbin: B.key, outcome: 'silenced', reason: 'already announced in Bin a' });
  });

  it('names the first with its owner', () => {
    const run = startRun();
    run.contents(A);
    run.contents(B);

    run.add(B, '1');
    run.add(A, '1');

    expect(run.decisions[1]?.reason).toBe('already announced in Bin b (Billing)');
  });

  it('is announced in the second where the first was there at the first look', () => {
    const run = startRun();
    run.contents(A, '1');
    run.contents(B);

    run.add(B, '1');

    expect(run.outcomes()).toEqual(['b/1 alerted']);
  });

  it('is announced in the second where the first is muted', () => {
    const run = startRun(undefined, { mutedWorkbins: [A.key] });
    run.contents(A);
    run.contents(B);

    run.add(A, '1');
    run.add(B, '1');

    expect(run.outcomes()).toEqual(['a/1 silenced', 'b/1 alerted']);
  });

  it('is announced anew in the second once it has left the first', () => {
    const run = startRun();
    run.contents(A);
    run.contents(B);
    run.add(A, '1');

    run.remove(A, '1');
    run.add(B, '1');

    expect(run.outcomes()).toEqual(['a/1 alerted', 'b/1 alerted']);
  });

  it('is announced though it is moved from the one to the other before its alert was due', () => {
    const run = startRun();
    run.contents(A);
    run.contents(B);
    for (const id of ['1', '2', '3']) run.add(A, id);

    run.add(A, 'moved');
    run.add(B, 'moved');
    run.remove(A, 'moved');
    run.pass(4000);

    expect(run.alerts.flatMap(({ interactions }) => interactions)).toContain('moved');
  });

  it('keeps that it was announced over a restart', () => {
    const first = startRun();
    first.contents(A);
    first.contents(B);
    first.add(A, '1');

    const later = startRun(first.ledger);
    later.contents(A, '1');
    later.contents(B, '1');

    expect(later.outcomes()).toEqual(['b/1 silenced']);
  });
});

describe('what was announced in an earlier run, in a workbin that is not read yet', () => {
  const later = () => {
    const first = startRun();
    first.contents(A);
    first.contents(B);
    first.add(A, '1');
    return startRun(first.ledger);
  };

  const HOUR = 3_600_000;

  it('is announced as soon as that workbin is read without it, with one alert for each workbin', () => {
    const run = later();
    run.contents(B, '1', '2');

    run.contents(A);

    expect(run.outcomes()).toEqual(['b/2 alerted', 'b/1 alerted']);
  });

  it('waits ten seconds for that reading and is then held, and announced nowhere while it lies in both', () => {
    const run = later();
    run.contents(B, '1');

    run.pass(9999);
    const before = run.decisions.length;
    run.pass(1);
    run.pass(HOUR);
    run.contents(A, '1');
    run.pass(HOUR);

    expect(before).toBe(0);
    expect(run.decisions).toMatchObject([
      {
        outcome: 'held',
        reason: expect.stringMatching(
          /^announced in Bin a before; it is not known yet whether it has left there; counted in the digest unless /,
        ) as unknown,
      },
    ]);
    expect(run.alerts).toEqual([]);
    expect(run.ledger.recall(B.key)?.get(idOf('1'))).toMatchObject({ announced: false, heldUntil: undefined });
  });

  it('is told of once after it was held, when that workbin is read at last and it has left there', () => {
    const run = later();
    run.contents(B, '1');
    run.pass(HOUR);

    run.contents(A);
    run.pass(HOUR);

    expect(run.outcomes()).toEqual(['b/1 held']);
    expect(run.alerts).toMatchObject([{ count: 1, interactions: ['1'], workbin: B.key }]);
  });

  it('is held at once where that workbin has failed, until that is read in whatever run', () => {
    const run = later();
    run.contents(B, '1');
    run.fail(A);
    const failed = later();
    failed.fail(A);
    failed.contents(B, '1');
    failed.pass(HOUR);
    const next = startRun(failed.ledger);
    next.contents(B, '1');
    next.pass(HOUR);
    const before = next.alerts.length;
    next.contents(A);

    expect(run.outcomes()).toEqual(['b/1 held']);
    expect(failed.outcomes()).toEqual(['b/1 held']);
    expect(failed.alerts).toEqual([]);
    expect(before).toBe(0);
    expect(next.alerts).toMatchObject([{ count: 1, interactions: ['1'] }]);
    expect(next.decisions).toEqual([]);
  });

  it('does not wait for a workbin that is not listed any more', () => {
    const { ledger } = startRun();
    const gone = { kind: 'known', workbin: makeWorkbin('gone').key, id: idOf('1') } as const;
    ledger.write([{ ...gone, mark: { media: 'email', announced: true, unread: true } }]);
    ledger.write([{ kind: 'read', workbin: B.key }]);

    const run = startRun(ledger);
    run.contents(B, '1');

    expect(run.outcomes()).toEqual(['b/1 alerted']);
  });

  it('is decided on at the end of the run, and when the clock is set back', () => {
    const run = later();
    run.contents(B, '1');
    run.stop();
    const back = later();
    back.contents(B, '1');
    back.setClock(-3_600_000);
    back.pass(3_610_000);

    expect(run.outcomes()).toEqual(['b/1 held']);
    expect(back.outcomes()).toEqual(['b/1 held']);
  });

  it('is not alerted where it was opened or put aside meanwhile, and says so', () => {
    const opened = later();
    opened.contents(B, '1');
    opened.open(B, '1');
    opened.pass(20_000);
    const aside = later();
    aside.contents(B, '1');
    aside.snooze(B, '1', aside.now() + 3_600_000);
    aside.pass(20_000);

    expect(opened.decisions.map(({ reason }) => reason)).toEqual(['it was opened before its alert was due']);
    expect(aside.decisions.map(({ reason }) => reason)).toEqual(['it was put aside before its alert was due']);
    expect([...opened.alerts, ...aside.alerts]).toEqual([]);
    expect(opened.ledger.recall(B.key)?.get(idOf('1'))).toMatchObject({ announced: false, unread: false });
  });
});

describe('what the person puts into a workbin in another program', () => {
  const run = (settings: Partial<Settings> = {}) => {
    const started = startRun(undefined, settings);
    for (const workbin of BINS) started.contents(workbin);
    return started;
  };

  it('is listed but not alerted where the word of it comes first', () => {
    const { park, pass, add, decisions, told, alerts } = run();

    park('1');
    pass(2000);
    add(A, '1');
    add(B, '1');

    expect(told).toEqual(['added a/1 event', 'added b/1 event']);
    expect(decisions.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['silenced', 'you put it there yourself'],
      ['silenced', 'you put it there yourself'],
    ]);
    expect(alerts).toEqual([]);
  });

  it('waits for the word where the person has the workitem', () => {
    const { take, add, pass, park, decisions, alerts } = run();

    take('1');
    add(A, '1');
    expect(decisions).toEqual([]);
    pass(1999);
    park('1');

    expect(decisions.map(({ reason }) => reason)).toEqual(['you put it there yourself']);
    expect(alerts).toEqual([]);
  });

  it('is alerted after two seconds without that word, once though it lies in two workbins', () => {
    const { take, add, pass, park, outcomes, alerts } = run();

    take('1');
    add(A, '1');
    add(B, '1');
    pass(2000);
    park('1');

    expect(outcomes()).toEqual(['a/1 alerted', 'b/1 silenced']);
    expect(alerts).toHaveLength(1);
  });

  it('is alerted like all else where the person wants that, or where the word is old', () => {
    const wanted = run({ ownActionAlerts: true });
    wanted.take('1');
    wanted.add(A, '1');
    wanted.park('2');
    wanted.add(A, '2');
    const old = run();
    old.park('1');
    old.pass(2001);
    old.add(A, '1');

    expect(wanted.outcomes()).toEqual(['a/1 alerted', 'a/2 alerted']);
    expect(old.outcomes()).toEqual(['a/1 alerted']);
  });

  it('is not alerted where it was opened before the word could come', () => {
    const { take, add, open, pass, decisions, alerts } = run();

    take('1');
    add(A, '1');
    open(A, '1');
    pass(5000);

    expect(decisions.map(({ reason }) => reason)).toEqual(['it was opened before its alert was due']);
    expect(alerts).toEqual([]);
  });

  it('has its decision although it leaves, or is no longer watched, before the word could come', () => {
    const { take, add, remove, unwatch, decisions, pass } = run();

    take('1');
    take('2');
    add(A, '1');
    add(B, '2');
    remove(A, '1');
    unwatch(B);
    pass(5000);

    expect(decisions.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ['1', 'silenced'],
      ['2', 'silenced'],
    ]);
  });
});

describe('over any course of events', () => {
  it('each arrival has one line and one decision, removals match, and contents end as the server’s', () => {
    const name = fc.constantFrom('1', '2', '3', '4', '5');
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), bin: fc.nat({ max: 1 }), id: name }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 3000 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('contents' as const), bin: fc.nat({ max: 1 }), ids: fc.array(name) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('own' as const),
          act: fc.constantFrom('take' as const, 'park' as const),
          id: name,
        }),
      },
    );

    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, isMuted) => {
        const settings = isMuted ? { mutedWorkbins: [B.key] } : {};
        const server = [new Set<string>(), new Set<string>()];
        const ledger = createMemoryLedger();
        let run = startRun(ledger, settings);
        const runs = [run];
        const level = () => BINS.forEach((workbin, index) => run.contents(workbin, ...server[index]!));
        level();
        for (const one of steps) {
          if (one.kind === 'pass') run.pass(one.ms);
          else if (one.kind === 'own') run[one.act](one.id);
          else if (one.kind === 'restart') {
            run.pass(4000);
            run = startRun(ledger, settings);
            runs.push(run);
            level();
          } else if (one.kind === 'contents') {
            server[one.bin] = new Set(one.ids);
            run.contents(BINS[one.bin]!, ...one.ids);
          } else {
            // Doubled events are part of the game.
            if (one.kind === 'add') server[one.bin]!.add(one.id);
            else server[one.bin]!.delete(one.id);
            run[one.kind](BINS[one.bin]!, one.id);
          }
        }
        run.pass(4000);

        for (const { told, decisions, alerts } of runs) {
          const arrived = told.filter((line) => line.startsWith('added') && !line.endsWith('snapshot'));
          const expected = arrived.map((line) => line.split(' ')[1]);
          const decided = decisions.map(({ workbin, subject }) => `${workbin === A.key ? 'a' : 'b'}/${subject}`);
          expect(decided.toSorted()).toEqual(expected.toSorted());
          const announced = decisions.filter(({ outcome }) => outcome !== 'silenced');
          expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(announced.length);
        }
        BINS.forEach(({ key }, index) => {
          expect(run.inbox.ids(key)).toEqual(server[index]);
          expect(new Set(ledger.recall(key)?.keys())).toEqual(server[index]);
        });
      }),
    );
  });
});
