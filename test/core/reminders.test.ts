import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/core/ledger.ts';
import { USUAL_MANNER, type Rule } from '../../src/core/rule.ts';
import type { Settings } from '../../src/core/settings.ts';
import { A, B, BINS, startRun } from './run.ts';
import { idOf, START } from './samples.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOLD: Rule = { name: 'Later', on: true, when: [], then: { kind: 'hold' } };
const PAUSED = { pausedUntil: START + HOUR };
const NAGGING: Rule = { name: 'Nag', on: true, when: [], then: { kind: 'alert', ...USUAL_MANNER, repeatEvery: 5 } };

/** A run in which both workbins were read, empty unless said otherwise. */
function startLevel(settings: Partial<Settings> = {}, ...inA: (string | readonly [string, object])[]) {
  const run = startRun(undefined, settings);
  run.contents(A, ...inA);
  run.contents(B);
  return run;
}
const received = (ago: number) => ({ receivedDate: new Date(START - ago).toISOString() });
const brief = (run: ReturnType<typeof startRun>) =>
  run.alerts.map(({ kind, count, interactions, silent }) => [kind, count, interactions.join(' '), silent]);

describe('what arrives while alerts are held', () => {
  it('is told in one digest when the quiet ends', () => {
    const run = startLevel(PAUSED);
    run.add(A, '1', received(2 * MINUTE));
    run.add(B, '2');
    run.contents(B, '2', '3');

    run.pass(HOUR - 1);
    const before = run.alerts.length;
    run.pass(1);

    expect(before).toBe(0);
    expect(run.outcomes()).toEqual(['a/1 held', 'b/2 held', 'b/3 held']);
    expect(run.alerts).toMatchObject([
      {
        kind: 'items-added',
        count: 3,
        interactions: ['1', '2', '3'],
        workbin: null,
        opens: { view: 'list', workbin: null },
        title: '3 arrived while alerts were held',
        silent: false,
      },
    ]);
    expect(run.alerts[0]?.body).toMatch(/^2 in Bin b \(Billing\) · 1 in Bin a · the oldest received \d+$/);
    expect(run.alerts[0]?.discreet.body).toBe(run.alerts[0]?.body);
  });

  it('is told when the pause is ended early, and opens the workbin where it is only one', () => {
    const run = startLevel(PAUSED);
    run.add(A, '1');

    run.change({ pausedUntil: 0 });
    run.pass(2 * HOUR);

    expect(run.alerts).toMatchObject([{ count: 1, workbin: A.key, opens: { view: 'list', workbin: A.key } }]);
  });

  it('is told at the end of quiet hours that follow the pause', () => {
    const minute = new Date(START).getHours() * 60 + new Date(START).getMinutes();
    const quietHours = [{ days: [0, 1, 2, 3, 4, 5, 6], from: (minute + 30) % 1440, until: (minute + 120) % 1440 }];
    const run = startLevel({ ...PAUSED, quietHours });
    run.add(A, '1');

    run.pass(2 * HOUR - 1);
    const before = run.alerts.length;
    run.pass(1);

    expect([before, run.alerts.length]).toEqual([0, 1]);
  });

  it('leaves out what has left, was opened, or was announced elsewhere', () => {
    const run = startLevel(PAUSED);
    for (const id of ['1', '2', '3', '4']) run.add(A, id);
    run.remove(A, '1');
    run.open(A, '2');
    run.add(B, '3');

    run.pass(HOUR);

    expect(run.alerts).toMatchObject([{ count: 2, interactions: ['3', '4'] }]);
  });

  it('leaves out a workbin that is muted meanwhile', () => {
    const run = startLevel(PAUSED);
    run.add(A, '1');
    run.add(B, '2');

    run.change({ mutedWorkbins: [A.key] });
    run.pass(HOUR);
    run.change({ mutedWorkbins: [] });
    run.pass(HOUR);

    expect(brief(run)).toEqual([['items-added', 1, '2', false]]);
    expect(run.decisions[0]?.reason).toContain('or the workbin is muted before');
  });

  it('makes no digest of nothing', () => {
    const run = startLevel(PAUSED);
    run.add(A, '1');
    run.remove(A, '1');

    run.pass(2 * HOUR);

    expect(run.alerts).toEqual([]);
  });

  it('is taken back with the last of it', () => {
    const run = startLevel(PAUSED);
    run.add(A, '1');
    run.add(B, '2');
    run.pass(HOUR);

    run.remove(A, '1');
    run.remove(B, '2');

    expect(run.told.filter((line) => line.startsWith('withdraw'))).toEqual(['withdraw alert-1']);
  });

  it('is told after a restart, once all was read, without a sound, and never again', () => {
    const first = startLevel(PAUSED);
    first.add(A, '1');
    first.add(B, '2');

    const later = startRun(first.ledger, {}, START + 2 * HOUR);
    later.contents(A, '1');
    const before = later.alerts.length;
    later.contents(B, '2');
    const last = startRun(first.ledger, {}, START + 3 * HOUR);
    last.contents(A, '1');
    last.contents(B, '2');
    last.pass(HOUR);

    expect(before).toBe(0);
    expect(brief(later)).toEqual([['items-added', 2, '1 2', true]]);
    expect(later.decisions).toEqual([]);
    expect(last.alerts).toEqual([]);
  });

  it('is told after a minute though another workbin cannot be read, and in parts then, each once', () => {
    const first = startLevel(PAUSED);
    first.add(A, '1');
    first.add(B, '2');

    const later = startRun(first.ledger, {}, START + 2 * HOUR);
    later.pass(HOUR);
    later.contents(A, '1');
    later.pass(MINUTE - 1);
    const before = later.alerts.length;
    later.pass(1);
    const part = brief(later);
    later.pass(HOUR);
    later.contents(B, '2');
    later.pass(HOUR);

    expect(before).toBe(0);
    expect(part).toEqual([['items-added', 1, '1', true]]);
    expect(brief(later)).toEqual([...part, ['items-added', 1, '2', true]]);
  });

  it('is held over a restart as long as the quiet lasts', () => {
    const first = startLevel(PAUSED);
    first.add(A, '1');

    const later = startRun(first.ledger, PAUSED, START + HOUR / 2);
    later.contents(A, '1');
    later.contents(B);
    later.pass(HOUR / 2 - 1);
    const before = later.alerts.length;
    later.pass(1);

    expect([before, later.alerts.length]).toEqual([0, 1]);
  });

  it('waits while the computer asks not to be disturbed, which is asked for again', () => {
    const run = startLevel();
    run.disturb(false);
    run.add(A, '1');
    run.pass(HOUR);
    const before = run.alerts.length;

    run.disturb(true);
    run.pass(30_000);

    expect(run.decisions[0]?.reason).toContain('this computer asks not to be disturbed');
    expect([before, run.alerts.length]).toEqual([0, 1]);
  });

  it('is told at once where a rule says so', () => {
    const loud: Rule = { ...NAGGING, then: { kind: 'alert', ...USUAL_MANNER, urgency: 'critical', evenWhenQuiet: true } };
    const run = startLevel({ ...PAUSED, rules: [loud] });

    run.add(A, '1');

    expect(run.alerts).toMatchObject([{ kind: 'item-added', count: 1, manner: { urgency: 'critical', sound: 'default' } }]);
  });

  it('is told though the clock was set back for long', () => {
    const run = startLevel({ rules: [HOLD] });
    run.add(A, '1');

    run.setClock(-30 * 24 * HOUR);
    run.change({});

    expect(run.alerts).toHaveLength(1);
  });
});

