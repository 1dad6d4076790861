import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useRevokeKey() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<undefined>(`/api/v1/keys/${encodeURIComponent(id)}`),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.keys }),
  });
}
