import { readWords, type Found, type Person } from '../src/core/directory.ts';
import type { Owner } from '../src/core/workbin.ts';
import { explain } from '../src/core/reasons.ts';
import { t } from './language.svelte.ts';
import { ownerId } from './watch-groups.ts';

/** An owner who can be chosen to be watched. */
export interface OwnerOffer {
  readonly id: string;
  readonly owner: Owner;
  /** What people call the owner. */
  readonly name: string;
  /** What tells two of the same name apart; empty where there is nothing. */
  readonly detail: string;
  /** Watched already: shown, but not to be chosen again. */
  readonly taken: boolean;
  /** Nobody but the person who typed it says that there is such an owner. */
  readonly typed: boolean;
}

/** Offers of one kind, under one heading. */
export interface OfferSection {
  readonly title: string;
  readonly offers: readonly OwnerOffer[];
}

/** What is known when offers are made; null where the answer is still waited for. */
export interface OfferSources {
  readonly typed: string;
  readonly people: Found<Person> | null;
  readonly groups: Found<string> | null;
  /** The owners watched already, by `ownerId`. */
  readonly taken: ReadonlySet<string>;
}

const MOST_PEOPLE = 8;
const MOST_GROUPS = 6;

/**
 * Whom the text may mean: agent groups of one's own, colleagues the server found, and what was typed taken as a name, which is the
 * only way to a group that the server does not list. Groups come first, since they are known already while colleagues are looked
 * for anew with each letter.
 */
export function offerOwners({ typed, people, groups, taken }: OfferSources): readonly OfferSection[] {
  const name = typed.trim();
  const offer = (owner: Owner, more: Partial<OwnerOffer> = {}): OwnerOffer => ({
    id: ownerId(owner),
    owner,
    name: owner.kind === 'user' ? owner.id : owner.kind === 'me' ? '' : owner.name,
    detail: '',
    taken: taken.has(ownerId(owner)),
    typed: false,
    ...more,
  });
  const found = name === '' || people?.kind !== 'found' ? [] : people.found.slice(0, MOST_PEOPLE);
  const listed = (groups?.kind === 'found' ? groups.found : []).filter((group) =>
    group.toLowerCase().includes(name.toLowerCase()),
  );
  const asTyped: readonly Owner[] =
    name === ''
      ? []
      : [
          ...(people?.kind === 'unavailable' ? [{ kind: 'user', id: name } as const] : []),
          ...(listed.includes(name) ? [] : [{ kind: 'agentGroup', name } as const]),
          { kind: 'placeGroup', name },
        ];
  const sections: readonly OfferSection[] = [
    {
      title: t('Your agent groups'),
      offers: listed.slice(0, MOST_GROUPS).map((group) => offer({ kind: 'agentGroup', name: group })),
    },
    {
      title: t('Colleagues'),
      offers: found.map((person) =>
        offer(
          { kind: 'user', id: person.id, name: person.name },
          { name: person.name, detail: person.userName === person.name ? '' : (person.userName ?? '') },
        ),
      ),
    },
    { title: t('As you typed it'), offers: asTyped.map((owner) => offer(owner, { typed: true })) },
  ];
  return sections.filter(({ offers }) => offers.length > 0);
}

/**
 * What Enter takes as long as nobody went to another: the first whose name has words that begin with those typed. Another that the
 * server knows is taken only when everybody was looked for, since a better one may be found.
 */
export function likeliestOffer(offers: readonly OwnerOffer[], { typed, people }: OfferSources): OwnerOffer | undefined {
  const words = readWords(typed);
  if (words.length === 0) return undefined;
  const known = offers.filter((offer) => !offer.typed && !offer.taken);
  const begins = ({ name }: OwnerOffer) => {
    const parts = name.toLocaleLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  return known.find(begins) ?? (people === null ? undefined : known[0]);
}

/** What the offers cannot say for themselves, in words; empty where there is nothing to say. */
export function explainOffers({ typed, people, groups }: OfferSources): string {
  if (people?.kind === 'unavailable') return explain(people.why, t);
  if (typed.trim() === '') return groups?.kind === 'unavailable' ? explain(groups.why, t) : t('Type a name to find a colleague.');
  if (people === null) return t('Looking for colleagues');
  if (people.more || people.found.length > MOST_PEOPLE) return t('There are more. Type more of the name.');
  return people.found.length === 0 ? t('No colleague of that name was found.') : '';
}
