import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Usage } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';
import { lastDay } from './lastDay';

export function useUsage() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.usage,
    queryFn: ({ signal }) => api.get<Usage>(`/api/v1/usage?groupBy=model&${lastDay(Date.now())}`, { signal }),
    refetchInterval: 30_000,
  });
}
