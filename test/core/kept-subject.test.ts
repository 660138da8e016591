import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideArrival, decideOffer, isOfferedState } from '../../src/core/alert.ts';
import { blankEntry, formatHistoryEntry, readHistoryEntry, type HistoryEntry } from '../../src/core/history.ts';
import { noteDecision } from '../../src/core/history-notes.ts';
import { describeKept } from '../../src/core/kept-subject.ts';
import { FIELD_TESTS, USUAL_MANNER, type Condition, type Rule } from '../../src/core/rule.ts';
import { describeArrival, describeOffer, type AskedItem } from '../../src/core/rule-subject.ts';
import { createRuleTrial } from '../../src/core/rule-trial.ts';
import { decideByRules } from '../../src/core/rules.ts';
import { anyJson } from './any-json.ts';
import { idOf, makeItem, makeWorkbin, START } from './samples.ts';

const MINE = makeWorkbin('m');
const BILLING = makeWorkbin('b', { kind: 'agentGroup', name: 'Billing & more' });
const ANNA = makeWorkbin('m', { kind: 'user', id: 'u1', name: 'Anna' });
const KEYS = ['Note', 'CustomerSegment', 'ServiceType', 'EmailAddress', 'Outer', 'a › b', '…'];
const VALUES = ['Gold', '12', '7', ' gold ', 'x'.repeat(700), `${'y'.repeat(499)}Gold`];
const STATES = ['Invited', 'Processing', 'Completed'];

