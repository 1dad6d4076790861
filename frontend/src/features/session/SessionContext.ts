import { createContext, use } from 'react';

export interface Session {
  /** How the issuer calls the person. */
  displayName: string;
  signOut: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('useSession is used outside of a session');
  return session;
}
