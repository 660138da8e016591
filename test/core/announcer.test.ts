import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert, Announcement, Decision } from '../../src/core/alert.ts';
import { formatPlain } from '../../src/core/alert-text.ts';
import { createAnnouncer } from '../../src/core/announcer.ts';
import { USUAL_MANNER } from '../../src/core/rule.ts';
import type { Workbin } from '../../src/core/workbin.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const A = makeWorkbin('a');
const B = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing' });

const HOW: Announcement = { manner: USUAL_MANNER, why: null };
const OFFERED = { isOffer: true, how: HOW };

/** An announcer with a clock of its own and all that it tells; `pass` lets time go by and announces what is due. */
function announce() {
  const alerts: Alert[] = [];
  /** When each of them was raised. */
  const raisedAt: number[] = [];
  const decisions: Decision[] = [];
  const withdrawn: { readonly id: string; readonly reason: string }[] = [];
  let now = START;
  let ids = 0;
  let isTelling = true;
  const announcer = createAnnouncer(
    {
      createId: () => `alert-${++ids}`,
      formatTime: (at) => new Date(at).toISOString().slice(11, 16),
      slice: 150,
      announcedIn: () => null,
    },
    {
      alert(alert) {
        alerts.push(alert);
        raisedAt.push(now);
        if (isTelling) announcer.told(alert.id, now);
      },
      withdraw: (id, reason) => void withdrawn.push({ id, reason }),
      decision: (decision) => void decisions.push(decision),
    },
  );
  return {
    announcer,
    alerts,
    raisedAt,
    decisions,
    withdrawn,
    now: () => now,
    setClock: (by: number) => void (now += by),
    /** Alerts come out late from now on: they are told by hand. */
    delayAlerts: () => void (isTelling = false),
    arrive: (id: string, workbin = A) => announcer.arrived({ workbin, item: makeItem(id) }, now),
    leave: (id: string, workbin = A) => announcer.left(workbin.key, idOf(id)),
    find: (ids_: readonly string[], workbin = A) =>
      announcer.foundLater(
        ids_.map((id) => ({ workbin, item: makeItem(id) })),
        now,
      ),
    pass(ms: number) {
      const end = now + ms;
      for (let due = announcer.dueAt(now); due !== null && due <= end; due = announcer.dueAt(now)) {
        now = Math.max(now, due);
        announcer.flush(now);
      }
      now = end;
    },
    /** The alerts that are on the screen: not replaced, not taken back. */
    onScreen() {
      const off = new Set([...alerts.map((alert) => alert.replaces), ...withdrawn.map(({ id }) => id)]);
      return alerts.filter((alert) => !off.has(alert.id));
    },
  };
}

