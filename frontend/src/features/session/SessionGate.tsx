import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { AuthProvider, useAuth, type ErrorContext } from 'react-oidc-context';
import type { User, UserManager } from 'oidc-client-ts';
import { ApiContext } from '@/shared/api/ApiContext';
import { createApiClient } from '@/shared/api/client';
import { ApiError } from '@/shared/api/problem';
import type { ConsoleConfig } from '@/shared/api/types';
import { forgetBrowserData } from '@/shared/browserData';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { getConsoleConfig } from './consoleConfig';
import { comesFromApp, currentPath, safePath, signedInMark } from './returnTo';
import { SessionContext } from './SessionContext';
import { SignInPage } from './SignInPage';
import { Splash } from './Splash';
import { createTokenSource } from './tokenSource';
import { createUserManager, signOutParameters } from './userManager';

/** Lets only signed-in people through, and gives what is below an authorised client. */
export function SessionGate({ children }: { children: ReactNode }) {
  const config = useQuery({
    queryKey: ['console-config'],
    queryFn: ({ signal }) => getConsoleConfig(signal),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  if (config.isPending) return <Splash />;
  if (config.isError) {
    return (
      <Splash>
        <ErrorNotice error={config.error} onRetry={config.refetch} />
      </Splash>
    );
  }
  return <OidcSession config={config.data}>{children}</OidcSession>;
}

function OidcSession({ config, children }: { config: ConsoleConfig; children: ReactNode }) {
  const [manager] = useState(() => createUserManager(config, window.location.origin));
  return (
    <AuthProvider
      userManager={manager}
      onSigninCallback={(user) => {
        signedInMark.set();
        const state = user?.state as { returnTo?: unknown } | undefined;
        window.history.replaceState(null, '', safePath(state?.returnTo));
      }}
    >
      <Door config={config} manager={manager}>
        {children}
      </Door>
    </AuthProvider>
  );
}

function Door({
  config,
  manager,
  children,
}: {
  config: ConsoleConfig;
  manager: UserManager;
  children: ReactNode;
}) {
  const auth = useAuth();
  const wasInside = useRef(false);
  const resumed = useRef(false);
  const [expired, setExpired] = useState(false);
  const user = auth.user ?? undefined;
  const inside = user !== undefined;
  const leaving = auth.activeNavigator === 'signoutRedirect';
  const idle = !inside && !leaving && !auth.isLoading && auth.error === undefined;

  useEffect(() => {
    if (inside && !leaving) wasInside.current = true;
    else if (leaving) wasInside.current = false;
    else if (wasInside.current) {
      wasInside.current = false;
      signedInMark.clear();
      setExpired(true);
    }
  }, [inside, leaving]);

  useEffect(() => {
    if (!idle || resumed.current) return;
    if (!signedInMark.isSet() && !comesFromApp(currentPath())) return;
    resumed.current = true;
    signedInMark.clear();
    void auth.signinRedirect({ state: { returnTo: currentPath() } });
  }, [idle, auth]);

  if (user !== undefined && !leaving) {
    return (
      <Inside config={config} manager={manager} user={user}>
        {children}
      </Inside>
    );
  }
  if (leaving || (auth.isLoading && auth.activeNavigator === undefined)) return <Splash />;
  return (
    <SignInPage
      notice={config.notice}
      expired={expired}
      error={signInError(auth.error)}
      busy={auth.activeNavigator === 'signinRedirect'}
      onSignIn={() => void auth.signinRedirect({ state: { returnTo: currentPath() } })}
    />
  );
}

function Inside(props: { config: ConsoleConfig; manager: UserManager; user: User; children: ReactNode }) {
  const { config, manager, user, children } = props;
  const auth = useAuth();
  const cache = useQueryClient();
  const [api] = useState(() => createApiClient(createTokenSource(manager, user)));
  const session = useMemo(
    () => ({
      displayName: user.profile.name ?? user.profile.preferred_username ?? user.profile.sub,
      signOut: () => {
        signedInMark.clear();
        forgetBrowserData();
        cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'console-config' });
        const parameters = signOutParameters(config, window.location.origin);
        void auth.signoutRedirect({ extraQueryParams: parameters });
      },
    }),
    [auth, cache, config, user.profile],
  );
  return (
    <SessionContext value={session}>
      <ApiContext value={api}>{children}</ApiContext>
    </SessionContext>
  );
}

/** An issuer without a sign-out page is no fault of signing in, nor is a renewal that failed: the page says "expired". */
function signInError(cause: ErrorContext | undefined): ApiError | undefined {
  if (cause === undefined || cause.source === 'signoutRedirect' || cause.source === 'renewSilent')
    return undefined;
  const away = cause.message === 'Failed to fetch' || cause.innerError instanceof TypeError;
  const detail = away ? 'The sign-in service cannot be reached. Try again in a moment.' : cause.message;
  return new ApiError({ status: 0, code: 'sign_in', title: 'Signing in did not work', detail });
}
