import { formatWorkbin } from '../src/core/alert-text.ts';
import { formatOwner, type WorkbinView } from '../src/core/contract.ts';
import { phrase } from '../src/core/language.ts';
import { formatMedia } from '../src/core/media.ts';
import { USUAL_MANNER, type Condition, type FieldTest, type RuleOutcome, type Urgency } from '../src/core/rule.ts';
import { SOUNDS } from '../src/core/sound.ts';
import type { Owner, WorkbinKey } from '../src/core/workbin.ts';
import { formatDuration } from './durations.ts';
import { t } from './language.svelte.ts';
import { SOUND_WORDS } from './sound-words.ts';
import { ownerId } from './watch-groups.ts';

/** What a rule can ask for, as the list of it says; to be said by `t`. */
export const CONDITION_KINDS: Readonly<Record<Condition['kind'], string>> = {
  workbin: phrase('The workbin'),
  owner: phrase('Whose workbin it is'),
  media: phrase('The kind of interaction'),
  field: phrase('A field or a key of the user data'),
  age: phrase('How long it has waited'),
  'own-action': phrase('Who put it there'),
  status: phrase('A change of state of a workitem'),
};

/** How a field is compared, as the list of it says; to be said by `t`. */
export const FIELD_TEST_WORDS: Readonly<Record<FieldTest, string>> = {
  is: phrase('is'),
  contains: phrase('contains'),
  matches: phrase('is like (with * and ?)'),
  greater: phrase('is greater than'),
};

/** What a rule can lead to; to be said by `t`. */
export const OUTCOME_WORDS: Readonly<Record<RuleOutcome['kind'], string>> = {
  alert: phrase('Alert'),
  'list-only': phrase('Only list it'),
  hold: phrase('Hold for the digest'),
};

/** How urgent an alert is; to be said by `t`. */
export const URGENCY_WORDS: Readonly<Record<Urgency, string>> = {
  low: phrase('Low'),
  normal: phrase('Normal'),
  critical: phrase('High, stays on the screen'),
};

/** Fields that every interaction may have, besides its user data. */
export const FIELDS: readonly string[] = ['subject', 'customer', 'segment', 'service', 'address', 'direction', 'state'];

const FIELD_WORDS: Readonly<Record<string, string>> = {
  subject: phrase('the subject'),
  customer: phrase('the customer'),
  segment: phrase('the customer segment'),
  service: phrase('the service'),
  address: phrase('the address'),
  direction: phrase('the direction'),
  state: phrase('the state'),
};

/** Stands for what a condition does not say yet. */
const UNSAID = '…';

/** Names of the workbins that rules may speak of. */
export type WorkbinNames = ReadonlyMap<WorkbinKey, string>;

/** The names of these workbins, with their owners. */
export function nameWorkbins(workbins: readonly WorkbinView[]): WorkbinNames {
  return new Map(workbins.map((workbin) => [workbin.key, formatWorkbin(workbin, workbin.ownerLabel)]));
}

/** The owners of these workbins, each once, with what people call them. */
export function nameOwners(workbins: readonly WorkbinView[]): readonly { readonly owner: Owner; readonly name: string }[] {
  const owners = new Map(workbins.map(({ owner, ownerLabel }) => [ownerId(owner), { owner, name: ownerLabel || t('you') }]));
  return [...owners.values()];
}

/** A rule in a sentence: `When the customer segment is “gold” and it lies in Billing: alert`. */
export function formatRule(when: readonly Condition[], then: RuleOutcome, workbins: readonly WorkbinView[]): string {
  const outcome = formatOutcome(then);
  if (when.length === 0) return t('Always: {outcome}', { outcome });
  return t('When {conditions}: {outcome}', { conditions: formatConditions(when, workbins), outcome });
}

/** What has to be so, in words: `the customer segment is “gold” and it lies in Billing`. */
export function formatConditions(when: readonly Condition[], workbins: readonly WorkbinView[]): string {
  return t.list(when.map((condition) => formatCondition(condition, workbins)));
}

function formatCondition(condition: Condition, workbins: readonly WorkbinView[]): string {
  switch (condition.kind) {
    case 'workbin': {
      const names = nameWorkbins(workbins);
      return t('it lies in {workbins}', { workbins: formatEither(condition.is.map((key) => names.get(key) ?? key)) });
    }
    case 'owner': {
      const names = new Map(nameOwners(workbins).map(({ owner, name }) => [ownerId(owner), name]));
      const owners = condition.is.map((owner) => names.get(ownerId(owner)) ?? (formatOwner(owner) || t('you')));
      return t('the workbin belongs to {owners}', { owners: formatEither(owners) });
    }
    case 'media':
      return t('its kind is {media}', { media: formatEither(condition.is.map((media) => formatMedia(media, t))) });
    case 'field':
      return formatField(condition);
    case 'age':
      return t('it has waited {duration}', { duration: formatDuration(condition.minutes) });
    case 'own-action':
      return condition.is ? t('you put it there yourself') : t('someone else put it there');
    case 'status': {
      const { from, to } = condition;
      if (from !== null && to !== null) return t('a workitem goes from {from} to {to}', { from, to });
      if (to !== null) return t('a workitem becomes {to}', { to });
      return from === null ? t('a workitem changes its state') : t('a workitem is {from} no longer', { from });
    }
  }
}

function formatField({ key, test, value: asked }: Extract<Condition, { kind: 'field' }>): string {
  const value = asked || UNSAID;
  const known = Object.hasOwn(FIELD_WORDS, key) ? FIELD_WORDS[key] : undefined;
  const field = known === undefined ? key || UNSAID : t(known);
  switch (test) {
    case 'is':
      return t('{field} is “{value}”', { field, value });
    case 'contains':
      return t('{field} contains “{value}”', { field, value });
    case 'matches':
      return t('{field} is like “{value}”', { field, value });
    case 'greater':
      return t('{field} is greater than {value}', { field, value });
  }
}

function formatOutcome(then: RuleOutcome): string {
  if (then.kind === 'list-only') return t('only list it');
  if (then.kind === 'hold') return t('hold it for the digest');
  const { sound, urgency, repeatEvery, evenWhenQuiet } = then;
  const manner = [
    ...(sound === USUAL_MANNER.sound
      ? []
      : [sound === 'none' ? t('without a sound') : t('with the sound {sound}', { sound: nameSound(sound) })]),
    ...(urgency === 'critical' ? [t('urgently')] : urgency === 'low' ? [t('discreetly')] : []),
    ...(repeatEvery > 0 ? [t('again every {duration} until it is seen', { duration: formatDuration(repeatEvery) })] : []),
    ...(evenWhenQuiet ? [t('even when it is quiet')] : []),
  ];
  return manner.length === 0 ? t('alert') : t('alert {manner}', { manner: t.list(manner) });
}

function nameSound(name: string): string {
  const known = SOUNDS.find((sound) => sound === name);
  return known === undefined ? name : t(SOUND_WORDS[known]);
}

/** `Billing or Claims`. */
function formatEither(names: readonly string[]): string {
  return names.length === 0 ? UNSAID : new Intl.ListFormat(t.speech().locale, { type: 'disjunction' }).format(names);
}