const asIs = (value: unknown) => fc.constant(value);
const userData = anyJson(KEYS, VALUES);
const item = fc
  .record({
    userData: fc.oneof(
      userData,
      fc.record({ Note: fc.constantFrom<unknown>(...VALUES, 7, true), Outer: userData }),
      asIs(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Key ${index}`, VALUES[4]]))),
    ),
    state: fc.constantFrom<unknown>(undefined, ...STATES),
    emailType: fc.constantFrom<unknown>(undefined, 'Inbound', 'Outbound'),
    to: fc.constantFrom<unknown>(undefined, ['ada@example.com']),
    receivedDate: fc.constantFrom<unknown>(undefined, new Date(START - 120_000).toISOString()),
    subject: fc.constantFrom('Refund', 'z'.repeat(900)),
  })
  .chain((raw) => fc.constantFrom('email', 'chat', 'workitem').map((media) => makeItem('1', raw, media)));
const state = fc.constantFrom(null, ...STATES);
const asked: fc.Arbitrary<AskedItem> = fc.oneof(
  fc
    .tuple(fc.constantFrom(MINE, BILLING, ANNA), item, fc.boolean())
    .map(([workbin, one, isOwn]) => describeArrival(workbin, one, isOwn, START)),
  fc
    .tuple(fc.constantFrom('workitem-status' as const, 'interaction-offered' as const), item, state, state)
    .map(([event, one, from, to]) => describeOffer(event, one, from, to, START)),
);
const names = [...KEYS, 'Outer › Note', 'id', 'subject', 'customer', 'state', 'direction', 'address', 'segment', 'service'];
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('field' as const),
    key: fc.constantFrom(...names),
    test: fc.constantFrom(...FIELD_TESTS),
    value: fc.constantFrom('gold', '9', 'Inbound', 'in*', '*', 'x', 'ada@example.com'),
  }),
  fc.constantFrom<Condition>(
    { kind: 'workbin', is: [BILLING.key] },
    { kind: 'owner', is: [{ kind: 'user', id: 'u1' }] },
    { kind: 'media', is: ['email'] },
    { kind: 'age', minutes: 2 },
    { kind: 'own-action', is: true },
    { kind: 'status', from: 'Invited', to: null },
    { kind: 'status', from: null, to: 'Completed' },
  ),
);
const rules: fc.Arbitrary<readonly Rule[]> = fc.array(
  fc.record({
    name: fc.constant('a rule'),
    on: fc.constantFrom(true, true, false),
    when: fc.array(condition, { maxLength: 2 }),
    then: fc.constantFrom<Rule['then']>({ kind: 'alert', ...USUAL_MANNER }, { kind: 'list-only' }, { kind: 'hold' }),
  }),
  { maxLength: 4 },
);

/** The entry of a decision on this, after a restart, noted a while later. */
function keep(about: AskedItem): HistoryEntry {
  const at = [MINE, BILLING, ANNA].find(({ key }) => key === about.workbin) ?? null;
  const decision = {
    event: about.event,
    subject: about.item.id,
    workbin: about.workbin,
    outcome: 'grouped' as const,
    alertId: null,
    reason: 'many arrived at once',
    asked: about,
    at,
  };
  const entry = readHistoryEntry(formatHistoryEntry(noteDecision(decision, START + 1999)));
  if (!entry) throw new Error('not kept');
  return entry;
}

/** What the live decision comes to, where nothing but rules has a say. */
function decideLive(about: AskedItem, list: readonly Rule[]): string {
  const isOffer = isOfferedState(about.to);
  const verdict = decideByRules(list, about, about.event !== 'item-added' && isOffer);
  const formatTime = String;
  if (about.event !== 'item-added') {
    const { kind } = decideOffer(about.to, { enabled: true, verdict, quiet: null, formatTime });
    // An offer that a rule holds is gone by the digest.
    return kind === 'announce' ? 'alert' : 'not at once';
  }
  const { kind } = decideArrival({
    workbin: about.workbin ?? MINE.key,
    mutedWorkbins: [],
    verdict,
    quiet: null,
    digestAt: () => START,
    now: START,
    formatTime,
    announcedIn: null,
    mayBeAnnouncedIn: null,
    isOwn: false,
  });
  return kind === 'announce' ? 'alert' : kind === 'hold' ? 'hold' : 'list-only';
}

function tryOut(entry: HistoryEntry, list: readonly Rule[]) {
  const trial = createRuleTrial([], list);
  trial.take(entry);
  return trial.result();
}

describe('what the history keeps of what rules were asked about', () => {
  it('lets the same rules decide as they decided, or says that it does not know', () => {
    let known = 0;
    let unknown = 0;

    fc.assert(
      fc.property(asked, rules, (about, list) => {
        const entry = keep(about);
        const result = tryOut(entry, list);

        const isWhole = !entry.asked?.isMore && [entry.subject ?? '', ...entry.data.flat()].every(({ length }) => length <= 500);
        if (isWhole) expect(result.unknown).toBe(0);
        known += result.looked - result.unknown;
        unknown += result.unknown;
        if (result.unknown > 0) return;
        const [outcome] = Object.entries(result.after).find(([, count]) => count === 1) ?? [];
        const live = decideLive(about, list);
        expect(about.event === 'item-added' || outcome === 'alert' ? outcome : 'not at once').toBe(live);
      }),
      { seed: 7, numRuns: 3000 },
    );

    expect(known).toBeGreaterThan(1000);
    expect(unknown).toBeGreaterThan(20);
  });

  it.each<[Condition, boolean]>([
    [{ kind: 'status', from: 'Invited', to: null }, false],
    [{ kind: 'status', from: null, to: 'Completed' }, true],
    [{ kind: 'own-action', is: true }, false],
    [{ kind: 'age', minutes: 1 }, true],
    [{ kind: 'media', is: ['email'] }, true],
    [{ kind: 'field', key: 'direction', test: 'is', value: 'Inbound' }, false],
    [{ kind: 'field', key: 'address', test: 'is', value: 'a' }, false],
    [{ kind: 'field', key: 'state', test: 'is', value: 'a' }, false],
    [{ kind: 'field', key: 'Note', test: 'is', value: 'a' }, true],
    [{ kind: 'field', key: 'Missing', test: 'is', value: 'a' }, true],
    [{ kind: 'field', key: 'Long', test: 'is', value: 'a' }, false],
    [{ kind: 'field', key: 'Long', test: 'contains', value: 'bbb' }, true],
    [{ kind: 'field', key: 'Long', test: 'contains', value: 'c' }, false],
  ])('is less in an entry of an earlier version: of %j it is known: %s', (one, isKnown) => {
    const entry: HistoryEntry = {
      ...blankEntry('status', START),
      id: idOf('1'),
      media: 'workitem',
      state: 'Completed',
      data: [
        ['Note', 'a'],
        ['Long', 'b'.repeat(300)],
      ],
    };

    expect(describeKept(entry)?.knows(one)).toBe(isKnown);
  });

  it('is not asked where another condition of the rule is not met anyhow', () => {
    const old = { ...blankEntry('arrived', START), id: idOf('1'), media: 'email' };
    const when: readonly Condition[] = [
      { kind: 'field', key: 'direction', test: 'is', value: 'Inbound' },
      { kind: 'media', is: ['chat'] },
    ];
    const rule: Rule = { name: 'chats', on: true, when, then: { kind: 'hold' } };

    expect(tryOut(old, [rule])).toMatchObject({ looked: 1, unknown: 0, after: { alert: 1 } });
    expect(tryOut({ ...old, media: 'chat' }, [rule])).toMatchObject({ looked: 1, unknown: 1, after: { alert: 0 }, changed: 0 });
  });
});
