import type { BareHandlers } from './bare.ts';
import { pause, start, type Child } from './child.ts';
import { startBare, startServer, startWhole, type Bare, type BenchServer, type Whole } from './clients.ts';
import type { EmptyHandlers } from './empty.ts';
import type { Recorded } from './recorder.ts';
import { formatNumber, median } from './statistics.ts';
import type { ToldAlert } from './whole.ts';
import { measureWindow } from './window.ts';

/** One line of the result. */
export interface Row {
  readonly id: string;
  readonly goal: string;
  readonly measured: string;
  /** Null where nothing was promised. */
  readonly met: boolean | null;
  /** The figures that the measure was made of. */
  readonly raw: string;
}

/** How thoroughly is measured: for an impression, as a rule, or for as long as the goals name. */
export type Form = 'quick' | 'full' | 'long';

/** A measurement and the goals that it is for. */
export interface Measurement {
  readonly ids: readonly string[];
  readonly title: string;
  run(form: Form): Promise<readonly Row[]>;
}

const MEMORY = ['--expose-gc'];
/** By then V8 has cleared up after a start or much work, which it does some seconds later, in ms. */
const CLEARED_UP_AFTER = 15_000;
const n = formatNumber;

/** What several rounds gave, the middle first where it matters. */
const each = (values: readonly number[]): string => values.map(n).join(' ');

function ratioRow(id: string, goal: string, most: number, whole: readonly number[], bare: readonly number[], unit: string): Row {
  const ratios = whole.map((value, round) => value / (bare[round] ?? NaN));
  const ratio = median(ratios);
  return {
    id,
    goal: `${goal} ≤ ${most.toFixed(2)} × bare`,
    measured: `${n(ratio)} ×`,
    met: ratio <= most,
    raw: `${n(median(whole))} : ${n(median(bare))} ${unit}; rounds ${each(ratios)}`,
  };
}

function limitRow(id: string, goal: string, value: number, most: number, unit: string, raw: string): Row {
  return { id, goal: `${goal} ≤ ${most} ${unit}`, measured: `${n(value)} ${unit}`, met: value <= most, raw };
}

function leastRow(id: string, goal: string, value: number, least: number, unit: string, raw: string): Row {
  return {
    id,
    goal: `${goal} ≥ ${least.toLocaleString('en')} ${unit}`,
    measured: `${n(value)} ${unit}`,
    met: value >= least,
    raw,
  };
}

const rounds = (form: Form): readonly number[] => (form === 'quick' ? [1] : [1, 2, 3]);

async function withServer(run: (server: BenchServer) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const server = await startServer();
  try {
    return await run(server);
  } finally {
    await server.child.end();
  }
}

interface Flood {
  readonly rate: number;
  readonly seconds: number;
  readonly delay?: number;
  readonly keep?: number;
  readonly gaps?: boolean;
}

/** Publishes evenly to one client and waits until all of it was told, and what comes of it later was done. */
async function flood(
  server: BenchServer,
  { child, session }: Bare | Whole,
  { gaps = false, ...how }: Flood,
): Promise<Recorded & { readonly published: number }> {
  const client = child as Child<BareHandlers>;
  await client.ask('begin', { latency: true, gaps });
  const published = await server.child.ask('publish', { session, ...how });
  await client.ask('until', { told: published, within: 15_000 });
  const recorded = await client.ask('read');
  // What is gathered until now is announced, put on record and packed in the next seconds, which is part of what a message costs.
  await pause(4500);
  const { cpu } = await client.ask('usage');
  return { ...recorded, usage: { ...recorded.usage, cpu: recorded.usage.cpu + cpu }, published };
}

const cpuOf = ({ usage, told }: Recorded): number => usage.cpu / told;

/** What the same load made of both. */
interface Pair<What = Recorded> {
  readonly bare: What;
  readonly whole: What;
}

/** Empties the workbins again and lets the announcing come to rest, so that every round begins alike; for at least so many ms. */
async function rest(server: BenchServer, clients: readonly (Bare | Whole)[], least: number): Promise<void> {
  for (const { child, session } of clients) {
    const client = child as Child<BareHandlers>;
    await client.ask('begin', { latency: false, gaps: false });
    await client.ask('until', { told: await server.child.ask('clear', session), within: 15_000 });
  }
  await pause(least);
}

