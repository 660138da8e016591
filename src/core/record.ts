/** An object of unknown make, as it came off the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** The value as an object with members, or null when it is none (an array is none). */
export function readRecord(value: unknown): Wire | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : null;
}

/** The value as text that says something: trimmed, numbers written out; null for everything else. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** The first of these members of `record` that is text. */
export function firstText(record: Wire, ...names: readonly string[]): string | null {
  for (const name of names) {
    // What an object inherits is no text.
    const text = readText(record[name]);
    if (text !== null) return text;
  }
  return null;
}

/** The records in a list; of an object, its values; anything else has none. */
export function readRecords(value: unknown): readonly Wire[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(readRecord(value) ?? {});
  return entries.map(readRecord).filter((entry) => entry !== null);
}
