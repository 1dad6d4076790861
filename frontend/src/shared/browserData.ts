/** What the console keeps in this browser for a person, under one prefix so that signing out can forget it all. */
const PREFIX = 'corral.data.';

export function browserDataKey(what: string, personId: string): string {
  return `${PREFIX}${what}.${personId}`;
}

export function forgetBrowserData(): void {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
  for (const key of keys) if (key?.startsWith(PREFIX) === true) localStorage.removeItem(key);
}