describe('arrivals that happen', () => {
  it('are announced one by one while they are few', () => {
    const { arrive, alerts, decisions, announcer } = announce();

    arrive('1');

    expect(alerts).toEqual([
      {
        id: 'alert-1',
        kind: 'item-added',
        title: 'Email in Bin a',
        body: 'Subject of 1',
        count: 1,
        opens: { view: 'item', workbin: A.key, interactionId: '1' },
        workbin: A.key,
        interactions: ['1'],
        replaces: null,
        silent: false,
        manner: { sound: 'default', urgency: 'normal' },
        subjectOnly: { title: 'Email in Bin a', body: 'Subject of 1' },
        discreet: { title: 'Email in Bin a', body: 'An item has arrived' },
      },
    ]);
    expect(decisions).toEqual([
      {
        event: 'item-added',
        subject: '1',
        workbin: A.key,
        outcome: 'alerted',
        alertId: 'alert-1',
        reason: 'it arrived in a watched workbin',
      },
    ]);
    expect(announcer.dueAt(START)).toBeNull();
  });

  it('come as three single alerts and one summary for each workbin where they are many', () => {
    const { arrive, pass, alerts, decisions } = announce();

    for (let index = 0; index < 10; index++) arrive(`${index}`, index % 2 === 0 ? A : B);
    pass(2000);

    expect(alerts.map(({ kind, workbin, count }) => [kind, workbin, count])).toEqual([
      ['item-added', A.key, 1],
      ['item-added', B.key, 1],
      ['item-added', A.key, 1],
      ['items-added', B.key, 4],
      ['items-added', A.key, 3],
    ]);
    expect(alerts[3]).toMatchObject({
      title: '4 new in Bin b (Billing)',
      opens: { view: 'list', workbin: B.key },
      replaces: null,
    });
    expect(decisions.map(({ outcome }) => outcome)).toEqual([...Array(3).fill('alerted'), ...Array(7).fill('grouped')]);
  });

  it('are announced within two seconds however many come', () => {
    const { arrive, pass, announcer, now } = announce();

    for (let index = 0; index < 4; index++) arrive(`${index}`);
    const due = announcer.dueAt(now());
    pass(1000);
    arrive('late');

    expect(due).toBe(START + 2000);
    expect(announcer.dueAt(now())).toBe(due);
    expect(now()).toBe(START + 1000);
  });

  it('replace the summary of the same flood by one that counts all, and count each arrival once', () => {
    const { arrive, pass, alerts } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(2000);

    arrive('b1');
    arrive('b2');
    pass(2000);

    const [earlier, later] = alerts.slice(3);
    expect(earlier).toMatchObject({ kind: 'items-added', count: 3, interactions: ['a3', 'a4', 'a5'] });
    expect(later).toMatchObject({
      kind: 'items-added',
      count: 2,
      replaces: earlier?.id,
      interactions: ['a3', 'a4', 'a5', 'b1', 'b2'],
      title: '5 new in Bin a',
    });
  });

  it('are announced one workbin after the other; what comes between waits for the next summary of its workbin', () => {
    const { arrive, pass, announcer, alerts } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    for (let index = 0; index < 3; index++) arrive(`b${index}`, B);
    const summaries = () => alerts.slice(3).map(({ workbin, count }) => [workbin, count]);

    announcer.flush(START + 2000);
    arrive('late');
    const first = summaries();
    announcer.flush(START + 2000);
    const both = summaries();
    pass(4000);

    expect(first).toEqual([[A.key, 3]]);
    expect(both).toEqual([
      [A.key, 3],
      [B.key, 3],
    ]);
    expect(summaries().slice(2)).toEqual([[A.key, 1]]);
  });

  it('come two seconds apart in each workbin, though it has its turn early at one time and late at another', () => {
    const { arrive, announcer, alerts } = announce();
    const summaries = () => alerts.filter(({ kind }) => kind === 'items-added').map(({ workbin }) => workbin);
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    for (let index = 0; index < 3; index++) arrive(`b${index}`, B);

    announcer.flush(START + 2000);
    for (const id of ['b4', 'b5']) arrive(id, B);
    arrive('a6');
    announcer.flush(START + 2900);

    expect(summaries()).toEqual([A.key, B.key]);
    expect(announcer.dueAt(START + 2900)).toBe(START + 4900);
  });

  it('wait for two seconds from the moment at which the last summary came out', () => {
    const { arrive, pass, announcer, alerts, delayAlerts, now } = announce();
    delayAlerts();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(2000);
    arrive('b');
    pass(5000);
    const before = alerts.length;

    announcer.told(alerts.at(-1)?.id ?? '', now());
    pass(1999);
    const soon = alerts.length;
    pass(1);

    expect([before, soon, alerts.length]).toEqual([4, 4, 5]);
  });

  it('are not held up when the clock is set back', () => {
    const { arrive, pass, alerts, setClock } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);

    setClock(-3_600_000);
    pass(0);

    expect(alerts.at(-1)).toMatchObject({ kind: 'items-added', count: 3 });
  });

  it('join the summary of a flood even one at a time', () => {
    const { arrive, pass, alerts } = announce();
    for (let index = 0; index < 5; index++) arrive(`a${index}`);
    pass(2000);

    arrive('b');
    pass(2000);

    expect(alerts.at(-1)).toMatchObject({ kind: 'items-added', count: 1, replaces: alerts.at(-2)?.id, title: '3 new in Bin a' });
  });

  it('leave out of the next summary what has left meanwhile', () => {
    const { arrive, leave, pass, alerts } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(2000);

    leave('a3');
    arrive('b');
    pass(2000);

    expect(alerts.at(-1)).toMatchObject({ interactions: ['a4', 'a5', 'b'], title: '3 new in Bin a', count: 1 });
  });

  it('are single again once a flood is over', () => {
    const { arrive, pass, alerts, announcer, now } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(4000);

    arrive('b');

    expect(alerts.at(-1)).toMatchObject({ kind: 'item-added', replaces: null, interactions: ['b'] });
    expect(announcer.dueAt(now())).toBeNull();
  });

  it('do not replace the summary of a flood that is over', () => {
    const { arrive, pass, alerts } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(10_000);

    for (let index = 0; index < 6; index++) arrive(`b${index}`);
    pass(2000);

    expect(alerts.at(-1)).toMatchObject({ kind: 'items-added', count: 3, replaces: null });
  });

  it('that are gathered alone in their workbin come as a single alert', () => {
    const { arrive, pass, alerts, decisions } = announce();
    for (let index = 0; index < 3; index++) arrive(`a${index}`);

    arrive('b', B);
    pass(2000);

    expect(alerts.at(-1)).toMatchObject({ kind: 'item-added', workbin: B.key, interactions: ['b'] });
    expect(decisions.at(-1)).toMatchObject({ outcome: 'alerted' });
  });

  it('that left before their alert was due are silenced and say so', () => {
    const { arrive, leave, pass, alerts, decisions, withdrawn } = announce();
    for (let index = 0; index < 4; index++) arrive(`a${index}`);

    leave('a3');
    pass(2000);

    expect(alerts).toHaveLength(3);
    expect(decisions.at(-1)).toEqual({
      event: 'item-added',
      subject: 'a3',
      workbin: A.key,
      outcome: 'silenced',
      alertId: null,
      reason: 'it left again before its alert was due',
    });
    expect(withdrawn).toEqual([]);
  });

  it('that were opened while gathered are not announced, and the decision says so', () => {
    const { arrive, announcer, pass, decisions, alerts } = announce();
    for (let index = 0; index < 4; index++) arrive(`a${index}`);

    announcer.seen(A.key, idOf('a3'));
    pass(2000);

    expect(alerts).toHaveLength(3);
    expect(decisions.at(-1)).toMatchObject({ outcome: 'silenced', reason: 'it was opened before its alert was due' });
  });

  it('are decided on some at a time after their alert where there are many, with others having their turn between', () => {
    const { arrive, announcer, alerts, decisions, now, pass } = announce();
    for (let index = 0; index < 403; index++) arrive(`a${index}`);
    pass(1999);

    const parts: number[] = [];
    const open: boolean[] = [];
    for (let turn = 0; turn < 4; turn++) {
      expect(announcer.dueAt(now() + 1)).toBeLessThanOrEqual(now() + 1);
      announcer.flush(now() + 1);
      parts.push(decisions.length);
      open.push(announcer.isDeciding());
    }

    expect(parts).toEqual([3, 153, 303, 403]);
    expect(open).toEqual([true, true, true, false]);
    expect(alerts.map(({ count }) => count)).toEqual([1, 1, 1, 400]);
    expect(decisions.slice(3).every(({ alertId }) => alertId === alerts.at(-1)?.id)).toBe(true);
  });

  it('are decided on before they leave, where their alert has been raised', () => {
    const { arrive, leave, announcer, alerts, decisions, now, pass } = announce();
    for (let index = 0; index < 403; index++) arrive(`a${index}`);
    pass(1999);
    announcer.flush(now() + 1);

    leave('a402');
    arrive('a402');
    pass(5000);

    const alertOf = (id: string | null) => alerts.findIndex((alert) => alert.id === id);
    const mine = decisions.filter(({ subject }) => subject === 'a402');
    expect(mine.map(({ outcome, alertId }) => [outcome, alertOf(alertId)])).toEqual([
      ['grouped', 3],
      ['grouped', 4],
    ]);
    expect(decisions).toHaveLength(404);
  });

  it('that came back while gathered are another arrival', () => {
    const { arrive, leave, pass, decisions } = announce();
    for (let index = 0; index < 4; index++) arrive(`a${index}`);

    leave('a3');
    arrive('a3');
    pass(2000);

    expect(decisions.filter(({ subject }) => subject === 'a3').map(({ outcome }) => outcome)).toEqual(['silenced', 'alerted']);
  });
});