/** The same load for both, at once and half an interval apart, so that whatever disturbs one disturbs the other. */
async function sideBySide(server: BenchServer, bare: Bare, whole: Whole, how: Flood) {
  const both = await Promise.all([flood(server, bare, how), flood(server, whole, { ...how, delay: 500 / how.rate })]);
  return { bare: both[0], whole: both[1] };
}

function latencyRows(rate: number, pairs: readonly Pair[], promised: boolean): readonly Row[] {
  const name = `${rate.toLocaleString('en')}/s`;
  const of = (which: 'bare' | 'whole', what: 'p50' | 'p99') => pairs.map((pair) => pair[which].latency[what]);
  const rows = [
    ratioRow('P1', `${name}: published → decided, p50`, 1, of('whole', 'p50'), of('bare', 'p50'), 'ms'),
    ratioRow('P1', `${name}: published → decided, p99`, 1.25, of('whole', 'p99'), of('bare', 'p99'), 'ms'),
  ];
  return promised ? rows : rows.map((row) => ({ ...row, goal: row.goal.replace(/ ≤.*/, ' (no goal)'), met: null }));
}

const latency: Measurement = {
  ids: ['P1', 'P2'],
  title: 'latency and CPU at 10, 100 and 1,000 messages a second',
  run: (form) =>
    withServer(async (server) => {
      const quick = form === 'quick';
      const bare = await startBare(server);
      const whole = await startWhole(server);
      const round = async () => {
        const pairs: Pair[] = [];
        for (const [rate, seconds] of [
          [10, { quick: 5, full: 15, long: 30 }[form]],
          [100, { quick: 4, full: 10, long: 15 }[form]],
        ] as const) {
          pairs.push(await sideBySide(server, bare, whole, { rate, seconds }));
          if (!quick) await rest(server, [bare, whole], 4500);
        }
        const how = { rate: 1000, seconds: quick ? 2 : 4 };
        pairs.push({ bare: await flood(server, bare, how), whole: await flood(server, whole, how) });
        // After a flood V8 clears up for some seconds, which is no part of the next round.
        if (!quick) await rest(server, [bare, whole], CLEARED_UP_AFTER);
        return pairs;
      };
      await sideBySide(server, bare, whole, { rate: 100, seconds: quick ? 2 : 5 });
      // Both are to run all day: a whole round goes by first, in which V8 learns what they do.
      if (!quick) await round();
      const measured: (readonly Pair[])[] = [];
      for (const _ of rounds(form)) measured.push(await round());
      const [slow = [], fast = [], faster = []] = [0, 1, 2].map((load) => measured.flatMap((pairs) => pairs[load] ?? []));
      const cpu = (which: 'bare' | 'whole', pairs: readonly Pair[]) => pairs.map((pair) => cpuOf(pair[which]));
      await Promise.all([bare.child.end(), whole.child.end()]);
      return [
        ...latencyRows(10, slow, true),
        ...latencyRows(100, fast, true),
        ...latencyRows(1000, faster, false),
        ratioRow('P2', '100/s: CPU a message', 1, cpu('whole', fast), cpu('bare', fast), 'ms'),
        {
          ...ratioRow('P2', '10/s: CPU a message', 1, cpu('whole', slow), cpu('bare', slow), 'ms'),
          goal: '10/s: CPU a message (no goal)',
          met: null,
        },
      ];
    }),
};

