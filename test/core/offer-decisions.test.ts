import { describe, expect, it } from 'vitest';
import type { Alert, Decision } from '../../src/core/alert.ts';
import { createAnnouncer } from '../../src/core/announcer.ts';
import type { GwsMessage } from '../../src/core/message.ts';
import { createOfferDecisions } from '../../src/core/offer-decisions.ts';
import { createOffers } from '../../src/core/offers.ts';
import { decideQuiet } from '../../src/core/quiet.ts';
import { USUAL_MANNER, type Rule } from '../../src/core/rule.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import { idOf, makeItem, START } from './samples.ts';

const MINUTE = 60_000;
const NAG: Rule = { name: 'Nag', on: true, when: [], then: { kind: 'alert', ...USUAL_MANNER, repeatEvery: 5 } };
const STATUS: Rule = { ...NAG, name: 'Held', when: [{ kind: 'status', from: null, to: 'Held' }] };

const workitem = (id: string, state: string | null) => ({
  id: idOf(id),
  state,
  type: null,
  item: makeItem(id, { subject: 'Claim' }, 'workitem'),
});

type Told = Extract<GwsMessage, { kind: 'workitem' }>;

function start(changed: Partial<Settings> = {}) {
  const alerts: Alert[] = [];
  const withdrawn: string[] = [];
  const decisions: Decision[] = [];
  const changes: unknown[] = [];
  const parked: string[] = [];
  let settings = { ...DEFAULT_SETTINGS, ...changed };
  let now = START;
  const announcer = createAnnouncer(
    { slice: 150, createId: () => `alert-${alerts.length + 1}`, formatTime: String, announcedIn: () => null },
    {
      alert: (alert) => void alerts.push(alert),
      withdraw: (id, reason) => void withdrawn.push(`${id} ${reason}`),
      decision: (decision) => void decisions.push(decision),
    },
  );
  const quiet = (at: number) => decideQuiet(settings, false, at);
  const offers = createOffers();
  const deciding = createOfferDecisions(
    { offers, announcer, settings: () => settings, quiet, formatTime: String },
    {
      workitem: (change) => void changes.push(change),
      decision: (decision) => void decisions.push(decision),
      parked: (id) => void parked.push(id),
    },
  );
  return {
    alerts,
    withdrawn,
    decisions,
    changes,
    parked,
    status: (id: string, state: string | null, change: Told['change'] = 'status') =>
      deciding.workitem({ kind: 'workitem', change, workitem: workitem(id, state), text: null }, now),
    error: (text: string) => deciding.workitem({ kind: 'workitem', change: 'error', workitem: null, text }, now),
    read: (...all: (readonly [string, string | null])[]) =>
      deciding.workitems(
        all.map(([id, state]) => workitem(id, state)),
        now,
      ),
    chat: (id: string, state: string) => deciding.offer({ kind: 'offer', item: makeItem(id, {}, 'chat'), state }, now),
    open: (id: string) => deciding.opened(idOf(id)),
    change: (more: Partial<Settings>) => void (settings = { ...settings, ...more }),
    pass(minutes: number) {
      const end = now + minutes * MINUTE;
      for (let at = deciding.dueAt(); at !== null && at <= end; at = deciding.dueAt()) deciding.look((now = at));
      now = end;
    },
    brief: () => alerts.map(({ kind, title, replaces, count }) => [kind, title, replaces, count]),
    outcomes: () => decisions.map(({ event, subject, outcome, reason }) => `${event} ${subject} ${outcome}: ${reason}`),
  };
}

describe('a state', () => {
  it('that is told twice, or only by a change of properties, is decided once', () => {
    const run = start();

    run.status('1', 'Invited', 'properties');
    run.status('1', 'Invited');
    run.status('1', 'Invited');

    expect(run.outcomes()).toEqual(['workitem-status 1 alerted: it is offered to you (Invited)']);
    expect(run.changes).toMatchObject([
      { change: 'properties', workitem: { state: 'Invited' } },
      { change: 'status', workitem: { state: 'Invited' } },
      { change: 'status', workitem: { state: 'Invited' } },
    ]);
  });

  it('that a message leaves out is the one that is known', () => {
    const run = start();
    run.status('1', 'Invited');

    run.status('1', null);

    expect(run.changes[1]).toMatchObject({ workitem: { state: 'Invited' } });
    expect(run.decisions).toHaveLength(1);
  });

  it('that was never told is no offer', () => {
    const run = start();

    run.status('1', null);

    expect(run.outcomes()).toEqual(['workitem-status 1 silenced: the message names no state']);
    expect(run.changes).toMatchObject([{ workitem: { state: null } }]);
  });

  it('of a chat that was taken is no event of its own, but ends the offer', () => {
    const run = start();
    run.chat('1', 'Invited');
    run.chat('1', 'Invited');

    run.chat('1', 'Processing');

    expect(run.outcomes()).toEqual(['interaction-offered 1 alerted: it is offered to you (Invited)']);
    expect(run.withdrawn).toEqual(['alert-1 the offer ended (Processing)']);
  });

  it('of an offered chat that is not announced is decided', () => {
    const run = start({ pausedUntil: START + MINUTE });

    run.chat('1', 'Invited');

    expect(run.outcomes()).toEqual([`interaction-offered 1 silenced: alerts are paused until ${START + MINUTE}`]);
  });

  it('in a workbin is told as parked, of a workitem and of anything else', () => {
    const run = start();

    run.status('1', 'InWorkbin');
    run.chat('2', 'InWorkbin');

    expect(run.parked).toEqual(['1', '2']);
  });

  it('that a rule asks for is announced in its words', () => {
    const run = start({ rules: [STATUS] });

    run.status('1', 'Held');

    expect(run.brief()).toEqual([['workitem-status', 'Workitem is now Held', null, 0]]);
    expect(run.outcomes()).toEqual(['workitem-status 1 alerted: its state is now Held; rule “Held” matched']);
  });
});