describe('an alert on the screen', () => {
  it('is taken back when its item leaves', () => {
    const { arrive, leave, withdrawn } = announce();
    arrive('1');

    leave('1');
    leave('1');

    expect(withdrawn).toEqual([{ id: 'alert-1', reason: 'the item was removed' }]);
  });

  it('stays when the same interaction leaves another workbin', () => {
    const { arrive, leave, withdrawn } = announce();
    arrive('1');

    leave('1', B);

    expect(withdrawn).toEqual([]);
  });

  it('of many items is taken back when the last of them leaves', () => {
    const { find, leave, withdrawn } = announce();
    find(['1', '2', '3']);

    leave('1');
    leave('3');
    const before = [...withdrawn];
    leave('2');

    expect(before).toEqual([]);
    expect(withdrawn).toEqual([{ id: 'alert-1', reason: 'the item was removed' }]);
  });

  it('that was replaced is not taken back any more', () => {
    const { arrive, leave, pass, alerts, withdrawn } = announce();
    for (let index = 0; index < 5; index++) arrive(`a${index}`);
    pass(2000);
    arrive('b');
    pass(2000);

    for (const id of ['a3', 'a4', 'b']) leave(id);

    expect(withdrawn.map(({ id }) => id)).toEqual([alerts.at(-1)?.id]);
  });

  it('is taken back for an item that came a second time', () => {
    const { arrive, leave, pass, withdrawn } = announce();
    arrive('1');
    leave('1');
    pass(10_000);
    arrive('1');

    leave('1');

    expect(withdrawn.map(({ id }) => id)).toEqual(['alert-1', 'alert-2']);
  });
});

