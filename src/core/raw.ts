import { readRecord, type Wire } from './record.ts';

/** Makes text small, and gives it back as it was. */
export interface Press {
  pack(text: string): string;
  unpack(packed: string): string;
}

/** Resources that were packed together, one line of JSON each: what they have in common, such as names, takes room once. */
interface Pack {
  readonly press: Press;
  readonly packed: string;
}

/** A resource with more characters than this stays as it is: to pack it would hold up everything else. */
const MOST = 100_000;

const NOTHING: Wire = {};

/** The pack that was opened last: whoever reads one item of it reads the next ones as well, in a search. */
let opened: { readonly pack: Pack; readonly lines: readonly string[] } | null = null;

function linesOf(pack: Pack): readonly string[] {
  if (opened?.pack !== pack) opened = { pack, lines: pack.press.unpack(pack.packed).split('\n') };
  return opened.lines;
}

/** The resource of an item as the server sent it. It can be large, and few are ever looked at: so it may be packed. */
export class Raw {
  /** Null where it is in a pack. */
  #wire: Wire | null;
  #pack: Pack | null = null;
  #line = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** As it was sent. A copy where it is packed: to be read and let go. */
  read(): Wire {
    return this.#wire ?? readRecord(JSON.parse(this.packedText() ?? '')) ?? NOTHING;
  }

  /** The JSON of a resource that is packed; null for one that is not. */
  packedText(): string | null {
    return this.#pack && (linesOf(this.#pack)[this.#line] ?? null);
  }

  get isPacked(): boolean {
    return this.#wire === null;
  }

  /** Packs these together, less those that are too large for it. */
  static pack(raws: readonly Raw[], press: Press): void {
    const packed: Raw[] = [];
    const lines: string[] = [];
    for (const raw of raws) {
      const line = raw.isPacked ? null : format(raw.#wire);
      if (line === null || line.length > MOST) continue;
      packed.push(raw);
      lines.push(line);
    }
    const pack: Pack = { press, packed: press.pack(lines.join('\n')) };
    for (const [line, raw] of packed.entries()) {
      raw.#pack = pack;
      raw.#line = line;
      raw.#wire = null;
    }
  }
}

/** Null for what lies too deep in one another to be written out. */
function format(wire: Wire | null): string | null {
  try {
    return JSON.stringify(wire);
  } catch {
    return null;
  }
}
