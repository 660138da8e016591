/** When the digest of what rules hold is due next after `now`: every so many minutes, counted from midnight by the clock. */
export function nextDigestAt(now: number, everyMinutes: number): number {
  const date = new Date(now);
  const atMinute = (minute: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), 0, minute).getTime();
  const minute = date.getHours() * 60 + date.getMinutes();
  let next = (Math.floor(minute / everyMinutes) + 1) * everyMinutes;
  // In the hour that comes twice in autumn, the clock has been there before.
  while (atMinute(next) <= now) next += everyMinutes;
  return Math.min(atMinute(next), atMinute(24 * 60));
}