describe('arrivals that a comparison finds', () => {
  it('are one alert without sound', () => {
    const { find, alerts, decisions } = announce();

    find(['1', '2', '3', '4']);

    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      kind: 'items-added',
      count: 4,
      silent: true,
      interactions: ['1', '2', '3', '4'],
      body: 'Arrived while away · Subject of 1 · Subject of 2 · Subject of 3 · 1 more',
    });
    expect(decisions.map(({ outcome, alertId }) => [outcome, alertId])).toEqual(Array(4).fill(['grouped', 'alert-1']));
  });

  it('are a single alert where there is one', () => {
    const { find, alerts, decisions } = announce();

    find(['1']);

    expect(alerts[0]).toMatchObject({ kind: 'item-added', count: 1, silent: true });
    expect(decisions[0]).toMatchObject({ outcome: 'alerted' });
  });

  it('are no alert where there are none', () => {
    const { find, alerts, decisions } = announce();

    find([]);

    expect([...alerts, ...decisions]).toEqual([]);
  });

  it('leave the summary of a flood on the screen, and do not use up single alerts', () => {
    const { arrive, find, pass, alerts } = announce();
    for (let index = 0; index < 6; index++) arrive(`a${index}`);
    pass(2000);

    find(['x', 'y']);
    arrive('b');
    pass(2000);

    expect(alerts.slice(3).map(({ silent, replaces }) => [silent, replaces])).toEqual([
      [false, null],
      [true, null],
      [true, alerts[3]?.id],
    ]);
  });
});

describe('what is offered', () => {
  it('is announced at once, as no arrival', () => {
    const { announcer, alerts, decisions } = announce();

    announcer.offered({ ...OFFERED, item: makeItem('1', {}, 'workitem'), state: 'Invited', event: 'workitem-status' }, START);

    expect(alerts[0]).toMatchObject({
      kind: 'workitem-status',
      count: 0,
      workbin: null,
      interactions: ['1'],
      opens: { view: 'item', workbin: null, interactionId: '1' },
      silent: false,
    });
    expect(decisions).toEqual([
      {
        event: 'workitem-status',
        subject: '1',
        workbin: null,
        outcome: 'alerted',
        alertId: 'alert-1',
        reason: 'it is offered to you (Invited)',
      },
    ]);
  });

  it('is taken back when the offer ends, once, with the reason', () => {
    const { announcer, withdrawn } = announce();
    announcer.offered({ ...OFFERED, item: makeItem('1', {}, 'chat'), state: 'Invited', event: 'interaction-offered' }, START);

    announcer.offerEnded(idOf('1'), 'the offer ended (Revoked)');
    announcer.offerEnded(idOf('1'), 'the offer ended (Completed)');
    announcer.offerEnded(idOf('never offered'), 'the offer ended (Completed)');

    expect(withdrawn).toEqual([{ id: 'alert-1', reason: 'the offer ended (Revoked)' }]);
  });

  it('is apart from the same interaction in a workbin', () => {
    const { announcer, arrive, leave, withdrawn } = announce();
    arrive('1');
    announcer.offered({ ...OFFERED, item: makeItem('1', {}, 'workitem'), state: 'Invited', event: 'workitem-status' }, START);

    leave('1');

    expect(withdrawn.map(({ id }) => id)).toEqual(['alert-1']);
  });

  it('leaves nothing on the screen when the offer ends, though it was told in two states', () => {
    const { announcer, onScreen } = announce();
    announcer.offered({ ...OFFERED, item: makeItem('1', {}, 'call'), state: 'Invited', event: 'interaction-offered' }, START);
    announcer.offered({ ...OFFERED, item: makeItem('1', {}, 'call'), state: 'Ringing', event: 'interaction-offered' }, START);

    announcer.offerEnded(idOf('1'), 'the offer ended (Completed)');

    expect(onScreen()).toEqual([]);
  });
});

