import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Latency } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';
import { lastDay } from './lastDay';

export function useLatency() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.latency,
    queryFn: ({ signal }) => api.get<Latency>(`/api/v1/reports/latency?${lastDay(Date.now())}`, { signal }),
    refetchInterval: 30_000,
  });
}