/** Alerts as they were told, against what they had to be. */
function alertRow(
  alerts: readonly ToldAlert[],
  published: number,
  seconds: number,
  decisions: Readonly<Record<string, number>>,
): Row {
  const counted = alerts.reduce((sum, { count }) => sum + count, 0);
  const summaries = new Map<string | null, ToldAlert[]>();
  for (const alert of alerts)
    if (alert.kind === 'items-added') summaries.set(alert.workbin, [...(summaries.get(alert.workbin) ?? []), alert]);
  const shortest = Math.min(
    ...[...summaries.values()].flatMap((of) => of.slice(1).map(({ at }, index) => at - (of[index]?.at ?? 0))),
  );
  const decided = (decisions['alerted'] ?? 0) + (decisions['grouped'] ?? 0);
  return {
    id: 'P4',
    goal: 'alerts: ≤ 1 per 2 s and workbin, counts that add up',
    measured: `${counted === published ? 'all counted' : `${counted} of ${published} counted`}, ${n(shortest)} ms apart`,
    // Timers of Node's ring up to a ms early by another clock than this.
    met: counted === published && decided === published && shortest >= 1990,
    raw: `${alerts.length} alerts for ${published} arrivals in ${summaries.size} workbins and ${seconds} s; ${decided} decisions`,
  };
}

/** The same flood for either client, each in a process of its own, and what the whole pipeline had told by its end. */
async function floodApart(server: BenchServer, seconds: number, gaps: boolean) {
  const bare = await startBare(server);
  const fromBare = await flood(server, bare, { rate: 1000, seconds: Math.min(seconds, 10), gaps });
  await bare.child.end();
  const whole = await startWhole(server);
  const fromWhole = await flood(server, whole, { rate: 1000, seconds, gaps });
  const told = await whole.child.ask('told');
  await whole.child.end();
  return { bare: fromBare, whole: fromWhole, told };
}

type Flooding = Awaited<ReturnType<typeof floodApart>>;

const sustained: Measurement = {
  ids: ['P3', 'P4'],
  title: '1,000 messages a second',
  run: (form) =>
    withServer(async (server) => {
      const floods: Flooding[] = [];
      const watched: Flooding[] = [];
      const seconds = { quick: 6, full: 20, long: 60 }[form];
      for (const _ of rounds(form)) {
        // To watch the loop takes a timer every 2 ms, a tenth of all the CPU that would be measured: each has a flood of its own.
        floods.push(await floodApart(server, seconds, false));
        watched.push(await floodApart(server, seconds, true));
      }
      const all = [...floods, ...watched];
      const [last] = floods.slice(-1);
      if (!last) throw new Error('no round');
      const { whole, bare, told } = last;
      const lost = all.reduce((sum, one) => sum + one.whole.published - one.whole.arrivals, 0);
      const twice = all.reduce((sum, one) => sum + one.whole.twice, 0);
      const gaps = (which: 'bare' | 'whole') => watched.map((one) => one[which].usage.gaps.longest);
      return [
        limitRow(
          'P3',
          `1,000/s for ${seconds} s: lost or told twice`,
          lost + twice,
          0,
          'messages',
          `${lost} lost, ${twice} twice of ${all.reduce((sum, one) => sum + one.whole.published, 0)}`,
        ),
        ratioRow(
          'P3',
          '1,000/s: CPU a message',
          0.5,
          floods.map((one) => cpuOf(one.whole)),
          floods.map((one) => cpuOf(one.bare)),
          'ms',
        ),
        limitRow(
          'P3',
          '1,000/s: published → decided, p99',
          median(floods.map((one) => one.whole.latency.p99)),
          50,
          'ms',
          `p50 ${n(whole.latency.p50)}, bare p50 ${n(bare.latency.p50)}, p99 ${n(bare.latency.p99)}`,
        ),
        limitRow(
          'P3',
          '1,000/s: longest gap of the main loop',
          median(gaps('whole')),
          16,
          'ms',
          `rounds ${each(gaps('whole'))}, computing ${each(watched.map((one) => one.whole.usage.gaps.computed))}; bare ${each(gaps('bare'))}`,
        ),
        {
          id: 'P4',
          goal: 'every item in the state',
          measured: n(told.items),
          met: told.items === whole.published,
          raw: `${whole.published} published`,
        },
        alertRow(told.alerts, whole.published, seconds, told.decisions),
      ];
    }),
};

const COUNT = 10_000;

