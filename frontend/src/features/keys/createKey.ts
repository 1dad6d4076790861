import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { KeyRequest, NewKey } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';

/** The answer holds the key itself, this once; it is not put into any cache. */
export function useCreateKey() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (key: KeyRequest) => api.post<NewKey>('/api/v1/keys', key),
    gcTime: 0,
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.keys }),
  });
}
