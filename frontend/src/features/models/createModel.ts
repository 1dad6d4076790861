import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { LaunchRequest, Model } from '@/shared/api/types';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useCreateModel() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (model: LaunchRequest) => api.post<Model>('/api/v1/models', model),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queryKeys.models }),
        cache.invalidateQueries({ queryKey: queryKeys.summary }),
      ]),
  });
}