it('holds what a rule says until the next full hour, or as often as is chosen', () => {
  const run = startLevel({ rules: [HOLD], digestEvery: 15 });
  run.pass(MINUTE);
  run.add(A, '1');

  run.pass(14 * MINUTE - 1);
  const before = run.alerts.length;
  run.pass(1);

  expect(run.decisions[0]).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/^rule “Later” matched and holds it until \d\d:15;/),
  });
  expect([before, run.alerts.length]).toEqual([0, 1]);
});

describe('what waits for long', () => {
  const LIMITS = { ageLimits: { warnAfter: 30, breachAfter: 60 } };

  it('is told when it gets old and when it is too old, once each', () => {
    const run = startLevel(LIMITS);
    run.add(A, '1', received(0));

    run.pass(10 * HOUR);

    expect(run.alerts.slice(1)).toMatchObject([
      { kind: 'item-aged', count: 0, title: 'Waits longer than 30 min in Bin a', replaces: 'alert-1', interactions: ['1'] },
      { kind: 'item-aged', count: 0, title: 'Waits longer than 1 h in Bin a', replaces: 'alert-2', silent: false },
    ]);
    expect(run.alerts).toHaveLength(3);
    expect(run.alerts[1]?.opens).toEqual({ view: 'item', workbin: A.key, interactionId: '1' });
    expect(run.decisions).toHaveLength(1);
  });

  it('counts from when it became known where the server names no time', () => {
    const run = startLevel(LIMITS);
    run.add(A, '1');

    run.pass(30 * MINUTE - 1);
    const before = run.alerts.length;
    run.pass(2 * MINUTE);

    expect([before, run.alerts.length]).toEqual([1, 2]);
  });

  it('is not told of what was old already at the first look, or when it came', () => {
    const run = startLevel(LIMITS, ['1', received(HOUR)], ['2', received(40 * MINUTE)]);
    run.add(A, '3', received(2 * HOUR));

    run.pass(15 * MINUTE);
    const before = run.alerts.length;
    run.pass(10 * MINUTE);

    expect(before).toBe(1);
    expect(run.alerts.slice(1)).toMatchObject([
      { kind: 'item-aged', interactions: ['2'], title: 'Waits longer than 1 h in Bin a' },
    ]);
  });

  it('is told once over restarts; what got old meanwhile is one alert for each workbin, without a sound', () => {
    const first = startLevel(LIMITS);
    for (const id of ['1', '2', '3', '4']) first.add(A, id, received(0));
    first.pass(31 * MINUTE);
    const later = startRun(first.ledger, LIMITS, START + 2 * HOUR);
    later.contents(A, ...['1', '2', '3', '4'].map((id) => [id, received(0)] as const));
    const before = later.alerts.length;
    later.contents(B);
    later.pass(HOUR);

    expect(before).toBe(0);
    expect(brief(later)).toEqual([['item-aged', 0, '1 2 3 4', true]]);
    expect(later.alerts[0]?.title).toBe('4 wait longer than 1 h in Bin a');
  });

  it('is one alert after a restart where it lies in several workbins', () => {
    const first = startLevel(LIMITS);
    first.add(A, '1', received(0));
    first.add(B, '2', received(0));

    const later = startRun(first.ledger, LIMITS, START + 2 * HOUR);
    later.contents(A, ['1', received(0)]);
    later.contents(B, ['2', received(0)]);

    expect(later.alerts).toMatchObject([
      { title: '2 wait for too long', body: '1 in Bin a · 1 in Bin b (Billing)', silent: true },
    ]);
  });

  it('adds to the alert of its workbin that is on the screen', () => {
    const run = startLevel(LIMITS, ['1', received(25 * MINUTE)], ['2', received(20 * MINUTE)]);

    run.pass(15 * MINUTE);

    expect(run.alerts).toMatchObject([
      { title: 'Waits longer than 30 min in Bin a', interactions: ['1'], replaces: null },
      { title: '2 wait longer than 30 min in Bin a', interactions: ['1', '2'], replaces: 'alert-1' },
    ]);
    expect(run.alerts[1]?.opens).toEqual({ view: 'list', workbin: A.key });
  });

  it.each<[string, Partial<Settings>]>([
    ['in a muted workbin', { mutedWorkbins: [A.key] }],
    ['where that is switched off', { ageAlerts: false }],
    ['where no limit is set', { ageLimits: { warnAfter: 0, breachAfter: 0 } }],
    ['where its workbin has no limit', { ageLimitsByWorkbin: { [A.key]: { warnAfter: 0, breachAfter: 0 } } }],
  ])('is not told %s', (_where, settings) => {
    const run = startLevel({ ...LIMITS, ...settings }, ['1', received(0)]);

    run.pass(5 * HOUR);
    run.change({ mutedWorkbins: [], ageAlerts: true });
    run.pass(5 * HOUR);

    expect(run.alerts).toEqual([]);
  });

  it('is told though another workbin cannot be read, and in that one when it was', () => {
    const run = startRun(undefined, LIMITS);
    run.contents(A);
    run.add(A, '1');
    run.pass(24 * HOUR);
    const part = run.alerts.filter(({ kind }) => kind === 'item-aged').map(({ interactions }) => interactions);
    run.contents(B);
    run.add(B, '2');
    run.pass(24 * HOUR);

    expect(part).toEqual([['1'], ['1']]);
    const all = run.alerts.filter(({ kind }) => kind === 'item-aged').map(({ interactions }) => interactions);
    expect(all).toEqual([['1'], ['1'], ['2'], ['2']]);
  });

  it('is told after the quiet', () => {
    const run = startLevel({ ...LIMITS, ...PAUSED }, ['1', received(0)]);

    run.pass(HOUR - 1);
    const before = run.alerts.length;
    run.pass(MINUTE);

    expect(before).toBe(0);
    expect(run.alerts).toMatchObject([{ title: 'Waits longer than 1 h in Bin a' }]);
  });

  it('is found after a sleep, and not told again when the clock is set back', () => {
    const run = startLevel(LIMITS, ['1', received(0)]);

    run.setClock(40 * MINUTE);
    run.change({});
    run.setClock(-40 * MINUTE);
    run.pass(50 * MINUTE);

    expect(brief(run)).toEqual([['item-aged', 0, '1', true]]);
  });

  it('is told without sound where its workbin is read late, and with sound from then on', () => {
    const first = startLevel(LIMITS, ['1', received(0)]);
    const later = startRun(first.ledger, LIMITS, START + HOUR);
    later.contents(A, ['1', received(0)]);
    later.pass(2 * HOUR);
    later.add(A, '2');
    later.pass(HOUR / 2);
    later.contents(B);
    later.pass(HOUR);

    const told = later.alerts.filter(({ occasion }) => occasion === 'aged');
    expect(told.map(({ interactions, silent }) => [interactions.join(' '), silent])).toEqual([
      ['1', true],
      ['2', false],
      ['1 2', false],
    ]);
  });

  it('is told without sound in the last workbin that is read, though others were told of before', () => {
    const first = startLevel(LIMITS);
    first.contents(B, ['2', received(0)]);
    first.add(B, '3', received(0));
    const later = startRun(first.ledger, LIMITS, START + HOUR);
    later.contents(A);
    later.pass(2 * HOUR);
    later.contents(B, ['3', received(0)]);

    expect(later.alerts).toMatchObject([{ occasion: 'aged', interactions: ['3'], silent: true }]);
  });

  it('is told in time though the clock was set forward and back meanwhile', () => {
    const run = startLevel(LIMITS, ['1', received(20 * MINUTE)]);
    run.setClock(5 * HOUR);
    run.add(A, '2', received(-5 * HOUR));
    run.change({});
    run.setClock(-5 * HOUR);
    run.add(A, '3', received(25 * MINUTE));

    run.pass(6 * MINUTE);

    expect(run.alerts.at(-1)).toMatchObject({ occasion: 'aged', interactions: expect.arrayContaining(['3']) as unknown });
  });

  it('follows limits that are changed', () => {
    const run = startLevel({}, ['1', received(0)]);
    run.pass(HOUR);

    run.change({ ageLimits: { warnAfter: 30, breachAfter: 0 } });

    expect(run.alerts).toMatchObject([{ title: 'Waits longer than 30 min in Bin a' }]);
  });
});

