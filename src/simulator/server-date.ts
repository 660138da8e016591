const offsets = ['+0200', '+0100', '+0000', '-0500', '+0530', '-0330', '+0900'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** Minutes east of Greenwich of an offset such as `-0330`. */
function minutes(offset: string): number {
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  return offset.startsWith('-') ? -size : size;
}

/** The moment as the server writes dates: `yyyy-MM-dd HH:mm:ss.SSS±hhmm`, in the offset given. */
export function formatServerDate(at: number, offset: string): string {
  const there = new Date(at + minutes(offset) * 60_000).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 23)}${offset}`;
}

/** The moment as a mail header writes dates (RFC 2822), in the offset given. */
export function formatMailDate(at: number, offset: string): string {
  const there = new Date(at + minutes(offset) * 60_000);
  const [day, date, month, year] = there.toUTCString().replace(',', '').split(' ');
  return `${day}, ${date} ${month} ${year} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}:${two(there.getUTCSeconds())} ${offset}`;
}

/** The moment as routing strategies write dates: ISO 8601, UTC, whole seconds. */
export function formatRoutingDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The offsets that the dates of the simulator are written in. */
export const serverOffsets: readonly string[] = offsets;
