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

/** A row with what is searched in it, folded once: folding takes much longer than looking. */
export interface Row extends ItemView {
  readonly text: string;
}

/** The row with its text: subject, customer, id, medium and what it carries of the user data. */
export function toRow(view: ItemView): Row {
  const { workbin, id, media, subject, customer, receivedAt, unread, snoozedUntil, data } = view;
  const text = foldText(
    `${subject ?? ''}\n${customer ?? ''}\n${id}\n${media}\n${data === undefined ? '' : Object.values(data).join('\n')}`,
  );
  // All of one shape, in one order, so that looking through a hundred thousand of them is quick.
  return { workbin, id, media, subject, customer, receivedAt, unread, snoozedUntil, text, ...(data && { data }) };
}

/** The rows in which all terms occur, or which are among `also`, in their order. */
export function searchRows(rows: readonly Row[], terms: readonly string[], also: ReadonlySet<InteractionId>): readonly Row[] {
  if (terms.length === 0) return rows;
  return rows.filter((row) => matches(row.text, terms) || (also.size > 0 && also.has(row.id)));
}

function matches(text: string, terms: readonly string[]): boolean {
  for (const term of terms) if (!text.includes(term)) return false;
  return true;
}

/** Searches as one types: what the last search found is all that a longer one can find in the same rows. */
export class Searcher {
  #rows: readonly Row[] = [];
  #terms: readonly string[] = [];
  #found: readonly Row[] = [];

  search(rows: readonly Row[], terms: readonly string[], also: ReadonlySet<InteractionId>): readonly Row[] {
    const isLonger = rows === this.#rows && this.#terms.every((old) => terms.some((term) => term.includes(old)));
    const found = searchRows(isLonger ? this.#found : rows, terms, NONE);
    this.#rows = rows;
    this.#terms = terms;
    this.#found = found;
    return also.size === 0 || terms.length === 0 ? found : searchRows(rows, terms, also);
  }
}

const NONE: ReadonlySet<InteractionId> = new Set();

/** What of a row was found though it is not written there: its id, and its medium, of which there is a picture. */
export function findUnwritten(row: ItemView, terms: readonly string[]): { readonly id: boolean; readonly media: boolean } {
  const written = foldText(`${row.subject ?? ''}\n${row.customer ?? ''}`);
  const others = terms.filter((term) => !written.includes(term));
  const occursIn = (text: string) => others.some((term) => foldText(text).includes(term));
  return { id: occursIn(row.id), media: occursIn(row.media) };
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
  /** Accents and other marks, which fold to nothing: they belong to the letter before them. */
  const loose = new Set<number>();
  for (const [at, letter] of letters.entries()) {
    const fold = foldText(letter);
    plain += fold;
    if (fold === '') loose.add(at);
    for (let count = 0; count < fold.length; count++) origin.push(at);
  }
  const marked = new Set<number>();
  for (const term of terms)
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + term.length))
      for (let letter = at; letter < at + term.length; letter++) marked.add(origin[letter] ?? -1);
  const pieces: { text: string; isMatch: boolean }[] = [];
  for (const [at, letter] of letters.entries()) {
    const last = pieces.at(-1);
    if (last !== undefined && (loose.has(at) || last.isMatch === marked.has(at))) last.text += letter;
    else pieces.push({ text: letter, isMatch: marked.has(at) });
  }
  return pieces;
}