/** One reply with so many arrivals; messages a second from its being ready, and the longest gap until all is announced. */
async function takeBurst(server: BenchServer, { child, session }: Bare | Whole) {
  const client = child as Child<BareHandlers>;
  await client.ask('begin', { latency: true, gaps: true });
  const readyAt = await server.child.ask('burst', { session, count: COUNT });
  await client.ask('until', { told: COUNT, within: 60_000 });
  await pause(2500);
  const recorded = await client.ask('read');
  const perSecond = (COUNT / (recorded.lastAt - readyAt)) * 1000;
  await client.ask('begin', { latency: false, gaps: false });
  await server.child.ask('burst', { session, count: COUNT, remove: true });
  await client.ask('until', { told: COUNT, within: 60_000 });
  return { perSecond, gaps: recorded.usage.gaps };
}

const burst: Measurement = {
  ids: ['P5'],
  title: '10,000 messages in one reply',
  run: (form) =>
    withServer(async (server) => {
      const bare = await startBare(server);
      const whole = await startWhole(server);
      await pause(500);
      const pairs: Pair<Awaited<ReturnType<typeof takeBurst>>>[] = [];
      for (const _ of rounds(form)) pairs.push({ bare: await takeBurst(server, bare), whole: await takeBurst(server, whole) });
      await Promise.all([bare.child.end(), whole.child.end()]);
      const ratios = pairs.map((pair) => pair.whole.perSecond / pair.bare.perSecond);
      const of = (which: 'bare' | 'whole') => pairs.map((pair) => pair[which]);
      const gaps = of('whole').map((one) => one.gaps.longest);
      return [
        leastRow(
          'P5',
          '10,000 in one reply: messages/s',
          median(ratios),
          0.5,
          '× bare',
          `${n(median(of('whole').map((one) => one.perSecond)))} : ${n(median(of('bare').map((one) => one.perSecond)))} /s; rounds ${each(ratios)}`,
        ),
        limitRow(
          'P5',
          '10,000 in one reply: longest gap',
          median(gaps),
          50,
          'ms',
          `rounds ${each(gaps)}, computing ${each(of('whole').map((one) => one.gaps.computed))}; bare ${each(of('bare').map((one) => one.gaps.longest))}`,
        ),
      ];
    }),
};

const KEEP = 1000;
const CHUNK = 1000;
/** How long a measurement that goes on until all is told may take, ms. */
const PATIENCE = 90_000;

/** As many messages as it takes, always one reply ahead; messages a second. */
async function saturate(server: BenchServer, { child, session }: Bare | Whole, messages: number) {
  const client = child as Child<BareHandlers>;
  await client.ask('begin', { latency: false, gaps: false });
  const startedAt = performance.timeOrigin + performance.now();
  void server.child.ask('saturate', { session, messages, chunk: CHUNK, keep: KEEP }).catch(() => undefined);
  await client.ask('until', { told: messages, within: PATIENCE });
  const { told, lastAt, usage } = await client.ask('read');
  return { told, perSecond: (told / (lastAt - startedAt)) * 1000, cpu: usage.cpu / told };
}

const throughput: Measurement = {
  ids: ['P6'],
  title: 'messages a second through the whole pipeline',
  run: (form) =>
    withServer(async (server) => {
      const quick = form === 'quick';
      const messages = quick ? 60_000 : 200_000;
      const pairs = [];
      for (const _ of rounds(form)) {
        const bare = await startBare(server);
        const fromBare = await saturate(server, bare, messages);
        await bare.child.end();
        const whole = await startWhole(server);
        pairs.push({ bare: fromBare, whole: await saturate(server, whole, messages) });
        await whole.child.end();
      }
      const whole = await startWhole(server);
      const open = await flood(server, whole, { rate: 20_000, seconds: quick ? 2 : 5, keep: KEEP });
      await whole.child.end();
      const reached = pairs.map((pair) => pair.whole.perSecond);
      return [
        leastRow(
          'P6',
          'sustained through the whole pipeline',
          median(reached),
          20_000,
          'messages/s',
          `rounds ${each(reached)}; bare ${n(median(pairs.map((pair) => pair.bare.perSecond)))}; CPU ${n(median(pairs.map((pair) => pair.whole.cpu)))} : ${n(median(pairs.map((pair) => pair.bare.cpu)))} ms a message`,
        ),
        limitRow(
          'P6',
          'published at 20,000/s: p99',
          open.latency.p99,
          100,
          'ms',
          `${open.told} of ${open.published} told; p50 ${n(open.latency.p50)}`,
        ),
      ];
    }),
};

