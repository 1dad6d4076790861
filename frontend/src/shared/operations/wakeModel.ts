import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Model } from '@/shared/api/types';
import { modelPath } from './getModel';
import { queryKeys } from './queryKeys';

export function useWakeModel() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Model>(`${modelPath(name)}/wake`),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.models }),
  });
}