describe('an item that is put aside', () => {
  const rowOf = (run: ReturnType<typeof startRun>, id = '1') => run.inbox.get(A.key, idOf(id));

  it('comes back in time, unread and with an alert', () => {
    const run = startLevel();
    run.add(A, '1');

    run.snooze(A, '1', START + HOUR);
    const aside = rowOf(run);
    run.pass(HOUR - 1);
    const before = run.alerts.length;
    run.pass(1);

    expect(aside).toMatchObject({ unread: false, snoozedUntil: START + HOUR });
    expect(run.told).toContain('withdraw alert-1');
    expect(before).toBe(1);
    expect(run.alerts[1]).toMatchObject({ kind: 'item-aged', count: 0, title: 'Back from snooze in Bin a', interactions: ['1'] });
    expect(rowOf(run)).toMatchObject({ unread: true, snoozedUntil: undefined });
  });

  it('comes back when something new is said of it, but not when the same is said again', () => {
    const run = startLevel();
    run.add(A, '1');
    run.snooze(A, '1', START + HOUR);

    run.add(A, '1');
    run.contents(A, '1');
    const before = run.alerts.length;
    run.add(A, '1', { subject: 'Answered' });

    expect(before).toBe(1);
    expect(run.alerts[1]).toMatchObject({ title: 'Back from snooze in Bin a', body: 'Answered' });
  });

  it('ends with its removal', () => {
    const run = startLevel();
    run.add(A, '1');
    run.snooze(A, '1', START + HOUR);

    run.remove(A, '1');
    run.add(A, '1');
    run.pass(2 * HOUR);

    expect(run.alerts.map(({ kind }) => kind)).toEqual(['item-added', 'item-added']);
  });

  it('stays aside over a restart', () => {
    const first = startLevel();
    first.add(A, '1');
    first.snooze(A, '1', START + HOUR);

    const later = startRun(first.ledger, {}, START + HOUR / 2);
    later.contents(A, '1');
    later.contents(B);
    const aside = rowOf(later);
    later.pass(HOUR);

    expect(aside).toMatchObject({ snoozedUntil: START + HOUR, unread: false });
    expect(later.alerts).toMatchObject([{ title: 'Back from snooze in Bin a', occasion: 'woken', silent: false }]);
  });

  it('comes back without sound where that was due before a start, or in a sleep', () => {
    const first = startLevel();
    first.add(A, '1');
    first.snooze(A, '1', START + HOUR);
    const later = startRun(first.ledger, {}, START + 2 * HOUR);
    later.contents(A, '1');
    later.contents(B);
    const asleep = startLevel();
    asleep.add(A, '1');
    asleep.snooze(A, '1', START + HOUR);
    asleep.setClock(2 * HOUR);
    asleep.change({});

    expect(later.alerts).toMatchObject([{ occasion: 'woken', silent: true }]);
    expect(asleep.alerts[1]).toMatchObject({ occasion: 'woken', silent: true });
  });

  it('can be taken back, without an alert', () => {
    const run = startLevel();
    run.add(A, '1');
    run.snooze(A, '1', START + HOUR);

    run.snooze(A, '1', null);
    run.pass(2 * HOUR);

    expect(rowOf(run)?.snoozedUntil).toBeUndefined();
    expect(run.alerts).toHaveLength(1);
  });

  it('is in no digest, does not age, and comes back after the quiet', () => {
    const run = startLevel({ ...PAUSED, ageLimits: { warnAfter: 20, breachAfter: 0 } });
    run.add(A, '1', received(0));

    run.snooze(A, '1', START + HOUR / 2);
    run.pass(HOUR);

    expect(run.alerts.map(({ title }) => title)).toEqual(['Back from snooze in Bin a', 'Waits longer than 20 min in Bin a']);
  });

  it('is decided on although its alert was not due yet', () => {
    const run = startLevel();
    for (const id of ['1', '2', '3', '4']) run.add(A, id);

    run.snooze(A, '4', START + HOUR);
    run.pass(10_000);

    expect(run.outcomes()).toEqual(['a/1 alerted', 'a/2 alerted', 'a/3 alerted', 'a/4 silenced']);
    expect(run.ledger.recall(A.key)?.get(idOf('4'))).toMatchObject({ snoozedUntil: START + HOUR });
  });

  it('that is not there is left alone', () => {
    const run = startLevel();

    run.snooze(A, '1', START + HOUR);
    run.pass(2 * HOUR);

    expect(run.alerts).toEqual([]);
  });
});

