const GWS_DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T|\s*)(\d\d):\s*(\d\d)(?::\s*(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)$/i;
const MAIL_DATE = /^(?:[A-Z][a-z]{2},\s+)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?)(?:\s|$)/;
/** The farthest offset from UTC that is in use is 14 h. */
const FARTHEST = 14 * 3_600_000;

/**
 * A date as GWS or a mail header writes it, in ms since the epoch; null when it is none, or names no offset from UTC.
 * GWS writes `2016-03-24 12:52:39.000+0200`, which `Date.parse` reads differently from engine to engine.
 */
export function readDate(value: unknown): number | null {
  if (typeof value === 'number') return readEpoch(value);
  if (typeof value !== 'string' || value.length > 100) return null;
  const text = value.trim();
  const match = GWS_DATE.exec(text);
  if (match) return readGwsDate(match);
  if (/^\d{9,14}$/.test(text)) return readEpoch(Number(text));
  return MAIL_DATE.test(text) ? finite(Date.parse(text.replace(/ UTC?(?=\s|$)/, ' GMT'))) : null;
}

function readGwsDate(match: RegExpExecArray): number | null {
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = match;
  const [mo, d, h, mi, s] = [Number(month), Number(day), Number(hour), Number(minute), Number(second)];
  const local = Date.UTC(Number(year), mo - 1, d, h, mi, s);
  const shift = offset(zone);
  // Out of range, `Date.UTC` carries over: 31 February would be in March.
  const there = new Date(local);
  const isDate = there.getUTCDate() === d && there.getUTCMonth() === mo - 1 && h < 24 && mi < 60 && s < 61;
  if (!isDate || Math.abs(shift) > FARTHEST) return null;
  return finite(local + Math.floor(Number(`0.${fraction}`) * 1000) - shift);
}

function offset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Seconds or milliseconds since the epoch: whichever falls between 2001 and 2286. */
function readEpoch(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  if (value >= 1e9 && value < 1e10) return value * 1000;
  return value >= 1e12 && value < 1e13 ? value : null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
