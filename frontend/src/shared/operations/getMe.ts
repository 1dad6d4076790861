import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Me } from '@/shared/api/types';
import { queryKeys } from './queryKeys';

export function useMe() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => api.get<Me>('/api/v1/me', { signal }),
    staleTime: 300_000,
  });
}