it('an error that names no workitem is told, not decided', () => {
  const run = start();

  run.error('It failed');

  expect(run.changes).toEqual([{ change: 'error', workitem: null, message: 'It failed' }]);
  expect(run.decisions).toEqual([]);
});

describe('a reading of the workitems', () => {
  it('announces nothing the first time, then what is new or has changed, once', () => {
    const run = start();

    run.read(['1', 'Invited']);
    run.read(['1', 'Invited'], ['2', 'Invited']);
    run.read(['1', 'Invited'], ['2', 'Invited']);

    expect(run.outcomes()).toEqual(['workitem-status 2 alerted: it is offered to you (Invited)']);
    expect(run.changes).toMatchObject([{ change: 'status', workitem: { id: '2', state: 'Invited' } }]);
  });

  it('takes back what is no longer there', () => {
    const run = start();
    run.status('1', 'Invited');

    run.read();

    expect(run.withdrawn).toEqual(['alert-1 it is no longer with you']);
  });
});

describe('the alert of an offer for which a rule says so', () => {
  it('comes again in the place of the one on the screen', () => {
    const run = start({ rules: [NAG] });
    run.status('1', 'Invited');

    run.pass(10);

    expect(run.brief()).toEqual([
      ['workitem-status', 'Workitem offered to you', null, 0],
      ['item-aged', 'Workitem still not opened', 'alert-1', 0],
      ['item-aged', 'Workitem still not opened', 'alert-2', 0],
    ]);
    expect(run.alerts[1]).toMatchObject({
      occasion: 'unseen',
      opens: { view: 'item', workbin: null, interactionId: '1' },
      workbin: null,
      interactions: ['1'],
      silent: false,
      discreet: { title: 'Workitem still not opened', body: 'It waits for you to take it' },
    });
    expect(run.decisions).toHaveLength(1);
  });

  it('comes again for a state, in words that say so', () => {
    const run = start({ rules: [STATUS] });
    run.status('1', 'Held');

    run.pass(5);

    expect(run.alerts[1]).toMatchObject({ title: 'Workitem still not opened', discreet: { body: 'Its state has changed' } });
  });

  it.each<[string, (run: ReturnType<typeof start>) => void]>([
    ['it was opened', (run) => run.open('1')],
    ['it was taken', (run) => run.status('1', 'Processing')],
    ['it has gone', (run) => run.read()],
    ['its rule has gone', (run) => run.change({ rules: [] })],
  ])('comes no more once %s', (_case, happen) => {
    const run = start({ rules: [{ ...NAG, when: [{ kind: 'status', from: null, to: 'Invited' }] }] });
    run.status('1', 'Invited');
    run.pass(5);

    happen(run);
    run.pass(60);

    expect(run.alerts).toHaveLength(2);
  });

  it('goes from the screen when it was opened', () => {
    const run = start({ rules: [NAG] });
    run.status('1', 'Invited');

    run.open('1');

    expect(run.withdrawn).toEqual(['alert-1 it was opened']);
  });

  it('stays through a reading that finds it unchanged, but not that of a chat, of which none is made', () => {
    const run = start({ rules: [NAG] });
    run.status('1', 'Invited');
    run.chat('2', 'Invited');

    run.read(['1', 'Invited']);
    run.pass(5);

    expect(run.alerts.slice(2).map(({ interactions }) => interactions)).toEqual([['1']]);
  });

  it('comes after a restart while it is still offered, not for a mere state', () => {
    const run = start({ rules: [NAG, STATUS] });

    run.read(['1', 'Invited'], ['2', 'Held'], ['3', null]);
    run.pass(5);

    expect(run.brief()).toEqual([['item-aged', 'Workitem still not opened', null, 0]]);
    expect(run.alerts[0]?.interactions).toEqual(['1']);
  });
});
