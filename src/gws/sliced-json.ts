/** About as many characters are parsed in one go, which takes a ms; a shorter text is parsed whole. */
const SLICE = 300_000;
/** So deep in one another may lists and objects lie that are parsed in slices. */
const DEPTH = 8;
/** A place to cut is guessed so often at most before it is looked for. */
const TRIES = 2;
const [QUOTE, COMMA] = [0x22, 0x2c];

/**
 * What `JSON.parse` gives, and throws, but a long text is parsed in slices of about so many characters, with time for others between
 * them. Only a single string is parsed at once however long it is.
 */
export async function parseInSlices(text: string, slice = SLICE): Promise<unknown> {
  if (text.length <= slice) return JSON.parse(text) as unknown;
  let at = skipBlanks(text, 0);
  const value = await readValue(DEPTH);
  if (skipBlanks(text, at) < text.length) throw new SyntaxError('Something follows the end of the value');
  return value;

  async function readValue(depth: number): Promise<unknown> {
    const from = at;
    if (depth > 0 && text[at] === '[') return await readParts(']', depth);
    if (depth > 0 && text[at] === '{')
      return Object.fromEntries((await readParts('}', depth)) as readonly (readonly [string, unknown])[]);
    at = skipValue(text, at);
    return JSON.parse(text.slice(from, at));
  }

  /** The elements of a list, or the members of an object as pairs of name and value. */
  async function readParts(close: ']' | '}', depth: number): Promise<readonly unknown[]> {
    const parts: unknown[] = [];
    const take = (from: number, to: number): void => {
      const inner = text.slice(from, to);
      const some = close === ']' ? (JSON.parse(`[${inner}]`) as unknown[]) : Object.entries(JSON.parse(`{${inner}}`) as object);
      for (const part of some) parts.push(part);
    };
    at = skipBlanks(text, at + 1);
    let isMore = text[at] !== close;
    if (!isMore) at += 1;
    /** Parts between these have been looked over but not parsed yet. */
    let from = at;
    let to = at;
    while (isMore) {
      const cut = close === ']' && to <= from ? tryToCut() : null;
      if (cut) {
        for (const part of cut) parts.push(part);
        from = at;
        await new Promise(setImmediate);
        continue;
      }
      const name = close === '}' ? readName() : null;
      const end = skipValue(text, at, slice);
      if (end < 0) {
        if (to > from) take(from, to);
        const value = await readValue(depth - 1);
        parts.push(name === null ? value : [name, value]);
        isMore = goOn(at, close);
        from = at;
      } else {
        isMore = goOn(end, close);
        if (!isMore || end - from > slice) {
          take(from, end);
          from = at;
          await new Promise(setImmediate);
        }
      }
      to = end;
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
    const end = skipValue(text, at);
    const name: unknown = JSON.parse(text.slice(at, end));
    const colon = skipBlanks(text, end);
    if (typeof name !== 'string' || text[colon] !== ':') throw new SyntaxError('No name of a member where one has to be');
    at = skipBlanks(text, colon + 1);
    return name;
  }

  /** From the end of one part to the next; whether there is one. */
  function goOn(end: number, close: string): boolean {
    const found = skipBlanks(text, end);
    at = found + 1;
    if (text[found] === close) return false;
    if (text[found] !== ',') throw new SyntaxError(`Neither a comma nor ${close} where one has to be`);
    at = skipBlanks(text, at);
    return true;
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  return at;
}

/** The end of the value that begins here, by its quotes and brackets alone; negative where it is longer than `most`. */
function skipValue(text: string, from: number, most = Infinity): number {
  let open = 0;
  let at = from;
  for (; at < text.length && at - from <= most; at++) {
    const code = text.charCodeAt(at);
    // [ and {, which differ in one bit, as ] and } do.
    if ((code | 0x20) === 0x7b) open += 1;
    else if (code === QUOTE) at = endOfString(text, at);
    else if ((code | 0x20) === 0x7d) open -= 1;
    else if (code === COMMA && open === 0) break;
    else continue;
    if (open < 0) break;
    if (open === 0) return at + 1 - from > most ? -1 : at + 1;
  }
  if (at === from) throw new SyntaxError('No value where one has to be');
  return at - from > most ? -1 : at;
}

/** Where the quote is that ends this string. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  throw new SyntaxError('A string has no end');
}
