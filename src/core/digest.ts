/** When the digest of what rules hold is due next after `now`: every so many minutes, counted from midnight by the clock. */
export function nextDigestAt(now: number, everyMinutes: number): number {
  const every = everyMinutes * 60_000;
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const next = midnight + (Math.floor((now - midnight) / every) + 1) * every;
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  return Math.min(next, tomorrow.setHours(0, 0, 0, 0));
}