describe('an alert that is to come again', () => {
  it('does so until the item is opened', () => {
    const run = startLevel({ rules: [NAGGING] });
    run.add(A, '1');

    run.pass(11 * MINUTE);
    run.open(A, '1');
    run.pass(HOUR);

    expect(run.alerts.map(({ kind, count, replaces, title }) => [kind, count, replaces, title])).toEqual([
      ['item-added', 1, null, 'Email in Bin a'],
      ['item-aged', 0, 'alert-1', 'Still not opened in Bin a'],
      ['item-aged', 0, 'alert-2', 'Still not opened in Bin a'],
    ]);
    expect(run.alerts.slice(1).map(({ occasion, silent }) => [occasion, silent])).toEqual([
      ['unseen', false],
      ['unseen', false],
    ]);
  });

  it('does so after a restart, without sound where it was due before, and no more often in all', () => {
    const first = startLevel({ rules: [NAGGING] });
    first.add(A, '1');
    first.pass(6 * MINUTE);
    const later = startRun(first.ledger, { rules: [NAGGING] }, START + HOUR);
    later.contents(A, '1');
    later.contents(B);
    const atOnce = brief(later);
    later.pass(5 * MINUTE);
    const next = brief(later).slice(1);
    later.pass(10 * HOUR);

    expect(first.alerts).toHaveLength(2);
    expect(atOnce).toEqual([['item-aged', 0, '1', true]]);
    expect(next).toEqual([['item-aged', 0, '1', false]]);
    expect(later.alerts).toHaveLength(9);
  });

  it.each<readonly [string, (run: ReturnType<typeof startRun>) => unknown]>([
    ['opened', (run) => run.open(A, '1')],
    ['put aside', (run) => run.snooze(A, '1', START + 24 * HOUR)],
    ['taken', (run) => run.remove(A, '1')],
  ])('does so no more after a restart where it was %s before', (_what, end) => {
    const first = startLevel({ rules: [NAGGING] });
    first.add(A, '1');
    end(first);
    const later = startRun(first.ledger, { rules: [NAGGING] }, START + HOUR);
    later.contents(A, ...first.inbox.ids(A.key)!);
    later.contents(B);
    later.pass(10 * HOUR);

    expect(later.alerts.filter(({ occasion }) => occasion === 'unseen')).toEqual([]);
  });

  it('does so after the digest that it came in', () => {
    const run = startLevel({ ...PAUSED, rules: [NAGGING] });
    run.add(A, '1');

    run.pass(HOUR + 5 * MINUTE);

    expect(run.alerts.map(({ kind, occasion }) => occasion ?? kind)).toEqual(['items-added', 'unseen']);
  });

  it('does so no more than ten times', () => {
    const run = startLevel({ rules: [NAGGING] });
    run.add(A, '1');

    run.pass(10 * HOUR);

    expect(run.alerts.filter(({ title }) => title.startsWith('Still not'))).toHaveLength(10);
  });

  it.each<readonly [string, Partial<Settings>]>([
    ['the rule is removed', { rules: [] }],
    ['the rule is switched off', { rules: [{ ...NAGGING, on: false }] }],
    ['the rule asks for it no more', { rules: [{ ...NAGGING, then: { kind: 'alert', ...USUAL_MANNER } }] }],
    ['the workbin is muted', { mutedWorkbins: [A.key] }],
  ])('does so no more once %s', (_what, settings) => {
    const run = startLevel({ rules: [NAGGING] });
    run.add(A, '1');
    run.pass(6 * MINUTE);

    run.change(settings);
    run.pass(HOUR);

    expect(run.alerts).toHaveLength(2);
  });

  it('does so in one of two workbins, until the item is opened in either', () => {
    const run = startLevel({ rules: [NAGGING] });
    for (const id of ['x', 'y', 'z', '1']) run.add(A, id);
    for (const id of ['x', 'y', 'z']) run.remove(A, id);
    run.add(B, '1');
    run.pass(6 * MINUTE);
    const before = run.alerts.filter(({ title }) => title.startsWith('Still not'));
    run.open(B, '1');
    run.pass(HOUR);

    expect(before).toHaveLength(1);
    expect(run.alerts.filter(({ title }) => title.startsWith('Still not'))).toHaveLength(1);
  });

  it('is one for each workbin where more than three come again at once', () => {
    const run = startLevel({ rules: [NAGGING] });
    for (let index = 1; index <= 40; index++) run.add(A, String(index));
    run.pass(4 * MINUTE);
    const before = run.alerts.length;

    run.pass(7 * MINUTE);

    expect(
      run.alerts.slice(before).map(({ title, count, interactions, opens }) => [title, count, interactions.length, opens?.view]),
    ).toEqual([
      ...['1', '2', '3'].map(() => ['Still not opened in Bin a', 0, 1, 'item']),
      ['37 still not opened in Bin a', 0, 37, 'list'],
      ...['1', '2', '3'].map(() => ['Still not opened in Bin a', 0, 1, 'item']),
      ['37 still not opened in Bin a', 0, 37, 'list'],
    ]);
    expect(run.alerts.at(-1)?.replaces).toBe(run.alerts.at(-5)?.id);
  });

  it('waits until the workbin can be read again, since its item may have gone', () => {
    const run = startLevel({ rules: [NAGGING] });
    run.add(A, '1');
    run.add(A, '2');
    run.lose(A);

    run.pass(HOUR);
    const before = run.alerts.length;
    run.contents(A, '2');

    expect(before).toBe(2);
    expect(run.alerts.slice(2).map(({ title, interactions }) => [title, interactions])).toEqual([
      ['Still not opened in Bin a', ['2']],
    ]);
  });

  it('ends with the removal of the item, and waits while it is quiet', () => {
    const run = startLevel({ rules: [NAGGING] });
    run.add(A, '1');
    run.add(A, '2');
    run.remove(A, '1');

    run.change({ pausedUntil: START + 12 * MINUTE });
    run.pass(14 * MINUTE);
    const before = run.alerts.length;
    run.pass(MINUTE);

    expect(before).toBe(2);
    expect(run.alerts[2]).toMatchObject({ interactions: ['2'] });
  });
});

