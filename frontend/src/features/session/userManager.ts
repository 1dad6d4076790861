import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { ConsoleConfig } from '@/shared/api/types';

export const CALLBACK_PATH = '/callback';

/**
 * Code + PKCE (S256), tokens in memory only: a reload asks the issuer again, which answers at once
 * while its own session lasts. Session storage holds only the single-use `state` and verifier of a sign-in under way.
 */
export function createUserManager(config: ConsoleConfig, origin: string): UserManager {
  return new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: config.scopes,
    automaticSilentRenew: true,
    loadUserInfo: false,
    monitorSession: false,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage, prefix: 'corral.sign-in.' }),
  });
}

/** Cognito's sign-out endpoint wants its own parameter names; other issuers ignore them. */
export function signOutParameters(config: ConsoleConfig, origin: string): Record<string, string> {
  return { client_id: config.clientId, logout_uri: `${origin}/` };
}