describe('a plain alert', () => {
  it('stands for no arrival and needs no decision', () => {
    const { announcer, alerts, decisions } = announce();

    const id = announcer.plain(
      'connection',
      formatPlain('Not watching your workbins', 'No answer'),
      { view: 'connection' },
      null,
      START,
    );
    announcer.plain('connection', formatPlain('Watching your workbins again', 'Watching'), { view: 'connection' }, id, START);

    expect(alerts).toMatchObject([
      {
        id,
        kind: 'connection',
        count: 0,
        interactions: [],
        title: 'Not watching your workbins',
        body: 'No answer',
        replaces: null,
      },
      { kind: 'connection', count: 0, replaces: id },
    ]);
    expect(decisions).toEqual([]);
  });
});

describe('over days', () => {
  it('no more than the latest five hundred alerts can be taken back', () => {
    const { arrive, leave, pass, withdrawn } = announce();
    for (let index = 0; index < 600; index++) {
      arrive(`i${index}`);
      pass(5000);
    }

    for (let index = 0; index < 600; index++) leave(`i${index}`);

    expect(withdrawn).toHaveLength(500);
    expect(withdrawn[0]?.id).toBe('alert-101');
  });

  it('every arrival has one decision, counts add up, nothing is announced twice and the screen is true', () => {
    const bins: readonly Workbin[] = [A, B, makeWorkbin('c')];
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('toggle' as const), bin: fc.nat({ max: 2 }), id: fc.nat({ max: 5 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 5000 })) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('find' as const), bin: fc.nat({ max: 2 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
    );

    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const world = announce();
        const present = new Map<Workbin, Set<string>>(bins.map((bin) => [bin, new Set()]));
        const arrived: string[] = [];
        const nameOf = (bin: Workbin, id: string) => `${bin.key} ${id}`;
        /** When alerts of what happened just now came one by one, and which alerts tell of what was found later. */
        const single: number[] = [];
        const foundLater: Alert[] = [];
        for (const one of steps) {
          const before = world.alerts.length;
          if (one.kind === 'pass') world.pass(one.ms);
          else if (one.kind === 'flush') {
            world.announcer.flush(world.now());
            // Before its time: a flood is taken for over.
            single.length = 0;
          } else {
            const bin = bins[one.bin]!;
            const there = present.get(bin)!;
            const absent = ['0', '1', '2', '3', '4', '5'].filter((id) => !there.has(id)).slice(0, 3);
            if (one.kind === 'find') {
              for (const id of absent) there.add(id);
              arrived.push(...absent.map((id) => nameOf(bin, id)));
              world.find(absent, bin);
              foundLater.push(...world.alerts.slice(before));
            } else if (there.delete(`${one.id}`)) world.leave(`${one.id}`, bin);
            else {
              there.add(`${one.id}`);
              arrived.push(nameOf(bin, `${one.id}`));
              world.arrive(`${one.id}`, bin);
              single.push(...world.raisedAt.slice(before));
            }
          }
        }
        world.pass(4000);

        const { alerts, decisions, withdrawn } = world;
        const announced = decisions.filter(({ outcome }) => outcome !== 'silenced');
        const countOf = (names: readonly string[]) =>
          Object.fromEntries(names.toSorted().map((name) => [name, names.filter((other) => other === name).length]));
        expect(countOf(decisions.map(({ workbin, subject }) => `${workbin} ${subject}`))).toEqual(countOf(arrived));
        expect(announced.every(({ outcome }) => outcome === 'alerted' || outcome === 'grouped')).toBe(true);
        for (const { id, count } of alerts) expect(announced.filter(({ alertId }) => alertId === id)).toHaveLength(count);
        expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(announced.length);
        expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);

        expect(foundLater.every(({ silent }) => silent)).toBe(true);
        const sounds = world.raisedAt.filter((_, index) => !alerts[index]!.silent);
        for (const [index, at] of sounds.slice(1).entries()) expect(at - sounds[index]!).toBeGreaterThanOrEqual(2000);
        for (const [index, at] of single.slice(3).entries()) expect(at - single[index]!).toBeGreaterThanOrEqual(2000);

        const replaced = alerts.flatMap(({ replaces }) => replaces ?? []);
        const ended = [...replaced, ...withdrawn.map(({ id }) => id)];
        expect(new Set(ended).size).toBe(ended.length);
        const shown = world.onScreen().flatMap(({ workbin, interactions }) => interactions.map((id) => `${workbin} ${id}`));
        const stillThere = [...present].flatMap(([bin, ids]) => [...ids].map((id) => nameOf(bin, id)));
        for (const name of stillThere) expect(shown.filter((other) => other === name)).not.toEqual([]);
        for (const alert of world.onScreen())
          expect(alert.interactions.some((id) => stillThere.includes(`${alert.workbin} ${id}`))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
