import type { Age } from '../src/core/ageing.ts';
import type { ItemView, WorkbinView } from '../src/core/contract.ts';
import { foldText } from '../src/core/fold.ts';
import { SEGMENT } from '../src/core/list-view.ts';
import type { InteractionId, Owner, WorkbinKey } from '../src/core/workbin.ts';

/** What a list is narrowed to, besides what is searched for; null for no narrowing. */
export interface Filters {
  readonly media: string | null;
  readonly workbin: WorkbinKey | null;
  readonly owner: Owner['kind'] | null;
  readonly age: Age | null;
  readonly unread: boolean;
  readonly segment: string | null;
}

/** Everything. */
export const NO_FILTERS: Filters = { media: null, workbin: null, owner: null, age: null, unread: false, segment: null };

/** One thing that a list is narrowed by, which a person can let go of. */
export type FilterName = keyof Filters;

/** What narrowing looks at besides the row. */
export interface Surroundings {
  readonly workbins: ReadonlyMap<WorkbinKey, Pick<WorkbinView, 'owner'>>;
  readonly ageOf: (row: ItemView) => Age;
}

/** The filters that are set. */
export function activeFilters(filters: Filters): readonly FilterName[] {
  return (Object.keys(NO_FILTERS) as FilterName[]).filter((name) => filters[name] !== NO_FILTERS[name]);
}

/** The same without one of them. */
export function loosen(filters: Filters, name: FilterName): Filters {
  return { ...filters, [name]: NO_FILTERS[name] };
}

/** Whether the row is let through by each filter that is set. */
export function passes(row: ItemView, filters: Filters, { workbins, ageOf }: Surroundings): boolean {
  return (
    (filters.workbin === null || row.workbin === filters.workbin) &&
    (!filters.unread || row.unread) &&
    (filters.media === null || row.media === filters.media) &&
    (filters.segment === null || row.data?.[SEGMENT] === filters.segment) &&
    (filters.owner === null || workbins.get(row.workbin)?.owner.kind === filters.owner) &&
    (filters.age === null || ageOf(row) === filters.age)
  );
}

/** Folded text of rows, kept for as long as the row is: folding takes longer than looking. */
const folded = new WeakMap<ItemView, string>();

/** What is searched in a row: subject, customer, id, medium and what it carries of the user data. */
export function searchText(row: ItemView): string {
  const known = folded.get(row);
  if (known !== undefined) return known;
  const { subject, customer, id, media, data } = row;
  const text = foldText([subject, customer, id, media, ...Object.values(data ?? {})].filter((one) => one !== null).join('\n'));
  folded.set(row, text);
  return text;
}

/** The rows in which all terms occur, or which are among `also`, in their order. */
export function searchRows(
  rows: readonly ItemView[],
  terms: readonly string[],
  also: ReadonlySet<InteractionId>,
): readonly ItemView[] {
  if (terms.length === 0) return rows;
  return rows.filter((row) => {
    const text = searchText(row);
    return terms.every((term) => text.includes(term)) || also.has(row.id);
  });
}

/** A piece of text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The text in pieces, with each occurrence of a term as one of its own. Joined they are the text. */
export function markMatches(text: string, terms: readonly string[]): readonly Piece[] {
  if (terms.length === 0 || text === '') return [{ text, isMatch: false }];
  const letters = [...text];
  let plain = '';
  /** Which letter each folded one comes from: folding may make two of one, or none. */
  const origin: number[] = [];
  for (const [at, letter] of letters.entries()) {
    const fold = foldText(letter);
    plain += fold;
    for (let count = 0; count < fold.length; count++) origin.push(at);
  }
  const marked = new Set<number>();
  for (const term of terms)
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + term.length))
      for (let letter = at; letter < at + term.length; letter++) marked.add(origin[letter] ?? -1);
  const pieces: { text: string; isMatch: boolean }[] = [];
  for (const [at, letter] of letters.entries()) {
    const last = pieces.at(-1);
    if (last?.isMatch === marked.has(at)) last.text += letter;
    else pieces.push({ text: letter, isMatch: marked.has(at) });
  }
  return pieces;
}
