/** How numbers, plurals, lists and dates are written in a locale, a BCP 47 tag. */
export interface Writing {
  /** `12`, `1,532`. */
  number(locale: string, value: number): string;
  /** The plural category of so many. */
  plural(locale: string, count: number): Intl.LDMLPluralRule;
  /** `Ada, Rosa and Tom`. */
  list(locale: string, names: readonly string[]): string;
  /** A moment, ms since the epoch. */
  date(locale: string, at: number, how: Intl.DateTimeFormatOptions): string;
}

/** As `Intl` writes them, and the time of day as people here are used to it. */
export const INTL: Writing = {
  number: (locale, value) => (isPlain(locale, value) ? String(value) : formats(locale).number.format(value)),
  plural: (locale, count) => formats(locale).plural.select(count),
  list: (locale, names) => formats(locale).list.format(names),
  date(locale, at, how) {
    const { dates } = formats(locale);
    const key = JSON.stringify(how);
    const format = dates.get(key) ?? new Intl.DateTimeFormat(habits(locale, how), how);
    dates.set(key, format);
    // A narrow no-break space before PM has no glyph in many fonts.
    return format.format(at).replaceAll('\u202f', '\u00a0');
  },
};

interface Formats {
  readonly number: Intl.NumberFormat;
  readonly plural: Intl.PluralRules;
  readonly list: Intl.ListFormat;
  readonly dates: Map<string, Intl.DateTimeFormat>;
}

const made = new Map<string, Formats>();

/** Making a format takes a thousand times as long as using it, and the first of each kind up to 10 ms. */
function formats(locale: string): Formats {
  const known = made.get(locale);
  if (known) return known;
  let number: Intl.NumberFormat | undefined;
  let plural: Intl.PluralRules | undefined;
  let list: Intl.ListFormat | undefined;
  const fresh: Formats = {
    get number() {
      return (number ??= new Intl.NumberFormat(locale));
    },
    get plural() {
      return (plural ??= new Intl.PluralRules(locale));
    },
    get list() {
      return (list ??= new Intl.ListFormat(locale));
    },
    dates: new Map(),
  };
  made.set(locale, fresh);
  return fresh;
}

/** Small numbers, which most are, need no format: our languages write them alike. */
function isPlain(locale: string, value: number): boolean {
  const isLatin = !/^ar|-u-/.test(locale) || locale.endsWith('-u-nu-latn');
  return isLatin && Number.isInteger(value) && value >= 0 && value < 1000;
}

/** The time of day is written as people here are used to, where the system speaks the same language. */
function habits(locale: string, how: Intl.DateTimeFormatOptions): string | undefined {
  if (how.timeStyle === undefined) return locale;
  const system = new Intl.DateTimeFormat().resolvedOptions().locale;
  return languageOf(system) === languageOf(locale) ? undefined : locale;
}

function languageOf(locale: string): string | undefined {
  return locale.toLowerCase().split('-')[0];
}