const memory: Measurement = {
  ids: ['P7'],
  title: 'memory',
  run: (form) =>
    withServer(async (server) => {
      const quick = form === 'quick';
      const residents: { empty: number; bare: number; whole: number }[] = [];
      for (const _ of rounds(form)) {
        const empty = start<EmptyHandlers>('empty', MEMORY);
        const bare = await startBare(server, MEMORY);
        const whole = await startWhole(server, MEMORY);
        await pause(1500);
        const [a, b, c] = [await empty.ask('memory'), await bare.child.ask('memory'), await whole.child.ask('memory')];
        residents.push({ empty: a.resident, bare: b.resident, whole: c.resident });
        await Promise.all([empty.end(), bare.child.end(), whole.child.end()]);
      }
      const added = (which: 'bare' | 'whole') => residents.map((one) => one[which] - one.empty);

      const whole = await startWhole(server, MEMORY);
      const calm = () => pause(quick ? 4500 : CLEARED_UP_AFTER);
      await saturate(server, whole, quick ? 20_000 : 100_000);
      await calm();
      const before = await whole.child.ask('memory');
      const messages = quick ? 100_000 : 1_000_000;
      const passed = await saturate(server, whole, messages);
      await calm();
      const after = await whole.child.ask('memory');
      await whole.child.end();

      const bare = await startBare(server, MEMORY);
      await saturate(server, bare, quick ? 20_000 : 100_000);
      await calm();
      const bareBefore = await bare.child.ask('memory');
      await saturate(server, bare, messages);
      await calm();
      const bareAfter = await bare.child.ask('memory');
      await bare.child.end();

      const holding = await startWhole(server, MEMORY);
      await pause(500);
      const fresh = await holding.child.ask('memory');
      const [first, without, withItems] = [await take(COUNT), await take(0), await take(COUNT)];
      await holding.child.end();
      await server.child.ask('stock', { items: 0 });

      /** Memory once the workbins hold so many items. */
      async function take(items: number) {
        await server.child.ask('stock', { items });
        await holding.child.ask('resync');
        await calm();
        return await holding.child.ask('memory');
      }

      const growth = (after.resident / before.resident - 1) * 100;
      return [
        ratioRow('P7', 'memory added over a bare process', 0.5, added('whole'), added('bare'), 'MiB'),
        limitRow(
          'P7',
          'memory for 10,000 items, by a client that has been at work',
          withItems.resident - without.resident,
          10,
          'MiB',
          `${n(without.resident)} → ${n(withItems.resident)} MiB; heap ${n(without.heap)} → ${n(withItems.heap)}`,
        ),
        {
          id: 'P7',
          goal: 'the same with what the first work after the start takes once (no goal)',
          measured: `${n(first.resident - fresh.resident)} MiB`,
          met: null,
          raw: `${n(fresh.resident)} → ${n(first.resident)} MiB; heap ${n(fresh.heap)} → ${n(first.heap)}`,
        },
        limitRow(
          'P7',
          `growth over ${messages.toLocaleString('en')} messages`,
          growth,
          5,
          '%',
          `${n(before.resident)} → ${n(after.resident)} MiB after ${n(passed.told)}; heap ${n(before.heap)} → ${n(after.heap)}; bare ${n(bareBefore.resident)} → ${n(bareAfter.resident)}`,
        ),
      ];
    }),
};

const idle: Measurement = {
  ids: ['P8'],
  title: 'CPU while nothing happens',
  run: (form) =>
    withServer(async (server) => {
      const quick = form === 'quick';
      const pairs = [];
      for (const _ of rounds(form)) pairs.push({ bare: await startBare(server), whole: await startWhole(server) });
      const empty = start<EmptyHandlers>('empty');
      const seconds = quick ? 10 : 60;
      await pause(quick ? 5000 : CLEARED_UP_AFTER);
      const clients = [...pairs.flatMap(({ bare, whole }) => [bare.child, whole.child]), empty] as Child<BareHandlers>[];
      await Promise.all(clients.map((client) => client.ask('usage')));
      await pause(seconds * 1000);
      const used = await Promise.all(clients.map(async (client) => (await client.ask('usage')).cpu * (60 / seconds)));
      await Promise.all(clients.map((client) => client.end()));
      const nothing = used.pop() ?? NaN;
      const of = (odd: number) => used.filter((_, index) => index % 2 === odd);
      return [
        limitRow(
          'P8',
          'idle CPU a minute',
          median(of(1)),
          12,
          'ms',
          `rounds ${each(of(1))}; bare ${each(of(0))}; an empty process ${n(nothing)}${quick ? '; scaled up' : ''}`,
        ),
      ];
    }),
};

