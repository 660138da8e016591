import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ledger } from '../../src/core/ledger.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import { createFeed } from '../../src/gws/feed.ts';
import type { InteractionId } from '../../src/core/workbin.ts';
import { createNotifier, type Feed, type Notifier } from '../../src/notifier.ts';
import { openLedgerFile } from '../../src/storage/ledger-file.ts';
import { createMemoryServer } from './memory-server.ts';
import { GAPS, type Step } from './script.ts';
import { createTruth, WORKBINS } from './truth.ts';
import { takeTime, type VirtualTime } from './virtual-time.ts';
import { createWitness } from './witness.ts';

/** What a script is played with; the same numbers give the same play. */
export interface Play {
  readonly script: readonly Step[];
  readonly seed: number;
}

interface Life {
  readonly notifier: Notifier;
  dead: boolean;
}

/** How long `live` may be shown where the connection breaks, where the server falls silent, and where the list differs, ms. */
const BROKEN = 6000;
const SILENT = 60_000;
const SETTINGS: Settings = { ...DEFAULT_SETTINGS, agentGroups: ['Billing'], digestEvery: 5 };
/** What a rule holds is told by then, ms. */
const DIGEST = 5 * 60_000;

/** A number from 0 to 1 at each call, always the same for one seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Plays a script with the whole program from `Rest` upwards, in virtual time, and gives what was wrong. */
export async function play({ script, seed }: Play): Promise<readonly string[]> {
  const time = takeTime();
  const folder = mkdtempSync(path.join(tmpdir(), 'workbin-model-'));
  try {
    return await perform(script, createRandom(seed), time, path.join(folder, 'ledger.ndjson'));
  } finally {
    time.restore();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function perform(
  script: readonly Step[],
  random: () => number,
  time: VirtualTime,
  file: string,
): Promise<readonly string[]> {
  const truth = createTruth();
  const server = createMemoryServer(truth, time, random);
  const witness = createWitness(truth, time.elapsed);
  const complaints = new Set<string>();
  let tear: number | null = null;
  let alertIds = 0;
  let brokenAt: number | null = null;
  let differsAt: number | null = null;
  let sleptAt = -Infinity;
  let settings = SETTINGS;
  const held = new Set<number>();
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;

  function openLedger(life: { dead: boolean }): Ledger {
    const ledger = openLedgerFile({ path: file, log: () => undefined, tellTrouble: () => undefined });
    return {
      ...ledger,
      write(changes) {
        if (life.dead) return;
        const before = sizeOf(file);
        ledger.write(changes);
        if (tear !== null) {
          life.dead = true;
          truncateSync(file, before + Math.floor((sizeOf(file) - before) * tear));
        }
        if (tear === null || tear === 1) witness.written(changes, life.dead);
        tear = null;
      },
    };
  }

  function startLife(): Life {
    const life = { dead: false };
    const feed: Feed = createFeed({
      rest: server.connect(() => life.dead),
      server: 'http://memory.invalid',
      cometdPath: '/api/v2/notifications',
      choice: SETTINGS,
      now: time.now,
      random,
      spread: 1,
      log: () => undefined,
    });
    const notifier = createNotifier({
      feed,
      ledger: openLedger(life),
      settings,
      // So few that the bursts of the scripts, too, are told in several turns.
      slice: 2,
      server: 'http://memory.invalid',
      now: time.now,
      createId: () => `alert ${(alertIds += 1)}`,
      formatTime: String,
      log: () => undefined,
    });
    witness.hear(notifier, () => life.dead);
    notifier.start();
    return Object.assign(life, { notifier });
  }

  let life = startLife();

  function choose(change: Partial<Settings>): void {
    settings = { ...settings, ...change };
    if (!life.dead) life.notifier.changeSettings(settings);
  }

  /** A rule for each of these workbins. */
  function holdIn(bins: ReadonlySet<number>): void {
    const is = [...bins].map((bin) => WORKBINS[bin]!.key);
    choose({
      rules: is.length === 0 ? [] : [{ name: 'Later', on: true, when: [{ kind: 'workbin', is }], then: { kind: 'hold' } }],
    });
  }

  /** Whether the list holds what the server holds, but for workbins of which the app says that it does not watch them. */
  function isLevel(): boolean {
    const { workbins } = life.notifier.view();
    const items = [...life.notifier.rows()];
    const failed = new Set(workbins.filter(({ watch }) => watch === 'failed').map(({ key }) => key));
    const ours = items.filter(({ workbin }) => !failed.has(workbin)).map(({ workbin, id }) => `${workbin} ${id}`);
    const theirs = WORKBINS.filter(({ key }) => !failed.has(key)).flatMap(({ key }) =>
      truth.ids(key).map((id) => `${key} ${id}`),
    );
    return ours.length === theirs.length && ours.toSorted().join() === theirs.toSorted().join();
  }

  const isLive = (): boolean => life.notifier.view().connection.state === 'live';

  /** The shown state must not claim more than can be known. */
  function look(): void {
    if (life.dead) return;
    const at = time.elapsed();
    brokenAt = server.mode() === 'answering' ? null : (brokenAt ?? at);
    if (!isLive()) return void (differsAt = null);
    // A connection that a sleep has cut off says nothing of a server that refuses new ones.
    const isHeard = server.mode() === 'refusing' && at - sleptAt > SILENT;
    if (brokenAt !== null && at - brokenAt > (isHeard ? BROKEN : SILENT))
      complaints.add(`live for ${at - brokenAt} ms while the server is ${server.mode()}`);
    differsAt = isLevel() ? null : (differsAt ?? at);
    if (differsAt !== null && at - differsAt > SILENT) complaints.add(`live for ${at - differsAt} ms while the list differs`);
  }

  async function restart(how: 'ended' | 'killed', away: number): Promise<void> {
    if (how === 'ended' && !life.dead) {
      const stopping = life.notifier.stop();
      await time.pass(3000);
      await stopping;
      // It may have died of a torn write while it was ending.
      if (!life.dead) witness.endedInOrder();
    }
    life.dead = true;
    time.forgetTimers();
    tear = null;
    await time.pass(away / 2);
    disturb();
    await time.pass(away / 2);
    differsAt = null;
    life = startLife();
  }

  /** Something comes and goes while nobody watches. */
  function disturb(): void {
    for (let count = Math.floor(random() * 4); count > 0; count--) {
      const workbin = pick(WORKBINS);
      const id = pick(['x1', 'x2', 'x3', 'x4']);
      if (truth.lies(workbin.key, id)) server.remove(workbin, id);
      else server.add(workbin, id);
    }
  }

  async function calm(): Promise<void> {
    choose({ pausedUntil: 0 });
    for (let waited = 0; waited < 30; waited++) {
      if (life.dead) await restart('killed', 0);
      for (const { watch, key } of life.notifier.view().workbins) if (watch === 'failed') life.notifier.retry(key);
      await time.pass(waited < 10 ? 5000 : 60_000, look);
      if (life.dead || server.mode() !== 'answering' || !isLive() || !isLevel()) continue;
      // What is gathered is announced by then.
      await time.pass(5000, look);
      if (!life.dead && isLive() && isLevel()) return witness.close(time.now());
    }
    const { state, reason } = life.notifier.view().connection;
    complaints.add(`never calm: ${state} (${reason}), the list ${isLevel() ? 'is level' : 'differs'}`);
  }

  async function take(step: Step): Promise<void> {
    if (GAPS.includes(step.kind)) witness.gap('ms' in step ? step.ms : 0);
    switch (step.kind) {
      case 'add':
        return server.add(WORKBINS[step.bin]!, step.id);
      case 'remove':
        return server.remove(WORKBINS[step.bin]!, step.id);
      case 'move':
        if (!truth.lies(WORKBINS[step.from]!.key, step.id)) return;
        if (step.overlap) server.add(WORKBINS[step.bin]!, step.id);
        server.remove(WORKBINS[step.from]!, step.id);
        return server.add(WORKBINS[step.bin]!, step.id);
      case 'reenter':
        if (!truth.lies(WORKBINS[step.bin]!.key, step.id)) return;
        server.remove(WORKBINS[step.bin]!, step.id);
        return server.add(WORKBINS[step.bin]!, step.id);
      case 'burst':
        for (let count = 0; count < step.count; count++) server.add(WORKBINS[step.bin]!, `y${count}`);
        return;
      case 'wait':
        return time.pass(step.ms, look);
      case 'calm':
        return calm();
      case 'restart-app':
        if (step.how === 'torn') tear = step.part;
        else await restart(step.how, step.away);
        return;
      case 'session-lost':
        return server.loseSessions();
      case 'poll-lost':
        return server.losePoll();
      case 'sign-in-lost':
        return server.loseSignIn();
      case 'server-down':
        if (server.mode() !== 'answering') return;
        server.become('refusing');
        return time.after(step.ms, () => {
          if (step.forgets) server.loseSessions();
          server.become('answering');
        });
      case 'server-silent':
        if (server.mode() !== 'answering') return;
        server.become('silent');
        return time.after(step.ms, () => server.become('answering'));
      case 'sleep':
        server.loseAll();
        sleptAt = time.elapsed();
        if (step.ms > 40_000) server.loseSessions();
        disturb();
        time.setClock(step.ms);
        if (step.wakes) life.notifier.wake();
        return;
      case 'clock':
        return time.setClock(step.by);
      case 'contents-503':
        return void (server.failing.contents = step.times);
      case 'rest-cut':
        return void (server.failing.rest = step.times);
      case 'request-failed':
        return void (server.failing.subscribe = step.times);
      case 'echo-never':
        return void (server.failing.echo = step.times);
      case 'interaction-server-down':
        server.setInteractionServer(false);
        return time.after(step.ms, () => server.setInteractionServer(true));
      case 'twice':
      case 'swapped':
        return void (server.order = step.kind);
      case 'pause':
        return choose({ pausedUntil: step.ms === 0 ? 0 : time.now() + step.ms });
      case 'hold-rule':
        if (step.on) held.add(step.bin);
        else held.delete(step.bin);
        return holdIn(held);
      case 'open':
        return life.notifier.markRead(WORKBINS[step.bin]!.key, step.id as InteractionId);
      case 'snooze':
        return life.notifier.snooze(WORKBINS[step.bin]!.key, step.id as InteractionId, time.now() + step.ms);
      case 'unknown-workbin':
        return server.publish({
          messageType: 'WorkbinStateChangeMessage',
          action: 'ItemAdded',
          id: 'nowhere',
          emailStateResourceV2: { id: 'x1' },
        });
      case 'garbage':
        for (const data of [null, 7, 'x', [], {}, { messageType: 'WorkbinStateChangeMessage', id: 'alpha' }])
          server.publish(data);
        return;
      default:
        step satisfies never;
    }
  }

  await time.pass(random() < 0.5 ? 10 : 5000, look);
  for (const step of script) {
    if (life.dead) await restart('killed', 0);
    await take(step);
    // What happens at one instant, and what happens one after the other.
    if (random() < 0.7) await time.pass(random() * 60, look);
  }
  await calm();
  if (witness.holds()) {
    await time.pass(DIGEST, look);
    await calm();
  }
  const endings = script.filter(({ kind }) => GAPS.includes(kind) || kind === 'rest-cut').length;
  if (server.handshakes() > 2 + 3 * endings) complaints.add(`${server.handshakes()} handshakes for ${endings} gaps`);
  return [...complaints, ...witness.complaints, ...server.complaints];
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
