import * as v from 'valibot';
import type { Owner, WorkbinKey } from './workbin.ts';
import { readWorkbinKey } from './workbin.ts';

/** How the value of a field is compared; without regard to case. `matches` takes `*` for any text and `?` for one character. */
export const FIELD_TESTS = ['is', 'contains', 'matches', 'greater'] as const;

/** One of the comparisons of a field. */
export type FieldTest = (typeof FIELD_TESTS)[number];

/** How much an alert asks to be looked at, as the desktop understands it. */
export const URGENCIES = ['low', 'normal', 'critical'] as const;

/** One of the urgencies. */
export type Urgency = (typeof URGENCIES)[number];

/** What has to be so for a rule to match. */
export type Condition =
  | { readonly kind: 'workbin'; readonly is: readonly WorkbinKey[] }
  | { readonly kind: 'owner'; readonly is: readonly Owner[] }
  /** `email`, `chat`, `workitem`, … as in `Item.media`. */
  | { readonly kind: 'media'; readonly is: readonly string[] }
  /** A workitem whose state has changed, from and to a state; null stands for any. */
  | { readonly kind: 'status'; readonly from: string | null; readonly to: string | null }
  /** `subject`, `customer`, `segment`, … or a key of the user data, as `Outer › inner` where it is nested. */
  | { readonly kind: 'field'; readonly key: string; readonly test: FieldTest; readonly value: string }
  /** It has waited at least so many minutes. */
  | { readonly kind: 'age'; readonly minutes: number }
  /** Whether the person has put it there, as by parking it. */
  | { readonly kind: 'own-action'; readonly is: boolean };

/** How a rule lets something be announced. */
export interface AlertManner {
  /** The name of a sound; `default` for the one that is chosen for all, `none` for none. */
  readonly sound: string;
  readonly urgency: Urgency;
  /** Minutes after which the alert comes again, until the item is opened or left; 0 for never. */
  readonly repeatEvery: number;
  /** Also while alerts are paused, in quiet hours and while the computer asks not to disturb. */
  readonly evenWhenQuiet: boolean;
}

/** What becomes of that which a rule matches. */
export type RuleOutcome =
  | ({ readonly kind: 'alert' } & AlertManner)
  | { readonly kind: 'list-only' }
  | { /** For the next digest. */ readonly kind: 'hold' };

/** One rule. Of several the first that matches decides. */
export interface Rule {
  readonly name: string;
  readonly on: boolean;
  /** All of them have to hold; none at all always do. */
  readonly when: readonly Condition[];
  readonly then: RuleOutcome;
}

/** How something is announced that no rule speaks of. */
export const USUAL_MANNER: AlertManner = { sound: 'default', urgency: 'normal', repeatEvery: 0, evenWhenQuiet: false };

/** The manner of the most urgent; of several the first. */
export function loudest(manners: readonly AlertManner[]): AlertManner {
  const rank = ({ urgency }: AlertManner) => URGENCIES.indexOf(urgency);
  return manners.reduce((most, manner) => (rank(manner) > rank(most) ? manner : most));
}

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const some = <Entry>(entry: v.GenericSchema<unknown, Entry>) => v.pipe(v.array(entry), v.minLength(1), v.maxLength(500));
const workbin = v.pipe(
  v.unknown(),
  v.transform(readWorkbinKey),
  v.check((read) => read !== null),
) as v.GenericSchema<unknown, WorkbinKey>;
const owner: v.GenericSchema<unknown, Owner> = v.variant('kind', [
  v.object({ kind: v.literal('me') }),
  v.object({ kind: v.literal('user'), id: text(500) }),
  v.object({ kind: v.literal('agentGroup'), name: text(500) }),
  v.object({ kind: v.literal('placeGroup'), name: text(500) }),
]);
const state = v.nullable(text(100));
const condition: v.GenericSchema<unknown, Condition> = v.variant('kind', [
  v.object({ kind: v.literal('workbin'), is: some(workbin) }),
  v.object({ kind: v.literal('owner'), is: some(owner) }),
  v.object({ kind: v.literal('media'), is: some(text(100)) }),
  v.object({ kind: v.literal('status'), from: state, to: state }),
  v.pipe(
    v.object({ kind: v.literal('field'), key: text(200), test: v.picklist(FIELD_TESTS), value: text(200) }),
    v.check(({ test, value }) => test !== 'greater' || Number.isFinite(Number(value))),
  ),
  v.object({ kind: v.literal('age'), minutes: v.pipe(v.number(), v.minValue(1), v.maxValue(525_600)) }),
  v.object({ kind: v.literal('own-action'), is: v.boolean() }),
]);
const outcome: v.GenericSchema<unknown, RuleOutcome> = v.variant('kind', [
  v.object({
    kind: v.literal('alert'),
    sound: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,29}$/)), USUAL_MANNER.sound),
    urgency: v.optional(v.picklist(URGENCIES), USUAL_MANNER.urgency),
    repeatEvery: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)), USUAL_MANNER.repeatEvery),
    evenWhenQuiet: v.optional(v.boolean(), USUAL_MANNER.evenWhenQuiet),
  }),
  v.object({ kind: v.literal('list-only') }),
  v.object({ kind: v.literal('hold') }),
]);

/** Reads one rule of any make; what says nothing of its manner gets the usual one. */
export const RULE: v.GenericSchema<unknown, Rule> = v.object({
  name: text(100),
  on: v.optional(v.boolean(), true),
  when: v.pipe(v.array(condition), v.maxLength(20)),
  then: outcome,
});

/** The rules among these that cannot be read, each by its name, or by its place (from 1) where it has none. */
export function nameBadRules(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown, index) => {
    if (v.is(RULE, entry)) return [];
    const named = v.safeParse(v.object({ name: text(100) }), entry);
    return [named.success ? named.output.name : `number ${index + 1}`];
  });
}
