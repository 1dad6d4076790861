import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Summary } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useSummary() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.summary,
    queryFn: ({ signal }) => api.get<Summary>('/api/v1/summary', { signal }),
    refetchInterval: 20_000,
  });
}