describe('over any course of events', () => {
  it('each arrival has one decision, and is in one alert or says why not; no alert counts another', () => {
    const bin = fc.nat({ max: 1 });
    const id = fc.constantFrom('1', '2', '3', '4', '5');
    const of = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);
    const minutes = fc.constantFrom(0, 1, 10, 61, 300);
    const rules = fc.constantFrom<readonly Rule[]>(
      [],
      [HOLD],
      [NAGGING],
      [{ ...HOLD, when: [{ kind: 'workbin', is: [B.key] }] }],
    );
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: of('add', 'add', 'remove', 'open'), bin, id }) },
      { weight: 2, arbitrary: fc.record({ kind: of('snooze'), bin, id, minutes }) },
      { weight: 3, arbitrary: fc.record({ kind: of('pass'), ms: fc.constantFrom(1, 500, 2500, 5 * MINUTE, HOUR, 5 * HOUR) }) },
      { weight: 2, arbitrary: fc.record({ kind: of('pause'), minutes }) },
      { weight: 1, arbitrary: fc.record({ kind: of('rules'), rules }) },
      { weight: 1, arbitrary: fc.record({ kind: of('disturb'), may: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ kind: of('restart') }) },
      { weight: 1, arbitrary: fc.record({ kind: of('clock'), by: fc.constantFrom(-HOUR, HOUR) }) },
    );

    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const server = [new Set<string>(), new Set<string>()];
        const ledger = createMemoryLedger();
        let settings: Partial<Settings> = {};
        let run = startRun(ledger, settings);
        const runs = [run];
        const level = () => BINS.forEach((workbin, index) => run.contents(workbin, ...server[index]!));
        level();
        for (const one of steps) {
          switch (one.kind) {
            case 'add':
            case 'remove':
            case 'open':
              if (one.kind === 'add') server[one.bin]!.add(one.id);
              if (one.kind === 'remove') server[one.bin]!.delete(one.id);
              run[one.kind](BINS[one.bin]!, one.id);
              break;
            case 'snooze':
              run.snooze(BINS[one.bin]!, one.id, one.minutes === 0 ? null : run.now() + one.minutes * MINUTE);
              break;
            case 'pass':
              run.pass(one.ms);
              break;
            case 'pause':
              settings = { ...settings, pausedUntil: run.now() + one.minutes * MINUTE };
              run.change(settings);
              break;
            case 'rules':
              settings = { ...settings, rules: one.rules };
              run.change(settings);
              break;
            case 'disturb':
              run.disturb(one.may);
              break;
            case 'clock':
              run.setClock(one.by);
              break;
            case 'restart':
              run.pass(4000);
              run = startRun(ledger, settings, run.now() + HOUR);
              runs.push(run);
              level();
          }
        }
        run.disturb(true);
        run.change({ pausedUntil: 0 });
        run.pass(24 * HOUR);

        const arrived = runs.flatMap(({ told }) => told.filter((line) => line.startsWith('added') && !line.endsWith('snapshot')));
        const decisions = runs.flatMap((one) => one.decisions);
        const decided = decisions.map(({ workbin, subject }) => `${workbin === A.key ? 'a' : 'b'}/${subject}`);
        expect(decided.toSorted()).toEqual(arrived.map((line) => line.split(' ')[1]).toSorted());
        const told = decisions.filter(({ outcome }) => outcome === 'alerted' || outcome === 'grouped').length;
        const held = decisions.filter(({ outcome }) => outcome === 'held').length;
        const digests = runs.flatMap(({ alerts }) => alerts).filter(({ title }) => title.includes('while alerts were held'));
        const digested = digests.reduce((sum, { count }) => sum + count, 0);
        const counted = runs.flatMap(({ alerts }) => alerts).reduce((sum, { count }) => sum + count, 0);
        expect(counted - digested).toBe(told);
        expect(digested).toBeLessThanOrEqual(held);
        expect(decisions.every(({ outcome, reason }) => outcome !== 'held' || reason.includes('digest'))).toBe(true);
        // What was held and still lies there unopened was told of, or is one interaction with what was.
        expect(run.inbox.held()).toEqual([]);
        expect(run.inbox.snoozed()).toEqual([]);
        for (const [index, { key }] of BINS.entries()) expect(run.inbox.ids(key)).toEqual(server[index]);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
