import { isOfferedState } from './alert.ts';
import type { HistoryEntry, HistoryKind } from './history.ts';
import type { Rule, RuleOutcome } from './rule.ts';
import { decideByRules, type RuleSubject } from './rules.ts';
import { readOwner, type InteractionId, type WorkbinKey } from './workbin.ts';

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

/** What rules decide about. */
const EVENTS: Readonly<Partial<Record<HistoryKind, RuleSubject['event']>>> = {
  arrived: 'item-added',
  offered: 'interaction-offered',
  status: 'workitem-status',
};
const MOST = 5000;
const ROWS = 20;

/** Compares the rules of now with others. */
export function createRuleTrial(before: readonly Rule[], after: readonly Rule[]): RuleTrialReader {
  const counts = { before: noCounts(), after: noCounts() };
  const decided = after.map(() => 0);
  const rows: TrialRow[] = [];
  let looked = 0;
  let changed = 0;
  let since: number | null = null;
  let hasMore = false;

  return {
    take(entry) {
      const subject = describeEntry(entry);
      if (subject === null) return true;
      if (looked === MOST) {
        hasMore = true;
        return false;
      }
      looked += 1;
      since = entry.at;
      const [old, next] = [decide(before, subject), decide(after, subject)];
      counts.before[old.outcome] += 1;
      counts.after[next.outcome] += 1;
      if (next.rule !== null) decided[next.rule] = (decided[next.rule] ?? 0) + 1;
      if (old.outcome === next.outcome) return true;
      changed += 1;
      const { at, id, workbin, where, subject: words } = entry;
      if (rows.length < ROWS) rows.push({ at, id, workbin, where, subject: words, before: old, after: next });
      return true;
    },
    result: () => ({ looked, since, hasMore, ...counts, decided, changed, rows }),
  };
}

function noCounts(): Record<RuleOutcome['kind'], number> {
  return { alert: 0, 'list-only': 0, hold: 0 };
}

function decide(rules: readonly Rule[], subject: RuleSubject): TrialVerdict {
  const isOffer = subject.event === 'interaction-offered' || isOfferedState(subject.to);
  const verdict = decideByRules(rules, subject, isOffer);
  // Of a change of state nobody is told unless a rule says so.
  if (verdict.kind === 'unmatched')
    return { outcome: subject.event === 'item-added' || isOffer ? 'alert' : 'list-only', rule: null };
  return { outcome: verdict.rule.then.kind, rule: rules.indexOf(verdict.rule) };
}

/** The same fields as of what happens now, as far as the history kept them; null for what rules do not decide about. */
function describeEntry(entry: HistoryEntry): RuleSubject | null {
  const event = EVENTS[entry.kind];
  if (event === undefined) return null;
  const data = (key: string): string | null => entry.data.find(([name]) => name === key)?.[1] ?? null;
  return {
    event,
    workbin: entry.workbin,
    owner: entry.workbin === null ? null : readOwner(entry.workbin),
    media: entry.media ?? '',
    // Not kept: a rule that asks for the state before finds nothing here.
    from: null,
    to: entry.state,
    waited: entry.receivedAt === null ? null : Math.max(entry.at - entry.receivedAt, 0),
    isOwn: entry.reason?.includes('you put it there yourself') ?? false,
    field(key) {
      switch (key) {
        case 'id':
        case 'subject':
        case 'customer':
        case 'state':
          return entry[key];
        case 'segment':
          return data('CustomerSegment');
        case 'service':
          return data('ServiceType');
        case 'address':
          return data('EmailAddress') ?? data('FromAddress');
        default:
          return data(key);
      }
    },
  };
}
