import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { OpenedApp } from '@/shared/api/types';

/** What an app's host sends along when it asks who is there. */
export interface Asked {
  app: string;
  nonce: string;
  to: string;
}

/** A ticket into the app, once; it is kept in no cache. */
export function useOpenApp(asked: Asked) {
  const api = useApi();
  return useQuery({
    queryKey: ['open-app', asked],
    queryFn: ({ signal }) =>
      api.post<OpenedApp>(
        `/api/v1/apps/${encodeURIComponent(asked.app)}/open`,
        { nonce: asked.nonce, to: asked.to },
        { signal },
      ),
    enabled: asked.nonce !== '',
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
