import { createContext, use } from 'react';
import type { ApiClient } from './client';

export const ApiContext = createContext<ApiClient | undefined>(undefined);

/** The signed-in person's client; only below the session's gate. */
export function useApi(): ApiClient {
  const api = use(ApiContext);
  if (api === undefined) throw new Error('useApi is used outside of a session');
  return api;
}
