import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Model } from '@/shared/api/types';
import { modelPath } from '@/shared/operations/getModel';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useStopModel() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Model>(`${modelPath(name)}/stop`),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.models }),
  });
}
