import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Model } from '@/shared/api/types';
import { queryKeys } from './queryKeys';

/** One model, live or the last terminated record of that name. */
export function useModel(name: string) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.model(name),
    queryFn: ({ signal }) => api.get<Model>(modelPath(name), { signal }),
    refetchInterval: 20_000,
  });
}

export function modelPath(name: string): string {
  return `/api/v1/models/${encodeURIComponent(name)}`;
}
