const SIGNED_IN = 'corral.signed-in';

/** A path of this console and nothing else, whatever a state parameter carried. */
export function safePath(candidate: unknown): string {
  if (typeof candidate !== 'string' || !/^\/(?![/\\])/.test(candidate)) return '/';
  if (candidate === '/callback' || candidate.startsWith('/callback?')) return '/';
  return candidate;
}

/** Whether somebody comes from an app that wants to know who they are: nothing is gained by asking first. */
export function comesFromApp(path: string): boolean {
  return /^\/apps\/[a-z0-9-]+\/open\?/.test(path);
}

export function currentPath(): string {
  return safePath(window.location.pathname + window.location.search + window.location.hash);
}

/** Whether this tab was signed in when it was last loaded: then a reload goes straight through the issuer. */
export const signedInMark = {
  set: () => sessionStorage.setItem(SIGNED_IN, 'yes'),
  clear: () => sessionStorage.removeItem(SIGNED_IN),
  isSet: () => sessionStorage.getItem(SIGNED_IN) === 'yes',
};
