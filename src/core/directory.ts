import { firstText, readRecord, readRecords, readText, type Wire } from './record.ts';

/** Somebody who works in the contact centre. */
export interface Person {
  /** GWS's user id. */
  readonly id: string;
  /** First and last name, else the user name, else the id. */
  readonly name: string;
  readonly userName: string | null;
}

/** What a search came to; `more` where the server knows more than it told. */
export type Found<Entry> =
  | { readonly kind: 'found'; readonly found: readonly Entry[]; readonly more: boolean }
  | { readonly kind: 'unavailable'; /** In plain words. */ readonly why: string };

/** Looks up who and what may be watched. Only reads; what was found is kept for a while. */
export interface Directory {
  /** People whose first, last or user name has every word of `text` in it, by name; some of all of them for no text. */
  findPeople(text: string): Promise<Found<Person>>;
  /** The names of the person's agent groups. */
  listGroups(): Promise<Found<string>>;
}

/** The answer of a directory that nobody can ask for now. */
export function unavailable(why: string): { readonly kind: 'unavailable'; readonly why: string } {
  return { kind: 'unavailable', why };
}

/** Somebody as `/users` or `/contacts` has them; null for what is no person or has no id. */
export function readPerson(value: unknown): Person | null {
  const resource = readRecord(value);
  const id = resource && readText(resource['id']);
  // Among the contacts are queues and entries of companies' own.
  if (!resource || !id || (readText(resource['type']) ?? 'User') !== 'User') return null;
  const fullName = [firstText(resource, 'firstName'), firstText(resource, 'lastName')].filter((part) => part !== null).join(' ');
  const userName = firstText(resource, 'userName');
  return { id, name: fullName || (firstText(resource, 'name') ?? userName ?? id), userName };
}

/** All people that a reply lists under this name, each once. */
export function readPeople(body: Wire, list: 'contacts' | 'users'): readonly Person[] {
  const people = readRecords(body[list]).flatMap((entry) => readPerson(entry) ?? []);
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** The words of a search, without what has a meaning of its own in the request. */
export function readWords(text: string): readonly string[] {
  return text
    .toLocaleLowerCase()
    .split(/[\s,*]+/)
    .filter((word) => word !== '');
}

/** Whether every word stands somewhere in the person's names. */
export function isNamed({ name, userName }: Person, words: readonly string[]): boolean {
  const names = `${name} ${userName ?? ''}`.toLocaleLowerCase();
  return words.every((word) => names.includes(word));
}

/** By name, as people expect it in a list. */
export function byName(one: Person, other: Person): number {
  return one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1);
}
