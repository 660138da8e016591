import pLimit from 'p-limit';
import {
  byName,
  isNamed,
  readPeople,
  readPerson,
  readWords,
  unavailable,
  type Directory,
  type Found,
  type Person,
} from '../core/directory.ts';
import { readRecords, readText } from '../core/record.ts';
import { encodePart } from '../core/workbin.ts';
import type { Reply, Rest } from './rest.ts';

/** The directory of one server, with the names of those who are watched. */
export interface ServerDirectory extends Directory {
  /** What people call this user; null while that is not known. */
  nameOf(userId: string): string | null;
  /** Asks for the names of these users, where they are not known yet; true where any became known. */
  learn(userIds: readonly string[]): Promise<boolean>;
}

/** How many people one answer names. */
const MOST = 100;
/** How long an answer is good for, in ms. */
const FRESH = 60_000;
const KEPT = 50;

interface Answer {
  readonly at: number;
  /** The one word that the server was asked for; empty for everybody. */
  readonly asked: string;
  readonly people: readonly Person[];
  /** Whether the server told of everybody who has that word in a name. */
  readonly isWhole: boolean;
}

/**
 * Looks people up one request at a time. A complete answer also answers every longer text that is typed after it.
 * @see GWS 8.5.2 API, "Get contacts", "Contact resource", "Get a Specific User", "Business Unit API"
 */
export function createDirectory({
  rest,
  now,
}: {
  readonly rest: Pick<Rest, 'get'>;
  /** ms since the epoch. */
  readonly now: () => number;
}): ServerDirectory {
  const oneByOne = pLimit(1);
  const names = new Map<string, string>();
  const missing = new Set<string>();
  let known: readonly Answer[] = [];
  let groups: { readonly at: number; readonly reply: Found<string> } | null = null;
  /** The number of the latest text; an older one that is still waiting is not asked for any more. */
  let latest = 0;

  const isFresh = ({ at }: { readonly at: number }): boolean => now() - at < FRESH;

  function recall(words: readonly string[]): Found<Person> | null {
    const asked = longestOf(words);
    const answers = known.filter((answer) => isFresh(answer));
    const answer =
      answers.find((one) => one.asked === asked) ??
      answers.find((one) => one.isWhole && (one.asked === '' || words.some((word) => word.includes(one.asked))));
    return answer ? choose(answer, words) : null;
  }

  async function search(words: readonly string[]): Promise<Found<Person>> {
    const asked = longestOf(words);
    const { reply, list } = await askForPeople(rest, asked);
    if (reply.kind !== 'ok') return unavailable(explain(reply, 'people'));
    const people = readPeople(reply.body, list);
    for (const { id, name } of people) names.set(id, name);
    const total = Number(readText(reply.body['totalCount']) ?? people.length);
    const answer: Answer =
      list === 'users'
        ? { at: now(), asked: '', people, isWhole: true }
        : { at: now(), asked, people, isWhole: total <= people.length && people.length < MOST };
    known = [answer, ...known].slice(0, KEPT);
    return choose(answer, words);
  }

  async function readName(id: string): Promise<boolean> {
    for (const [path, member] of [
      [`/contacts/${encodePart(id)}?type=User`, 'contact'],
      [`/users/${encodePart(id)}`, 'user'],
    ] as const) {
      const reply = await rest.get(path);
      const person = reply.kind === 'ok' ? readPerson(reply.body[member]) : null;
      if (person) {
        names.set(id, person.name);
        return true;
      }
      // Only a refusal of one form is a reason to try the other, and a reason not to ask again.
      if (reply.kind !== 'refused' && reply.kind !== 'ok') return false;
      if (reply.kind === 'refused' && reply.status >= 500) return false;
    }
    missing.add(id);
    return false;
  }

  return {
    nameOf: (id) => names.get(id) ?? null,
    async learn(userIds) {
      const unknown = userIds.filter((id) => !names.has(id) && !missing.has(id));
      const learned = await Promise.all(unknown.map((id) => oneByOne(() => !names.has(id) && readName(id))));
      return learned.includes(true);
    },
    async findPeople(text) {
      const words = readWords(text);
      const mine = (latest += 1);
      return (
        recall(words) ??
        oneByOne(() => recall(words) ?? (mine === latest ? search(words) : unavailable('Another text was typed meanwhile')))
      );
    },
    async listGroups() {
      if (groups && isFresh(groups)) return groups.reply;
      const reply = await rest.get('/me/groups?type=BusinessUnit&fields=*');
      if (reply.kind !== 'ok') return unavailable(explain(reply, 'groups'));
      const listed = readRecords(reply.body['groups']).flatMap(({ name }) => readText(name) ?? []);
      const found = [...new Set(listed)].toSorted((one, other) => one.localeCompare(other));
      groups = { at: now(), reply: { kind: 'found', found, more: false } };
      return groups.reply;
    },
  };
}

/** Of an answer those who have every word in their names, by name. */
function choose({ people, isWhole }: Answer, words: readonly string[]): Found<Person> {
  const found = people.filter((person) => isNamed(person, words)).toSorted(byName);
  return { kind: 'found', found: found.slice(0, MOST), more: !isWhole || found.length > MOST };
}

/** How several words are told apart in a request is not documented: the longest leaves the fewest, the rest is compared here. */
function longestOf(words: readonly string[]): string {
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** By contacts, which the server searches for any agent; where it refuses them, by the list of all users. */
async function askForPeople(
  rest: Pick<Rest, 'get'>,
  asked: string,
): Promise<{ readonly reply: Reply; readonly list: 'contacts' | 'users' }> {
  const pattern = asked === '' ? '*' : `*${encodePart(asked)}*`;
  const filter = `filterName=NamesOrPhoneNumberMatches&filterParameters=${pattern}`;
  const reply = await rest.get(`/contacts?type=User&fields=*&${filter}&sortBy=name&order=Ascending&limit=${MOST}`);
  if (reply.kind !== 'refused') return { reply, list: 'contacts' };
  return { reply: await rest.get('/users?fields=*'), list: 'users' };
}

function explain(reply: Exclude<Reply, { kind: 'ok' }>, what: string): string {
  return reply.kind === 'refused' ? `The server does not let you look up ${what} (${reply.why})` : reply.why;
}
