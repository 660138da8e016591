import type { LedgerChange, LedgerMark } from '../../src/core/ledger.ts';
import type { WorkbinKey } from '../../src/core/workbin.ts';
import type { NotifierEvents } from '../../src/core/notifier-events.ts';
import type { Notifier } from '../../src/notifier.ts';
import type { Stay, Truth } from './truth.ts';

/** Hears all that the notifiers of one script tell, over restarts of the app, and holds it against the truth. */
export interface Witness {
  readonly complaints: readonly string[];
  /** Listens to one run of the app; `ended` says whether the run before it ended in order. */
  hear(notifier: Notifier, isDead: () => boolean): void;
  /** What got into the ledger; `untold` where the app died before it could tell. */
  written(changes: readonly LedgerChange[], untold: boolean): void;
  /** The last run ended in order: nothing of it may be told again. */
  endedInOrder(): void;
  /** Something began, for so many ms, during and after which not everything can be known. */
  gap(ms: number): void;
  /** Whether alerts are held for a digest. */
  holds(): boolean;
  /** Everything is certain, and nothing is quiet: what has not been told by now (ms since the epoch) is lost. */
  close(now: number): void;
}

interface Account {
  /** Taken for known at the first look, or told of when the app died. */
  excused: boolean;
  added: number | null;
  decision: NotifierEvents['decision'] | null;
  /** It was held, and then told in a digest. */
  isDigested: boolean;
  /** Where it was said to be announced already: one of these has to be. */
  elsewhere: readonly Stay[];
}

interface Belief {
  readonly stay: Stay;
  readonly lies: boolean;
}

/** A poll that fell into a silence is given up after 40 s; a session whose poll is missing lives for 10 s. */
const AFTERMATH = 60_000;

