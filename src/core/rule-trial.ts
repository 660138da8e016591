import { isOfferedState } from './alert.ts';
import type { HistoryEntry } from './history.ts';
import { describeKept, type KeptSubject } from './kept-subject.ts';
import type { Rule, RuleOutcome } from './rule.ts';
import { holds, isAsked } from './rules.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** What a list of rules makes of something. */
export interface TrialVerdict {
  readonly outcome: RuleOutcome['kind'];
  /** Place of the rule that decides; null where none matches, and the usual is done. */
  readonly rule: number | null;
}

/** Something that happened, for which other rules decide otherwise. */
export interface TrialRow {
  readonly at: number;
  readonly id: InteractionId | null;
  readonly workbin: WorkbinKey | null;
  /** What the workbin was called then. */
  readonly where: string | null;
  readonly subject: string | null;
  readonly before: TrialVerdict;
  readonly after: TrialVerdict;
}

/** How often each outcome comes about. */
export type OutcomeCounts = Readonly<Record<RuleOutcome['kind'], number>>;

/** What other rules would have done over a history; quiet, muting, snoozing and own actions are left aside. */
export interface RuleTrial {
  /** Of how many things a rule could have decided, and since when; null where there are none. */
  readonly looked: number;
  readonly since: number | null;
  /** Of these, for how many the history does not know what a rule asks: they are counted nowhere else. */
  readonly unknown: number;
  /** Whether there is more in the history than was looked at. */
  readonly hasMore: boolean;
  readonly before: OutcomeCounts;
  readonly after: OutcomeCounts;
  /** For each of the other rules, how often it decides. */
  readonly decided: readonly number[];
  /** How many would have come out otherwise, and the latest of them. */
  readonly changed: number;
  readonly rows: readonly TrialRow[];
}

/** Looks at one entry after the other, the newest first, and says at the end what it came to. */
export interface RuleTrialReader {
  /** False once enough was looked at. */
  take(entry: HistoryEntry): boolean;
  result(): RuleTrial;
}

const MOST = 5000;
const ROWS = 20;

/** Compares the rules of now with others. */
export function createRuleTrial(before: readonly Rule[], after: readonly Rule[]): RuleTrialReader {
  const counts = { before: noCounts(), after: noCounts() };
  const decided = after.map(() => 0);
  const rows: TrialRow[] = [];
  let looked = 0;
  let unknown = 0;
  let changed = 0;
  let since: number | null = null;
  let hasMore = false;

  return {
    take(entry) {
      const subject = describeKept(entry);
      if (subject === null) return true;
      if (looked === MOST) {
        hasMore = true;
        return false;
      }
      looked += 1;
      since = entry.at;
      const [old, next] = [decide(before, subject), decide(after, subject)];
      if (old === null || next === null) {
        unknown += 1;
        return true;
      }
      counts.before[old.outcome] += 1;
      counts.after[next.outcome] += 1;
      if (next.rule !== null) decided[next.rule] = (decided[next.rule] ?? 0) + 1;
      if (old.outcome === next.outcome) return true;
      changed += 1;
      const { at, id, workbin, where, subject: words } = entry;
      if (rows.length < ROWS) rows.push({ at, id, workbin, where, subject: words, before: old, after: next });
      return true;
    },
    result: () => ({ looked, unknown, since, hasMore, ...counts, decided, changed, rows }),
  };
}

function noCounts(): Record<RuleOutcome['kind'], number> {
  return { alert: 0, 'list-only': 0, hold: 0 };
}

/** Null where that depends on what the history does not know. */
function decide(rules: readonly Rule[], subject: KeptSubject): TrialVerdict | null {
  const isOffer = isOfferedState(subject.to);
  // Nobody is told of what has no state.
  if (subject.event !== 'item-added' && subject.to === null) return { outcome: 'list-only', rule: null };
  for (const [index, rule] of rules.entries()) {
    if (!isAsked(rule, subject, isOffer)) continue;
    const known = rule.when.filter((condition) => subject.knows(condition));
    if (!known.every((condition) => holds(condition, subject))) continue;
    return known.length < rule.when.length ? null : { outcome: rule.then.kind, rule: index };
  }
  // Of a change of state nobody is told unless a rule says so.
  return { outcome: subject.event === 'item-added' || isOffer ? 'alert' : 'list-only', rule: null };
}
