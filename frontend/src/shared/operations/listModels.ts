import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { ModelList } from '@/shared/api/types';
import { queryKeys } from './queryKeys';

/** The models (terminated ones too, when asked) the signed-in person may see. Live events make it stale; the slow poll only mends what they missed. */
export function useModels({ terminated = false }: { terminated?: boolean } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.modelList(terminated),
    queryFn: ({ signal }) =>
      api.get<ModelList>(terminated ? '/api/v1/models?terminated=true' : '/api/v1/models', { signal }),
    select: (list) => list.items,
    refetchInterval: 20_000,
  });
}