export function createWitness(truth: Truth, elapsed: () => number): Witness {
  const complaints: string[] = [];
  const accounts = new Map<Stay, Account>();
  /** What the app believes to lie where, or to have lain there last. */
  const current = new Map<string, Belief>();
  const firstLooks = new Map<WorkbinKey, number>();
  const orderly = new Set<number>();
  const opened = new Set<WorkbinKey>();
  const alerts = new Map<string, NotifierEvents['alert']>();
  const counted = new Map<string, number>();
  /** What the ledger says of each item, by workbin and id. */
  const marks = new Map<string, LedgerMark>();
  /** Ever held for a digest; and released for one that is yet to be heard. */
  const everHeld = new Set<string>();
  const released = new Set<string>();
  let lives = 0;
  let closedAt = 0;
  let isExact = false;
  let exactFrom = 0;

  const keyOf = (workbin: string, id: string): string => `${workbin} ${id}`;
  const nameOf = (stay: Stay): string => `stay ${truth.stays.indexOf(stay)} (${stay.id} in ${stay.workbin})`;
  const accountOf = (stay: Stay): Account => {
    const known = accounts.get(stay);
    if (known) return known;
    const fresh: Account = { excused: false, added: null, decision: null, isDigested: false, elsewhere: [] };
    accounts.set(stay, fresh);
    return fresh;
  };

  function itemAdded({ workbin, item, source }: NotifierEvents['item']): void {
    const stay = truth.stays[Number(item.subject?.replace('stay ', ''))];
    if (!stay) return void complaints.push(`an item that never was: ${item.id}`);
    unhide(stay);
    const before = current.get(keyOf(workbin.key, item.id));
    current.set(keyOf(workbin.key, item.id), { stay, lies: true });
    const account = accountOf(stay);
    if (source === 'snapshot') {
      if (!isTold(account) && isWatchedBefore(workbin.key) && !hides(before, stay))
        complaints.push(`lost: ${nameOf(stay)} is taken for known, but was never decided on`);
      account.excused = true;
    } else if (account.added !== null && (account.added === lives || orderly.has(account.added))) {
      complaints.push(`${nameOf(stay)} is told to have come twice`);
    } else account.added = lives;
  }

  /**
   * A reading may show an item that left and came back before the messages of it arrive. They follow: one arrival for each
   * stay, of which the first was told under the number of the second.
   */
  function unhide(stay: Stay): void {
    const account = accountOf(stay);
    const believed = current.get(keyOf(stay.workbin, stay.id));
    if (believed?.stay !== stay || believed.lies) return;
    const before = truth.stays.slice(0, truth.stays.indexOf(stay));
    const earlier = before.findLast(({ workbin, id }) => workbin === stay.workbin && id === stay.id);
    if (!earlier) return;
    const isEarlierTold = isTold(accountOf(earlier)) || accountOf(earlier).added !== null;
    if (isEarlierTold && account.decision) return;
    if (!isEarlierTold) accounts.set(earlier, account);
    accounts.set(stay, { excused: false, added: null, decision: null, isDigested: false, elsewhere: [] });
  }

  const isTold = ({ decision, excused }: Account): boolean => decision !== null || excused;
  const isAnnounced = ({ decision, excused, isDigested }: Account): boolean =>
    excused || isDigested || Boolean(decision?.alertId);
  const isWatchedBefore = (workbin: WorkbinKey): boolean => (firstLooks.get(workbin) ?? Infinity) < lives;
  /** Whether the app could not see that this stay is another one: it left and came back while nobody watched. */
  function hides(believed: Belief | undefined, stay: Stay): boolean {
    return !isExact && believed !== undefined && believed.lies && believed.stay !== stay && isTold(accountOf(believed.stay));
  }

  function decided(decision: NotifierEvents['decision']): void {
    if (decision.event !== 'item-added' || decision.workbin === null) return;
    const stay = current.get(keyOf(decision.workbin, decision.subject))?.stay;
    if (!stay) return void complaints.push(`a decision about nothing: ${decision.subject}`);
    const account = accountOf(stay);
    if (account.decision || account.excused) complaints.push(`${nameOf(stay)} is decided on twice`);
    if (!opened.has(decision.workbin)) complaints.push(`${nameOf(stay)} is taken for an arrival at the first look`);
    account.decision = decision;
    if (decision.outcome === 'held' && !everHeld.has(keyOf(decision.workbin, decision.subject)))
      complaints.push(`lost: ${nameOf(stay)} is said to be held, but is not`);
    if (decision.alertId === null) {
      if (!decision.reason.startsWith('already announced')) return;
      const others = [...current.values()].filter(
        ({ stay: { id, workbin }, lies }) => lies && id === stay.id && workbin !== stay.workbin,
      );
      account.elsewhere = others.map((one) => one.stay);
      return;
    }
    counted.set(decision.alertId, (counted.get(decision.alertId) ?? 0) + 1);
    if (!alerts.has(decision.alertId)) complaints.push(`${nameOf(stay)} was to be in an alert that was never told`);
    for (const other of truth.stays)
      if (other !== stay && other.id === stay.id && !other.over && accountOf(other).decision?.alertId && !stay.over)
        complaints.push(`two alerts: ${nameOf(stay)} though ${nameOf(other)} was announced and still lies there`);
  }

  /** Follows the ledger: what was held is told in a digest, or was told elsewhere or seen. */
  function noteMark(change: LedgerChange, untold: boolean): void {
    if (change.kind === 'read' || change.kind === 'looked') return;
    if (change.kind === 'forgotten') return void complaints.push(`${change.workbin} is forgotten`);
    const key = keyOf(change.workbin, change.id);
    const before = marks.get(key);
    if (change.kind === 'gone') {
      marks.delete(key);
      return void released.delete(key);
    }
    const { mark } = change;
    const isTwin = ([other, { announced }]: readonly [string, LedgerMark]) =>
      announced && other !== key && other.endsWith(` ${change.id}`);
    const isToldElsewhere = [...marks].some(isTwin);
    marks.set(key, mark);
    if (mark.heldUntil !== undefined) everHeld.add(key);
    if (before?.heldUntil === undefined || mark.heldUntil !== undefined) return;
    if (mark.announced && isToldElsewhere) complaints.push(`two alerts: ${key} is in a digest though it was announced elsewhere`);
    if (mark.announced && !untold) released.add(key);
    if (!mark.announced && mark.unread && !isToldElsewhere) complaints.push(`lost: ${key} was held, and is told nowhere`);
  }

  function digested(alert: NotifierEvents['alert']): void {
    for (const id of alert.interactions) {
      const key = [...released].find((one) => one.endsWith(` ${id}`));
      if (key === undefined) complaints.push(`${id} is in a digest though it was not held`);
      else released.delete(key);
      const stay = key === undefined ? undefined : current.get(key)?.stay;
      if (stay) accountOf(stay).isDigested = true;
    }
    counted.set(alert.id, alert.interactions.length);
  }

  return {
    complaints,
    holds: () => [...marks.values()].some(({ heldUntil }) => heldUntil !== undefined),
    hear(notifier, isDead) {
      lives += 1;
      // As a host, it lets nothing out before it is on record.
      let held: (() => void)[] = [];
      const on = <Name extends keyof NotifierEvents>(name: Name, take: (event: NotifierEvents[Name]) => void): void =>
        void notifier.on(name, (event) => void held.push(() => take(event)));
      notifier.on('recorded', () => {
        const heard = isDead() ? [] : held;
        held = [];
        for (const take of heard) take();
      });
      on('item', (event) => {
        if (event.change === 'added') return itemAdded(event);
        // Its decision may follow: what left before its alert was due.
        const key = keyOf(event.workbin.key, event.item.id);
        const left = current.get(key);
        if (left) current.set(key, { ...left, lies: false });
      });
      on('alert', (alert) => {
        if (alerts.has(alert.id)) complaints.push(`the id ${alert.id} is used twice`);
        alerts.set(alert.id, alert);
        if (alert.title.includes('while alerts were held')) digested(alert);
      });
      on('decision', decided);
    },
    written(changes, untold) {
      for (const change of changes) {
        noteMark(change, untold);
        if (change.kind === 'read') {
          opened.add(change.workbin);
          if (!firstLooks.has(change.workbin)) firstLooks.set(change.workbin, lives);
        }
        if (!untold || (change.kind !== 'known' && change.kind !== 'gone')) continue;
        const key = keyOf(change.workbin, change.id);
        const believed = current.get(key);
        if (change.kind === 'gone' && believed) current.set(key, { ...believed, lies: false });
        const stay = truth.stays.findLast((one) => one.workbin === change.workbin && one.id === change.id);
        if (change.kind !== 'known' || !stay) continue;
        accountOf(stay).excused = true;
        current.set(key, { stay, lies: true });
      }
    },
    endedInOrder() {
      orderly.add(lives);
    },
    gap(ms) {
      isExact = false;
      exactFrom = Math.max(exactFrom, elapsed() + ms + AFTERMATH);
    },
    close(now) {
      for (const [key, { heldUntil = Infinity }] of marks) if (heldUntil <= now) complaints.push(`lost: ${key} is held for good`);
      for (const key of released) complaints.push(`lost: ${key} was to be in a digest that was never told`);
      const exact = isExact;
      truth.stays.forEach((stay, index) => {
        const account = accountOf(stay);
        const { elsewhere } = account;
        if (!stay.over && hides(current.get(keyOf(stay.workbin, stay.id)), stay)) account.excused = true;
        const isDone = isTold(account);
        if (!isDone && (!stay.over || (exact && index >= closedAt)))
          complaints.push(`lost: ${nameOf(stay)} was never decided on`);
        if (elsewhere.length > 0 && !elsewhere.some((other) => isAnnounced(accountOf(other))))
          complaints.push(`lost: ${nameOf(stay)} was silenced for an announcement that never came`);
      });
      for (const [id, alert] of alerts) {
        if (!alert.kind.startsWith('item')) continue;
        const count = counted.get(id) ?? 0;
        if (alert.count !== count) complaints.push(`alert ${id} counts ${alert.count}, but ${count} were decided into it`);
      }
      closedAt = truth.stays.length;
      isExact = elapsed() >= exactFrom;
    },
  };
}
