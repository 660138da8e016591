import type { Condition, Rule } from '../src/core/rule.ts';
import { USUAL_MANNER } from '../src/core/rule.ts';
import { readSettingsChange } from '../src/core/settings.ts';

/** A rule as it is being written: it may not be complete yet. */
export const NEW_RULE: Rule = { name: '', on: true, when: [], then: { kind: 'alert', ...USUAL_MANNER } };

/** A condition of this kind of which nothing is said yet, but for what most people mean. */
export function createCondition(kind: Condition['kind']): Condition {
  switch (kind) {
    case 'workbin':
    case 'owner':
    case 'media':
      return { kind, is: [] };
    case 'field':
      return { kind, key: '', test: 'is', value: '' };
    case 'age':
      return { kind, minutes: 60 };
    case 'own-action':
      return { kind, is: true };
    case 'status':
      return { kind, from: null, to: null };
  }
}

/** The rule as it can be kept, named by `sentence` where it has no name; null while a condition says nothing. */
export function finishRule(draft: Rule, sentence: string): Rule | null {
  const named = { ...draft, name: (draft.name.trim() || sentence).slice(0, 100).trim() };
  const { settings, refused } = readSettingsChange({ rules: [named] });
  return refused.length > 0 ? null : (settings.rules?.[0] ?? null);
}

/** A copy of the list in which the entry at `from` has moved to `to`. */
export function moveEntry<Entry>(list: readonly Entry[], from: number, to: number): readonly Entry[] {
  const moved = list[from];
  if (moved === undefined || to < 0 || to >= list.length) return list;
  const others = list.toSpliced(from, 1);
  return others.toSpliced(to, 0, moved);
}
