import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { ConnectionState } from '../../src/core/contract.ts';
import { startWatching, type Watching, type WatchingOptions } from '../watching.ts';
import { createProxy, type FaultProxy } from './proxy.ts';
import type { Site } from './site.ts';

/** Where a fault strikes. */
export interface Scene<Place extends Site> {
  readonly site: Place;
  readonly proxy: FaultProxy;
  readonly watching: Watching;
  /** Waits until the shown state is this one. */
  shows(state: ConnectionState): Promise<void>;
}

/** A fault, and what is allowed while it lasts. */
export interface Ordeal<Place extends Site> {
  readonly name: string;
  readonly strike: (scene: Scene<Place>) => unknown;
  /** Ends the fault, after waiting for what it is to lead to; faults that strike once need nothing. */
  readonly heal?: (scene: Scene<Place>) => unknown;
  /** How long `live` may be shown after the strike while the fault lasts, ms. */
  readonly liveAtMost?: number;
  /** Handshakes at most, with the first one. */
  readonly handshakes?: number;
  readonly watch?: Partial<WatchingOptions>;
}

/** `live` may be shown for so long where the connection breaks, ms: five seconds, and as much again and more for a busy machine. */
export const BROKEN = 20_000;
/** `live` may be shown for so long where the server only falls silent, ms. */
export const SILENT = 60_000;
/** An ordeal that is not over by then never will be, ms. */
const PATIENCE = 50_000;

/**
 * Lets items come and leave before, during and after a fault, and expects that the list ends as the server has it, that every
 * arrival is decided once and counted in one alert, that no character is altered, and that nothing certain is shown meanwhile.
 * With `RECOVERY` in the environment the time until the list was level again is appended to the file of that name.
 */
async function endure<Place extends Site>(site: Place, ordeal: Ordeal<Place>): Promise<void> {
  const proxy = await createProxy(site.origin);
  const watching = startWatching({ server: proxy.origin, ...site.account, ...ordeal.watch });
  const shown: { readonly at: number; readonly state: ConnectionState }[] = [];
  watching.notifier.on('connection', ({ state }) => void shown.push({ at: performance.now(), state }));
  const state = (): ConnectionState => watching.notifier.view().connection.state;
  const scene: Scene<Place> = { site, proxy, watching, shows: (wanted) => watching.until(() => state() === wanted) };
  const subjects = (): string[] => watching.all('decision').map(({ subject }) => subject as string);
  const texts = new Set<string>();
  watching.notifier.on('item', ({ change, item }) => {
    if (change === 'added' && item.subject !== null) texts.add(`${item.id} ${item.subject}`);
  });
  await watching.live();

  const before = [site.add(), site.add()];
  await watching.until(() => subjects().length === 2);
  const struckAt = performance.now();
  await ordeal.strike(scene);
  const during = [site.add(), site.add()];
  site.remove(before[0]!);
  const brief = site.add();
  site.remove(brief);
  await ordeal.heal?.(scene);
  const healedAt = performance.now();
  const after = site.add();
  const arrived = [...before, ...during, after];
  await watching.until(() => state() === 'live' && isLevel(site, watching));
  const levelAt = performance.now();
  await watching.until(() => arrived.every((id) => subjects().includes(id)) && state() === 'live' && isLevel(site, watching));
  const last = site.add();
  await watching.until(() => subjects().includes(last));
  await watching.stop();

  const decided = subjects().filter((id) => id !== brief);
  expect(decided.toSorted()).toEqual([...arrived, last].toSorted());
  expect(subjects().filter((id) => id === brief).length).toBeLessThanOrEqual(1);
  const told = watching.all('alert').filter(({ kind }) => kind === 'item-added' || kind === 'items-added');
  const alerted = watching.all('decision').filter(({ outcome }) => outcome === 'alerted' || outcome === 'grouped');
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(alerted.length);
  for (const { id, count } of told) expect(alerted.filter(({ alertId }) => alertId === id)).toHaveLength(count);
  for (const id of decided) expect(texts).toContain(`${id} ${site.subjectOf(id)}`);
  if (ordeal.liveAtMost !== undefined)
    expect(liveUntil(shown, struckAt, healedAt) - struckAt).toBeLessThanOrEqual(ordeal.liveAtMost);
  expect(site.handshakes()).toBeLessThanOrEqual(ordeal.handshakes ?? 2);
  expect(site.violations()).toBe(0);
  note(ordeal, { lasted: healedAt - struckAt, recovery: levelAt - healedAt, handshakes: site.handshakes() });
}

/** Endures several at once, since most of their time is waiting; fails with the names of those that failed. `allStruck` is called once each has struck. */
export async function endureAll<Place extends Site>(
  createSite: () => Promise<Place>,
  ordeals: readonly Ordeal<Place>[],
  allStruck: () => void = () => undefined,
): Promise<void> {
  let struck = 0;
  const strikeTogether = (ordeal: Ordeal<Place>): Ordeal<Place> => ({
    ...ordeal,
    async strike(scene) {
      await ordeal.strike(scene);
      struck += 1;
      if (struck === ordeals.length) allStruck();
    },
  });
  const failures = await Promise.all(
    ordeals.map(async (ordeal) => {
      const endured = endure(await createSite(), strikeTogether(ordeal)).then(
        () => null,
        (error: unknown) => String(error),
      );
      const why = await Promise.race([endured, late()]);
      return why === null ? [] : [`${ordeal.name}: ${why}`];
    }),
  );
  expect(failures.flat()).toEqual([]);
}

function late(): Promise<string> {
  return new Promise((resolve) => void setTimeout(resolve, PATIENCE, `not over after ${PATIENCE} ms`));
}

/** When `live` was last shown between two instants. */
function liveUntil(shown: readonly { readonly at: number; readonly state: ConnectionState }[], from: number, to: number): number {
  const changes = shown.filter(({ at }) => at > from && at < to);
  const lastLive = changes.findLastIndex(({ state }) => state === 'live');
  const end = changes.slice(lastLive + 1).find(({ state }) => state !== 'live');
  return end?.at ?? to;
}

/** Whether the list holds what the server holds. */
function isLevel(site: Site, watching: Watching): boolean {
  const { workbins } = watching.notifier.view();
  const idOf = new Map(workbins.map(({ key, id }) => [key, id]));
  const ours = [...watching.notifier.rows()].map(({ workbin, id }) => `${idOf.get(workbin)} ${id}`).toSorted();
  return ours.join('\n') === site.contents().join('\n');
}

function note({ name }: { readonly name: string }, measured: Readonly<Record<string, number>>): void {
  const file = process.env['RECOVERY'];
  if (file) appendFileSync(file, `${JSON.stringify({ name, ...measured })}\n`);
}
