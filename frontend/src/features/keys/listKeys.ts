import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { KeyList } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useKeys() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.keys,
    queryFn: ({ signal }) => api.get<KeyList>('/api/v1/keys', { signal }),
    select: (list) => list.items,
  });
}
