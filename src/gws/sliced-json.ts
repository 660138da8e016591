import type { LongText } from './long-text.ts';

/** About as many characters are parsed in one go, which takes a ms; a shorter text is parsed whole. */
const SLICE = 300_000;
/** As much of the text is put together at a time, and when so little of it is left, in slices: a long text is never held as one. */
const [WINDOW, LITTLE] = [5, 1.25];
/** So deep in one another may lists and objects lie that are parsed in slices. */
const DEPTH = 8;
/** A place to cut is guessed so often at most before it is looked for. */
const TRIES = 2;
const [QUOTE, COMMA] = [0x22, 0x2c];

/** The text where it is so short that `parseInSlices` would hand it to `JSON.parse`, which needs nobody to wait; else null. */
export function shortText(text: LongText, slice = SLICE): string | null {
  return typeof text === 'string' && text.length <= slice ? text : null;
}

/**
 * What `JSON.parse` gives, and throws, but a long text is parsed in slices of about so many characters, with time for others between
 * them. Only a single string is parsed at once however long it is, and what lies more than eight lists and objects deep. Pieces are
 * used up, also where it throws.
 */
export async function parseInSlices(long: LongText, slice = SLICE): Promise<unknown> {
  const short = shortText(long, slice);
  if (short !== null) return JSON.parse(short) as unknown;
  const pieces = typeof long === 'string' ? [long] : long;
  /** What was put together of the text and is not parsed yet; `at` is how far it was looked over. */
  let text = '';
  let at = 0;
  /** Parts between these have been looked over but not parsed yet: of the innermost list or object alone, since no other has any then. */
  let from = 0;
  let to = 0;
  fill();
  if (pieces.length === 0 && text.length <= slice) return JSON.parse(text) as unknown;
  skipBlanks();
  const value = await readValue(DEPTH);
  skipBlanks();
  if (at < text.length) throw new SyntaxError('Something follows the end of the value');
  return value;

  /** Goes on to more of the text, less what was parsed already; false where there is none. */
  function fill(): boolean {
    if (pieces.length === 0) return false;
    let length = text.length - from;
    const enough = Math.max(WINDOW * slice, 2 * length);
    const count = pieces.findIndex((piece) => (length += piece.length) >= enough) + 1;
    text = [text.slice(from), ...pieces.splice(0, count || pieces.length)].join('');
    at -= from;
    to -= from;
    from = 0;
    return true;
  }

  async function readValue(depth: number): Promise<unknown> {
    from = at;
    if (depth > 0 && text[at] === '[') return await readParts(']', depth);
    if (depth > 0 && text[at] === '{')
      return Object.fromEntries((await readParts('}', depth)) as readonly (readonly [string, unknown])[]);
    at = skipWhole();
    return JSON.parse(text.slice(from, at));
  }

  /** The elements of a list, or the members of an object as pairs of name and value. */
  async function readParts(close: ']' | '}', depth: number): Promise<readonly unknown[]> {
    const parts: unknown[] = [];
    const take = (): void => {
      const inner = text.slice(from, to);
      const some = close === ']' ? (JSON.parse(`[${inner}]`) as unknown[]) : Object.entries(JSON.parse(`{${inner}}`) as object);
      for (const part of some) parts.push(part);
    };
    at += 1;
    skipBlanks();
    let isMore = text[at] !== close;
    if (!isMore) at += 1;
    [from, to] = [at, at];
    while (isMore) {
      if (text.length - at <= LITTLE * slice) fill();
      const cut = close === ']' && to <= from ? tryToCut() : null;
      if (cut) {
        for (const part of cut) parts.push(part);
        from = at;
        await new Promise(setImmediate);
        continue;
      }
      const name = close === '}' ? readName() : null;
      const end = skipValue(text, at, pieces.length === 0, slice);
      if (end < 0) {
        if (to > from) take();
        const value = await readValue(depth - 1);
        parts.push(name === null ? value : [name, value]);
        isMore = goOn(close);
        [from, to] = [at, at];
        await new Promise(setImmediate);
      } else {
        at = end;
        to = end;
        isMore = goOn(close);
        if (isMore && to - from <= slice) continue;
        take();
        from = at;
        await new Promise(setImmediate);
      }
    }
    return parts;
  }

  /** A slice of a list of objects that ends where one seems to end: it did where the slice can be parsed. Costs less than a look at each. */
  function tryToCut(): readonly unknown[] | null {
    const beyond = text.slice(at + slice, at + 2 * slice);
    for (let tries = 0, end = -1; tries < TRIES; tries++) {
      end = beyond.indexOf('},{', end + 1);
      if (end < 0) return null;
      try {
        const parts = JSON.parse(`[${text.slice(at, at + slice + end + 1)}]`) as unknown[];
        at += slice + end + 2;
        return parts;
      } catch {
        // It was within something else.
      }
    }
    return null;
  }

  /** Reads the name of a member and goes on to its value. */
  function readName(): string {
    const end = skipWhole();
    const name: unknown = JSON.parse(text.slice(at, end));
    at = end;
    skipBlanks();
    if (typeof name !== 'string' || text[at] !== ':') throw new SyntaxError('No name of a member where one has to be');
    at += 1;
    skipBlanks();
    return name;
  }

  /** From the end of one part to the next; whether there is one. */
  function goOn(close: string): boolean {
    skipBlanks();
    const found = text[at];
    at += 1;
    if (found === close) return false;
    if (found !== ',') throw new SyntaxError(`Neither a comma nor ${close} where one has to be`);
    skipBlanks();
    return true;
  }

  function skipBlanks(): void {
    do {
      while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
    } while (at === text.length && fill());
  }

  /** The end of the value that begins here, however long it is. */
  function skipWhole(): number {
    for (;;) {
      const end = skipValue(text, at, pieces.length === 0);
      if (end >= 0) return end;
      fill();
    }
  }
}

/**
 * The end of the value that begins here, by its quotes and brackets alone; negative where it is longer than `most`, or than the text where
 * that is not the last of it.
 */
function skipValue(text: string, from: number, isLast: boolean, most = Infinity): number {
  let open = 0;
  let at = from;
  for (; at < text.length && at - from <= most; at++) {
    const code = text.charCodeAt(at);
    // [ and {, which differ in one bit, as ] and } do.
    if ((code | 0x20) === 0x7b) open += 1;
    else if (code === QUOTE) {
      at = endOfString(text, at);
      if (at < 0 && isLast) throw new SyntaxError('A string has no end');
      if (at < 0) return -1;
    } else if ((code | 0x20) === 0x7d) open -= 1;
    else if (code === COMMA && open === 0) break;
    else continue;
    if (open < 0) break;
    if (open === 0) return at + 1 - from > most ? -1 : at + 1;
  }
  if (at >= text.length && !isLast) return -1;
  if (at === from) throw new SyntaxError('No value where one has to be');
  return at - from > most ? -1 : at;
}

/** Where the quote is that ends this string; negative where there is none. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}