const resync: Measurement = {
  ids: ['P9'],
  title: 'reading 10,000 items again',
  run: (form) =>
    withServer(async (server) => {
      const changed = 100;
      const size = await server.child.ask('stock', { items: COUNT });
      const whole = await startWhole(server);
      await pause(500);
      const seen = [];
      for (const _ of rounds(form)) {
        await server.child.ask('stock', { items: COUNT, changed });
        await server.child.ask('restTime');
        await whole.child.ask('begin', { latency: false, gaps: true });
        const { startedAt, readyAt } = await whole.child.ask('resync');
        const { told, usage } = await whole.child.ask('read');
        seen.push({ told, gaps: usage.gaps, time: readyAt - startedAt, server: await server.child.ask('restTime') });
        await pause(2500);
      }
      const { items } = await whole.child.ask('told');
      await whole.child.end();
      await server.child.ask('stock', { items: 0 });
      const own = seen.map(({ time, server: theirs }) => time - theirs);
      const gaps = seen.map((one) => one.gaps.longest);
      const exact = items === COUNT && seen.every(({ told }) => told === 2 * changed);
      return [
        limitRow(
          'P9',
          '10,000 items read again, less the server’s time',
          median(own),
          250,
          'ms',
          `rounds ${each(own)}; server ${each(seen.map((one) => one.server))}; ${n(size / 1e6)} million characters`,
        ),
        limitRow(
          'P9',
          '10,000 items read again: longest gap',
          median(gaps),
          16,
          'ms',
          `rounds ${each(gaps)}, computing ${each(seen.map((one) => one.gaps.computed))}`,
        ),
        {
          id: 'P9',
          goal: 'the exact difference',
          measured: exact ? 'exact' : 'wrong',
          met: exact,
          raw: `${changed} left and ${changed} came each time; told ${seen.map(({ told }) => told).join(' ')}; ${items} in the state`,
        },
      ];
    }),
};

const starting: Measurement = {
  ids: ['P10'],
  title: 'from start to acknowledged subscription',
  run: (form) =>
    withServer(async (server) => {
      const quick = form === 'quick';
      const pairs: Pair<Bare['start']>[] = [];
      for (let round = quick ? 2 : 7; round > 0; round--) {
        const bare = await startBare(server);
        await bare.child.end();
        const whole = await startWhole(server);
        await whole.child.end();
        pairs.push({ bare: bare.start, whole: whole.start });
      }
      const of = (which: 'bare' | 'whole', what: 'process' | 'client' | 'certain') => pairs.map((pair) => pair[which][what]);
      return [
        ratioRow(
          'P10',
          'start of the client → acknowledged subscription',
          0.6,
          of('whole', 'client'),
          of('bare', 'client'),
          'ms',
        ),
        {
          ...ratioRow(
            'P10',
            'start of the process → acknowledged subscription',
            0.6,
            of('whole', 'process'),
            of('bare', 'process'),
            'ms',
          ),
          goal: 'start of the process → acknowledged subscription (no goal)',
          met: null,
        },
        {
          id: 'P10',
          goal: 'from there to every workbin read (no goal)',
          measured: `${n(median(of('whole', 'certain')))} ms`,
          met: null,
          raw: each(of('whole', 'certain')),
        },
      ];
    }),
};

/** Everything that is measured, in the order in which it is. */
export const MEASUREMENTS: readonly Measurement[] = [
  latency,
  sustained,
  burst,
  throughput,
  memory,
  idle,
  resync,
  starting,
  { ids: ['W1', 'W2', 'W3', 'W4'], title: 'the window with many items', run: measureWindow },
];
