import type { Decision } from './alert.ts';
import type { Condition, FieldTest, Rule } from './rule.ts';
import type { Owner, WorkbinKey } from './workbin.ts';
import { matchesWildcards } from './wildcards.ts';

/** All that a rule may ask about something that happened. */
export interface RuleSubject {
  readonly event: Decision['event'];
  readonly workbin: WorkbinKey | null;
  readonly owner: Owner | null;
  readonly media: string;
  /** The states of a workitem before and after; null where they are not known. */
  readonly from: string | null;
  readonly to: string | null;
  /** How long it had waited by then, in ms; null where that is not known. */
  readonly waited: number | null;
  /** Whether the person had put it there. */
  readonly isOwn: boolean;
  /** A field or a value of the user data; null where there is none. */
  field(key: string): string | null;
}

/**
 * What the rules make of something: the first that matches, if any does, and why those asked before do not, in words without a
 * customer's data.
 */
export type RuleVerdict = { readonly misses: readonly string[] } & (
  { readonly kind: 'matched'; readonly rule: Rule } | { readonly kind: 'unmatched' }
);

/** Asks the rules in their order. */
export function decideByRules(rules: readonly Rule[], subject: RuleSubject, isOffer = false): RuleVerdict {
  const misses: string[] = [];
  let more = 0;
  for (const rule of rules) {
    if (!isAsked(rule, subject, isOffer)) continue;
    const miss = rule.when.find((condition) => !holds(condition, subject));
    if (!miss) return { kind: 'matched', rule, misses: sumUp(misses, more) };
    if (misses.length > MOST_NAMED) more += 1;
    else misses.push(`rule “${rule.name}” did not match: ${explainMiss(miss, subject)}`);
  }
  return { kind: 'unmatched', misses: sumUp(misses, more) };
}

/** Whether a rule has a say: of a change of state that is no offer only one about states has. */
export function isAsked(rule: Rule, subject: RuleSubject, isOffer: boolean): boolean {
  return rule.on && (subject.event === 'item-added' || isOffer || rule.when.some(({ kind }) => kind === 'status'));
}

/** How many rules that do not match are named where there are many. */
const MOST_NAMED = 5;

function sumUp(misses: readonly string[], more: number): readonly string[] {
  return more === 0 ? misses : [...misses.slice(0, MOST_NAMED), `${more + 1} more rules did not match`];
}

/** Whether any of these rules has to know what the person did in another program. */
export function asksForOwnActions(rules: readonly Rule[]): boolean {
  return rules.some(({ on, when }) => on && when.some(({ kind }) => kind === 'own-action'));
}

/** The verdict in words that are recorded as they stand; null where no rule was asked. */
export function explainVerdict(verdict: RuleVerdict): string | null {
  const said = verdict.kind === 'matched' ? [...verdict.misses, `rule “${verdict.rule.name}” matched`] : verdict.misses;
  return said.length === 0 ? null : said.join('; ');
}

/** As much of a value as is looked at, so that no text can hold up everything else. */
const LOOKED_AT = 2000;

/** Whether a condition is met. */
export function holds(condition: Condition, subject: RuleSubject): boolean {
  switch (condition.kind) {
    case 'workbin':
      return subject.workbin !== null && condition.is.includes(subject.workbin);
    case 'owner':
      return condition.is.some((owner) => isSameOwner(owner, subject.owner));
    case 'media':
      return condition.is.includes(subject.media);
    case 'status':
      return subject.event !== 'item-added' && isState(condition.from, subject.from) && isState(condition.to, subject.to);
    case 'field':
      return compare(condition.test, subject.field(condition.key), condition.value);
    case 'age':
      return subject.waited !== null && subject.waited >= condition.minutes * 60_000;
    case 'own-action':
      return subject.isOwn === condition.is;
  }
}

function compare(test: FieldTest, found: string | null, value: string): boolean {
  if (found === null) return false;
  const [has, wanted] = [found.slice(0, LOOKED_AT).trim().toLowerCase(), value.toLowerCase()];
  switch (test) {
    case 'is':
      return has === wanted;
    case 'contains':
      return has.includes(wanted);
    case 'matches':
      return matchesWildcards(wanted, has);
    case 'greater':
      return has !== '' && Number(has) > Number(wanted);
  }
}

function isState(wanted: string | null, state: string | null): boolean {
  return wanted === null || wanted.toLowerCase() === state?.toLowerCase();
}

function isSameOwner(one: Owner, other: Owner | null): boolean {
  if (one.kind !== other?.kind) return false;
  if (one.kind === 'me' || other.kind === 'me') return true;
  return one.kind === 'user' ? other.kind === 'user' && one.id === other.id : other.kind !== 'user' && one.name === other.name;
}

const TESTS: Readonly<Record<FieldTest, string>> = {
  is: 'is not',
  contains: 'does not contain',
  matches: 'does not match',
  greater: 'is not greater than',
};

/** Names what the rule asks for, never what the customer's data says. */
function explainMiss(condition: Condition, subject: RuleSubject): string {
  switch (condition.kind) {
    case 'workbin':
      return subject.workbin === null ? 'it lies in no workbin' : 'it lies in another workbin';
    case 'owner':
      return subject.owner === null ? 'it lies in no workbin' : 'the workbin is someone else’s';
    case 'media':
      return `it is no ${condition.is.join(' or ')}`;
    case 'status':
      return subject.event === 'item-added'
        ? 'it is no change of state'
        : `the state did not change${condition.from === null ? '' : ` from ${condition.from}`}${condition.to === null ? '' : ` to ${condition.to}`}`;
    case 'field':
      return subject.field(condition.key) === null
        ? `there is no “${condition.key}”`
        : `“${condition.key}” ${TESTS[condition.test]} “${condition.value}”`;
    case 'age':
      return subject.waited === null ? 'it is not known how long it waits' : `it has not waited ${condition.minutes} min`;
    case 'own-action':
      return condition.is ? 'you did not put it there' : 'you put it there yourself';
  }
}
