const DAY_MS = 24 * 3600 * 1000;

/** `from` and `to` of the last 24 hours as a query string; `to` a minute ahead, for clocks that differ. */
export function lastDay(now: number): string {
  const from = new Date(now - DAY_MS).toISOString();
  const to = new Date(now + 60_000).toISOString();
  return new URLSearchParams({ from, to }).toString();
}
