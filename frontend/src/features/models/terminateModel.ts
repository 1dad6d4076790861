import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Model } from '@/shared/api/types';
import { modelPath } from '@/shared/operations/getModel';
import { queryKeys } from '@/shared/operations/queryKeys';

export function useTerminateModel() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.delete<Model>(modelPath(name)),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.models }),
  });
}
