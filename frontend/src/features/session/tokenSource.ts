import { ErrorResponse, type User, type UserManager } from 'oidc-client-ts';
import type { TokenSource } from '@/shared/api/client';

/** The current access token of a user manager, renewed at most once at a time; a session that cannot be renewed ends. */
export function createTokenSource(manager: UserManager, initial: User): TokenSource {
  let user: User | null = initial;
  let renewing: Promise<boolean> | undefined;
  manager.events.addUserLoaded((loaded) => {
    user = loaded;
  });
  manager.events.addUserUnloaded(() => {
    user = null;
  });

  async function renewOnce(): Promise<boolean> {
    try {
      if (user?.refresh_token !== undefined && (await manager.signinSilent()) !== null) return true;
    } catch (error) {
      // The issuer is away: keep the session, the next call tries again.
      if (!(error instanceof ErrorResponse)) return false;
    }
    await manager.removeUser();
    return false;
  }

  return {
    accessToken: () => user?.access_token,
    renew: () => {
      renewing ??= renewOnce().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
  };
}
